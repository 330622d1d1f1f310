"""共识: what every group can agree to, by the lower bound of its rate, so that nobody's silence counts as assent.

score: the geometric mean over groups of the lower 10 % bound of P(agree); only groups of at least 10 % and five people take part, so
that a bloc of a few cannot veto. low, high: the 90 % interval of the group that agrees least. 各方共识 only if every
group's lower bound is above one half and enough of it voted on the statement.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deliberation.opinion.intervals import lower_bound
from deliberation.opinion.votes import Vector

TAIL, EDGE_TAIL = 0.10, 0.05
LEAST_SHARE, LEAST_SIZE = 0.10, 5


@dataclass(frozen=True, slots=True)
class ConsensusItem:
    """One statement: score 0 to 1, the 90 % interval of the least agreeing group, whether all groups are for it for sure."""

    statement: int
    score: float
    low: float
    high: float
    is_common: bool


def robust_consensus(agrees: Vector, votes: Vector, sizes: NDArray[np.int64]) -> list[ConsensusItem]:
    """From group counts (k, C), best first; equal ones in the order of the statements. Statements without a vote are left out."""
    taking_part = (sizes >= LEAST_SIZE) & (sizes >= LEAST_SHARE * sizes.sum())
    if not taking_part.any():
        taking_part = sizes == sizes.max(initial=0)
    inside, seen, many = agrees[taking_part], votes[taking_part], sizes[taking_part]
    overall = (inside.sum(axis=0) + 1) / (seen.sum(axis=0) + 2)
    least = lower_bound(inside, seen, overall[None, :], tail=TAIL)
    score = np.exp(np.log(np.maximum(least, 1e-12)).mean(axis=0)) if len(least) else np.zeros(votes.shape[1])
    low = lower_bound(inside, seen, overall[None, :], tail=EDGE_TAIL)
    high = lower_bound(inside, seen, overall[None, :], tail=1 - EDGE_TAIL)
    enough = (seen >= np.maximum(LEAST_SIZE, LEAST_SHARE * many)[:, None]).all(axis=0)
    common = (least > 0.5).all(axis=0) & enough  # noqa: PLR2004  more than half
    weakest = low.argmin(axis=0) if len(low) else np.zeros(votes.shape[1], dtype=int)
    places = np.flatnonzero(votes.sum(axis=0) > 0)
    order = sorted(places.tolist(), key=lambda place: (-round(float(score[place]), 12), place))
    return [
        ConsensusItem(place, float(score[place]), float(low[weakest[place], place]), float(high[weakest[place], place]), bool(common[place]))
        for place in order
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Divisive:
    """A statement on which two groups surely differ: which agrees most, which least, by how much at least (90 %, corrected)."""

    statement: int
    most: int
    least: int
    difference: float
    at_least: float


def divisive(agrees: Vector, disagrees: Vector, *, level: float = 0.10) -> list[Divisive]:
    """Largest difference between groups among agree and disagree, kept by Benjamini-Hochberg over statements, largest first."""
    totals = agrees + disagrees
    rate = (agrees + 1) / (totals + 2)
    spread = rate * (1 - rate) / (totals + 3)
    columns = np.arange(rate.shape[1])
    most, least = rate.argmax(axis=0), rate.argmin(axis=0)
    gap = rate[most, columns] - rate[least, columns]
    error = np.sqrt(spread[most, columns] + spread[least, columns])
    chance = np.array([tail_of(value) for value in gap / np.maximum(error, 1e-12)])
    order = np.argsort(chance, kind="stable")
    passed = np.flatnonzero(chance[order] <= level * (1 + np.arange(len(order))) / max(len(order), 1))
    kept = order[: passed[-1] + 1] if len(passed) else order[:0]
    found = [
        Divisive(int(place), int(most[place]), int(least[place]), float(gap[place]), float(gap[place] - 1.645 * error[place]))
        for place in kept if gap[place] > 1.645 * error[place]
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.difference, one.statement))


def tail_of(z: float) -> float:
    """Two-sided tail of the normal distribution."""
    from math import erfc, sqrt

    return erfc(abs(z) / sqrt(2))
