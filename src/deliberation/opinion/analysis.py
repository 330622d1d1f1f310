"""一场讨论的全部: votes in, groups, consensus and divisions out, with a reason where there is nothing to say. Never raises."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from deliberation.opinion.consensus import ConsensusItem, Divisive, divisive, robust_consensus
from deliberation.opinion.groups import Groups, enough_votes, find_groups
from deliberation.opinion.policy import DisplayRule, display_rule
from deliberation.opinion.polis import Selected, representativeness, select
from deliberation.opinion.stability import GroupState
from deliberation.opinion.votes import Vector, VoteTable, group_counts


@dataclass(frozen=True)
class Analysis:
    """people: those whose votes suffice; counts: agrees, disagrees, all (k, C) of the groups that are shown; `state` for the next time."""

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    people: int
    display: DisplayRule
    groups: Groups
    counts: tuple[Vector, Vector, Vector]
    consensus: tuple[ConsensusItem, ...]
    divisive: tuple[Divisive, ...]
    representative: tuple[tuple[Selected, ...], ...]
    state: GroupState


def analyse(table: VoteTable, *, previous: GroupState | None = None, seed: int = 0) -> Analysis:
    """Everything that a page about one talk needs."""
    found = find_groups(table, seed=seed, previous=previous)
    labels = found.labels if found.k > 1 else np.zeros(len(table.participants), dtype=np.int64)
    counts = group_counts(table, labels, found.k)
    sizes = np.bincount(labels[labels >= 0], minlength=found.k)
    divided, standing = [], []
    if found.k > 1:
        divided = divisive(counts[0], counts[1])
        standing = select(representativeness(*counts), counts[0], counts[1])
    people = int(enough_votes(table).sum()) if table.participants else 0
    return Analysis(
        table.participants, table.statements, people, display_rule(people), found, counts,
        tuple(robust_consensus(counts[0], counts[2], sizes)), tuple(divided), tuple(tuple(one) for one in standing), found.state,
    )  # fmt: skip
