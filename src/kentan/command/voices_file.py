"""`./kentan import voices` and `./kentan export voices`: files in, files out."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

FORMULA = ("=", "+", "-", "@", "\t")


def decoded(content: bytes) -> str:
    """The text of a file as offices save it: UTF-8 with or without BOM, else GB18030. Raises SystemExit(2)."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SystemExit(fail("文件既不是 UTF-8 也不是 GBK 编码，请在表格软件里另存为 CSV UTF-8。"))


def fail(sentence: str) -> int:
    """Say one line and return the exit code of bad arguments."""
    print(f"kentan: {sentence}", file=sys.stderr)
    return 2


def mapping_of(given: list[str], known: tuple[str, ...]) -> dict[str, str]:
    """words=列 … as a dict field → column. Raises SystemExit(2)."""
    pairs = dict(part.split("=", 1) for part in given if "=" in part)
    wrong = [part for part in given if "=" not in part] + sorted(set(pairs) - set(known))
    if wrong or "words" not in pairs:
        raise SystemExit(
            fail(f"--map 要写成 字段=列名，至少有 words=列名；字段有 {'、'.join(known)}。看不懂：{' '.join(wrong) or '缺 words'}")
        )
    return pairs


def rows_of(text: str, pairs: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The mapped rows of a CSV text. Raises SystemExit(2) when a named column is missing."""
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = sorted(set(pairs.values()) - set(reader.fieldnames or ()))
    if missing:
        raise SystemExit(fail(f"文件里没有这些列：{'、'.join(missing)}。文件里的列是：{'、'.join(reader.fieldnames or ())}"))
    for row in reader:
        yield {name: row.get(column) or "" for name, column in pairs.items()}


def parser(verb: str) -> argparse.ArgumentParser:
    """The arguments of either command."""
    made = argparse.ArgumentParser(
        f"kentan {verb} voices", epilog="例 example: ./kentan import voices 来信.csv --map words=留言详情 title=留言主题 id=留言编号 --source 市长信箱",
    )  # fmt: skip
    made.add_argument("what", choices=["voices"])
    made.add_argument("file", type=Path)
    if verb == "import":
        made.add_argument("--map", nargs="+", required=True, metavar="字段=列")
        made.add_argument("--source", default="")
        made.add_argument("--to", default="", metavar="码", help="to whose code they are addressed; without it to the city")
        made.add_argument("--open", action="store_true", help="open a ticket and its clock for each voice")
        made.add_argument("--dry-run", action="store_true", help="read and report, store nothing")
    return made


def import_voices(argv: list[str]) -> int:
    """Read a CSV and store its voices; refused rows are named with row number and reason."""
    from kentan.ground.accounts.actor import SYSTEM
    from kentan.ground.network.queries import CodeClosed, CodeUnknown, find_code
    from kentan.stages.voices.actions import importing

    given = parser("import").parse_args(argv)
    if not given.file.is_file():
        return fail(f"没有这个文件：{given.file}")
    content = given.file.read_bytes()
    pairs = mapping_of(given.map, importing.FIELDS)
    try:
        code = find_code(given.to) if given.to else None
    except (CodeUnknown, CodeClosed):
        return fail(f"没有这个码，或者它已停用：{given.to}")
    where = importing.Where(given.source or given.file.name, importing.digest_of(content), code, given.open)
    report = importing.store_rows(
        rows_of(decoded(content), pairs), by=SYSTEM, where=where, dry_run=given.dry_run,
        progress=lambda count: print(f"\r读了 {count} 行", end="", file=sys.stderr, flush=True),
    )  # fmt: skip
    print(file=sys.stderr)
    for refusal in report.refusals:
        print(f"第 {refusal.row} 行没有存：{refusal.reason}")
    print(f"{'（试读，没有保存）' if given.dry_run else ''}{report.summary}")
    return 0


def neutral(cell: str) -> str:
    """A cell that a spreadsheet will not run as a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def export_voices(argv: list[str]) -> int:
    """Write all voices that were not erased, without contacts, as CSV with a BOM."""
    from kentan.ground.moment import local
    from kentan.stages.voices.models import Voice

    given = parser("export").parse_args(argv)
    if not given.file.parent.is_dir():
        return fail(f"没有这个文件夹：{given.file.parent}")
    count = 0
    with given.file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["编号", "时间", "渠道", "区域", "标题", "原话", "地点", "状态"])
        for voice in Voice.objects.exclude(state="erased").select_related("area").order_by("pk").iterator(1000):
            moment = local(voice.said_at).strftime("%Y-%m-%d %H:%M:%S")
            cells = [str(voice.pk), moment, voice.get_channel_display(), str(voice.area), voice.heading, voice.words, voice.place]
            writer.writerow([neutral(cell) for cell in [*cells, voice.state_label]])
            count += 1
    print(f"written {count}")
    return 0
