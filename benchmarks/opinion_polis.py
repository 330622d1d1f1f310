"""Polis 口径: our figures for Polis' own groups against four outputs of its production and the consensus that one report published."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
from _measure import measuring, show, versions
from opinion import log

from deliberation.opinion import VoteTable, group_counts
from deliberation.opinion.polis import group_informed_consensus, priority, representativeness, select, select_consensus

FLAT = 49
FIGURES = ("repness", "repness-test", "p-success", "p-test")


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a gzipped CSV."""
    with gzip.open(path, "rt") as file:
        return list(csv.DictReader(file))


def labels_of(output: dict[str, Any], people: tuple[str, ...]) -> Any:
    """Polis' group of each participant: its groups hold base clusters, and these hold people."""
    members = dict(zip(output["base-clusters"]["id"], output["base-clusters"]["members"], strict=True))
    group = {
        str(one): number
        for number, found in enumerate(output["group-clusters"])
        for base in found["members"]
        for one in members[base]
    }
    return np.array([group.get(one, -1) for one in people])


def row_of(folder: Path) -> list[Any]:
    """Largest differences of one output; how many groups' selected statements are the same in the same order."""
    with gzip.open(folder / "math-pca2.json.gz", "rt") as file:
        output = json.load(file)
    votes = [(row["participant_id"], row["statement_id"], int(row["vote"])) for row in read(folder / "votes.csv.gz")]
    table = VoteTable.from_events(votes)
    labels, k = labels_of(output, table.participants), len(output["group-clusters"])
    agrees, disagrees, seen = group_counts(table, labels, k)
    place = {what: number for number, what in enumerate(table.statements)}
    mine = group_informed_consensus(agrees, seen)
    shared = max(abs(mine[place[what]] - value) for what, value in output["group-aware-consensus"].items() if what in place)
    count = sum(
        abs(part[number][place[what]] - cell[letter])
        for number in range(k)
        for what, cell in output["group-votes"][str(number)]["votes"].items()
        if what in place
        for letter, part in (("A", agrees), ("D", disagrees), ("S", seen))
    )
    out = {str(one) for one in output["mod-out"]}
    kept = [number for number, what in enumerate(table.statements) if what not in out]
    parts = [part[:, kept] for part in (agrees, disagrees, seen)]
    names = [table.statements[number] for number in kept]
    same, worst = compared(output, parts, names)
    everybody = group_counts(table, np.zeros(len(labels), dtype=np.int64), 1)
    overall = select_consensus(*(part[0, kept] for part in everybody))
    lists = sum(
        [names[one[0]] for one in overall[side]] == [str(one["tid"]) for one in output["consensus"][side]] for side in overall
    )
    return [
        folder.name,
        len(table.participants),
        k,
        count,
        shared,
        f"{same}/{k}",
        worst,
        f"{lists}/2",
        priorities(output, table, agrees, disagrees, seen),
    ]


def compared(output: dict[str, Any], parts: list[Any], names: list[str]) -> tuple[int, float]:
    """Groups with the same statements in the same order, and the largest difference of their four figures."""
    same, worst = 0, 0.0
    for number, chosen in enumerate(select(representativeness(*parts), *parts[:2])):
        expected = output["repness"][str(number)]
        if [(names[one.statement], one.direction) for one in chosen] == [
            (str(one["tid"]), one["repful-for"]) for one in expected
        ]:
            same += 1
            for one, row in zip(chosen, expected, strict=True):
                figures = (one.repness, one.repness_test, one.p_success, one.p_test)
                worst = max(worst, *(abs(a - row[name]) for a, name in zip(figures, FIGURES, strict=True)))
    return same, worst


def priorities(output: dict[str, Any], table: VoteTable, agrees: Any, disagrees: Any, seen: Any) -> str:
    """Largest relative difference, given Polis' projection of the statements; that fault of Polis gave 49 to all."""
    given = output["comment-priorities"]
    if set(given.values()) == {FLAT}:
        return "all 49"
    extremity = dict(zip(map(str, output["tids"]), np.hypot(*np.array(output["pca"]["comment-projection"])), strict=True))
    meta = np.array([int(what) in output["meta-tids"] for what in table.statements])
    far = np.array([extremity.get(what, 0.0) for what in table.statements])
    mine = priority(agrees.sum(axis=0), disagrees.sum(axis=0), seen.sum(axis=0), far, meta)
    place = {what: number for number, what in enumerate(table.statements)}
    return f"{max(abs(mine[place[what]] / value - 1) for what, value in given.items() if what in place):.1e}"


def published(folder: Path) -> tuple[int, float]:
    """The consensus of a report, from the groups that were published with it."""
    table = VoteTable.from_events(log(str(folder)))
    group = {row["participant"]: int(row["group-id"]) for row in read(folder / "participants.csv.gz") if row["group-id"]}
    labels = np.array([group.get(one, -1) for one in table.participants])
    agrees, _disagrees, seen = group_counts(table, labels, max(group.values()) + 1)
    mine = dict(zip(table.statements, group_informed_consensus(agrees, seen).tolist(), strict=True))
    given = {
        row["comment-id"]: float(row["group-informed-consensus"])
        for row in read(folder / "comments.csv.gz")
        if row["group-informed-consensus"]
    }
    return len(given), max(abs(mine.get(what, 0.5 ** len(set(group.values()))) - value) for what, value in given.items())


def main() -> None:
    """One row per output."""
    polis = measuring() / "polis"
    rows = [row_of(folder) for folder in sorted((polis / "oracle").iterdir())]
    show(["output", "people", "k", "count", "consensus", "selected", "figures", "lists", "priority"], rows)
    many, worst = published(polis / "bg2050-volunteers")
    print(f"published consensus: {many} values, largest difference {worst:.1e}")
    print(versions("numpy", "scipy"))


if __name__ == "__main__":
    main()
