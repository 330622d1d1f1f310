"""票: who said what to which statement. +1 agree, -1 disagree, 0 pass; of two votes on one statement the later one holds.

Participants and statements are put in the natural order of their ids (2 before 10), so that the order of rows and the time
of arrival never change a result.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Vector = NDArray[np.float64]
DIGITS = re.compile(r"(\d+)")


class OpinionError(ValueError):
    """Input that is no vote; `code` names why, `facts` says where."""

    def __init__(self, code: str, sentence: str, **facts: object) -> None:
        super().__init__(sentence)
        self.code = code
        self.facts = facts


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A key that puts s2 before s10."""
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in DIGITS.split(name) if part)


@dataclass(frozen=True)
class VoteTable:
    """P participants × C statements. `seen` (P, C) CSR of ones where there is a vote, `value` (P, C) CSR of +1, 0, -1 there."""

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    seen: Any
    value: Any

    @classmethod
    def from_events(cls, events: Iterable[tuple[str, str, int]]) -> VoteTable:
        """From (participant, statement, vote) in the order in which they hold: a later one replaces an earlier one.

        Raises OpinionError for a vote that is not -1, 0 or +1.
        """
        rows = list(events)
        people = {name: number for number, name in enumerate(sorted({row[0] for row in rows}, key=natural))}
        asked = {name: number for number, name in enumerate(sorted({row[1] for row in rows}, key=natural))}
        for number, row in enumerate(rows, start=1):
            if row[2] not in {-1, 0, 1}:
                raise OpinionError("vote", f"第 {number} 行的票不是 1、-1 或 0，而是 {row[2]!r}", row=number, vote=row[2])
        who = np.array([people[row[0]] for row in rows], dtype=np.int64)
        what = np.array([asked[row[1]] for row in rows], dtype=np.int64)
        return cls.from_arrays(who, what, np.array([row[2] for row in rows], dtype=float), tuple(people), tuple(asked))

    @classmethod
    def from_arrays(
        cls, who: NDArray[np.int64], what: NDArray[np.int64], votes: Vector, participants: Sequence[str], statements: Sequence[str],
    ) -> VoteTable:  # fmt: skip
        """From indices; of equal (who, what) the last holds."""
        shape = (len(participants), len(statements))
        order = by_cell(who, what)
        people, asked = who[order], what[order]
        last = np.ones(len(order), dtype=bool)
        last[:-1] = (people[1:] != people[:-1]) | (asked[1:] != asked[:-1])
        columns = asked[last].astype(np.int32)
        rows = np.concatenate([[0], np.cumsum(np.bincount(people[last], minlength=shape[0]))]).astype(np.int32)
        seen = sparse.csr_matrix((np.ones(len(columns)), columns, rows), shape=shape)
        value = sparse.csr_matrix((votes[order[last]], columns.copy(), rows.copy()), shape=shape)
        return cls(tuple(participants), tuple(statements), seen, value)

    @cached_property
    def agree(self) -> Any:
        """(P, C) ones where somebody agreed."""
        return self._where(1)

    @cached_property
    def disagree(self) -> Any:
        """(P, C) ones where somebody disagreed."""
        return self._where(-1)

    @cached_property
    def agree_of(self) -> Any:
        """(C, P) the same by statement."""
        return self.agree.T.tocsr()

    @cached_property
    def disagree_of(self) -> Any:
        """(C, P) the same by statement."""
        return self.disagree.T.tocsr()

    @cached_property
    def overall(self) -> Vector:
        """(C,) everybody's rate of agreeing among agree and disagree, one of each added."""
        agrees, disagrees = (np.diff(part.indptr) for part in (self.agree_of, self.disagree_of))
        return np.asarray((agrees + 1) / (agrees + disagrees + 2))

    def _where(self, wanted: int) -> Any:
        """Ones at the votes of this value."""
        found = self.value.copy()
        found.data = (found.data == wanted).astype(float)
        found.eliminate_zeros()
        return found

    @cached_property
    def per_person(self) -> NDArray[np.int64]:
        """(P,) how many statements each voted on."""
        return np.asarray(np.diff(self.seen.indptr), dtype=np.int64)

    def only(self, rows: NDArray[np.int64]) -> VoteTable:
        """Some of the participants, all the statements."""
        return VoteTable(tuple(self.participants[row] for row in rows), self.statements, self.seen[rows], self.value[rows])


def by_cell(who: NDArray[np.int64], what: NDArray[np.int64]) -> NDArray[np.int64]:
    """The stable order by person, then statement: sixteen bits after sixteen, which takes time in proportion to the votes."""
    order = np.arange(len(who))
    for key in (what, who):
        for shift in range(0, max(int(key.max(initial=0)).bit_length(), 1), 16):
            digit = (key[order] >> shift).astype(np.uint16)
            order = order[np.argsort(digit, kind="stable")]
    return order


def group_counts(table: VoteTable, labels: NDArray[np.int64], groups: int) -> tuple[Vector, Vector, Vector]:
    """(k, C) each: agrees, disagrees and all votes of every group; a label of -1 counts nowhere."""
    member = membership(labels, groups)
    return tuple(np.asarray((member @ part).todense()) for part in (table.agree, table.disagree, table.seen))  # type: ignore[return-value]


def membership(labels: NDArray[np.int64], groups: int) -> Any:
    """(k, P) CSR of ones."""
    inside = np.flatnonzero(labels >= 0)
    return sparse.csr_matrix((np.ones(len(inside)), (labels[inside], inside)), shape=(groups, len(labels)))
