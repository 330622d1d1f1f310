"""多大把握: intervals for a share, with the whole of a small population where it is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, betaincinv, betaln, gammaln

from deliberation.opinion.votes import OpinionError, Vector

JEFFREYS = 0.5
MOST_POPULATION = 200_000


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the share lies (0 to 1), and how sure it is that more than half agree."""

    low: float
    high: float
    majority: float


def interval(agree: int, total: int, *, level: float = 0.90, population: int | None = None) -> Interval:
    """Of `total` answers `agree` agreed. Jeffreys' interval (Brown, Cai, DasGupta 2001).

    With `population`, of whom these answered, the rest is beta-binomial: who has answered is known for sure, so that
    12 of 12 households are all of them. Raises OpinionError for figures that cannot be.
    """
    if not 0 <= agree <= total or (population is not None and not total <= population <= MOST_POPULATION):
        raise OpinionError(
            "counts", f"{agree}/{total}（总共 {population}）不是可能的数", agree=agree, total=total, population=population
        )
    a, b = agree + JEFFREYS, total - agree + JEFFREYS
    tail = (1 - level) / 2
    if population is None:
        low = 0.0 if agree == 0 else float(betaincinv(a, b, tail))
        high = 1.0 if agree == total and total else float(betaincinv(a, b, 1 - tail))
        return Interval(low, high, float(1 - betainc(a, b, 0.5)))
    rest = np.arange(population - total + 1)
    left = population - total
    log_mass = gammaln(left + 1) - gammaln(rest + 1) - gammaln(left - rest + 1) + betaln(rest + a, left - rest + b) - betaln(a, b)
    mass = np.exp(log_mass)
    below = np.cumsum(mass) / mass.sum()
    shares = (agree + rest) / max(population, 1)
    low = float(shares[int(np.searchsorted(below, tail))])
    high = float(shares[min(int(np.searchsorted(below, 1 - tail)), len(shares) - 1)])
    return Interval(low, high, float(mass[2 * (agree + rest) > population].sum() / mass.sum()))


def lower_bound(agrees: Vector, totals: Vector, toward: Vector, *, tail: float) -> Vector:
    """The `tail` quantile of Beta(A + 1/2 + r, N - A + 1/2 + 1 - r): Jeffreys' prior and one vote at the rate `toward` of everybody.

    The two halves matter: with the one vote alone, a statement that everybody liked would have a bound near 1 in a group that never
    voted on it.
    """
    return np.asarray(betaincinv(agrees + JEFFREYS + toward, totals - agrees + JEFFREYS + 1 - toward, tail))
