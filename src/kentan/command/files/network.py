"""`./kentan import deputies|units|stations`: from the table that an office fills in; `--template` hands out an empty one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kentan.command.arguments import Parser
from kentan.command.failure import ARGUMENTS, Failure
from kentan.command.files import tables

KINDS = ("deputies", "units", "stations")
WORDS = {"deputies": "代表", "units": "单位", "stations": "站点"}


def importer(kind: str) -> Callable[[list[str]], int]:
    """The command for one kind."""
    return lambda argv: run(kind, argv)


def run(kind: str, argv: list[str]) -> int:
    """Read, store, count; or write the template. Raises Failure."""
    made = Parser(f"kentan import {kind}", epilog=f"例 example: ./kentan import {kind} --template {WORDS[kind]}.xlsx")
    made.add_argument("file", type=Path, nargs="?")
    made.add_argument("--template", type=Path, metavar="FILE", help="写一张空表 write an empty table to fill in")
    made.add_argument("--dry-run", action="store_true", help="read and report, store nothing")
    given = made.parse_args(argv)
    if given.template:
        return template(kind, given.template)
    if given.file is None:
        raise Failure("要写明导入哪个文件，或者 --template 文件。", "name a file, or --template FILE.", ARGUMENTS)
    return stored(kind, given.file, is_dry=given.dry_run)


def template(kind: str, file: Path) -> int:
    """Headings, one example row, and a second sheet that says what belongs where."""
    from kentan.ground.network.importing import KINDS as TABLES

    known = TABLES[kind]
    notes = [("列", "必填", "怎么写"), *((one.name, "是" if one.is_needed else "", one.told) for one in known.columns)]
    tables.write_workbook(file, [one.name for one in known.columns], [known.example], notes)
    print(f"{file}\n第二行是例子，请删掉；“说明”页写着每一列怎么填。")
    return 0


def stored(kind: str, file: Path, *, is_dry: bool) -> int:
    """The rows of the file. Raises Failure when a needed column is missing."""
    from kentan.ground.network.importing import KINDS as TABLES
    from kentan.ground.network.importing import store_rows

    table = tables.read(file)
    missing = [one.name for one in TABLES[kind].columns if one.is_needed and one.name not in table.columns]
    if missing:
        raise Failure(
            f"文件里没有这些列：{'、'.join(missing)}。文件里的列是：{'、'.join(table.columns)}。空表用 --template。",
            f"no such columns: {', '.join(missing)}. An empty table: --template.", ARGUMENTS,
        )  # fmt: skip
    report = store_rows(kind, table.rows, is_dry=is_dry)
    for number, reason in report.refusals:
        print(f"第 {number} 行没有存：{reason}")
    print(f"{'（试读，没有保存）' if is_dry else ''}{report.summary}")
    return 0
