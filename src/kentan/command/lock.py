"""`./kentan lock`: make the lock files again, hashed, for every platform, without addresses."""

from __future__ import annotations

import argparse
import subprocess

from kentan.command.place import PROJECT
from kentan.command.supervisor import python

OPTIONS = (
    "--quiet",
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--no-annotate",
)
LOCKS = (("runtime", ()), ("dev", ("--group", "dev")), ("oracle", ("--group", "oracle")))


def run(given: argparse.Namespace) -> int:
    """All locks, from pyproject.toml."""
    for name, extra in LOCKS:
        command = python("-m", "uv", "pip", "compile", *OPTIONS, "pyproject.toml", *extra, "-o", f"requirements/{name}.lock")
        if code := subprocess.run(command, cwd=PROJECT, check=False).returncode:
            return code
    return 0
