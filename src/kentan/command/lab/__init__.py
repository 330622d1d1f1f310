"""./kentan lab: the engines on anybody's own files, without a database.

One module beside this one is one command: its `run(argv)` answers the exit code, its first docstring line
is the command's help. Bad arguments and unreadable files: one line on standard error, exit 2. `--json`
prints one JSON object and nothing else.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from kentan.command.lab.asking import ARGUMENTS, BROKEN, GOOD, BadArguments

__all__ = ["ARGUMENTS", "BROKEN", "GOOD", "BadArguments", "commands", "main"]

SHARED = {"__init__", "asking", "tables"}


def main(argv: list[str]) -> int:
    """Run one engine: `argv` begins with its name."""
    if not argv or argv[0] in {"-h", "--help"}:
        print(overview(), end="")
        return GOOD if argv else ARGUMENTS
    try:
        return find(argv[0])(argv[1:])
    except BadArguments as mistake:
        print(" ".join(str(mistake).split()), file=sys.stderr)
        return ARGUMENTS
    except SystemExit as leaving:
        return int(leaving.code or 0)


def commands() -> dict[str, str]:
    """Name → first line of its help; nothing is imported for it."""
    files = sorted(path for path in Path(__file__).parent.glob("*.py") if path.stem not in SHARED)
    return {path.stem: first_line(path) for path in files}


def first_line(path: Path) -> str:
    """The first docstring line of a module."""
    return (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n")[0]


def overview() -> str:
    """All commands, one line each."""
    lines = [f"  {line}" for line in commands().values()]
    return "\n".join(["usage: ./kentan lab COMMAND …", "", *lines, "", "each has --help with an example", ""])


def find(command: str) -> Callable[[list[str]], int]:
    """The command's function; its engine is imported only now."""
    if command not in commands():
        raise BadArguments(f"lab: no command {command!r}; there are: {', '.join(commands())}")
    found: Callable[[list[str]], int] = import_module(f"kentan.command.lab.{command}").run
    return found
