"""交办之前: three candidates with reasons, keywords, and a summary of nothing but what was said."""

from __future__ import annotations

from tests.deliberation.consolidate.messages import ALONE, MATTERS

from deliberation.consolidate.briefing import keywords, route, summarise
from deliberation.consolidate.similar import Item

DUTIES = {
    "市住建局": "路灯 房屋 排水 物业 小区",
    "市交通局": "公交 道路 停车 车位 运输",
    "市民政局": "养老 老年食堂 送餐 救助",
    "市教育局": "学校 幼儿园 学位",
}


def test_three_units_are_proposed_with_their_reasons() -> None:
    history = [("1", "许村镇公交太少", "市交通局"), ("2", "长安镇路灯坏了", "市住建局"), ("3", "袁花镇老年食堂送餐", "市民政局")]
    found = route("盐官镇老年食堂能不能送餐上门", history, DUTIES)
    assert (found[0].unit, found[0].handled[:1], len(found[0].duty) > 0) == ("市民政局", ("3",), True)
    assert len(found) <= 3
    assert route("文苑路路灯坏了", history, DUTIES)[0].unit == "市住建局"
    assert route("", history, DUTIES) == []
    assert route("文苑路路灯坏了", [], {}) == []


def test_keywords_are_what_the_group_says_and_the_rest_does_not() -> None:
    rest = [text for name, texts in MATTERS.items() if name != "灯" for text in texts] + ALONE
    assert "路灯" in keywords(MATTERS["灯"], rest, 3)
    assert keywords([], rest) == []


def test_every_line_of_a_summary_stands_in_its_source_and_none_is_said_twice() -> None:
    items = [
        Item("1", "文苑路路灯坏了，希望尽快修好路灯。"), Item("2", "路灯坏了，希望尽快修好路灯，并且加强巡查力度。"), Item("3", "天黑看不见。建议改用太阳能灯。"),
    ]  # fmt: skip
    text = {item.id: item.text for item in items}
    found = summarise(items)
    assert all(text[one.source][one.start : one.end] == one.words for one in found)
    assert found[0].like_it == 2
    assert len({one.words for one in found}) == len(found)
    assert any("太阳能" in one.words for one in found)
    assert summarise([Item("a", "天黑看不见。")])[0].words == "天黑看不见。"
    assert summarise([]) == []
