"""`./kentan import voices` and `./kentan export voices`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kentan.command.arguments import Parser
from kentan.command.failure import ARGUMENTS, Failure
from kentan.command.files import tables
from kentan.command.files.progress import bar

if TYPE_CHECKING:
    from kentan.ground.network.models import Code
    from kentan.stages.voices.actions.importing import Refusal

ORIGIN, REASON = "恳谈行", "没存的原因"
"""Two columns of the file of refused rows: which row of which file it was, and why it was not stored."""
COLUMNS = ("编号", "时间", "渠道", "区域", "标题", "原话", "地点", "状态")


def mapping_of(given: list[str], known: tuple[str, ...]) -> dict[str, str]:
    """words=列 … as a dict field → column. Raises Failure."""
    pairs = dict(part.split("=", 1) for part in given if "=" in part)
    wrong = [part for part in given if "=" not in part] + sorted(set(pairs) - set(known))
    if wrong or "words" not in pairs:
        raise Failure(
            f"--map 要写成 字段=列名，至少有 words=列名；字段有 {'、'.join(known)}。看不懂：{' '.join(wrong) or '缺 words'}",
            f"--map looks like words=COLUMN; fields: {', '.join(known)}.", ARGUMENTS,
        )  # fmt: skip
    return pairs


def mapped(table: tables.Table, pairs: Mapping[str, str]) -> list[dict[str, str]]:
    """The rows by field; a row that was refused before says which it was. Raises Failure when a named column is missing."""
    missing = sorted(set(pairs.values()) - set(table.columns))
    if missing:
        raise Failure(
            f"文件里没有这些列：{'、'.join(missing)}。文件里的列是：{'、'.join(table.columns)}",
            f"no such columns: {', '.join(missing)}. The file has: {', '.join(table.columns)}", ARGUMENTS,
        )  # fmt: skip
    return [{**{name: row[column] for name, column in pairs.items()}, "origin": row.get(ORIGIN, "")} for row in table.rows]


def arguments(verb: str) -> argparse.ArgumentParser:
    """The arguments of either command."""
    example = "import voices 来信.xlsx --map words=留言详情 title=留言主题 id=留言编号 --source 市长信箱"
    made = Parser(
        f"kentan {verb} voices", epilog=f"例 example: ./kentan {example if verb == 'import' else 'export voices 民声.csv'}"
    )
    made.add_argument("file", type=Path)
    if verb == "import":
        made.add_argument("--map", nargs="+", required=True, metavar="字段=列")
        made.add_argument("--source", default="")
        made.add_argument("--to", default="", metavar="码", help="to whose code they are addressed; without it to the city")
        made.add_argument("--open", action="store_true", help="open a ticket and its clock for each voice")
        made.add_argument("--dry-run", action="store_true", help="read and report, store nothing")
        made.add_argument(
            "--refused", type=Path, metavar="FILE", help="where refused rows go, to be mended (default: FILE.refused.csv)"
        )
    return made


def import_voices(argv: list[str]) -> int:
    """Read a table and store its voices; refused rows are named, and written to a file that can be mended and imported again."""
    given = arguments("import").parse_args(argv)  # before anything that needs a database: help needs none
    from kentan.ground.accounts.actor import SYSTEM
    from kentan.stages.voices.actions import importing

    pairs, table = mapping_of(given.map, importing.FIELDS), tables.read(given.file)
    rows = mapped(table, pairs)
    where = importing.Where(given.source or given.file.name, table.digest, code_of(given.to), given.open)
    report = importing.store_rows(rows, by=SYSTEM, where=where, dry_run=given.dry_run, progress=bar(len(rows)))
    for refusal in report.refusals:
        print(f"第 {refusal.row} 行没有存：{refusal.reason}")
    if report.refusals and not given.dry_run:
        target = given.refused or given.file.with_suffix(".refused.csv")
        tables.write_csv(target, head_of(table), refused_rows(table, report.refusals))
        print(f"没有存的行在 {target}，改好以后用同样的命令导入它，只会进改好的行。", file=sys.stderr)
    print(f"{'（试读，没有保存）' if given.dry_run else ''}{report.summary}")
    return 0


def code_of(written: str) -> Code | None:
    """The code that they are addressed to; None without one. Raises Failure."""
    from kentan.ground.network.queries import CodeClosed, CodeUnknown, find_code

    try:
        return find_code(written) if written else None
    except (CodeUnknown, CodeClosed) as error:
        raise Failure(f"没有这个码，或者它已停用：{written}", f"no such code, or it is closed: {written}", ARGUMENTS) from error


def head_of(table: tables.Table) -> list[str]:
    """The file's own columns, and ours once."""
    return [*(name for name in table.columns if name not in {ORIGIN, REASON, ""}), ORIGIN, REASON]


def refused_rows(table: tables.Table, refusals: Iterable[Refusal]) -> Iterator[Sequence[str]]:
    """Each refused row as it came, which it was, and why."""
    for refusal in refusals:
        row = table.rows[refusal.row - 1]
        own = [row[name] for name in head_of(table)[:-2]]
        yield [*own, row.get(ORIGIN) or f"{table.digest}:{refusal.row}", refusal.reason]


def export_voices(argv: list[str]) -> int:
    """Write all voices that were not erased, without contacts, as CSV with a BOM or as .xlsx."""
    given = arguments("export").parse_args(argv)
    print(f"written {tables.write(given.file, COLUMNS, exported())}")
    return 0


def exported() -> Iterator[list[str]]:
    """A row per voice, oldest first."""
    from kentan.ground.moment import local
    from kentan.stages.voices.models import Voice

    for voice in Voice.objects.exclude(state="erased").select_related("area").order_by("pk").iterator(1000):
        at = local(voice.said_at).strftime("%Y-%m-%d %H:%M:%S")
        yield [
            str(voice.pk), at, voice.get_channel_display(), str(voice.area), voice.heading, voice.words, voice.place, voice.state_label,
        ]  # fmt: skip
