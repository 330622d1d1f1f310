"""lab opinion: what do the sides say, are there groups at all, and what can everybody live with? (意见)."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from deliberation.opinion import Analysis, OpinionError, VoteTable, analyse, group_counts, known_sides
from deliberation.opinion.polis import group_informed_consensus, representativeness, select
from deliberation.opinion.sides import SMALL
from kentan.command.lab.asking import GOOD, BadArguments, Parser
from kentan.command.lab.tables import read_table, show

EXAMPLE = """\
example:
  ./kentan lab opinion votes.csv
  ./kentan lab opinion votes.csv.gz --sides sides.csv --population 低楼层=24
  ./kentan lab opinion votes.csv --polis --groups groups.csv --json

votes.csv has participant,statement,vote[,time]: 1 agree, -1 disagree, 0 pass; a later row replaces an earlier one.
sides.csv has participant,side; groups.csv has participant,group.
"""
VOTES = {"1": 1, "+1": 1, "1.0": 1, "0": 0, "0.0": 0, "-1": -1, "-1.0": -1}


def run(argv: list[str]) -> int:
    """意见: one analysis of one talk."""
    chosen = arguments().parse_args(argv)
    if chosen.polis and chosen.groups is None:
        raise BadArguments("lab opinion: --polis needs --groups")
    try:
        table = read_votes(chosen)
        found = analyse(table, seed=chosen.seed)
        answer = as_json(found)
        if chosen.sides is not None:
            answer["sides"] = sides_of(table, chosen)
            agreed = {one["statement"] for one in answer["sides"] if one["all_agree"]}
            answer["consensus"] = [item | {"common": item["statement"] in agreed} for item in answer["consensus"]]
        if chosen.groups is not None:
            answer |= polis_of(table, chosen)
    except OpinionError as error:
        raise BadArguments(f"lab opinion: {chosen.votes}: {error}") from None
    print(json.dumps(answer, ensure_ascii=False) if chosen.json else as_words(found, answer))
    return GOOD


def arguments() -> Parser:
    """The arguments of `lab opinion`."""
    parser = Parser(
        prog="lab opinion", description="what the sides say, and what everybody can live with", epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
    )  # fmt: skip
    parser.add_argument("votes", metavar="VOTES.csv[.gz]", type=Path, help="participant,statement,vote[,time]")
    parser.add_argument("--sides", metavar="SIDES.csv", type=Path, help="participant,side: sides that were known beforehand")
    parser.add_argument("--population", metavar="SIDE=N", action="append", default=[], help="how many people a side has in all")
    parser.add_argument(
        "--groups", metavar="GROUPS.csv", type=Path, help="participant,group: given groups for the Polis statistics"
    )
    parser.add_argument("--polis", action="store_true", help="Polis' own statistics for the given groups, exactly")
    parser.add_argument("--exclude", metavar="ID,ID", default="", help="statements to leave out, as moderated")
    for name in ("participant", "statement", "vote", "time"):
        parser.add_argument(f"--{name}-column", metavar="NAME", default=name, help=f"the column of the {name}")
    parser.add_argument("--seed", metavar="N", type=int, default=0, help="of the search for groups")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    return parser


def read_votes(chosen: argparse.Namespace) -> VoteTable:
    """The votes in the order in which they hold. Raises BadArguments."""
    columns = {"participant": chosen.participant_column, "statement": chosen.statement_column, "vote": chosen.vote_column}
    rows = read_table(chosen.votes, command="lab opinion", columns=columns, optional={"time": chosen.time_column})
    excluded = set(chosen.exclude.split(",")) - {""}
    events = []
    for number, row in enumerate(rows, start=1):
        vote = VOTES.get(row["vote"].strip())
        if vote is None or not row["participant"] or not row["statement"]:
            raise BadArguments(
                f"lab opinion: {chosen.votes}: row {number}: no vote of 1, -1 or 0, or an empty id: {row['vote']!r}"
            )
        if row["statement"] not in excluded:
            events.append((moment(row.get("time", ""), number, chosen), number, row["participant"], row["statement"], vote))
    return VoteTable.from_events(event[2:] for event in sorted(events, key=lambda event: event[:2]))


def moment(written: str, row: int, chosen: argparse.Namespace) -> float:
    """The time of a vote as a number; rows without a time are in the order of the file."""
    if not written:
        return 0.0
    try:
        value = float(written)
    except ValueError:
        value = float("nan")
    if value != value:  # noqa: PLR0124  not a number
        raise BadArguments(f"lab opinion: {chosen.votes}: row {row}: {written!r} is no time (a number)")
    return value


def as_json(found: Analysis) -> dict[str, Any]:
    """The contract: status, reason, k, labels, consensus; and what else is known."""
    groups = found.groups
    labels = [0] * len(found.participants) if groups.k == 1 else [int(label) if label >= 0 else None for label in groups.labels]
    return {
        "status": groups.status, "reason": groups.reason, "k": groups.k, "people": found.people, "display": found.display.sentence,
        "labels": dict(zip(found.participants, labels, strict=True)), "gain": [round(float(one), 6) for one in groups.test.gain],
        "consensus": [
            {"statement": found.statements[item.statement], "score": item.score, "low": item.low, "high": item.high, "common": item.is_common}
            for item in found.consensus
        ],
        "divisive": [
            {"statement": found.statements[one.statement], "most": one.most, "least": one.least, "difference": one.difference, "at_least": one.at_least}
            for one in found.divisive
        ],
    }  # fmt: skip


def sides_of(table: VoteTable, chosen: argparse.Namespace) -> list[dict[str, Any]]:
    """Per statement what each known side says."""
    rows = read_table(chosen.sides, command="lab opinion", columns={"participant": "participant", "side": "side"})
    populations = {}
    for written in chosen.population:
        side, _sign, people = written.rpartition("=")
        if not side or not people.isdecimal():
            raise BadArguments(f"lab opinion: --population is SIDE=N, not {written!r}")
        populations[side] = int(people)
    return [
        {
            "statement": one.statement, "can_live_with": one.can_live_with, "all_agree": one.all_agree, "divides": one.divides,
            "sentence": one.sentence,
            "sides": {
                cell.side: {
                    "agree": cell.agree, "disagree": cell.disagree, "pass": cell.pass_, "low": cell.low, "high": cell.high,
                    "verdict": cell.verdict,
                }
                for cell in one.cells
            },
        }
        for one in known_sides(table, {row["participant"]: row["side"] for row in rows}, populations=populations)
    ]  # fmt: skip


def polis_of(table: VoteTable, chosen: argparse.Namespace) -> dict[str, Any]:
    """Polis' statistics for the given groups: group-informed consensus, and what stands for each group."""
    import numpy as np

    rows = read_table(chosen.groups, command="lab opinion", columns={"participant": "participant", "group": "group"})
    given = {row["participant"]: row["group"] for row in rows if row["group"]}
    names = sorted(set(given.values()), key=lambda name: (len(name), name))
    place = {name: number for number, name in enumerate(names)}
    labels = np.array([place.get(given.get(one, ""), -1) for one in table.participants], dtype=np.int64)
    agrees, disagrees, votes = group_counts(table, labels, len(names))
    shared = group_informed_consensus(agrees, votes)
    chosen_ones = select(representativeness(agrees, disagrees, votes), agrees, disagrees) if names else []
    return {
        "gic": {statement: float(value) for statement, value in zip(table.statements, shared, strict=True)},
        "representative": {
            name: [
                {
                    "statement": table.statements[one.statement], "direction": one.direction, "repness": one.repness,
                    "repness_test": one.repness_test, "p_success": one.p_success, "p_test": one.p_test,
                }
                for one in chosen_ones[place[name]]
            ]
            for name in names
        },
    }  # fmt: skip


STATUS = {
    "none": "没有发现分歧群体；仅代表参与的人", "tentative": "初步看出 {k} 个意见群体；{sentence}", "found": "看出 {k} 个意见群体；{sentence}",
    "too_few": "{sentence}",
}  # fmt: skip
SHOWN = 10


def as_words(found: Analysis, answer: dict[str, Any]) -> str:
    """The same for a reader: known sides first; then what was found; then what Polis would say."""
    lines = [
        f"{len(found.participants)} 人投票，{len(found.statements)} 条说法；{found.people} 人的票够数",
        STATUS[found.groups.status].format(k=found.groups.k, sentence=found.display.sentence),
    ]
    if "sides" in answer:
        order = sorted(answer["sides"], key=lambda one: (not one["all_agree"], not one["can_live_with"], one["divides"]))
        lines += ["", *(f"{one['statement']}　{one['sentence']}" for one in order)]
    elif found.display.counts:
        lines += ["", table_of(found, answer)]
    if found.groups.k > 1:
        lines += ["", *divisions(found)]
    for name, chosen in answer.get("representative", {}).items():
        said = "、".join(f"{one['statement']} {'同意' if one['direction'] == 'agree' else '不同意'}" for one in chosen)
        lines.append(f"{name} 组的代表性说法：{said}")
    return "\n".join(lines)


def table_of(found: Analysis, answer: dict[str, Any]) -> str:
    """The statements that most can agree to. Where there is one group only, nobody speaks of all groups."""
    among, common = ("同意最少的一群里同意的", "各方共识") if found.groups.k > 1 else ("同意的", "多数同意")
    rows = [
        [item["statement"], f"{item['score']:.2f}", f"{item['low']:.0%}—{item['high']:.0%}", common if item["common"] else ""]
        for item in answer["consensus"][:SHOWN]
    ]
    return show(["说法", "分数", among, ""], rows)


def divisions(found: Analysis) -> list[str]:
    """The statements on which two groups differ most, with what they said; never the answers of fewer than five people."""
    lines = []
    agrees, disagrees, _votes = found.counts
    for one in found.divisive:
        both = [
            (group, int(agrees[group, one.statement]), int(disagrees[group, one.statement])) for group in (one.most, one.least)
        ]
        if min(yes + no for _group, yes, no in both) >= SMALL:
            said = "，".join(f"群体 {group + 1}：{yes} 同意、{no} 不同意" for group, yes, no in both)
            lines.append(f"分歧　{found.statements[one.statement]}　{said}")
    return lines[: SHOWN // 2]
