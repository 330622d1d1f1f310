"""稳定: groups keep their numbers from refresh to refresh, and their count changes only when it must.

A new k has to win four refreshes running; labels are matched to the earlier ones by the largest overlap (Hungarian method). The state
is a value: kept beside the result, any published map can be computed again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

PATIENCE = 4


@dataclass(frozen=True, slots=True)
class GroupState:
    """What a refresh hands to the next: each person's group, the k that is shown, which k has been winning and how often."""

    labels: Mapping[str, int] = field(default_factory=dict)
    k: int = 0
    candidate: int = 0
    wins: int = 0


def shown_k(state: GroupState, found: int) -> tuple[int, GroupState]:
    """The k to show, and the state with the count of wins."""
    if state.k in {0, found}:
        return found, GroupState(state.labels, found, found, 0)
    wins = state.wins + 1 if state.candidate == found else 1
    if wins >= PATIENCE:
        return found, GroupState(state.labels, found, found, 0)
    return state.k, GroupState(state.labels, state.k, found, wins)


def matched(labels: NDArray[np.int64], people: tuple[str, ...], state: GroupState) -> NDArray[np.int64]:
    """The labels renamed so that as few people as can be change their number; new groups take the free numbers in order."""
    if not state.labels or not (labels >= 0).any():
        return labels
    before = np.array([state.labels.get(one, -1) for one in people])
    many = int(labels.max()) + 1
    numbers = max(many, int(before.max(initial=-1)) + 1)
    both = (labels >= 0) & (before >= 0)
    overlap = np.zeros((many, numbers))
    np.add.at(overlap, (labels[both], before[both]), 1)
    rows, columns = linear_sum_assignment(-overlap)
    name = np.full(many, -1)
    name[rows] = columns
    used = sorted(set(name.tolist()))
    dense = {number: place for place, number in enumerate(used)} if used[-1] >= many else {number: number for number in used}
    return np.where(labels >= 0, np.array([dense[number] for number in name])[labels], -1)
