"""抽签的机会: a lottery over panels whose smallest chance is as large as can be (maximin), or best from the bottom up (leximin).

First the relaxation, which is an upper bound that costs milliseconds; then panels are generated until a lottery over them
attains it (column generation; Flanigan et al. 2021). Where whole panels cannot attain it, leximin goes on stage by stage over
panels (stages.py), and the difference to the relaxation is reported as `gap`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

from deliberation.sortition.errors import SortitionError
from deliberation.sortition.panels import Panels, Vector
from deliberation.sortition.problem import Problem
from deliberation.sortition.stages import exact_leximin

Objective = Literal["maximin", "leximin"]
MOST_LEXIMIN_TYPES = 500
TOLERANCE = 1e-6
FIRST_LOOK, LOOK_AGAIN = 20, 1.3
MOST_ROUNDS = 400
CENTRES = (0.0, 0.3, 0.6, 0.8)
DUAL = 1e-9
SAME = 1e-9


@dataclass(frozen=True)
class Lottery:
    """`panels` (P, T) whole counts per type, `weights` (P,) that sum to 1; `chances` (T,) of one member of each type.

    bound: the smallest chance of the relaxation, which no lottery exceeds. gap: by how much a chance stays below its target
    (maximin: the bound; leximin: the relaxation's leximin), at most. is_proven: the gap is within the tolerance, or exact
    pricing found no panel that makes a better lottery.
    """

    objective: Objective
    panels: NDArray[np.int64]
    weights: Vector
    chances: Vector
    bound: float
    gap: float
    is_proven: bool

    @property
    def min_chance(self) -> float:
        """The smallest chance of anybody in the pool, 0 to 1."""
        return float(self.chances.min(initial=1.0))


def lottery(problem: Problem, *, objective: Objective | None = None, seed: int = 0, tolerance: float = TOLERANCE) -> Lottery:
    """The fairest lottery. Without an objective: leximin up to 500 types, else maximin, which is said in the result.

    Raises SortitionError "infeasible" when no panel fills the quotas; the doctor says what to change.
    """
    chosen: Objective = objective or ("leximin" if len(problem.types) <= MOST_LEXIMIN_TYPES else "maximin")
    space = Panels.of(problem, seed=seed)
    if problem.seats == 0 or not problem.types:
        return trivial(problem, space, chosen)
    everyone = np.ones(len(space.counts), dtype=bool)
    bound, point, duals = space.floor(np.zeros(len(space.counts)), everyone)
    if chosen == "maximin":
        goal = Goal(chosen, bound, bound * space.counts, point)
    else:
        point = leximin_target(space, bound, point, duals)
        goal = Goal(chosen, bound, point, point)
    known, weights, short, is_proven = realised(space, goal, tolerance)
    if chosen == "leximin" and short > tolerance:
        weights, is_proven = exact_leximin(space, known)
    return finished(space, goal, known, weights, is_proven=is_proven)


@dataclass(frozen=True, slots=True)
class Goal:
    """What the lottery should attain: at least `least` (T,) members of each type in the mean; `point` (T,) is one such mean."""

    objective: Objective
    bound: float
    least: Vector
    point: Vector


def trivial(problem: Problem, space: Panels, objective: Objective) -> Lottery:
    """Nobody is drawn: the fixed members are the panel, if it fills the quotas."""
    many = len(problem.types)
    if problem.seats or any(least > 0 or most < 0 for least, most in problem.left):
        raise SortitionError("infeasible", "没有一份名单能满足全部名额")
    return Lottery(objective, np.zeros((1, many), dtype=np.int64), np.ones(1), np.zeros(many), 0.0, 0.0, is_proven=True)


def leximin_target(space: Panels, bound: float, point: Vector, duals: Vector) -> Vector:
    """The relaxation's leximin point (T,), stage by stage: a type whose dual is positive cannot have more and is settled."""
    waiting = np.ones(len(space.counts), dtype=bool)
    least = np.zeros(len(space.counts))
    while True:
        tight = waiting & (duals > DUAL)
        if not tight.any():
            tight = waiting & (duals >= duals[waiting].max())
        least[tight] = bound
        waiting &= ~tight
        if not waiting.any():
            return point
        bound, point, duals = space.floor(least, waiting)


def realised(space: Panels, goal: Goal, tolerance: float) -> tuple[dict[bytes, Vector], Vector, float, bool]:
    """Generate panels until a lottery over them gives every type its goal; first by deficits, then by prices.

    Returns the panels, their weights, by how much a chance stays below its goal at most, and whether that is the least possible.
    """
    known = first_panels(space, goal, tolerance)
    centre: Vector | None = None
    for _ in range(MOST_ROUNDS):
        weights, short, prices = master(known, space.counts, goal.least)
        if short <= tolerance:
            return known, weights, short, True
        centre = prices if centre is None else 0.7 * centre + 0.3 * prices
        worth = float(prices @ goal.least) - short
        fresh = [space.good((1 - share) * prices + share * centre) for share in CENTRES]
        if not add(known, fresh, prices, worth) and not add(known, [space.best(prices)], prices, worth):
            return known, weights, short, True
    weights, short, _prices = master(known, space.counts, goal.least)
    return known, weights, short, False


def first_panels(space: Panels, goal: Goal, tolerance: float) -> dict[bytes, Vector]:
    """Panels whose mean approaches the target: each is the one that the deficits so far ask for most."""
    known: dict[bytes, Vector] = {}
    many = len(goal.least)
    total, look, most = np.zeros(many), FIRST_LOOK, max(100, 2 * many if many <= MOST_LEXIMIN_TYPES else many // 2)
    for number in range(1, most + 1):
        panel = space.good((goal.point * number - total) / space.counts, noise=1e-3)
        if panel is None:
            raise SortitionError("infeasible", "没有一份名单能满足全部名额")
        known[panel.tobytes()] = panel
        total += panel
        if number >= look:
            if master(known, space.counts, goal.least)[1] <= tolerance:
                break
            look = int(look * LOOK_AGAIN)
    return known


def add(known: dict[bytes, Vector], panels: list[Vector | None], prices: Vector, worth: float) -> bool:
    """Keep those that are worth more than the lottery so far; whether there was one."""
    found = False
    for panel in panels:
        if panel is not None and float(prices @ panel) > worth + SAME and panel.tobytes() not in known:
            known[panel.tobytes()] = panel
            found = True
    return found


def master(known: dict[bytes, Vector], counts: Vector, goal: Vector) -> tuple[Vector, float, Vector]:
    """Min s: Σ w_p c_p + s·n ≥ goal, Σ w = 1, w ≥ 0, s ≥ 0. Returns the weights, s (a chance), the prices (T,) ≥ 0."""
    columns = sparse.csc_matrix(np.array(list(known.values())).T)
    many = columns.shape[1]
    result = linprog(
        np.append(np.zeros(many), 1.0), A_ub=sparse.hstack([-columns, sparse.csc_matrix(-counts[:, None])]).tocsc(), b_ub=-goal,
        A_eq=sparse.csr_matrix(np.append(np.ones(many), 0.0)[None]), b_eq=[1.0], bounds=(0.0, None), method="highs",
    )  # fmt: skip
    if result.x is None:
        raise SortitionError("solver", f"线性规划没有解出来：{result.message}")
    return np.asarray(result.x[:-1]), float(result.x[-1]), -np.asarray(result.ineqlin.marginals)


def finished(space: Panels, goal: Goal, known: dict[bytes, Vector], weights: Vector, *, is_proven: bool) -> Lottery:
    """Only panels that have a weight; chances and gap from what is really there."""
    used = weights > 0
    panels = np.array(list(known.values()))[used]
    kept = weights[used] / weights[used].sum()
    chances = (kept @ panels) / space.counts
    gap = max(0.0, float((goal.least / space.counts - chances).max()))
    return Lottery(goal.objective, panels.astype(np.int64), kept, chances, goal.bound, gap, is_proven)
