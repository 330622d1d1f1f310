"""诉求: found in the words as they stand, against a gold set marked by hand; places and speakers by their offsets."""

from __future__ import annotations

import pytest
from tests.deliberation.text.asks_gold import MARKED

from deliberation.text.asks import extract_asks, utterances_of
from deliberation.text.places import find_places

KINDS = {"a": "ask", "p": "plea", "q": "question"}


def parsed(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The message without its marks, and the marks as spans."""
    text, spans, place = "", [], 0
    while place < len(marked):
        if marked[place] == "{" and marked[place + 2] == ":":
            end = marked.index("}", place)
            spans.append((len(text), len(text) + end - place - 3, KINDS[marked[place + 1]]))
            text, place = text + marked[place + 3 : end], end + 1
        else:
            text, place = text + marked[place], place + 1
    return text, spans


def is_same(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans share more than 0.6 of the shorter one."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > 0.6 * min(one[1] - one[0], other[1] - other[0])


def figures(kind: str) -> tuple[float, float]:
    """Precision and recall over the gold set."""
    hits = found = gold = 0
    for marked in MARKED:
        text, spans = parsed(marked)
        wanted = [span[:2] for span in spans if span[2] == kind]
        asks = [(ask.start, ask.end) for ask in extract_asks(text) if ask.kind == kind]
        hits += sum(any(is_same(ask, span) for span in wanted) for ask in asks)
        found, gold = found + len(asks), gold + len(wanted)
    return hits / found, hits / gold


def test_the_gold_set_is_large_enough_to_mean_something() -> None:
    assert len(MARKED) >= 150
    assert sum(marked.count("{a:") for marked in MARKED) >= 150


@pytest.mark.parametrize("kind", ["ask", "plea", "question"])
def test_precision_and_recall_on_messages_marked_by_hand(kind: str) -> None:
    precision, recall = figures(kind)
    assert precision >= 0.85
    assert recall >= 0.80


def test_offsets_point_into_the_unchanged_text() -> None:
    for marked in MARKED:
        text, _spans = parsed(f"  {marked}\n\n{marked}")
        for ask in extract_asks(text):
            assert text[ask.start : ask.end] == ask.text
            for place in ask.places:
                assert place.name in text


def test_coordinated_verbs_are_asks_of_their_own() -> None:
    found = [ask.text for ask in extract_asks("政府要积极培育服务商，搭建平台，加快推动企业上云。")]
    assert found == ["要积极培育服务商", "搭建平台", "加快推动企业上云"]


def test_problem_and_place_stand_beside_the_ask() -> None:
    ask = extract_asks("文苑路的路灯坏了一个月。希望在东山小区门口也装一盏。", ["东山小区"])[0]
    assert (ask.problem, [(place.name, place.is_known) for place in ask.places]) == (
        "文苑路的路灯坏了一个月",
        [("东山小区", True)],
    )


@pytest.mark.parametrize(
    "words",
    [
        "物业要求我们交三年的钱。",
        "按要求交了材料。",
        "我申请过两次。",
        "应该是去年修的。",
        "请了家教。",
        "请小区物业沟通也无效。",
        "大家都说要修地铁。",
        "",
        "，，，",
        "123",
        "😀",
    ],
)
def test_what_only_looks_like_an_ask_is_none(words: str) -> None:
    assert [ask for ask in extract_asks(words) if ask.kind == "ask"] == []


def test_a_very_long_text_of_one_character_ends() -> None:
    assert len(extract_asks("要" * 20_000)) <= 1
    assert len(extract_asks("希望增加车位。" * 500)) == 500


def test_places_are_known_names_first_longest_first() -> None:
    found = find_places("盐官镇文苑路和文苑路小学门口", ["文苑路", "文苑路小学"])
    assert [(one.name, one.is_known) for one in found] == [("盐官镇", False), ("文苑路", True), ("文苑路小学", True)]


def test_minutes_are_cut_into_turns_with_their_speakers() -> None:
    minutes = "会议开始。\n主持人：请大家发言。\n周阿毛（村民）：路灯坏了，\n希望修好。\n镇政府: 一个月内换好。"
    found = utterances_of(minutes)
    assert [(who, span.text) for who, span in found] == [
        ("", "会议开始。"), ("主持人", "请大家发言。"), ("周阿毛", "路灯坏了，\n希望修好。"), ("镇政府", "一个月内换好。"),
    ]  # fmt: skip
    assert all(minutes[span.start : span.end] == span.text for _who, span in found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("晚上看不清路，三盏路灯不亮", []),
        ("希望街道牵头疏通小区门口的雨水管", []),
        ("文苑路和平路口的灯坏了，建设路也没灯", ["文苑路", "建设路"]),
        ("成都路、和平路都堵", ["成都路", "和平路"]),
        ("斜桥的东山小区一下雨就积水", ["斜桥", "东山小区"]),
    ],
)
def test_a_guessed_place_is_a_name_and_no_half_sentence(text: str, names: list[str]) -> None:
    assert [place.name for place in find_places(text)] == names
