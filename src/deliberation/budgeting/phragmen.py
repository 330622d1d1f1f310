"""顺序 Phragmén: the project is bought next whose supporters, sharing its cost, carry the smallest largest load; exact.

Every supporter of a winner then carries the same load, so a voter's load is that of the last winner he approved: the exact loads
are sums over winners. Brill, Freeman, Janson, Lackner, "Phragmén's voting methods and justified representation", AAAI 2017;
for costs: Los, Christoff, Grossi, IJCAI 2022. It stops when the next project would cost too much.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from deliberation.budgeting.election import Election, Outcome, Round, outcome_of

NEAR = 1e-9


def phragmen(election: Election) -> Outcome:
    """The sequential rule, ties by name."""
    names = [name for name in election.names if election.costs[name] <= election.budget and election.approvals[name] > 0]
    ballots = sorted((ballot for ballot, voters in election.ballots.items() if voters), key=sorted)
    many = np.array([election.ballots[ballot] for ballot in ballots], dtype=np.int64)
    last = np.full(len(ballots), -1)
    who = {name: np.array([row for row, ballot in enumerate(ballots) if name in ballot], dtype=np.int64) for name in names}
    loads: list[Fraction] = []
    rounds: list[Round] = []
    left = election.budget
    while names:
        floats = np.array([0.0, *map(float, loads)])
        tried = {
            name: (float(many[who[name]] @ floats[last[who[name]] + 1]) + float(election.costs[name])) / election.approvals[name]
            for name in names
        }
        best = min(tried.values())
        close = [name for name in names if tried[name] <= best * (1 + NEAR)]
        exact = {name: exact_load(election, name, many[who[name]], last[who[name]], loads) for name in close}
        load = min(exact.values())
        tied = [name for name in close if exact[name] == load]
        if any(election.costs[name] > left for name in tied):
            break
        chosen = tied[0]
        left -= election.costs[chosen]
        loads.append(load)
        last[who[chosen]] = len(loads) - 1
        names.remove(chosen)
        rounds.append(Round(chosen, load, election.approvals[chosen], 0, tuple(tied[1:])))
    return outcome_of(election, "phragmen", [one.project for one in rounds], rounds=tuple(rounds))


def exact_load(
    election: Election, name: str, many: np.ndarray[tuple[int], np.dtype[np.int64]], last: np.ndarray[tuple[int], np.dtype[np.int64]],
    loads: list[Fraction],
) -> Fraction:  # fmt: skip
    """(Σ load of supporters + cost) / supporters."""
    total = election.costs[name]
    for winner in np.unique(last[last >= 0]):
        total += loads[winner] * int(many[last == winner].sum())
    return total / election.approvals[name]
