"""lab draw: a fair lottery under quotas, as 1,000 numbered tickets that anyone can check (抽选)."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from deliberation.sortition import (
    Person,
    Problem,
    Quota,
    SortitionError,
    commit,
    diagnose,
    draw,
    explain,
    lottery,
    nearly_sure,
    tickets,
)
from deliberation.sortition.tickets import TicketBook
from kentan.command.lab.asking import GOOD, BadArguments, Parser
from kentan.command.lab.tables import read_table, show

EXAMPLE = """\
example:
  ./kentan lab draw pool.csv quotas.csv --size 24
  ./kentan lab draw pool.csv quotas.csv --size 24 --digits 417 --json > draw.json
  ./kentan lab verify draw.json

pool.csv has one row a person: one column per category of the quotas, and id (else the number of the row, from 1).
quotas.csv has category,feature,min,max.
"""


def run(argv: list[str]) -> int:
    """抽选: the tickets; with --digits the panel too."""
    chosen = arguments().parse_args(argv)
    try:
        problem = read_problem(chosen)
        found = lottery(problem, objective=chosen.objective, seed=chosen.seed)
        book = tickets(problem, found)
        record = commit(problem, found, book)
        record = draw(record, chosen.digits) if chosen.digits is not None else record
    except SortitionError as error:
        raise BadArguments(f"lab draw: {refusal(error, chosen)}") from None
    print(json.dumps(record, ensure_ascii=False) if chosen.json else as_words(problem, book, record))
    return GOOD


def refusal(error: SortitionError, chosen: argparse.Namespace) -> str:
    """The sentence; when no panel is possible, what to change."""
    if error.code != "infeasible":
        return str(error)
    return f"{error}：{'；'.join(diagnose(read_problem(chosen)).sentences)}"


def arguments() -> Parser:
    """The arguments of `lab draw`."""
    parser = Parser(
        prog="lab draw", description="a fair lottery under quotas", epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
    )  # fmt: skip
    parser.add_argument("pool", metavar="POOL.csv", type=Path, help="who signed up, one row a person")
    parser.add_argument("quotas", metavar="QUOTAS.csv", type=Path, help="category,feature,min,max")
    parser.add_argument("--size", metavar="N", type=int, required=True, help="how many people make the panel")
    parser.add_argument("--objective", choices=["leximin", "maximin"], help="leximin up to 500 types, else maximin")
    parser.add_argument("--digits", metavar="ddd", help="the three digits that fell: which ticket is drawn")
    parser.add_argument(
        "--fixed", metavar="ID,ID", default="", help="members who are seated in any case and count for the quotas"
    )
    parser.add_argument("--id-column", metavar="NAME", default="id", help="the column of the id")
    parser.add_argument("--household-column", metavar="NAME", help="the column of the home: at most one member of each")
    parser.add_argument(
        "--seed", metavar="N", type=int, default=0, help="of the search for tickets; the draw itself is the balls'"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object: the record that lab verify checks")
    return parser


def read_problem(chosen: argparse.Namespace) -> Problem:
    """The pool and the quotas. Raises BadArguments, SortitionError."""
    rows = read_table(chosen.quotas, command="lab draw", columns={name: name for name in ("category", "feature", "min", "max")})
    quotas = [Quota(row["category"], row["feature"], whole(row["min"], chosen), whole(row["max"], chosen)) for row in rows]
    categories = dict.fromkeys(quota.category for quota in quotas)
    extra = {"\x00id": chosen.id_column} | ({"\x00home": chosen.household_column} if chosen.household_column else {})
    people = read_table(chosen.pool, command="lab draw", columns={name: name for name in categories}, optional=extra)
    pool = [
        Person(row.get("\x00id", str(number)), {name: row[name] for name in categories}, row.get("\x00home", ""))
        for number, row in enumerate(people, start=1)
    ]  # fmt: skip
    return Problem(pool, quotas, chosen.size, frozenset(key for key in chosen.fixed.split(",") if key))


def whole(written: str, chosen: argparse.Namespace) -> int:
    """A limit of a quota."""
    try:
        return int(written)
    except ValueError:
        raise BadArguments(f"lab draw: {chosen.quotas}: {written!r} is no whole number") from None


def as_words(problem: Problem, book: TicketBook, record: dict[str, Any]) -> str:
    """The same for a reader: how fair it is, who is nearly sure, each type's chance, the panel."""
    lines = [
        f"报名 {len(problem.pool)} 人，{record['types']} 类，抽 {problem.size} 人；{record['objective']}，{len(book.tickets)} 支签",
        f"最小的机会 {record['min_chance']:.4%}，上界 {record['bound']:.4%}，差 {record['gap']:.1e}",
        f"取整最多移动 {record['max_shift']:.2%}",
        f"校验码 {record['digest']}",
    ]
    if sure := nearly_sure(problem, book):
        lines.append(f"几乎必中的 {len(sure)} 人（名额太紧？）：{'、'.join(sure[:10])}")
    rows = [
        ["·".join(one.features), one.count, f"{book.counts[one.members[0]]}/{len(book.tickets)}"]
        for one in sorted(problem.types, key=lambda one: (book.counts[one.members[0]], one.features))[:20]
    ]
    lines += ["", show(["机会最小的类", "报名", "在几支签上"], rows)]
    if record["panel"]:
        lines += ["", f"开出 {record['digits']}，名单：", "、".join(record["panel"])]
        lines += ["", explain(problem, book, record["panel"][0]).sentence]
    return "\n".join(lines)
