"""相近: pairs of characters, counted as Dice did in 1945."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.text.similarity import bigrams, dice

SETS = st.frozensets(st.text(max_size=2), max_size=8)


def test_the_pairs_of_a_sentence_pass_over_punctuation() -> None:
    assert bigrams("路灯，坏了！") == frozenset({"路灯", "灯坏", "坏了"})


@pytest.mark.parametrize(
    ("text", "pairs"), [("", set()), ("，。", set()), ("灯", {"灯"}), ("灯 坏", {"灯坏"}), ("𠮷田", {"𠮷田"})]
)
def test_short_texts_have_the_pairs_that_they_have(text: str, pairs: set[str]) -> None:
    assert bigrams(text) == frozenset(pairs)


def test_the_coefficient_by_hand() -> None:
    assert dice(bigrams("路灯坏了"), bigrams("路灯亮了")) == 2 * 1 / 6


def test_nothing_is_not_like_nothing() -> None:
    assert dice(frozenset(), frozenset()) == 0.0


@given(SETS, SETS)
def test_likeness_is_mutual_and_between_none_and_all(one: frozenset[str], other: frozenset[str]) -> None:
    assert dice(one, other) == dice(other, one)
    assert 0.0 <= dice(one, other) <= 1.0


@given(SETS.filter(bool))
def test_a_text_is_wholly_like_itself(pairs: frozenset[str]) -> None:
    assert dice(pairs, pairs) == 1.0
