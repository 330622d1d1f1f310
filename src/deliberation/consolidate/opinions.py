"""两种看法: what two learners say about the class of a message, given counts of its terms; neither says yet how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deliberation.consolidate.calibration import Classes, Vector

COST, TOLERANCE = 1.0, 0.1
ALIKE, FAINT, MOST_REMEMBERED, BLOCK = 20, 0.01, 10_000, 500
KINDS = 2  # of terms: characters and words, each of unit length


@dataclass(frozen=True, slots=True)
class School:
    """What is the same however many rows are learnt: how many classes; how many terms, from the first, are of characters (the others of
    words); in how many rows a term has to be.
    """

    classes: int
    characters: int
    rare: int


@dataclass(frozen=True)
class Opinions:
    """Learnt from some rows. rarity: (terms,) their weight, 0 for those that are too rare; memory, remembered: (characters, M) of decided messages
    and their classes; known: the classes that the machine has seen.
    """

    school: School
    rarity: NDArray[np.float32]
    machine: Any
    known: Classes
    memory: Any
    remembered: Classes

    def scores(self, counts: Any) -> tuple[Vector, Vector]:
        """(N, classes) each: margins of the machine (a class never seen is one below the lowest), votes of the messages most alike."""
        matrix = weighed(counts, self.rarity, self.school.characters)
        found = np.asarray(self.machine.decision_function(matrix), dtype=float)
        found = np.column_stack([-found, found]) if found.ndim == 1 else found
        margins = np.full((matrix.shape[0], self.school.classes), found.min(initial=0.0) - 1)
        margins[:, self.known] = found
        return margins, votes(matrix[:, : self.school.characters], self.memory, self.remembered, self.school.classes)


def learn(counts: Any, target: Classes, school: School) -> Opinions:
    """From (N, terms) 1 + ln tf and (N,) classes, at least two of them. To the machine a small class weighs as much as a large one."""
    from sklearn.svm import LinearSVC

    rows = counts.shape[0]
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = np.where(frequency >= school.rare, 1 + np.log((1 + rows) / (1 + frequency)), 0).astype(np.float32)
    matrix = weighed(counts, rarity, school.characters)
    kept = np.unique(np.linspace(0, rows - 1, min(rows, MOST_REMEMBERED)).astype(int))
    machine = LinearSVC(C=COST, tol=TOLERANCE, class_weight="balanced", random_state=0).fit(matrix, target)
    return Opinions(school, rarity, machine, np.unique(target), matrix[kept][:, : school.characters].T.tocsr(), target[kept])


def weighed(counts: Any, rarity: NDArray[np.float32], characters: int) -> Any:
    """TF-IDF; the characters of a row are together of unit length, and so are its words. A term that is not known has no part in it."""
    matrix = counts.copy()
    matrix.data *= rarity[matrix.indices]
    matrix.eliminate_zeros()
    owner = KINDS * np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr)) + (matrix.indices >= characters)
    length = np.sqrt(np.bincount(owner, weights=matrix.data.astype(float) ** 2, minlength=KINDS * matrix.shape[0]))
    matrix.data /= length[owner].astype(np.float32)
    return matrix


def votes(matrix: Any, memory: Any, remembered: Classes, many: int) -> Vector:
    """(N, classes): ln of the summed squared cosines of the twenty most alike remembered messages of each class."""
    alike = min(ALIKE, len(remembered))
    found = np.zeros((matrix.shape[0], many))
    for begin in range(0, matrix.shape[0], BLOCK):
        block = slice(begin, begin + BLOCK)
        cosines = (matrix[block] @ memory).toarray()
        nearest = np.argpartition(-cosines, alike - 1, axis=1)[:, :alike]
        weight = np.take_along_axis(cosines, nearest, axis=1).astype(float) ** 2
        for number in range(many):
            found[block, number] = (weight * (remembered[nearest] == number)).sum(axis=1)
    return np.asarray(np.log(found + FAINT))
