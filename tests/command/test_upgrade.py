"""升级: a backup that an earlier program made becomes an installation of this one. `kept/` holds one file per released schema."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from kentan.command.backups import archive
from tests.command.running import Run, fetch, healthy, kentan

HERE = Path(__file__).parent
KEPT = sorted((HERE / "kept").glob("*.tar.gz"))
PROGRAM = HERE.parents[1] / "src" / "kentan"


def test_a_released_migration_and_its_sql_are_never_changed() -> None:
    released = dict(line.split() for line in (HERE / "kept" / "migrations.txt").read_text("utf-8").splitlines())
    assert {name: hashlib.sha256((PROGRAM / name).read_bytes()).hexdigest() for name in released} == released


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: kept.name)
def test_a_backup_of_an_earlier_schema_is_restored_brought_up_and_served(kept: Path, tmp_path: Path) -> None:
    file, data = tmp_path / "kept.tar", tmp_path / "new"
    file.write_bytes(gzip.decompress(kept.read_bytes()))
    held = archive.verify(file)
    assert held.tables["voices_voice"][0] > 0
    done = kentan("restore", str(file), "--data", str(data), "--without-contacts")
    assert done.returncode == 0, done.stderr
    examined = json.loads(kentan("doctor", "--json", "--data", str(data)).stdout)
    assert [finding for finding in examined if not finding["is_well"]] == []
    run = Run(data)
    try:
        assert healthy(run.port), run.said
        for page in ("/", "/suggestions", "/talks"):
            assert fetch(f"http://127.0.0.1:{run.port}{page}")[0] == 200, page
        assert run.stop() == 0
    finally:
        run.kill_all()
