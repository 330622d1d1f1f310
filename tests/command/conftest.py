"""A data folder for real processes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A data folder, not made yet, that the database's own user can reach."""
    made = Path("/tmp") / f"kt-up-{os.getpid()}-{tmp_path.name}"[:60]
    made.mkdir()
    yield made / "data"
    subprocess.run(["rm", "-rf", str(made)], check=True)
