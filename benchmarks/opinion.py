"""意见群体: ours and red-dwarf on shared conversations (CPU, held-out gain) and on large synthetic ones (CPU, memory).

`opinion.py large` adds a hundred thousand people, `opinion.py million` runs ours alone on a million. `opinion.py churn` replays
conversations in time order instead; `opinion.py churn hidden` does so without a tenth of the votes, which the groups then predict.
"""

from __future__ import annotations

import csv
import gzip
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from _measure import measuring, run, serve, show, task, versions

SIZES = {"20k": (20_000, 500, 26.5), "100k": (100_000, 1000, 28.6), "million": (1_000_000, 2000, 26.0)}


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


def planted(people: int, statements: int, mean: float, seed: int = 1) -> tuple[Any, Any, Any, Any]:
    """Three planted groups; statements are shown unequally (Pareto), as old ones are. Who, what, vote; each person's group."""
    chance = np.random.default_rng(seed)
    weight = chance.pareto(2, statements) + 0.05
    counts = np.minimum(chance.poisson(mean, people), statements // 2)
    who = np.repeat(np.arange(people), counts)
    what = chance.choice(statements, len(who), p=weight / weight.sum())
    group = chance.integers(3, size=people)
    rate = np.clip(chance.beta(0.8, 0.8, (3, statements)), 0.05, 0.95)
    vote = np.where(chance.random(len(who)) < rate[group[who], what], 1, -1)
    return who, what, np.where(chance.random(len(who)) < 0.1, 0, vote), group


def agreement(planted_in: Any, found: Any) -> float:
    """Adjusted Rand index; to be in no group counts as a group."""
    first, second = (np.unique(one, return_inverse=True)[1] for one in (planted_in, found))
    both = np.bincount(first * (second.max() + 1) + second)
    pairs, rows, columns = (float((one * (one - 1.0)).sum()) for one in (both, np.bincount(first), np.bincount(second)))
    chance = rows * columns / (len(first) * (len(first) - 1.0))
    most = (rows + columns) / 2
    return 1.0 if most == chance else (pairs - chance) / (most - chance)


@task
def ours_large(name: str) -> dict[str, Any]:
    """The same, from arrays."""
    from deliberation.opinion import VoteTable, analyse

    who, what, vote, group = planted(*SIZES[name])
    people, statements, _mean = SIZES[name]
    begun = time.process_time()
    ids = [str(number) for number in range(people)]
    table = VoteTable.from_arrays(who, what, vote.astype(float), ids, [str(number) for number in range(statements)])
    found = analyse(table)
    return {
        "cpu": time.process_time() - begun,
        "k": found.groups.k,
        "votes": table.seen.nnz,
        "ari": agreement(group, found.groups.labels),
    }


@task
def refreshed(name: str) -> dict[str, Any]:
    """The last thousand votes arrive: the tables vote by vote, compared with a fresh count, and the whole analysis again."""
    from deliberation.opinion import CoVotes, VoteTable, analyse, fit_map

    people, statements, _mean = SIZES[name]
    who, what, vote, _group = planted(*SIZES[name])
    order = np.random.default_rng(2).permutation(len(who))
    who, what, vote = who[order], what[order], vote[order].astype(float)
    ids = [str(number) for number in range(people)], [str(number) for number in range(statements)]
    before, after = (VoteTable.from_arrays(who[:end], what[:end], vote[:end], *ids) for end in (-1000, len(who)))
    tables, state = CoVotes.of(before), analyse(before).state
    mine: dict[int, dict[int, int]] = {int(one): {} for one in who[-1000:]}
    for person, statement, said in zip(who[:-1000], what[:-1000], vote[:-1000], strict=True):
        if int(person) in mine:
            mine[int(person)][int(statement)] = int(said)
    begun = time.process_time()
    for person, statement, said in zip(
        who[-1000:].tolist(), what[-1000:].tolist(), vote[-1000:].astype(int).tolist(), strict=True
    ):
        tables.apply(mine[person], statement, mine[person].get(statement), said)
        mine[person][statement] = said
    applied = time.process_time() - begun
    analyse(VoteTable.from_arrays(who, what, vote, *ids), previous=state)
    spent = time.process_time() - begun
    again = CoVotes.of(after)
    same = all((getattr(tables, part) == getattr(again, part)).all() for part in ("together", "product", "first"))
    shapes = fit_map(after, tables), fit_map(after, again)
    return {
        "cpu": spent,
        "applied": applied,
        "same": bool(same),
        "map differs by": float(np.abs(shapes[0].xy - shapes[1].xy).max()),
    }


@task
def theirs_large(name: str) -> dict[str, Any]:
    """red-dwarf on the same votes, each once."""
    from reddwarf.implementations.base import run_pipeline

    who, what, vote, _group = planted(*SIZES[name])
    last = {(int(a), int(b)): int(c) for a, b, c in zip(who, what, vote, strict=True)}
    rows = [{"participant_id": a, "statement_id": b, "vote": c} for (a, b), c in last.items()]
    begun = time.process_time()
    run_pipeline(votes=rows, random_state=0)
    return {"cpu": time.process_time() - begun, "k": None}


REFRESHES = [0.2 + 0.025 * step for step in range(33)]
Labels = dict[str, int]


def replayed(folder: str, *, hide: bool) -> list[list[tuple[str, str, int]]]:
    """The votes that stood at each refresh: after 20, 22.5, … 100 % of the log; with `hide` a tenth stays hidden to the end."""
    with gzip.open(Path(folder) / "votes.csv.gz", "rt") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["timestamp"]))
    found, away = [], {vote[:2] for vote in hidden(log(folder), 1)[1]} if hide else set()
    rows = [row for row in rows if (row["voter-id"], row["comment-id"]) not in away]
    for share in REFRESHES:
        last = {(row["voter-id"], row["comment-id"]): int(row["vote"]) for row in rows[: round(share * len(rows))]}
        found.append([(who, what, vote) for (who, what), vote in last.items()])
    return found


def churned(history: list[tuple[set[str], Labels]]) -> dict[str, Any]:
    """From who was counted and who was in which group at each refresh.

    labels: share of those in a group at both of two refreshes whose group has another number. all: share of those counted at
    both whose answer differs at all, so that to be in no group, to fall between groups, or groups that come and go are changes too.
    """
    labels, everything = [], []
    for (before, then), (after, now) in pairwise(history):
        if both := then.keys() & now.keys():
            labels.append(float(np.mean([then[one] != now[one] for one in both])))
        if counted := before & after:
            everything.append(float(np.mean([then.get(one) != now.get(one) for one in counted])))
    numbers = [len(set(now.values())) for _counted, now in history]
    return {
        "labels": float(np.mean(labels)) if labels else None, "all": float(np.mean(everything)), "refreshes": len(history),
        "grouped": sum(k > 1 for k in numbers), "k changes": sum(a != b for a, b in pairwise(numbers)), "k": numbers,
        "in a group": float(np.mean([len(now) / max(len(counted), 1) for counted, now in history])),
    }  # fmt: skip


def renamed(now: Labels, then: Labels) -> Labels:
    """The peer's labels under the numbers that fit the refresh before best, which it does not do itself."""
    from scipy.optimize import linear_sum_assignment

    many = 1 + max([*now.values(), *then.values()])
    overlap = np.zeros((many, many))
    for one in now.keys() & then.keys():
        overlap[now[one], then[one]] += 1
    rows, columns = linear_sum_assignment(-overlap)
    name = dict(zip(rows.tolist(), columns.tolist(), strict=True))
    return {one: name[group] for one, group in now.items()}


@task
def our_churn(folder: str, part: str) -> dict[str, Any]:
    """Each refresh is handed the state of the one before."""
    from deliberation.opinion import GroupState, VoteTable, analyse
    from deliberation.opinion.groups import enough_votes

    state, history = GroupState(), []
    for votes in replayed(folder, hide=part == "hidden"):
        found = analyse(VoteTable.from_events(votes), previous=state)
        state = found.state
        counted = {
            one for one, enough in zip(found.participants, enough_votes(VoteTable.from_events(votes)), strict=True) if enough
        }
        shown = zip(found.participants, found.groups.labels.tolist(), strict=True) if found.groups.k > 1 else ()
        history.append((counted, {one: label for one, label in shown if label >= 0}))
    tested = hidden(log(folder), 1)[1]
    at_once = analyse(VoteTable.from_events(votes)).state
    gains = [gain(votes, tested, dict(labels)) for labels in (history[-1][1], at_once.labels)]
    return {"ours": churned(history), "gains": gains}


@task
def their_churn(folder: str, part: str) -> dict[str, Any]:
    """red-dwarf knows no earlier refresh; where it raises there is no refresh to compare."""
    from reddwarf.implementations.base import run_pipeline

    plain: list[tuple[set[str], Labels]] = []
    fitted: list[tuple[set[str], Labels]] = []
    for votes in replayed(folder, hide=part == "hidden"):
        rows = [{"participant_id": int(who), "statement_id": int(what), "vote": vote} for who, what, vote in votes]
        try:
            found = run_pipeline(votes=rows, random_state=0).participants_df["cluster_id"].dropna()
        except ValueError:
            continue
        now = {str(who): int(group) for who, group in found.items()}
        plain.append((set(now), now))
        fitted.append((set(now), renamed(now, fitted[-1][1]) if fitted else now))
    return {"theirs": churned(plain), "fitted": churned(fitted), "gain": gain(votes, hidden(log(folder), 1)[1], plain[-1][1])}


def has_times(folder: Path) -> bool:
    """Whether the order of the votes is known."""
    if not (folder / "votes.csv.gz").is_file():
        return False
    with gzip.open(folder / "votes.csv.gz", "rt") as file:
        return "timestamp" in file.readline()


def churn() -> None:
    """Labels from refresh to refresh, in every shared conversation that has times."""
    rows, totals, gains = [], [], []
    for folder in sorted((measuring() / "polis").iterdir()):
        if not has_times(folder):
            continue
        ours_found, peer = (
            run(one, str(folder), "hidden" if "hidden" in sys.argv else "whole")["answer"] for one in (our_churn, their_churn)
        )
        mine, theirs, fitted = ours_found["ours"], peer["theirs"], peer["fitted"]
        gains.append((*ours_found["gains"], peer["gain"]))
        totals.append((mine["all"], theirs["all"], fitted["all"]))
        rows.append([
            folder.name[:24], f"{mine['grouped']}/{mine['refreshes']}", f"{theirs['grouped']}/{theirs['refreshes']}",
            f"{mine['in a group']:.0%}", *("–" if one is None else f"{one:.1%}" for one in (mine["labels"], mine["all"], theirs["all"], fitted["all"])),
            f"{mine['all'] / theirs['all']:.2f}", f"{mine['all'] / fitted['all']:.2f}", mine["k changes"], theirs["k changes"],
            *([f"{one:.1f}" for one in gains[-1]] if "hidden" in sys.argv else []),
        ])  # fmt: skip
        if "steps" in sys.argv:
            print(folder.name, *mine["k"], "|", *theirs["k"])
    show(
        [
            "conversation", "our groups", "theirs", "in a group", "our labels", "our all", "theirs", "theirs fitted", "ratio",
            "to fitted", "our k changes", "theirs", *(["our gain %", "at once", "theirs"] if "hidden" in sys.argv else []),
        ], rows,
    )  # fmt: skip
    print(
        "mean",
        *(f"{value:.1%}" for value in np.mean(totals, axis=0)),
        *(np.round(np.mean(gains, axis=0), 2) if "hidden" in sys.argv else ()),
    )
    print(versions("red-dwarf", "scikit-learn", "scipy", "numpy"))


def main() -> None:
    """Print both tables; `large` adds the hundred thousand, which takes red-dwarf more than five minutes (then it is cut)."""
    if serve():
        return
    if "churn" in sys.argv:
        churn()
        return
    if "million" in sys.argv:
        print(run(ours_large, "million"))
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
    for name in ["20k", "100k"] if "large" in sys.argv else ["20k"]:
        mine, peer = run(ours_large, name), run(theirs_large, name, cut=1500)
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
    if "large" in sys.argv:
        print("a refresh after 1,000 votes:", run(refreshed, "100k"))
    print(versions("red-dwarf", "scikit-learn", "scipy", "numpy"))


if __name__ == "__main__":
    main()
