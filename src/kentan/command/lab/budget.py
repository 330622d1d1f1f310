"""lab budget: which projects would people fund, by which rule, and who paid for what (民意指数)."""

from __future__ import annotations

import argparse
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

from deliberation.budgeting import (
    BudgetingError,
    Outcome,
    PabulibFile,
    coverage,
    equal_shares,
    explain,
    greedy,
    phragmen,
    read_pb,
)
from kentan.command.lab.asking import GOOD, BadArguments, Parser
from kentan.command.lab.tables import read_text, show

EXAMPLE = """\
example:
  ./kentan lab budget town.pb --rule equal_shares --completion add1
  ./kentan lab budget town.pb --rule greedy --json
  ./kentan lab budget town.pb --rule equal_shares --group-column sex

FILE.pb is a Pabulib file: META, PROJECTS and VOTES, separated by semicolons.
"""


def run(argv: list[str]) -> int:
    """民意指数: the winners, and a sentence per project."""
    chosen = arguments().parse_args(argv)
    if chosen.completion != "none" and chosen.rule != "equal_shares":
        raise BadArguments("lab budget: --completion goes with --rule equal_shares")
    try:
        file = read_pb(read_text(chosen.file, command="lab budget"))
        outcome = decided(file, chosen)
    except BudgetingError as error:
        raise BadArguments(f"lab budget: {chosen.file}: {error}") from None
    if chosen.json:
        print(json.dumps(as_json(file, outcome), ensure_ascii=False))
    else:
        print(as_words(file, outcome, chosen.group_column))
    return GOOD


def arguments() -> Parser:
    """The arguments of `lab budget`."""
    parser = Parser(
        prog="lab budget", description="which projects would people fund", epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
    )  # fmt: skip
    parser.add_argument("file", metavar="FILE.pb", type=Path, help="projects, votes and the budget")
    parser.add_argument("--rule", choices=["greedy", "equal_shares", "phragmen"], default="equal_shares", help="how to choose")
    parser.add_argument("--completion", choices=["none", "add1", "add1u"], default="none", help="how to use what is left over")
    parser.add_argument("--group-column", metavar="NAME", help="a column of VOTES: how each group fared")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    return parser


def decided(file: PabulibFile, chosen: argparse.Namespace) -> Outcome:
    """The outcome by the rule that was asked for."""
    if chosen.rule == "greedy":
        return greedy(file.election)
    return phragmen(file.election) if chosen.rule == "phragmen" else equal_shares(file.election, completion=chosen.completion)


def number(value: Fraction | None) -> float | int | None:
    """A whole number as such."""
    return value if value is None else value.numerator if value.denominator == 1 else float(value)


def as_json(file: PabulibFile, outcome: Outcome) -> dict[str, Any]:
    """The contract: winners, cost, explanation; and greedy beside it."""
    return {
        "rule": outcome.rule, "winners": list(outcome.winners), "cost": number(outcome.cost), "budget": number(file.election.budget),
        "endowment": number(outcome.endowment), "exact_decisions": outcome.exact_decisions, "approval": file.is_approval,
        "explanation": [
            {
                "project": one.project, "funded": one.is_funded, "votes": one.votes, "cost": number(one.cost), "price": number(one.price),
                "sentence": one.sentence,
            }
            for one in explain(file.election, outcome)
        ],
        "greedy": list(greedy(file.election).winners),
    }  # fmt: skip


def as_words(file: PabulibFile, outcome: Outcome, group_column: str | None) -> str:
    """The same for a reader."""
    election = file.election
    beside = greedy(election).winners
    rows = [
        [
            "✓" if one.is_funded else "",
            "✓" if one.project in beside else "",
            one.project,
            file.names.get(one.project, "")[:24],
            one.sentence,
        ]
        for one in explain(election, outcome)
    ]
    lines = [
        f"预算 {float(election.budget):,.0f}，{election.voters} 人投票，选了 {len(outcome.winners)} 项，用 {float(outcome.cost):,.0f}"
    ]
    if not file.is_approval:
        lines.append("这份文件是排序或打分，列出的项目都按赞成算")
    lines += ["", show([outcome.rule, "得票多者先", "项目", "名称", "为什么"], rows)]
    everyone = [(ballot, row.get(group_column, "") if group_column else "全体") for ballot, row in file.voters]
    fared = [
        [one.group, one.voters, f"{float(one.share_served):.1%}", f"{float(one.money):,.0f}"]
        for one in coverage(election, outcome, everyone)
    ]
    return "\n".join([*lines, "", show(["哪些人", "人数", "至少有一项入选", "用在他们赞成的项目上"], fared)])
