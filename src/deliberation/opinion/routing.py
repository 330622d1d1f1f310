"""下一条问什么: Polis' priority under a floor of exploration; and what a bloc could change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deliberation.opinion.consensus import ConsensusItem, robust_consensus
from deliberation.opinion.votes import Vector, VoteTable, group_counts

FLOOR = 15
META_AFTER = 7


def next_statement(
    weights: Vector,
    seen: NDArray[np.bool_],
    exposures: NDArray[np.int64],
    chance: np.random.Generator,
    *,
    people: int,
    is_meta: NDArray[np.bool_] | None = None,
) -> int | None:
    """Which statement one person is shown next; None when he has seen all.

    Until every statement was shown to fifteen people (or to all, if fewer), those shown least come first; then one is drawn
    in proportion to its weight. Statements about people themselves do not come among the first seven.
    """  # fmt: skip
    open_places = ~seen
    if is_meta is not None and int(seen.sum()) < META_AFTER and (open_places & ~is_meta).any():
        open_places = open_places & ~is_meta
    places = np.flatnonzero(open_places)
    if not len(places):
        return None
    floor = min(FLOOR, people)
    rare = places[exposures[places] < floor]
    if len(rare):
        rarest = rare[exposures[rare] == exposures[rare].min()]
        return int(chance.choice(rarest))
    weight = np.maximum(weights[places], 0.0)
    return int(chance.choice(places, p=weight / weight.sum() if weight.sum() > 0 else None))


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """One statement's consensus score with everybody, the smallest and largest without one of the blocs; steady = the label stays."""

    statement: int
    score: float
    least: float
    most: float
    is_steady: bool


def sensitivity(table: VoteTable, labels: NDArray[np.int64], blocs: Sequence[NDArray[np.int64]]) -> list[Sensitivity]:
    """Leave each bloc (row numbers) out in turn: does the result stand? Blocs are shown to an operator, never deleted by a machine."""
    k = int(labels.max(initial=0)) + 1
    whole = {item.statement: item for item in scored(table, labels, k)}
    low, high, common = (
        {place: getattr(item, name) for place, item in whole.items()} for name in ("score", "score", "is_common")
    )
    steady = dict.fromkeys(whole, True)
    for bloc in blocs:
        without = labels.copy()
        without[bloc] = -1
        for item in scored(table, without, k):
            if item.statement in whole:
                low[item.statement] = min(low[item.statement], item.score)
                high[item.statement] = max(high[item.statement], item.score)
                steady[item.statement] &= item.is_common == common[item.statement]
    return [Sensitivity(place, whole[place].score, low[place], high[place], steady[place]) for place in sorted(whole)]


def scored(table: VoteTable, labels: NDArray[np.int64], k: int) -> list[ConsensusItem]:
    """The robust consensus under these labels."""
    agrees, _disagrees, votes = group_counts(table, labels, k)
    return robust_consensus(agrees, votes, np.bincount(labels[labels >= 0], minlength=k))
