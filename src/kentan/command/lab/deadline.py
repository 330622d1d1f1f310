"""lab deadline: until when, by which rule, and why that day (期限)."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

from deliberation.clock import Calendar, ClockError, Unit, spell
from kentan.command.lab.asking import GOOD, BadArguments, Parser
from kentan.ground.rulebook import calendars, packs
from kentan.ground.rulebook.precedence import PackUnknown, RuleUnknown, rulings
from kentan.ground.rulebook.promises import Promise, promised

UNITS = {Unit.NATURAL_DAY: "天", Unit.WORKING_DAY: "个工作日", Unit.MONTH: "个月"}
DOUBTS = {
    "value": "期限数值待核实",
    "pack": "所用规则包在这一天不施行",
    "calendar": "手上没有那一年的放假安排",
}
CIVIL_CODE = "《民法典》第二百零一至二百零三条（当天不算，没有那一日算到月末，末日休息就顺延）"
BACKWARD = "从会期往前数，当天不算，不顺延"
EXAMPLE = """\
example:
  ./kentan lab deadline --pack zj-2016 --rule sug.reply --from 2026-07-03
  ./kentan lab deadline --rule talk.announce --from 2026-05-20 --json
  ./kentan lab deadline --list
"""


def run(argv: list[str]) -> int:
    """期限: until when, by which rule, and why that day."""
    chosen = arguments().parse_args(argv)
    if chosen.list:
        return list_rules(chosen)
    if chosen.rule is None or chosen.since is None:
        raise BadArguments("lab deadline: --rule and --from are needed (or --list)")
    calendar = read_calendar(chosen.calendar)
    try:
        found = promised(
            chosen.rule, since=chosen.since, packs=packs.shipped(), calendar=calendar,
            named=chosen.pack, level=chosen.level, is_extended=chosen.extended,
        )  # fmt: skip
    except RuleUnknown:
        raise BadArguments(f"lab deadline: no rule {chosen.rule!r}; --list names them") from None
    except PackUnknown:
        raise BadArguments(f"lab deadline: no pack {chosen.pack!r}; there are: {', '.join(pack_names())}") from None
    except (ClockError, ValueError) as error:
        raise BadArguments(f"lab deadline: {error}") from None
    print(json.dumps(as_json(found), ensure_ascii=False) if chosen.json else as_words(found))
    return GOOD


def arguments() -> Parser:
    """The arguments of `lab deadline`."""
    parser = Parser(
        prog="lab deadline", description="until when, by which rule, and why that day",
        epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
    )  # fmt: skip
    parser.add_argument("--pack", metavar="NAME", help=f"one of {', '.join(pack_names())}; without it the one in force")
    parser.add_argument("--rule", metavar="CODE", help="for example sug.reply")
    parser.add_argument("--from", dest="since", metavar="DATE", type=a_date, help="the day it began (or the event's day)")
    parser.add_argument("--calendar", metavar="FILE", type=Path, help="date,kind rows laid over the shipped years")
    parser.add_argument("--level", choices=[*packs.LEVELS, *packs.LEVEL_WORDS], help="whose congress")
    parser.add_argument("--extended", action="store_true", help="the longest total that the rule allows")
    parser.add_argument("--list", action="store_true", help="name the rules")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    return parser


def a_date(text: str) -> date:
    """YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"a date like 2026-07-03 is needed, not {text!r}") from None


def pack_names() -> list[str]:
    """The shipped packs."""
    return [pack.name for pack in packs.shipped()]


def read_calendar(path: Path | None) -> Calendar:
    """The shipped years, with a file laid over them."""
    if path is None:
        return calendars.shipped()
    try:
        rows = calendars.read_rows(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadArguments(f"lab deadline: {path}: cannot be read ({type(error).__name__})") from None
    except calendars.RowsError as error:
        raise BadArguments(f"lab deadline: {path}: {error}") from None
    return calendars.shipped().overlaid(Calendar.of(rows))


def as_json(found: Promise) -> dict[str, object]:
    """The contract: due, steps, confirmed, source; and what else is known."""
    return {
        "due": found.due.isoformat(),
        "steps": list(found.steps),
        "confirmed": found.confirmed,
        "source": " ".join(part for part in (found.article, found.source) if part),
        "rule": found.rule,
        "label": found.label,
        "pack": found.pack,
        "article": found.article,
        "quote": found.quote,
        "from": found.start.isoformat(),
        "doubts": list(found.doubts),
        "steps_en": list(found.explained("en")),
    }


def as_words(found: Promise) -> str:
    """The same for a reader."""
    lines = [f"{found.due.isoformat()}  {spell(found.due)}  {found.label}（{found.rule}，{found.pack}）", ""]
    lines += [f"  {step}" for step in found.steps]
    lines += ["", f"依据  {found.article or '没有法条'}；{found.source}"]
    if found.quote:
        lines.append(f"原文  {found.quote}")
    lines.append(f"算法  {BACKWARD if found.due < found.start else CIVIL_CODE}")
    doubts = "、".join(DOUBTS[name] for name in found.doubts)
    lines.append("确定" if found.confirmed else f"暂定（{doubts}）")
    return "\n".join(lines)


def list_rules(chosen: argparse.Namespace) -> int:
    """Every rule with the value that governs on --from (else now), or the named pack's own."""
    if chosen.pack is not None and chosen.pack not in pack_names():
        raise BadArguments(f"lab deadline: no pack {chosen.pack!r}; there are: {', '.join(pack_names())}")
    rows = [row for code in all_codes() for row in [list_row(code, chosen)] if row is not None]
    if chosen.json:
        print(json.dumps({"rules": rows}, ensure_ascii=False))
        return GOOD
    for row in rows:
        marks = "" if row["confirmed"] else "  待核实"
        print(f"{row['rule']:<20}{row['length']}  {row['label']}  {row['article'] or row['source']}  {row['pack']}{marks}")
    return GOOD


def all_codes() -> list[str]:
    """The codes of all packs, in order."""
    return sorted({code for pack in packs.shipped() for code in pack.rules})


def list_row(code: str, chosen: argparse.Namespace) -> dict[str, object] | None:
    """One line of the list; None where the rule does not apply at the level that was asked for."""
    since = chosen.since or max(pack.since for pack in packs.shipped())
    try:
        ruling = rulings(code, since=since, packs=packs.shipped(), level=chosen.level, named=chosen.pack)[0]
    except RuleUnknown:
        return None
    rule = ruling.rule
    length = f"{rule.period.amount} {UNITS[rule.period.unit]}" if rule.period else f"每年 {rule.month} 月"
    return {
        "rule": code,
        "label": rule.label,
        "length": f"前 {length}" if rule.direction == "before" else length,
        "amount": rule.period.amount if rule.period else None,
        "unit": str(rule.period.unit) if rule.period else None,
        "direction": rule.direction,
        "extend": f"{rule.extension.total.amount} {UNITS[rule.extension.total.unit]}" if rule.extension else None,
        "article": rule.article,
        "source": rule.source,
        "pack": ruling.pack.name,
        "confirmed": rule.confirmed and ruling.is_in_force,
    }
