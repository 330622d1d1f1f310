"""规整: which words are taken, which are refused and for which reason; what is kept is what was written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.text.normalise import fault, has_controls, is_classified, tidy

PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"]))


@pytest.mark.parametrize("name", ["王䶮", "㛃儿", "𠮷田", "〇〇村", "𬭼石"])
def test_rare_han_are_kept_as_they_were_written(name: str) -> None:
    assert (tidy(name), fault(tidy(name), least=2, most=10)) == (name, None)


def test_one_kind_of_line_end_and_no_white_space_around() -> None:
    assert tidy(" \n第一行\r\n第二行\r第三行\u3000\n") == "第一行\n第二行\n第三行"


def test_composed_and_decomposed_letters_are_the_same_words() -> None:
    assert tidy("cafe\u0301") == tidy("caf\u00e9") == "caf\u00e9"


@given(PLAIN)
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(PLAIN)
def test_tidying_never_touches_what_stands_between_the_ends(text: str) -> None:
    kept = tidy(f"始{text}终")
    assert kept == unicodedata.normalize("NFC", f"始{text}终")


@pytest.mark.parametrize(
    "text", ["灯\x00坏", "灯\x1b[31m坏", "灯\x7f坏", "灯\x85坏", "灯\ud800坏", "灯\udfff坏", "\x08灯"],
)  # fmt: skip
def test_what_no_person_types_is_refused(text: str) -> None:
    assert fault(text, least=2, most=5000) == "control"


def test_line_ends_and_tabulators_are_typed_by_people() -> None:
    assert has_controls("第一行\n\t第二行") is False


@pytest.mark.parametrize("text", ["秘密★1年", "机密 ★", "绝密☆长期", "【秘密＊】", "本件秘密\u3000★6个月"])
def test_a_mark_of_secrecy_is_refused(text: str) -> None:
    assert (is_classified(text), fault(text, most=5000)) == (True, "classified")


@pytest.mark.parametrize("text", ["这是我们的秘密", "五星★好评", "机密文件乱放在楼道", "★秘密"])
def test_the_word_alone_or_the_star_alone_is_no_mark_of_secrecy(text: str) -> None:
    assert is_classified(text) is False


@pytest.mark.parametrize(("length", "found"), [(0, "empty"), (1, "too_short"), (2, None), (5000, None), (5001, "too_long")])
def test_length_is_refused_exactly_outside_its_bounds(length: int, found: str | None) -> None:
    assert fault("灯" * length, least=2, most=5000) == found


def test_nothing_is_asked_where_nothing_is_needed() -> None:
    assert (fault("", most=120), fault("桥", most=120), fault("桥" * 121, most=120)) == (None, None, "too_long")


@pytest.mark.parametrize("text", ["\u200b\u200b", "\u2060\ufeff\u200d", "\u3000 \u00a0", "\u202e\u202c"])
def test_words_that_nobody_can_see_are_empty(text: str) -> None:
    assert fault(text, least=2, most=5000) == "empty"


def test_a_rare_character_beyond_the_basic_plane_counts_as_one() -> None:
    assert fault("𠮷" * 5000, least=2, most=5000) is None
