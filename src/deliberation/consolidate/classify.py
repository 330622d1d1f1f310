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
from deliberation.consolidate.opinions import Opinions, School, learn

Band = Literal["accept", "choose", "person"]
FOLDS, FEW_ROWS = 5, 200
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

    weights: how much each of the opinions counts. macro_f1, calibration_error: by cross-validation on the training rows; nan where
    there were too few rows to ask.
    """

    classes: tuple[str, ...]
    vectorizer: Any
    opinions: Opinions
    weights: tuple[float, ...]
    threshold: float
    pair_threshold: float
    macro_f1: float
    calibration_error: float

    def probabilities(self, texts: Sequence[str]) -> Vector:
        """(N, classes)."""
        return softened(self.opinions.scores(self.vectorizer.transform([spaced(text) for text in texts])), self.weights)

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
    rare = 1 if len(ordered) < FEW_ROWS else 2
    vectorizer = fresh_vectorizer(rare=rare)
    try:
        counts = vectorizer.fit_transform(texts).tocsr()
    except ValueError:
        raise ClassifyError("no_text", "这些行里没有可以学的字") from None
    target = np.array([classes.index(label) for label in labels])
    school = School(len(classes), len(vectorizer.transformer_list[0][1].vocabulary_), rare)
    opinions, (scores, held) = learn(counts, target, school), held_out(counts, target, folds(copy_groups(texts)), school)
    if not held.any():
        unknown = float("nan")
        return Classifier(classes, vectorizer, opinions, UNTRIED, np.inf, np.inf, unknown, unknown)
    unseen, known = [one[held] for one in scores], target[held]
    weights = best_weights(unseen, known)
    chances = softened(unseen, weights)
    threshold, pair_threshold = thresholds(chances, known)
    return Classifier(
        classes, vectorizer, opinions, weights, threshold, pair_threshold,
        macro_f1(chances.argmax(axis=1), known, len(classes)), calibration_error(chances, known),
    )  # fmt: skip


def fresh_vectorizer(*, rare: int) -> Any:
    """Runs of characters, words and pairs of words side by side, log counts; what occurs in fewer than `rare` rows is left out."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import FeatureUnion

    shared: dict[str, Any] = {"sublinear_tf": True, "use_idf": False, "norm": None, "dtype": np.float32, "min_df": rare}
    characters = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), **shared)
    return FeatureUnion([("characters", characters), ("words", TfidfVectorizer(analyzer=word_pairs, **shared))])


def word_pairs(text: str) -> list[str]:
    """Words and neighbouring pairs of them."""
    import rjieba

    words = [word for word in rjieba.cut(text) if word.strip()]
    return [*words, *(f"{one} {other}" for one, other in pairwise(words))]


def folds(groups: Classes) -> Classes:
    """(N,) which of five parts a row is in: copies are in the same."""
    unique, place = np.unique(groups, return_inverse=True)
    return np.asarray((np.random.default_rng(0).permutation(len(unique)) % FOLDS)[place])


def held_out(counts: Any, target: Classes, fold: Classes, school: School) -> tuple[tuple[Vector, Vector], Any]:
    """The opinions about rows by those who have not seen them, not even to know which terms there are; and which rows have them."""
    scores = np.zeros((len(target), school.classes)), np.zeros((len(target), school.classes))
    held = np.zeros(len(target), dtype=bool)
    for number in range(FOLDS):
        inside = fold != number
        if len(np.unique(target[inside])) < 2 or inside.all():  # noqa: PLR2004  nothing to tell apart
            continue
        for all_scores, found in zip(scores, learn(counts[inside], target[inside], school).scores(counts[~inside]), strict=True):
            all_scores[~inside] = found
        held |= ~inside
    return scores, held
