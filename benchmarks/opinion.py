"""意见群体: ours and red-dwarf on shared conversations (CPU, held-out gain) and on large synthetic ones (CPU, memory)."""

from __future__ import annotations

import csv
import gzip
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from _measure import measuring, run, serve, show, task, versions

SIZES = {"20k": (20_000, 500, 26.5), "100k": (100_000, 1000, 28.6)}


def log(folder: str) -> list[tuple[str, str, int]]:
    """The last vote per person and statement."""
    with gzip.open(Path(folder) / "votes.csv.gz", "rt") as file:
        last = {(row["voter-id"], row["comment-id"]): int(row["vote"]) for row in csv.DictReader(file)}
    return [(who, what, vote) for (who, what), vote in last.items()]


def hidden(votes: list[tuple[str, str, int]], seed: int) -> tuple[list[Any], list[Any]]:
    """A tenth of the votes of people with ten or more is hidden."""
    chance = np.random.default_rng(seed)
    counts: dict[str, int] = {}
    for who, _what, _vote in votes:
        counts[who] = counts.get(who, 0) + 1
    away = chance.random(len(votes)) < 0.1
    kept = [one for one, gone in zip(votes, away, strict=True) if not (gone and counts[one[0]] >= 10)]
    tested = [one for one, gone in zip(votes, away, strict=True) if gone and counts[one[0]] >= 10]
    return kept, tested


def gain(kept: list[Any], tested: list[Any], label: dict[str, int]) -> float:
    """Per cent by which a person's group predicts hidden agrees and disagrees better than everybody's rate (log loss)."""
    table: dict[tuple[int, str], list[float]] = {}
    for who, what, vote in kept:
        if vote:
            for group in {-2, label.get(who, -1)}:
                cell = table.setdefault((group, what), [0.0, 0.0])
                cell[vote < 0] += 1
    plain = grouped = 0.0
    for who, what, vote in tested:
        if not vote:
            continue
        everybody, group = table.get((-2, what), [0.0, 0.0]), label.get(who, -1)
        rate = (everybody[0] + 1) / (sum(everybody) + 2)
        mine = table.get((group, what), [0.0, 0.0]) if group >= 0 else [0.0, 0.0]
        others = [everybody[0] - mine[0], everybody[1] - mine[1]] if group >= 0 else everybody
        toward = (others[0] + 1) / (sum(others) + 2)
        own = (mine[0] + 4 * toward) / (sum(mine) + 4) if group >= 0 else rate
        plain -= np.log(rate if vote > 0 else 1 - rate)
        grouped -= np.log(own if vote > 0 else 1 - own)
    return 100 * (plain - grouped) / plain


@task
def ours(folder: str, seed: int | None) -> dict[str, Any]:
    """Everything: votes to groups, representative statements and consensus; with a seed the held-out gain."""
    from deliberation.opinion import VoteTable, analyse

    votes = log(folder)
    kept, tested = (votes, []) if seed is None else hidden(votes, seed)
    begun = time.process_time()
    found = analyse(VoteTable.from_events(kept))
    spent = time.process_time() - begun
    label = dict(zip(found.participants, found.groups.labels.tolist(), strict=True)) if found.groups.k > 1 else {}
    return {"cpu": spent, "k": found.groups.k, "gain": gain(kept, tested, label) if tested else None}


@task
def theirs(folder: str, seed: int | None) -> dict[str, Any]:
    """red-dwarf's whole pipeline."""
    from reddwarf.implementations.base import run_pipeline

    votes = log(folder)
    kept, tested = (votes, []) if seed is None else hidden(votes, seed)
    rows = [{"participant_id": int(who), "statement_id": int(what), "vote": vote} for who, what, vote in kept]
    begun = time.process_time()
    found = run_pipeline(votes=rows, random_state=0)
    spent = time.process_time() - begun
    people = found.participants_df
    label = {str(who): int(group) for who, group in people["cluster_id"].dropna().items()}
    return {"cpu": spent, "k": len(set(label.values())), "gain": gain(kept, tested, label) if tested else None}


def planted(name: str) -> tuple[Any, Any, Any]:
    """Three planted groups; statements are shown unequally (Pareto), as old ones are. Indices and votes."""
    people, statements, mean = SIZES[name]
    chance = np.random.default_rng(1)
    weight = chance.pareto(2, statements) + 0.05
    counts = np.minimum(chance.poisson(mean, people), statements // 2)
    who = np.repeat(np.arange(people), counts)
    what = chance.choice(statements, len(who), p=weight / weight.sum())
    group = chance.integers(3, size=people)
    rate = np.clip(chance.beta(0.8, 0.8, (3, statements)), 0.05, 0.95)
    vote = np.where(chance.random(len(who)) < rate[group[who], what], 1, -1)
    return who, what, np.where(chance.random(len(who)) < 0.1, 0, vote)


@task
def ours_large(name: str) -> dict[str, Any]:
    """The same, from arrays."""
    from deliberation.opinion import VoteTable, analyse

    who, what, vote = planted(name)
    people, statements, _mean = SIZES[name]
    begun = time.process_time()
    ids = [str(number) for number in range(people)]
    table = VoteTable.from_arrays(who, what, vote.astype(float), ids, [str(number) for number in range(statements)])
    found = analyse(table)
    return {"cpu": time.process_time() - begun, "k": found.groups.k}


@task
def theirs_large(name: str) -> dict[str, Any]:
    """red-dwarf on the same votes, each once."""
    from reddwarf.implementations.base import run_pipeline

    who, what, vote = planted(name)
    last = {(int(a), int(b)): int(c) for a, b, c in zip(who, what, vote, strict=True)}
    rows = [{"participant_id": a, "statement_id": b, "vote": c} for (a, b), c in last.items()]
    begun = time.process_time()
    run_pipeline(votes=rows, random_state=0)
    return {"cpu": time.process_time() - begun, "k": None}


def main() -> None:
    """Print both tables; `large` adds the hundred thousand, which takes red-dwarf more than five minutes (then it is cut)."""
    if serve():
        return
    rows = []
    gains = []
    for folder in sorted((measuring() / "polis").iterdir()):
        if not (folder / "votes.csv.gz").is_file():
            continue
        mine, peer = run(ours, str(folder), None), run(theirs, str(folder), None)
        mine_gain, peer_gain = run(ours, str(folder), 1)["answer"], run(theirs, str(folder), 1)["answer"]
        gains.append((mine_gain["gain"], peer_gain["gain"]))
        rows.append([
            folder.name[:24], mine["cpu"], peer["cpu"], f"{peer['cpu'] / mine['cpu']:.1f}×", mine["answer"]["k"], peer["answer"]["k"],
            f"{mine_gain['gain']:.1f}", f"{peer_gain['gain']:.1f}",
        ])  # fmt: skip
    show(["conversation", "ours s", "theirs s", "ratio", "our k", "their k", "our gain %", "their gain %"], rows)
    print("mean gain", *np.round(np.mean(gains, axis=0), 2))
    rows = []
    for name in SIZES if "large" in sys.argv else ["20k"]:
        mine, peer = run(ours_large, name), run(theirs_large, name)
        least = "≥" if peer.get("cut") else ""
        rows.append(
            [
                name,
                mine["cpu"],
                f"{least}{peer['cpu']:.0f}",
                f"{least}{peer['cpu'] / mine['cpu']:.0f}×",
                mine["memory"],
                peer["memory"],
                mine["answer"]["k"],
            ]
        )
    show(["planted", "ours s", "theirs s", "ratio", "our MB", "their MB", "our k"], rows)
    print(versions("red-dwarf", "scikit-learn", "scipy", "numpy"))


if __name__ == "__main__":
    main()
