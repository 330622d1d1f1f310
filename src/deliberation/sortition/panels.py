"""名单的集合: all panels that fill every quota, as whole-number points of a polytope over types.

One place where the solver is asked. Arrays: `counts` (T,) people per type; `rows` (Q + 1 + H, T), one row per quota, one for
the seats, one per shared home. HiGHS through scipy is deterministic for equal input; the only chance is a generator with a seed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from deliberation.sortition.errors import SortitionError
from deliberation.sortition.problem import Problem

Vector = NDArray[np.float64]
WHOLE = 1e-6
FEW_TYPES = 200
RETRIES, FREED, STEPS = 3, 40, 30
GAP = 1e-3
LARGEST = 1e3
SLACKS = (1e-9, 1e-8, 1e-7, 1e-6, 1e-5)
"""What a settled chance may give way in later stages: the solver's own tolerance, more only where it asks for more."""


@dataclass(slots=True)
class Panels:
    """The polytope of a problem, and three questions to it: its relaxation, a good panel, the best panel."""

    counts: Vector
    rows: Any
    lo: Vector
    hi: Vector
    chance: np.random.Generator
    constraint: LinearConstraint = field(init=False)

    def __post_init__(self) -> None:
        """The constraint is built once."""
        self.constraint = LinearConstraint(self.rows, self.lo, self.hi)

    @classmethod
    def of(cls, problem: Problem, *, seed: int = 0) -> Panels:
        """The polytope of a problem."""
        types, size = problem.types, problem.seats
        counts = np.array([one.count for one in types], dtype=float)
        rows, lo, hi = [], [], []
        for quota, (least, most) in zip(problem.quotas, problem.left, strict=True):
            place = problem.categories.index(quota.category)
            rows.append([float(one.features[place] == quota.feature) for one in types])
            lo.append(float(least))
            hi.append(float(most))
        rows.append([1.0] * len(types))
        lo.append(float(size))
        hi.append(float(size))
        for home in sorted({one.home for one in types if one.home}):
            rows.append([float(one.home == home) for one in types])
            lo.append(0.0)
            hi.append(1.0)
        matrix = sparse.csr_matrix(np.array(rows).reshape(len(rows), len(types)))
        return cls(counts, matrix, np.array(lo), np.array(hi), np.random.default_rng(seed))

    def relaxed(self, prices: Vector, bounds: Bounds | None = None) -> Vector | None:
        """A corner of the relaxation that is worth most at these prices; None when there is none."""
        found = milp(-prices, constraints=self.constraint, bounds=bounds or Bounds(0, self.counts))
        return None if found.x is None else np.asarray(found.x)

    def good(self, prices: Vector, *, noise: float = 0.0) -> Vector | None:
        """A panel that is worth nearly the most: the relaxation's corner if it is whole, else that corner repaired."""
        tries = RETRIES if noise and len(self.counts) <= FEW_TYPES else 1
        for left in range(tries, 0, -1):
            tried = prices + self.chance.random(len(prices)) * noise if noise else prices
            corner = self.relaxed(tried)
            if corner is None or is_whole(corner):
                return None if corner is None else np.round(corner)
            if left == 1:
                return self.repaired(tried, corner)
        return None

    def repaired(self, prices: Vector, corner: Vector) -> Vector | None:
        """Keep what is whole, free the rest and a few others: by diving where there are few types, else by a small program."""
        free = np.abs(corner - np.round(corner)) > WHOLE
        free[self.chance.permutation(len(prices))[:FREED]] = True
        least, most = np.where(free, 0, np.round(corner)), np.where(free, self.counts, np.round(corner))
        if len(prices) <= FEW_TYPES and (dived := self.dived(prices, least.copy(), most.copy())) is not None:
            return dived
        found = milp(
            -prices, constraints=self.constraint, bounds=Bounds(least, most), integrality=free.astype(int),
            options={"mip_rel_gap": GAP},
        )  # fmt: skip
        return self.best(prices) if found.x is None else np.round(found.x)

    def dived(self, prices: Vector, least: Vector, most: Vector) -> Vector | None:
        """Round the third that is nearest to whole, solve again, until all is whole; None at a dead end."""
        for _ in range(STEPS):
            corner = self.relaxed(prices, Bounds(least, most))
            if corner is None:
                return None
            if is_whole(corner):
                return np.round(corner)
            distance = np.abs(corner - np.round(corner))
            broken = np.flatnonzero(distance > WHOLE)
            settled = broken[np.argsort(distance[broken], kind="stable")[: max(1, len(broken) // 3)]]
            least[settled] = most[settled] = np.round(corner)[settled]
        return None

    def best(self, prices: Vector) -> Vector | None:
        """The panel that is worth most: the whole program, exact; None when no panel fills the quotas.

        Prices are scaled so that the largest is 1,000: the solver stops at an absolute difference of 1e-6.
        """
        scale = LARGEST / max(float(np.abs(prices).max(initial=0.0)), 1e-12)
        found = milp(
            -prices * scale, constraints=self.constraint, bounds=Bounds(0, self.counts), integrality=np.ones(len(prices)),
            options={"mip_rel_gap": 0.0},
        )  # fmt: skip
        return None if found.x is None else np.round(found.x)

    def floor(self, least: Vector, waiting: NDArray[np.bool_]) -> tuple[float, Vector, Vector]:
        """Max over the relaxation of the smallest chance among `waiting` types, while every type keeps its `least` chance.

        Returns that chance, a point x (T,) that has it, and per type its dual: where positive, the type cannot have more.
        Raises SortitionError when even the relaxation is empty.
        """
        many = len(self.counts)
        chances = sparse.hstack([-sparse.identity(many), sparse.csr_matrix((self.counts * waiting)[:, None])])
        wide = sparse.hstack([self.rows, sparse.csr_matrix((self.rows.shape[0], 1))])
        for slack in SLACKS:
            result = linprog(
                np.append(np.zeros(many), -1.0), A_ub=sparse.vstack([wide, -wide, chances]).tocsr(),
                b_ub=np.concatenate([self.hi, -self.lo, -np.maximum(least - slack, 0.0) * self.counts * ~waiting]),
                bounds=[*((0.0, count) for count in self.counts), (0.0, None)], method="highs",
            )  # fmt: skip
            if result.x is not None:
                return float(result.x[-1]), np.asarray(result.x[:-1]), -np.asarray(result.ineqlin.marginals)[-many:]
        raise SortitionError("infeasible", "没有一份名单能满足全部名额")


def is_whole(point: Vector) -> bool:
    """Whether every coordinate is a whole number, within 1e-6."""
    return bool(np.abs(point - np.round(point)).max(initial=0.0) < WHOLE)
