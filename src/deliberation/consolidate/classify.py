"""归类: which of the classes a message belongs to, how sure that is, and which message a person should label next.

Runs of one to three characters and pairs of words, weighted by TF-IDF, a linear support vector machine (Joachims 1998), one temperature over its margins (Guo et al.
2017) found by cross-validation in which copies stay together. The bands say what a clerk does with a proposal: take it
(`accept`), choose between two (`choose`), read it (`person`). The order of rows never changes a result.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from deliberation.consolidate.copies import copy_groups

Band = Literal["accept", "choose", "person"]
Vector = NDArray[np.float64]
TARGET = 0.97
FOLDS, COST = 5, 1.0
FEW_ROWS = 200
TEMPERATURES = np.geomspace(0.05, 3.0, 60)
LEAST_ROWS = 4


class ClassifyError(ValueError):
    """Labels from which nothing can be learnt; `code` names why."""

    def __init__(self, code: str, sentence: str, **facts: object) -> None:
        super().__init__(sentence)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Prediction:
    """label and second-best label, the probability of the first (0 to 1), the band."""

    label: str
    probability: float
    band: Band
    second: str


@dataclass(frozen=True)
class Classifier:
    """A trained classifier: `threshold` from which on a proposal is taken, `pair_threshold` from which on two are offered.

    macro_f1, calibration_error: by cross-validation on the training rows; nan where there were too few rows to ask.
    """

    classes: tuple[str, ...]
    vectorizer: Any
    machine: Any
    temperature: float
    threshold: float
    pair_threshold: float
    macro_f1: float
    calibration_error: float

    def probabilities(self, texts: Sequence[str]) -> Vector:
        """(N, classes)."""
        return softened(margins(self.machine, self.vectorizer.transform([spaced(text) for text in texts])), self.temperature)

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        """One prediction per text, in order."""
        if not texts:
            return []
        chances = self.probabilities(texts)
        order = np.argsort(-chances, axis=1, kind="stable")
        found = []
        for row, (first, second) in enumerate(order[:, :2]):
            best, pair = float(chances[row, first]), float(chances[row, first] + chances[row, second])
            band: Band = "accept" if best >= self.threshold else "choose" if pair >= self.pair_threshold else "person"
            found.append(Prediction(self.classes[first], best, band, self.classes[second]))
        return found

    def next_to_label(self, texts: Sequence[str], many: int, *, random_share: float = 0.15, seed: int = 0) -> list[int]:
        """Which texts a person should label next: the narrowest margins, and some by chance so that quality can be told."""
        chances = np.sort(self.probabilities(texts), axis=1) if texts else np.zeros((0, 2))
        order = np.argsort(chances[:, -1] - chances[:, -2], kind="stable").tolist()
        by_chance = round(many * random_share)
        chosen = order[: max(many - by_chance, 0)]
        rest = np.array(order[len(chosen) :], dtype=np.int64)
        drawn = np.random.default_rng(seed).permutation(rest)[:by_chance]
        return [*chosen, *drawn.tolist()]


def spaced(text: str) -> str:
    """White space of any kind and length is one space."""
    return " ".join(text.split())


def train(rows: Sequence[tuple[str, str]]) -> Classifier:
    """From (label, text). Raises ClassifyError: fewer than two classes, fewer than four rows, no text at all."""
    ordered = sorted((label, spaced(text)) for label, text in rows)
    labels, texts = [label for label, _text in ordered], [text for _label, text in ordered]
    classes = tuple(sorted(set(labels)))
    if len(classes) < 2 or len(ordered) < LEAST_ROWS:  # noqa: PLR2004  two classes
        raise ClassifyError(
            "too_few", f"要至少两类、四条才能学：现在 {len(classes)} 类、{len(ordered)} 条", classes=classes, rows=len(ordered)
        )
    vectorizer = fresh_vectorizer(rare=1 if len(ordered) < FEW_ROWS else 2)
    try:
        matrix = vectorizer.fit_transform(texts)
    except ValueError:
        raise ClassifyError("no_text", "这些行里没有可以学的字") from None
    target = np.array([classes.index(label) for label in labels])
    scores, held = cross_validated(matrix, target, copy_groups(texts), len(classes))
    machine = fresh_machine().fit(matrix, target)
    if not held.any():
        return Classifier(classes, vectorizer, machine, 1.0, np.inf, np.inf, float("nan"), float("nan"))
    temperature = best_temperature(scores[held], target[held])
    chances = softened(scores[held], temperature)
    threshold, pair_threshold = thresholds(chances, target[held])
    return Classifier(
        classes, vectorizer, machine, temperature, threshold, pair_threshold, macro_f1(chances.argmax(axis=1), target[held], len(classes)),
        calibration_error(chances, target[held]),
    )  # fmt: skip


def fresh_vectorizer(*, rare: int) -> Any:
    """Characters and words side by side, log counts; what occurs in fewer than `rare` rows is left out."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import FeatureUnion

    shared: dict[str, Any] = {"sublinear_tf": True, "dtype": np.float32, "min_df": rare}
    characters = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), **shared)
    return FeatureUnion([("characters", characters), ("words", TfidfVectorizer(analyzer=word_pairs, **shared))])


def word_pairs(text: str) -> list[str]:
    """Words and neighbouring pairs of them."""
    import rjieba

    words = [word for word in rjieba.cut(text) if word.strip()]
    return [*words, *(f"{one} {other}" for one, other in pairwise(words))]


def fresh_machine() -> Any:
    """A linear machine, the same for the same rows."""
    from sklearn.svm import LinearSVC

    return LinearSVC(C=COST, random_state=0)


def margins(machine: Any, matrix: Any) -> Vector:
    """(N, classes), also of two classes."""
    found = np.asarray(machine.decision_function(matrix), dtype=float)
    return np.column_stack([-found, found]) if found.ndim == 1 else found


def cross_validated(
    matrix: Any, target: NDArray[np.int64], groups: NDArray[np.int64], many: int
) -> tuple[Vector, NDArray[np.bool_]]:
    """Margins (N, classes) of rows that their machine has not seen, copies kept together; and which rows have them."""
    scores, held = np.zeros((len(target), many)), np.zeros(len(target), dtype=bool)
    unique = np.unique(groups)
    fold_of = dict(zip(unique.tolist(), np.random.default_rng(0).permutation(len(unique)) % FOLDS, strict=True))
    fold = np.array([fold_of[group] for group in groups.tolist()])
    for number in range(FOLDS):
        inside = fold != number
        known = np.unique(target[inside])
        if len(known) < 2 or inside.all():  # noqa: PLR2004  nothing to tell apart
            continue
        found = margins(fresh_machine().fit(matrix[inside], target[inside]), matrix[~inside])
        rows = np.flatnonzero(~inside)
        scores[np.ix_(rows, np.setdiff1d(np.arange(many), known))] = found.min() - 1
        scores[np.ix_(rows, known)] = found
        held[rows] = True
    return scores, held


def softened(scores: Vector, temperature: float) -> Vector:
    """Softmax of margins over one temperature."""
    raised = np.exp((scores - scores.max(axis=1, keepdims=True)) / temperature)
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def best_temperature(scores: Vector, target: NDArray[np.int64]) -> float:
    """The temperature with the smallest log loss."""
    rows = np.arange(len(target))
    losses = [-np.log(np.maximum(softened(scores, value)[rows, target], 1e-12)).mean() for value in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(losses))])


def thresholds(chances: Vector, target: NDArray[np.int64]) -> tuple[float, float]:
    """From which probability on 97 of 100 are right; from which sum of the two best on the right one is among them."""
    order = np.argsort(-chances, axis=1, kind="stable")
    rows = np.arange(len(target))
    best, pair = chances[rows, order[:, 0]], chances[rows, order[:, 0]] + chances[rows, order[:, 1]]
    right, in_pair = order[:, 0] == target, (order[:, :2] == target[:, None]).any(axis=1)
    threshold = lowest(best, right)
    doubtful = best < threshold
    return threshold, lowest(pair[doubtful], in_pair[doubtful]) if doubtful.any() else 0.0


def lowest(certainty: Vector, right: NDArray[np.bool_]) -> float:
    """The smallest certainty from which on the target share is right; infinite when there is none."""
    order = np.argsort(-certainty, kind="stable")
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(share >= TARGET)
    return float(certainty[order[good[-1]]]) if len(good) else float("inf")


def macro_f1(found: NDArray[np.int64], target: NDArray[np.int64], many: int) -> float:
    """Mean over classes of 2·TP / (2·TP + FP + FN)."""
    each = []
    for number in range(many):
        hit = int(((found == number) & (target == number)).sum())
        total = int((found == number).sum() + (target == number).sum())
        each.append(2 * hit / total if total else 0.0)
    return float(np.mean(each))


def calibration_error(chances: Vector, target: NDArray[np.int64], bins: int = 15) -> float:
    """Expected calibration error of the first choice: Σ share of bin × |accuracy - confidence|."""
    best, right = chances.max(axis=1), chances.argmax(axis=1) == target
    place = np.minimum((best * bins).astype(int), bins - 1)
    error = 0.0
    for number in range(bins):
        inside = place == number
        if inside.any():
            error += inside.mean() * abs(right[inside].mean() - best[inside].mean())
    return float(error)
