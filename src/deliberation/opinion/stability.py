"""稳定: groups keep their numbers and their people from refresh to refresh, and their count changes only when it must.

Groups that were not there have to be found twice running, and another count of them, or none, four times (Polis waits four times for
a new count). The earlier groups are where the search begins, and stand unless others explain the votes better by a margin. Who is in a group stays
until he is less likely than not to belong there. Whatever is new is matched to the earlier numbers by the largest overlap (Hungarian
method). The state is a value: kept beside the result, any published map can be computed again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

APPEARING, PATIENCE = 2, 4
STAYS = 0.4
"""Membership that is enough to stay in a group; to enter one, six in ten are needed."""


@dataclass(frozen=True, slots=True)
class GroupState:
    """What a refresh hands to the next: each person's group, the k that is shown, which k has been winning and how often.

    k: 0 before anything was found or refused, 1 for no groups. labels: of people in a group only.
    """

    labels: Mapping[str, int] = field(default_factory=dict)
    k: int = 0
    candidate: int = 0
    wins: int = 0

    def of(self, people: tuple[str, ...]) -> NDArray[np.int64]:
        """(P,) the earlier group of each; -1 for none."""
        return np.fromiter((self.labels.get(one, -1) for one in people), dtype=np.int64, count=len(people))


def shown_k(state: GroupState, found: int) -> tuple[int, GroupState]:
    """The k to show, and the state with the count of wins.

    While no groups are shown, finding any counts as the same answer, whatever their number: first whether, then how many.
    """
    if state.k in {0, found}:
        return found, GroupState(state.labels, found, found, 0)
    same = state.candidate == found or (state.k == 1 and state.candidate > 1)
    wins = state.wins + 1 if same else 1
    if wins >= (APPEARING if state.k == 1 else PATIENCE):
        return found, GroupState(state.labels, found, found, 0)
    return state.k, GroupState(state.labels, state.k, found, wins)


def held(member: NDArray[np.float64], before: NDArray[np.int64], least: float) -> NDArray[np.int64]:
    """(P,) the group of each: his earlier one while he may well belong there, else one to which he belongs by `least`, else -1."""
    labels = np.where(member.max(axis=1) >= least, member.argmax(axis=1), -1).astype(np.int64)
    inside = np.flatnonzero((before >= 0) & (before < member.shape[1]))
    stays = inside[member[inside, before[inside]] >= STAYS]
    labels[stays] = before[stays]
    return labels


def numbers_for(labels: NDArray[np.int64], many: int, before: NDArray[np.int64]) -> NDArray[np.int64]:
    """(many,) a new number 0 … many - 1 for each group, so that as few people as can be change theirs.

    Groups that nobody was in before take the free numbers in order.
    """
    overlap = np.zeros((many, max(many, int(before.max(initial=-1)) + 1)))
    both = (labels >= 0) & (before >= 0)
    np.add.at(overlap, (labels[both], before[both]), 1)
    rows, columns = linear_sum_assignment(-overlap)
    taken = {int(row): int(column) for row, column in zip(rows, columns, strict=True) if overlap[row, column] and column < many}
    free = iter(sorted(set(range(many)) - set(taken.values())))
    return np.array([taken[group] if group in taken else next(free) for group in range(many)], dtype=np.int64)
