"""Polis 口径: the statistics of Polis, exactly, from votes and given groups.

Source: compdemocracy/polis, math/src/polismath/math/repness.clj and conversation.clj (commit 08e03eb), as described in its own
documents; checked against production outputs to 1e-9 (1e-6 where Polis keeps a float32).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from deliberation.opinion.votes import Vector

Z_90 = 1.2816
"""One-sided 90 %."""
MOST_SELECTED = 5
META_PRIORITY = 7.0
Direction = Literal["agree", "disagree"]


@dataclass(frozen=True, slots=True)
class Representativeness:
    """(k, C) each. pa, pd: smoothed share that agrees, disagrees; pat, pdt: its z against one half; ra, rd: ratio to everybody in
    the other groups; rat, rdt: the z of that difference.
    """

    pa: Vector
    pd: Vector
    pat: Vector
    pdt: Vector
    ra: Vector
    rd: Vector
    rat: Vector
    rdt: Vector


def one_prop(successes: Vector, trials: Vector) -> Vector:
    """Z = 2·√(n+1)·((s+1)/(n+1) - 1/2)."""
    return 2 * np.sqrt(trials + 1) * ((successes + 1) / (trials + 1) - 0.5)


def two_prop(inside: Vector, outside: Vector, inside_of: Vector, outside_of: Vector) -> Vector:
    """Z of two shares, one added to each of the four counts, pooled variance; 0 where everybody said the same."""
    s1, s2, n1, n2 = inside + 1, outside + 1, inside_of + 1, outside_of + 1
    pooled = (s1 + s2) / (n1 + n2)
    spread = np.sqrt(np.maximum(pooled * (1 - pooled) * (1 / n1 + 1 / n2), 0))
    return np.where(pooled == 1, 0.0, np.divide(s1 / n1 - s2 / n2, spread, out=np.zeros_like(pooled), where=spread > 0))


def representativeness(agrees: Vector, disagrees: Vector, votes: Vector) -> Representativeness:
    """From group counts (k, C)."""
    shares = [(count + 1) / (votes + 2) for count in (agrees, disagrees)]
    tests = [one_prop(count, votes) for count in (agrees, disagrees)]
    other = votes.sum(axis=0) - votes
    ratios, ratio_tests = [], []
    for count, share in zip((agrees, disagrees), shares, strict=True):
        outside = count.sum(axis=0) - count
        ratios.append(share / ((outside + 1) / (other + 2)))
        ratio_tests.append(two_prop(count, outside, votes, other))
    return Representativeness(*shares, *tests, *ratios, *ratio_tests)


@dataclass(frozen=True, slots=True)
class Selected:
    """One statement that stands for a group."""

    statement: int
    direction: Direction
    repness: float
    repness_test: float
    p_success: float
    p_test: float
    is_best_agree: bool = False

    @property
    def metric(self) -> float:
        """What they are sorted by."""
        return self.repness * self.repness_test * self.p_success * self.p_test


def select(found: Representativeness, agrees: Vector, disagrees: Vector) -> list[list[Selected]]:
    """Per group at most five: the best agreed one first, then by the product of four figures, agrees before disagrees.

    Statements in the order of their index, which decides between equal ones.
    """
    return [select_one(found, agrees[group], disagrees[group], group) for group in range(len(agrees))]


def select_one(found: Representativeness, agrees: Vector, disagrees: Vector, group: int) -> list[Selected]:
    """The statements of one group."""
    sufficient: list[Selected] = []
    best: Selected | None = None
    best_agree: int | None = None
    for place in range(len(agrees)):
        made = finalised(found, group, place)
        if is_passing(found, group, place):
            sufficient.append(made)
        elif not sufficient and (best is None or max(found.rat[group, place], found.rdt[group, place]) > best.repness_test):
            best = made
        if (agrees[place] or disagrees[place]) and beats(found, group, place, best_agree):
            best_agree = place
    head = [] if best is None else [best]
    if best_agree is not None:
        head = [finalised(found, group, best_agree, is_best_agree=True)]
    if not sufficient:
        return head
    head = head if best_agree is not None else []
    rest = sorted((one for one in sufficient if not head or one.statement != head[0].statement), key=lambda one: -one.metric)
    chosen = [*head, *rest][:MOST_SELECTED]
    return [one for side in ("agree", "disagree") for one in chosen if one.direction == side]


def finalised(found: Representativeness, group: int, place: int, *, is_best_agree: bool = False) -> Selected:
    """The side on which the group stands out more."""
    at = (group, place)
    if found.rat[at] > found.rdt[at]:
        side: tuple[Direction, Vector, Vector, Vector, Vector] = ("agree", found.ra, found.rat, found.pa, found.pat)
    else:
        side = ("disagree", found.rd, found.rdt, found.pd, found.pdt)
    direction, repness, test, share, share_test = side
    return Selected(
        place,
        direction,
        float(repness[at]),
        float(test[at]),
        float(share[at]),
        float(share_test[at]),
        is_best_agree=is_best_agree,
    )


def is_passing(found: Representativeness, group: int, place: int) -> bool:
    """Significant against the others and against one half, on the same side."""
    at = (group, place)
    agrees = found.rat[at] > Z_90 and found.pat[at] > Z_90
    return bool(agrees or (found.rdt[at] > Z_90 and found.pdt[at] > Z_90))


def beats(found: Representativeness, group: int, place: int, best: int | None) -> bool:
    """Whether a statement is better agreed on than the best so far; the yardstick depends on what the best so far is."""
    at = (group, place)
    if best is None:
        return bool(found.pat[at] > Z_90 or (found.ra[at] > 1 and found.pa[at] > 0.5))  # noqa: PLR2004  more than half
    then = (group, best)
    if found.ra[then] > 1:
        now = found.ra[at] * found.rat[at] * found.pa[at] * found.pat[at]
        return bool(now > found.ra[then] * found.rat[then] * found.pa[then] * found.pat[then])
    return bool(found.pa[at] * found.pat[at] > found.pa[then] * found.pat[then])


def group_informed_consensus(agrees: Vector, votes: Vector) -> Vector:
    """(C,): the product over groups of (A + 1)/(S + 2)."""
    return np.asarray(((agrees + 1) / (votes + 2)).prod(axis=0))


def select_consensus(agrees: Vector, disagrees: Vector, votes: Vector) -> dict[Direction, list[tuple[int, float, float]]]:
    """Over everybody, (C,) each: share above one half and significant; at most five by share × z; (statement, share, z)."""
    chosen: dict[Direction, list[tuple[int, float, float]]] = {}
    for side, count in (("agree", agrees), ("disagree", disagrees)):
        share, test = (count + 1) / (votes + 2), one_prop(count, votes)
        places = [place for place in range(len(count)) if share[place] > 0.5 and test[place] > Z_90]  # noqa: PLR2004
        places.sort(key=lambda place: -share[place] * test[place])
        chosen[side] = [(place, float(share[place]), float(test[place])) for place in places[:MOST_SELECTED]]  # type: ignore[index]
    return chosen


def priority(agrees: Vector, disagrees: Vector, votes: Vector, extremity: Vector, is_meta: NDArray[np.bool_]) -> Vector:
    """(C,) weight with which the next statement is drawn: [(1-p)(1+E)·a·(1 + 8·2^(-S/5))]², meta statements 49.

    Counts over all grouped participants; p = (P+1)/(S+2) of passes, a = (A+1)/(S+2).
    """
    passes = votes - agrees - disagrees
    fresh = 1 + 8 * np.power(2.0, -votes / 5)
    weight = (1 - (passes + 1) / (votes + 2)) * (1 + extremity) * ((agrees + 1) / (votes + 2)) * fresh
    return np.where(is_meta, META_PRIORITY, weight) ** 2


def flat_priorities(weights: Sequence[float]) -> bool:
    """The alarm of the all-49 fault, which made routing uniform for sixteen months unseen: no spread at all."""
    return len(weights) > 1 and float(np.std(np.log(np.maximum(weights, 1e-300)))) < 1e-9  # noqa: PLR2004
