"""一千支签: the lottery as 1,000 numbered panels, published before the draw; three balls in the hall choose one.

Chance is physical, everything else is arithmetic that anyone can redo: the tickets are the record, not the solver.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deliberation.sortition.lottery import Lottery
from deliberation.sortition.problem import Problem

TICKETS = 1000
MOST_SWAPS = 4000


@dataclass(frozen=True, slots=True)
class TicketBook:
    """`tickets`: lists of ids by id; `counts`: on how many tickets each person stands; `max_shift`: how far anybody's chance
    moved by rounding to tickets, 0 to 1.
    """

    tickets: tuple[tuple[str, ...], ...]
    counts: dict[str, int]
    max_shift: float


def tickets(problem: Problem, found: Lottery, *, many: int = TICKETS) -> TicketBook:
    """Round the lottery to `many` tickets and put people on them, in turn within each type."""
    times = rounded(found, np.array([one.count for one in problem.types], dtype=float), many)
    order = [place for place, copies in enumerate(times) for _ in range(copies)]
    order = mixed(order)
    made, turn = [], [0] * len(problem.types)
    for place in order:
        seated = list(problem.fixed)
        for number, wanted in enumerate(found.panels[place]):
            members = problem.types[number].members
            for _ in range(wanted):
                seated.append(members[turn[number] % len(members)])
                turn[number] += 1
        made.append(tuple(sorted(seated)))
    counts = Counter(person for ticket in made for person in ticket)
    return TicketBook(
        tuple(made), {person.id: counts[person.id] for person in problem.people}, shift(problem, found, counts, many)
    )


def mixed(order: list[int]) -> list[int]:
    """The tickets in an order that tells nothing and is the same everywhere: by SHA-256 of their first number."""
    keyed = sorted(range(len(order)), key=lambda number: hashlib.sha256(f"kentan ticket {number}".encode()).digest())
    return [order[number] for number in keyed]


def shift(problem: Problem, found: Lottery, counts: Counter[str], many: int) -> float:
    """The largest change of anybody's chance."""
    moved = [
        abs(counts[person] / many - float(found.chances[number]))
        for number, one in enumerate(problem.types) for person in one.members
    ]  # fmt: skip
    return max(moved, default=0.0)


def rounded(found: Lottery, people: NDArray[np.float64], many: int) -> NDArray[np.int64]:
    """Whole copies per panel that sum to `many`, the types' chances moved as little as a greedy rule and swaps can.

    Floors first; each further ticket goes to the panel that brings the mean chance nearest to what it should be, in squares
    weighted so that the worst types count most; then single swaps while they help.
    """
    exact = found.weights * many
    times = np.floor(exact + 1e-9).astype(np.int64)
    per_person = found.panels / people[None, :]
    wanted = exact @ per_person
    error = times @ per_person - wanted
    for _ in range(many - int(times.sum())):
        best = int(np.argmin(cost(error[None, :] + per_person)))
        times[best] += 1
        error = error + per_person[best]
    return swapped(times, per_person, error)


def cost(errors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Eighth powers: nearly the largest error, but it still falls when a smaller one does."""
    squares = errors * errors
    fourths = squares * squares
    return np.asarray((fourths * fourths).sum(axis=1))


def swapped(times: NDArray[np.int64], per_person: NDArray[np.float64], error: NDArray[np.float64]) -> NDArray[np.int64]:
    """Take one ticket from a panel and give it to another, as long as that makes the whole fairer."""
    now = float(cost(error[None, :])[0])
    for _ in range(MOST_SWAPS):
        givers = np.flatnonzero(times > 0)
        giver = givers[int(np.argmin(cost(error[None, :] - per_person[givers])))]
        without = error - per_person[giver]
        taker = int(np.argmin(cost(without[None, :] + per_person)))
        after = float(cost((without + per_person[taker])[None, :])[0])
        if taker == giver or after >= now * (1 - 1e-9):
            break
        times[giver] -= 1
        times[taker] += 1
        error, now = without + per_person[taker], after
    return times
