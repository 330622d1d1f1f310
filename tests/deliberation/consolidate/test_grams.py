"""字与字对: the same weights as the library that everybody knows, without its strings."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from deliberation.consolidate import grams
from deliberation.consolidate.grams import weighted


def some_texts(many: int, seed: int = 1) -> list[str]:
    """Invented, some of them empty, one letter, or from beyond the first 65,536 characters."""
    chance = Random(seed)
    letters = "路灯坏了河水发臭公交太少停车难ab1𠮷𡈽"
    return ["".join(chance.choices(letters, k=chance.randrange(9))) for _ in range(many)]


@pytest.mark.parametrize("block", [1, 7, 1000])
def test_weights_and_terms_are_those_of_the_known_library_whatever_the_block(monkeypatch, block: int) -> None:
    monkeypatch.setattr(grams, "BLOCK", block)
    monkeypatch.setattr(grams, "MOST_WAITING", 20)
    texts = some_texts(120)
    matrix, found = weighted(texts)
    known = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True, lowercase=False)
    theirs = known.fit_transform(texts)
    assert [found.term(column) for column in range(matrix.shape[1])] == known.get_feature_names_out().tolist()
    assert np.abs((matrix - theirs).toarray()).max() < 1e-6


@pytest.mark.parametrize("texts", [[], [""], ["", ""]])
def test_where_nothing_is_said_there_are_rows_without_columns(texts: list[str]) -> None:
    matrix, found = weighted(texts)
    assert matrix.shape == (len(texts), 0)
    assert len(found.codes) == 0


def test_half_a_character_breaks_nothing() -> None:
    matrix, found = weighted(["路\ud800灯", "路灯"])
    assert matrix.shape[0] == 2
    assert "\ud800" in [found.term(column) for column in range(matrix.shape[1])]
