"""意见群体: what is reported where the truth is known. Nulls, power, planted groups, and a bloc that says no to everything.

`opinion_truth.py nulls`, `opinion_truth.py planted`, `opinion_truth.py bloc`; all three without a word.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
from _measure import measuring, run, serve, show, task, versions
from opinion import agreement, log, planted

CONVERSATIONS = ("brexit-consensus", "vtaiwan.uberx", "american-assembly.bowling-green")
PEOPLE, REPEATS = (12, 20, 30, 50, 100), 15
PLANTED = ((300, 60), (1000, 150), (3000, 300), (10_000, 500))
MANNER = 0.8
Votes = list[tuple[str, str, int]]


def subsample(votes: Votes, people: int, chance: np.random.Generator) -> Votes:
    """The votes of so many of those with seven or more, in random order of people."""
    of: dict[str, Votes] = {}
    for vote in votes:
        of.setdefault(vote[0], []).append(vote)
    enough = sorted(who for who, cast in of.items() if len(cast) >= 7)
    return [vote for place in chance.permutation(len(enough))[:people] for vote in of[enough[place]]]


def null(votes: Votes, everybody: Votes, manner: float, chance: np.random.Generator) -> Votes:
    """The same people see the same statements, but answer by each statement's rates and their own manner of saying yes (sd in log odds)."""
    counts: dict[str, list[float]] = {}
    for _who, what, vote in everybody:
        counts.setdefault(what, [1.0, 1.0, 1.0])[vote + 1] += 1
    shift: dict[str, float] = {}
    drawn = []
    for who, what, _vote in votes:
        no, passed, yes = counts[what]
        odds = np.log(yes / no) + shift.setdefault(who, manner * chance.standard_normal())
        says = 0 if chance.random() < passed / (no + passed + yes) else 1 if chance.random() < 1 / (1 + np.exp(-odds)) else -1
        drawn.append((who, what, says))
    return drawn


@task
def our_nulls(folder: str, people: int) -> dict[str, Any]:
    """How often groups are reported: on real subsamples, on two kinds of null, and on nulls that grow person by fifth person."""
    from deliberation.opinion import GroupState, VoteTable, find_groups

    votes, chance = log(folder), np.random.default_rng(people)
    found = dict.fromkeys(("real", "independent", "manner", "refreshes", "false"), 0)
    for _ in range(REPEATS):
        real = subsample(votes, people, chance)
        found["real"] += find_groups(VoteTable.from_events(real)).k > 1
        for name, manner in (("independent", 0.0), ("manner", MANNER)):
            drawn = null(real, votes, manner, chance)
            found[name] += find_groups(VoteTable.from_events(drawn)).k > 1
            names, state = list(dict.fromkeys(who for who, _what, _vote in drawn)), GroupState()
            for share in range(10, people + 1, 5) if people >= max(PEOPLE) else ():
                inside = set(names[:share])
                now = find_groups(VoteTable.from_events(vote for vote in drawn if vote[0] in inside), previous=state)
                state = now.state
                found["refreshes"] += 1
                found["false"] += now.k > 1
    return found


@task
def their_nulls(folder: str, people: int) -> dict[str, Any]:
    """red-dwarf's answer to independent nulls; None where it raises."""
    from reddwarf.implementations.base import run_pipeline

    votes, chance = log(folder), np.random.default_rng(people)
    found = 0
    for _ in range(REPEATS):
        drawn = null(subsample(votes, people, chance), votes, 0.0, chance)
        rows = [{"participant_id": int(who), "statement_id": int(what), "vote": vote} for who, what, vote in drawn]
        found += run_pipeline(votes=rows, random_state=0).participants_df["cluster_id"].nunique() > 1
    return {"independent": found}


def nulls() -> None:
    """One row per number of people, over three conversations."""
    rows = []
    for people in PEOPLE:
        folders = [str(measuring() / "polis" / name) for name in CONVERSATIONS]
        mine = [run(our_nulls, folder, people, cut=900)["answer"] for folder in folders]
        theirs = [run(their_nulls, folder, people)["answer"]["independent"] for folder in folders]
        total = {name: sum(one[name] for one in mine) for name in mine[0]}
        many = REPEATS * len(folders)
        refreshes = f"{total['false']}/{total['refreshes']}" if total["refreshes"] else "–"
        rows.append(
            [people, *(f"{total[name]}/{many}" for name in ("real", "independent", "manner")), refreshes, f"{sum(theirs)}/{many}"]
        )
    show(["people", "real", "independent null", "yes-saying null", "refreshes of growing nulls", "theirs on independent"], rows)


@task
def our_planted(people: int, statements: int, seed: int) -> dict[str, Any]:
    """Number and adjusted Rand index of three planted groups."""
    from deliberation.opinion import VoteTable, find_groups

    who, what, vote, group = planted(people, statements, 27.5, seed)
    ids = [[str(number) for number in range(many)] for many in (people, statements)]
    found = find_groups(VoteTable.from_arrays(who, what, vote.astype(float), *ids))
    return {"k": found.k, "ari": agreement(group, found.labels)}


@task
def their_planted(people: int, statements: int, seed: int) -> dict[str, Any]:
    """red-dwarf on the same votes, each once; who has too few votes is in no group."""
    from reddwarf.implementations.base import run_pipeline

    who, what, vote, group = planted(people, statements, 27.5, seed)
    last = {(int(a), int(b)): int(c) for a, b, c in zip(who, what, vote, strict=True)}
    rows = [{"participant_id": a, "statement_id": b, "vote": c} for (a, b), c in last.items()]
    found = run_pipeline(votes=rows, random_state=0).participants_df["cluster_id"].fillna(-1)
    labels = np.full(people, -1)
    labels[found.index.to_numpy(dtype=int)] = found.to_numpy(dtype=int)
    return {"k": int(found.nunique()), "ari": agreement(group, labels)}


def planted_groups() -> None:
    """Three seeds each."""
    rows = []
    for people, statements in PLANTED:
        both = [[run(one, people, statements, seed)["answer"] for seed in (1, 2, 3)] for one in (our_planted, their_planted)]
        cells = [
            cell
            for side in both
            for cell in (float(np.mean([one["ari"] for one in side])), " ".join(str(one["k"]) for one in side))
        ]
        rows.append([f"{people} × {statements}", *cells])
    show(["three planted", "our ARI", "our k", "their ARI", "their k"], rows)


def with_bloc(votes: Votes, share: float) -> Votes:
    """As many invented people as `share` of all, who say no to every statement."""
    people, statements = sorted({vote[0] for vote in votes}), sorted({vote[1] for vote in votes})
    first = 1 + max(int(who) for who in people)
    return votes + [(str(first + number), what, -1) for number in range(round(share * len(people))) for what in statements]


def ten_best(scores: dict[str, float]) -> set[str]:
    """The ten statements with the best score."""
    return set(sorted(scores, key=lambda what: (-scores[what], what))[:10])


@task
def our_bloc(folder: str, share: float) -> dict[str, Any]:
    """How many of the ten best and of the common statements a bloc leaves."""
    from deliberation.opinion import VoteTable, analyse

    votes = log(folder)
    found = [analyse(VoteTable.from_events(cast)) for cast in (votes, with_bloc(votes, share))]
    best = [ten_best({one.statements[item.statement]: item.score for item in one.consensus}) for one in found]
    common = [{one.statements[item.statement] for item in one.consensus if item.is_common} for one in found]
    return {"kept": len(best[0] & best[1]), "common": f"{len(common[0] & common[1])}/{len(common[0])}", "k": found[1].groups.k}


@task
def their_bloc(folder: str, share: float) -> dict[str, Any]:
    """The same of Polis' product over groups."""
    from reddwarf.implementations.base import run_pipeline

    votes, best = log(folder), []
    for cast in (votes, with_bloc(votes, share)):
        rows = [{"participant_id": int(who), "statement_id": int(what), "vote": vote} for who, what, vote in cast]
        shared = run_pipeline(votes=rows, random_state=0).group_aware_consensus["agree"]
        best.append(ten_best({str(what): float(score) for what, score in shared.items()}))
    return {"kept": len(best[0] & best[1])}


def bloc() -> None:
    """Five and ten in a hundred."""
    rows = []
    for name in ("vtaiwan.uberx", "brexit-consensus", "scoop-hivemind.biodiversity", "american-assembly.bowling-green"):
        for share in (0.05, 0.1):
            folder = str(measuring() / "polis" / name)
            mine, theirs = (run(one, folder, share)["answer"] for one in (our_bloc, their_bloc))
            rows.append([name, f"{share:.0%}", mine["kept"], mine["common"], mine["k"], theirs["kept"]])
    show(["conversation", "bloc", "our ten best kept", "common kept", "our k", "their ten best kept"], rows)


def main() -> None:
    """The parts that were named, or all."""
    if serve():
        return
    parts = {"nulls": nulls, "planted": planted_groups, "bloc": bloc}
    for name, part in parts.items():
        if len(sys.argv) < 2 or name in sys.argv:
            part()
    print(versions("red-dwarf", "scikit-learn", "scipy", "numpy"))


if __name__ == "__main__":
    main()
