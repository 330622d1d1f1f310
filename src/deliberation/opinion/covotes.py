"""同票表: three statement × statement tables from which the map follows. Exact whole numbers, additive over people, towns, machines.

`together[i, j]`: how many people voted on both; `product[i, j]`: Σ v_i v_j over them; `first[i, j]`: Σ v_i over them.
Adding a vote changes one row and one column; the sum of two halls' tables is the table of both halls.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from deliberation.opinion.votes import Vector, VoteTable

RADIX, BLOCK = 8192.0, 4000
SHRINK = 10.0
"""Pairs that few people voted on pull the covariance toward nothing: N + 10 in the denominator."""


@dataclass(frozen=True, slots=True)
class CoVotes:
    """(C, C) each, int32."""

    together: np.ndarray[tuple[int, int], np.dtype[np.int32]]
    product: np.ndarray[tuple[int, int], np.dtype[np.int32]]
    first: np.ndarray[tuple[int, int], np.dtype[np.int32]]

    @classmethod
    def of(cls, table: VoteTable) -> CoVotes:
        """From all votes: one sparse product per block of people gives all three tables at once.

        (s + Kv)'(s + K²v) = N + K·A + K²·A' + K³·B with s = 1 where there is a vote, K = 2¹³: exact in a float64 below 4,096 people.
        """
        many = len(table.statements)
        found = [np.zeros((many, many), dtype=np.int32) for _ in range(3)]
        for begin in range(0, len(table.participants), BLOCK):
            seen, value = table.seen[begin : begin + BLOCK], table.value[begin : begin + BLOCK]
            left, right = (seen + RADIX * value).T.tocsr(), (seen + RADIX**2 * value).tocsr()
            packed = np.asarray((left @ right).todense())
            digit = np.empty_like(packed)
            for power, table_number in ((3, 1), (2, None), (1, 2)):
                np.rint(np.multiply(packed, RADIX**-power, out=digit), out=digit)
                if table_number is not None:
                    np.add(found[table_number], digit, out=found[table_number], casting="unsafe")
                packed -= np.multiply(digit, RADIX**power, out=digit)
            np.add(found[0], packed, out=found[0], casting="unsafe")
        return cls(*found)

    def apply(self, votes: Mapping[int, int], statement: int, old: int | None, new: int | None) -> None:
        """One person's vote on one statement changes, in place: from `old` to `new`, None for no vote.

        `votes`: what this person said to the other statements. O(votes of this person).
        """
        others = np.fromiter((place for place in votes if place != statement), dtype=np.int64)
        values = np.fromiter((votes[int(place)] for place in others), dtype=np.int32, count=len(others))
        sign = int(new is not None) - int(old is not None)
        change = (new or 0) - (old or 0)
        for table, row, column in (
            (self.together, np.full(len(others), sign), np.full(len(others), sign)), (self.product, change * values, change * values),
            (self.first, np.full(len(others), change), sign * values),
        ):  # fmt: skip
            table[statement, others] += row.astype(np.int32)
            table[others, statement] += column.astype(np.int32)
        self.together[statement, statement] += sign
        self.product[statement, statement] += (new or 0) ** 2 - (old or 0) ** 2
        self.first[statement, statement] += change

    def __add__(self, other: CoVotes) -> CoVotes:
        """Two halls, two towns, two machines, over the same statements."""
        return CoVotes(self.together + other.together, self.product + other.product, self.first + other.first)

    def means(self) -> Vector:
        """(C,) mean vote of those who voted; 0 where nobody did."""
        counts = self.together.diagonal().astype(float)
        return np.asarray(np.divide(self.first.diagonal(), counts, out=np.zeros(len(counts)), where=counts > 0))

    def covariance(self, shrink: float = SHRINK) -> Vector:
        """(C, C) Σ (v_i - m_i)(v_j - m_j) over those who voted on both, divided by N + shrink."""
        mean = self.means()
        crossed = self.first * mean[None, :]
        centred = self.together * np.outer(mean, mean)
        centred += self.product
        centred -= crossed
        centred -= crossed.T
        return np.asarray(centred / (self.together + shrink))
