"""lab count: what a vote means, by the rules that the meeting adopted, with the article beside each step (计票)."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from typing import Any

from deliberation.ballot import (
    Attendance,
    BallotError,
    CountRules,
    Decision,
    Tally,
    check_ballot,
    decide,
    doubtful,
    tally_from_totals,
)  # fmt: skip
from kentan.command.lab.asking import GOOD, BadArguments, Parser
from kentan.command.lab.tables import read_text, show

EXAMPLE = """\
example:
  ./kentan lab count cases.json
  ./kentan lab count cases.json --json

A case of "count_cases" has an id, a profile (the 票决办法) and what is given: present, issued, returned, void, yes per project.
A case of "ballot_cases" has an id and the marks on one paper; its profile may be left out (then ten seats, choose at most ten).
A field that is not known, a figure that is missing, and figures that cannot be true together are warnings, on standard error and in
"warnings" of the JSON; the case is decided all the same.
"""
CHOICES = {
    "majority_base": ("base", ("electorate", "present", "returned", "valid")),
    "tie": ("tie", ("revote_tied", "presidium")),
    "shortfall": ("shortfall", ("separate_vote", "next_session", "leave_vacant")),
    "round_kind": ("round_kind", ("first", "tie_revote", "separate")),
    "form": ("form", ("choose", "per_item", "ranking")),
    "event": ("event", ("decision", "recommendation")),
    "over_vote": ("", ("void_ballot",)),
}
PLAIN, FLAGS = ("electorate", "seats", "version"), ("quorum_inclusive", "write_in", "revote_requires_majority")
FRACTIONS = ("quorum", "majority")
PROFILE = (*CHOICES, *FRACTIONS, *PLAIN, *FLAGS)
FIGURES = ("present", "issued", "returned", "void")
GIVEN, CASE = (*FIGURES, "yes", "no"), ("id", "zh", "profile", "given", "marks", "expect")
PAPER_SEATS, PAPER_ELECTORATE = 10, 300
NEAR, VERY_NEAR = 0.45, 0.75
"""How alike two names must be, of 1: to be named as what was perhaps meant; to be taken for a slip of the pen."""


def run(argv: list[str]) -> int:
    """计票: every case decided; a crooked file is one line."""
    chosen = arguments().parse_args(argv)
    cases = read_cases(chosen.cases)
    try:
        counted = [(case, count_case(case)) for case in cases["count_cases"]]
        papers = [(case, paper_case(case)) for case in cases["ballot_cases"]]
        warned = [
            {"id": case["id"], "warning": one} for kind, rows in cases.items() for case in rows for one in warnings_of(kind, case)
        ]
    except BallotError as error:
        raise BadArguments(f"lab count: {chosen.cases}: {error}") from None
    for one in warned:
        print(f"lab count: warning: case {one['id']}: {one['warning']}", file=sys.stderr)
    if chosen.json:
        rows = {
            "count_cases": [as_json(case, decision) for case, decision in counted],
            "ballot_cases": [{"id": case["id"], "result": result, "reason": why} for case, (result, why) in papers],
            "warnings": warned,
        }
        print(json.dumps(rows, ensure_ascii=False))
    else:
        print(as_words(counted, papers))
    return GOOD


def arguments() -> Parser:
    """The arguments of `lab count`."""
    parser = Parser(
        prog="lab count", description="what a vote means, by the adopted rules", epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
    )  # fmt: skip
    parser.add_argument("cases", metavar="CASES.json", type=Path, help="cases to decide")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    return parser


def read_cases(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Both lists of the file; one that is absent is empty."""
    try:
        content = json.loads(read_text(path, command="lab count"))
    except (ValueError, RecursionError) as error:
        if isinstance(error, BadArguments):
            raise
        raise BadArguments(f"lab count: {path}: not JSON ({type(error).__name__})") from None
    found = {}
    for name in ("count_cases", "ballot_cases"):
        rows = content.get(name, []) if isinstance(content, dict) else None
        if not isinstance(rows, list) or not all(isinstance(row, dict) and isinstance(row.get("id"), str) for row in rows):
            raise BadArguments(f"lab count: {path}: {name} must be a list of cases, each with an id")
        found[name] = rows
    return found


def rules_of(profile: object, case: str) -> CountRules:
    """The rules that a profile describes. Raises BallotError with the case's id."""
    if not isinstance(profile, dict):
        raise BallotError("profile", f"case {case}: a profile is needed")
    given: dict[str, Any] = {}
    for name, value in profile.items():
        if name in CHOICES:
            field, allowed = CHOICES[name]
            if value not in allowed:
                raise BallotError(name, f"case {case}: {name} is {value!r}, not one of {', '.join(allowed)}")
            if field:
                given[field] = value
        elif name in FRACTIONS:
            given[name] = fraction(value, f"case {case}: {name}")
        elif name in PLAIN:
            given[name] = value
        elif name in FLAGS:
            given[name] = flag(value, f"case {case}: {name}")
    if missing := {"electorate", "seats"} - given.keys():
        raise BallotError("profile", f"case {case}: the profile lacks {', '.join(sorted(missing))}")
    return CountRules(**given)


def flag(value: object, what: str) -> bool:
    """True or false as JSON writes them: the text "false" would be true, and another law."""
    if not isinstance(value, bool):
        raise BallotError("flag", f"{what} is {value!r}, not true or false")
    return value


def fraction(value: object, what: str) -> Fraction:
    """2/3 or 0.5, exactly as written."""
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise BallotError("fraction", f"{what}: {value!r} is no fraction like 2/3") from None


def count_case(case: Mapping[str, Any]) -> Decision:
    """Decide one case."""
    return decide(*read_case(case))


def read_case(case: Mapping[str, Any]) -> tuple[CountRules, Tally, Attendance]:
    """The rules, the votes and the figures of one case. Raises BallotError with the case's id."""
    given = case.get("given")
    if not isinstance(given, dict) or not isinstance(given.get("yes"), dict):
        raise BallotError("given", f"case {case['id']}: given.yes, votes per project, is needed")
    try:
        attendance = Attendance(**{name: given.get(name, 0) for name in FIGURES})
        return rules_of(case.get("profile"), case["id"]), tally_from_totals(given["yes"], given.get("no")), attendance
    except BallotError as error:
        raise BallotError(error.code, f"case {case['id']}: {error}".replace(f"case {case['id']}: case", "case")) from None


def warnings_of(kind: str, case: Mapping[str, Any]) -> Iterator[str]:
    """What somebody should look at again before he relies on the answer; the case is decided all the same."""
    yield from unknown(case, CASE, "the case", is_open=True)
    yield from unknown(case.get("profile", {}), PROFILE, "profile")
    if kind != "count_cases":
        return
    given = case["given"]
    yield from unknown(given, GIVEN, "given")
    for name in FIGURES[:-1]:
        if name not in given:
            yield f"given.{name} is missing and was counted as 0"
    rules, votes, attendance = read_case(case)
    yield from rules.warnings()
    yield from doubtful(rules, votes, attendance)


def unknown(names: Iterable[str], known: Collection[str], where: str, *, is_open: bool = False) -> Iterator[str]:
    """Fields that nobody reads, with the one that was perhaps meant; an open place may carry notes, so only slips are named."""
    for name in names:
        if name in known:
            continue
        near = get_close_matches(name, known, n=1, cutoff=VERY_NEAR if is_open else NEAR)
        if near or not is_open:
            yield f"{where} has {name!r}, which is not known and was not used" + (f"; did you mean {near[0]!r}?" if near else "")


def paper_case(case: Mapping[str, Any]) -> tuple[str, str]:
    """Look at one paper."""
    marks = case.get("marks")
    if not isinstance(marks, dict) or not all(isinstance(mark, str) for mark in marks.values()):
        raise BallotError("marks", f"case {case['id']}: marks per project are needed")
    plain = CountRules(electorate=PAPER_ELECTORATE, seats=PAPER_SEATS)
    checked = check_ballot(rules_of(case["profile"], case["id"]) if "profile" in case else plain, marks)
    return checked.result, checked.reason


def as_json(case: Mapping[str, Any], decision: Decision) -> dict[str, Any]:
    """One decided case."""
    return {
        "id": case["id"], "round": decision.round, "selected": list(decision.selected), "tied": list(decision.tied),
        "open_seats": decision.open_seats, "next": decision.next, "reasons": [str(reason) for reason in decision.reasons],
    }  # fmt: skip


def as_words(counted: list[tuple[dict[str, Any], Decision]], papers: list[tuple[dict[str, Any], tuple[str, str]]]) -> str:
    """The same for a reader."""
    lines = []
    for case, decision in counted:
        lines += [f"{case['id']}　{case.get('zh', '')}", f"  {decision.round}，下一步 {decision.next}"]
        lines += [f"  入选 {'、'.join(decision.selected) or '无'}；缺 {decision.open_seats}"]
        lines += [f"  {reason}" for reason in decision.reasons] + [""]
    if papers:
        lines.append(show(["id", "result", "why"], [[case["id"], result, why] for case, (result, why) in papers]))
    return "\n".join(lines).rstrip()
