"""归类: which of the classes a message belongs to, how sure that is, and which message a person should label next.

Two opinions: a linear support vector machine (Joachims 1998) over runs of one to three characters, words and pairs of words, weighted by
TF-IDF, knows what a class is about; the twenty most alike messages that people have decided (Cover, Hart 1967) know how this very matter was treated. How
much each counts, and what that makes of a probability, is found on rows that neither has learnt from, in five parts between which no
copies are divided. The bands say what a clerk does with a proposal: take it (`accept`), choose between two (`choose`), read it
(`person`). The order of rows never changes a result.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import numpy as np

from deliberation.consolidate.calibration import Classes, Vector, best_weights, calibration_error, macro_f1, softened, thresholds
from deliberation.consolidate.copies import copy_groups

Band = Literal["accept", "choose", "person"]
FOLDS, COST, TOLERANCE = 5, 1.0, 0.1
FEW_ROWS = 200
ALIKE, FAINT, MOST_REMEMBERED, BLOCK = 20, 0.01, 10_000, 500
KINDS = 2  # of terms: characters and words, each of unit length
LEAST_ROWS = 4
UNTRIED = (4.0, 1.0)


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

    memory, remembered: the decided messages, (terms, M), and their classes; weights: of the machine and of the memory.
    macro_f1, calibration_error: by cross-validation on the training rows; nan where there were too few rows to ask.
    """

    classes: tuple[str, ...]
    vectorizer: Any
    machine: Any
    memory: Any
    remembered: Classes
    weights: tuple[float, ...]
    threshold: float
    pair_threshold: float
    macro_f1: float
    calibration_error: float

    def probabilities(self, texts: Sequence[str]) -> Vector:
        """(N, classes)."""
        matrix = self.vectorizer.transform([spaced(text) for text in texts])
        near = votes(matrix, self.memory, self.remembered, len(self.classes))
        return softened([margins(self.machine, matrix), near], self.weights)

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
        matrix = vectorizer.fit_transform(texts).tocsr()
    except ValueError:
        raise ClassifyError("no_text", "这些行里没有可以学的字") from None
    target = np.array([classes.index(label) for label in labels])
    kept = np.unique(np.linspace(0, len(target) - 1, min(len(target), MOST_REMEMBERED)).astype(int))
    memory = matrix[kept].T.tocsr()
    fold = folds(copy_groups(texts))
    scores, held = held_out_margins(matrix, target, fold, len(classes))
    machine = fresh_machine().fit(matrix, target)
    if not held.any():
        unknown = float("nan")
        return Classifier(classes, vectorizer, machine, memory, target[kept], UNTRIED, np.inf, np.inf, unknown, unknown)
    near = votes(matrix, memory, target[kept], len(classes), apart=(fold, fold[kept]))
    opinions, known = [scores[held], near[held]], target[held]
    weights = best_weights(opinions, known)
    chances = softened(opinions, weights)
    threshold, pair_threshold = thresholds(chances, known)
    return Classifier(
        classes, vectorizer, machine, memory, target[kept], weights, threshold, pair_threshold,
        macro_f1(chances.argmax(axis=1), known, len(classes)), calibration_error(chances, known),
    )  # fmt: skip


def fresh_vectorizer(*, rare: int) -> Any:
    """Runs of characters, words and pairs of words side by side, log counts; what occurs in fewer than `rare` rows is left out."""
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

    return LinearSVC(C=COST, tol=TOLERANCE, random_state=0)


def margins(machine: Any, matrix: Any) -> Vector:
    """(N, classes), also of two classes."""
    found = np.asarray(machine.decision_function(matrix), dtype=float)
    return np.column_stack([-found, found]) if found.ndim == 1 else found


def votes(matrix: Any, memory: Any, remembered: Classes, many: int, *, apart: tuple[Classes, Classes] | None = None) -> Vector:
    """(N, classes): ln of the summed squared cosines of the twenty most alike remembered messages of each class. `apart`: the parts of the
    rows and of the memory; what lies in a row's own part has no vote.
    """
    alike = min(ALIKE, len(remembered))
    found = np.zeros((matrix.shape[0], many))
    for begin in range(0, matrix.shape[0], BLOCK):
        block = slice(begin, begin + BLOCK)
        cosines = (matrix[block] @ memory).toarray() / KINDS
        if apart is not None:
            cosines[apart[0][block, None] == apart[1][None, :]] = 0.0
        nearest = np.argpartition(-cosines, alike - 1, axis=1)[:, :alike]
        weight = np.take_along_axis(cosines, nearest, axis=1).astype(float) ** 2
        for number in range(many):
            found[block, number] = (weight * (remembered[nearest] == number)).sum(axis=1)
    return np.asarray(np.log(found + FAINT))


def folds(groups: Classes) -> Classes:
    """(N,) which of five parts a row is in: copies are in the same."""
    unique, place = np.unique(groups, return_inverse=True)
    return np.asarray((np.random.default_rng(0).permutation(len(unique)) % FOLDS)[place])


def held_out_margins(matrix: Any, target: Classes, fold: Classes, many: int) -> tuple[Vector, Any]:
    """Margins (N, classes) of rows that their machine has not seen; and which rows have them."""
    scores, held = np.zeros((len(target), many)), np.zeros(len(target), dtype=bool)
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
