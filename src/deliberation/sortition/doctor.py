"""名额体检: when no panel fills the quotas, the smallest set of changes that makes one possible, in plain words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from deliberation.sortition.panels import Panels
from deliberation.sortition.problem import Problem


@dataclass(frozen=True, slots=True)
class QuotaChange:
    """One quota that must give way: from (lo, hi) to (new_lo, new_hi), and why in a sentence."""

    category: str
    feature: str
    lo: int
    hi: int
    new_lo: int
    new_hi: int
    reason: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """is_feasible: some panel fills every quota. Else `changes` is a smallest set by cost; empty when no change would help."""

    is_feasible: bool
    changes: tuple[QuotaChange, ...]
    sentences: tuple[str, ...]


def diagnose(problem: Problem) -> Diagnosis:
    """Whether a panel exists, exactly; if not, what to change (a mixed integer program over the quotas' limits)."""
    space = Panels.of(problem)
    if not problem.types:
        fits = problem.seats == 0 and all(least <= 0 <= most for least, most in problem.left)
        return Diagnosis(fits, (), () if fits else ("除了固定成员，没有人可以抽",))
    if space.best(np.zeros(len(space.counts))) is not None:
        return Diagnosis(is_feasible=True, changes=(), sentences=("名额没有冲突，可以抽",))
    changes = relaxed(problem, space)
    if changes is None:
        return Diagnosis(
            is_feasible=False, changes=(), sentences=(f"要抽 {problem.seats} 人，报名的人里凑不出这么多（一户只能有一人）",)
        )
    return Diagnosis(is_feasible=False, changes=changes, sentences=tuple(change.reason for change in changes))


def relaxed(problem: Problem, space: Panels) -> tuple[QuotaChange, ...] | None:
    """Min Σ cost·(down + up): quotas may fall below lo by `down` and rise above hi by `up`; the seats stay."""
    many, quotas = len(space.counts), len(problem.quotas)
    slack = sparse.vstack([sparse.identity(quotas), sparse.csr_matrix((space.rows.shape[0] - quotas, quotas))])
    rows = sparse.hstack([space.rows, slack, -slack]).tocsr()
    costs = np.array([quota.cost for quota in problem.quotas], dtype=float)
    most = np.concatenate([space.counts, np.full(quotas, problem.size), np.full(quotas, problem.size)])
    found = milp(
        np.concatenate([np.zeros(many), costs, costs]), constraints=LinearConstraint(rows, space.lo, space.hi),
        bounds=Bounds(0, most), integrality=np.ones(many + 2 * quotas),
    )  # fmt: skip
    if found.x is None:
        return None
    down, up = np.round(found.x[many : many + quotas]).astype(int), np.round(found.x[many + quotas :]).astype(int)
    return tuple(changed(problem, place, int(down[place]), int(up[place])) for place in range(quotas) if down[place] or up[place])


def changed(problem: Problem, place: int, down: int, up: int) -> QuotaChange:
    """One change with its sentence: too few signed up, or the other quotas leave no room."""
    quota = problem.quotas[place]
    there = Counter(person.features[quota.category] for person in problem.pool)[quota.feature]
    new_lo, new_hi = max(quota.lo - down, 0), quota.hi + up
    name = f"{quota.category}为{quota.feature}的"
    if down and there < quota.lo:
        reason = f"{name}至多能选 {new_lo} 人，因为报名只有 {there} 人；名额的下限请从 {quota.lo} 改为 {new_lo}"
    elif down:
        reason = f"{name}要 {quota.lo} 人，和别的名额凑不齐；下限请从 {quota.lo} 改为 {new_lo}"
    else:
        reason = f"{name}最多 {quota.hi} 人，人数凑不满；上限请从 {quota.hi} 改为 {new_hi}"
    return QuotaChange(quota.category, quota.feature, quota.lo, quota.hi, new_lo, new_hi, reason)
