"""把握: what scores are worth. Scores of rows that nobody has learnt from become probabilities, and probabilities become bands.

Every estimate counts one more row than there was, and that row is wrong (so do Platt 1999 for probabilities and Angelopoulos, Bates, Fisch,
Lei, Schuster 2024, "Conformal risk control", eq. 4, for the bound): a handful of lucky rows proves nothing, and thousands hardly notice.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Classes = NDArray[np.int64]
WRONG_AT_MOST = Fraction(3, 100)
MOST_WEIGHT = 20.0


def softened(scores: Sequence[Vector], weights: Sequence[float]) -> Vector:
    """Softmax of the weighted sum of scores, each (N, classes): with one kind of score this is temperature scaling (Guo et al. 2017)."""
    mixed = sum(weight * one for weight, one in zip(weights, scores, strict=True))
    raised = np.exp(mixed - np.max(mixed, axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def best_weights(scores: Sequence[Vector], target: Classes) -> tuple[float, ...]:
    """How much each kind of score counts (0 to 20): the smallest log loss on rows with known classes and on one more, of which nothing is known."""
    from scipy.optimize import minimize

    rows, many = np.arange(len(target)), scores[0].shape[1]
    wanted = np.full(scores[0].shape, 1 / (len(target) * many))
    wanted[rows, target] += 1

    def loss(weights: Vector) -> tuple[float, Vector]:
        chances = softened(scores, weights.tolist())
        change = wanted.sum(axis=1, keepdims=True) * chances - wanted
        slope = np.array([float((change * one).sum()) for one in scores])
        return float(-(wanted * np.log(np.maximum(chances, 1e-300))).sum()), slope

    found = minimize(loss, np.ones(len(scores)), jac=True, method="L-BFGS-B", bounds=[(0.0, MOST_WEIGHT)] * len(scores))
    return tuple(float(weight) for weight in found.x)


def thresholds(chances: Vector, target: Classes) -> tuple[float, float]:
    """From which probability on 97 of 100 are right; from which sum of the two best on the right one is among them."""
    order = np.argsort(-chances, axis=1, kind="stable")
    rows = np.arange(len(target))
    best, pair = chances[rows, order[:, 0]], chances[rows, order[:, 0]] + chances[rows, order[:, 1]]
    right, in_pair = order[:, 0] == target, (order[:, :2] == target[:, None]).any(axis=1)
    threshold = lowest(best, right)
    doubtful = best < threshold
    return threshold, lowest(pair[doubtful], in_pair[doubtful])


def lowest(certainty: Vector, right: NDArray[np.bool_]) -> float:
    """The smallest certainty from which on, with one wrong row more, at most 3 of 100 are wrong; infinite when there is none."""
    order = np.argsort(-certainty, kind="stable")
    wrong, asked = np.cumsum(~right[order]) + 1, np.arange(len(order)) + 2
    last_of_equals = np.append(certainty[order][1:] != certainty[order][:-1], True)[: len(order)]
    good = np.flatnonzero((wrong * WRONG_AT_MOST.denominator <= asked * WRONG_AT_MOST.numerator) & last_of_equals)
    return float(certainty[order[good[-1]]]) if len(good) else float("inf")


def macro_f1(found: Classes, target: Classes, many: int) -> float:
    """Mean over classes of 2·TP / (2·TP + FP + FN)."""
    each = []
    for number in range(many):
        hit = int(((found == number) & (target == number)).sum())
        total = int((found == number).sum() + (target == number).sum())
        each.append(2 * hit / total if total else 0.0)
    return float(np.mean(each))


def calibration_error(chances: Vector, target: Classes, bins: int = 15) -> float:
    """Expected calibration error of the first choice: Σ share of bin × |accuracy - confidence| (Naeini et al. 2015)."""
    best, right = chances.max(axis=1), chances.argmax(axis=1) == target
    place = np.minimum((best * bins).astype(int), bins - 1)
    error = 0.0
    for number in range(bins):
        inside = place == number
        if inside.any():
            error += inside.mean() * abs(right[inside].mean() - best[inside].mean())
    return float(error)
