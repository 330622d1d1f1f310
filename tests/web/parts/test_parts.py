"""部件: dates for people, the calendar behind a date, icons, QR codes that a phone can read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import zxingcpp
from django.template import Context, Template
from django.test import Client
from django.utils import translation
from PIL import Image
from tests.factories.pages import text_of
from tests.factories.records import moment

from kentan.ground.rulebook.queries import promise, working_days_left
from kentan.stages.voices.queries import Owed, TraceStep
from kentan.web.parts import icons, trace
from kentan.web.parts.templatetags import move_words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def shown(words: str, **given: object) -> str:
    """A line of a template."""
    return Template("{% load parts %}" + words).render(Context(given))


def rastered(svg: str, scale: int = 6) -> Image.Image:
    """The squares of our own drawing as a picture."""
    size = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])  # type: ignore[index]
    picture = Image.new("L", (size, size), 255)
    for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", svg):
        picture.putpixel((int(x), int(y)), 0)
    return picture.resize((size * scale, size * scale), Image.Resampling.NEAREST)


def a_duty(since: date) -> Owed:
    """A unit's duty to finish."""
    made = promise("ticket.simple", since=since)
    left = working_days_left(made.due, date(2026, 5, 25))
    return Owed("市交通运输局", "办完并报结果", made.due, left, made.confirmed, made.steps, made.rule, made.start)


def test_dates_are_written_for_people() -> None:
    day = date(2026, 10, 8)
    assert shown("{{ day|zh_date }}", day=day) == "2026年10月8日 周四"
    assert shown("{{ day|day_short }}", day=day) == "10月8日 周四"
    assert shown("{{ day|day_short }}", day=date(2027, 1, 4)) == "2027年1月4日 周一"
    assert shown("{{ day|day_short }}", day=None) == ""
    with translation.override("en"):
        assert shown("{{ day|day_short }}", day=day) == "Thu 8 October"


def test_a_moment_is_on_hainings_clock() -> None:
    assert shown("{{ at|moment }}", at=datetime(2026, 9, 8, 11, 42, tzinfo=UTC)) == "2026年9月8日 周二 19:42"


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 5, 26), "还有 1 个工作日"), (date(2026, 5, 25), "就是今天"), (date(2026, 5, 22), "已逾期 1 个工作日")],
)
def test_what_is_left_is_counted_in_working_days(day: date, words: str) -> None:
    assert shown("{{ day|days_left }}", day=day) == words


def test_the_calendar_runs_in_weeks_from_the_start_to_the_due_day() -> None:
    why = trace.why(a_duty(date(2026, 5, 21)))
    drawn = [[(square.day.day if square.day else 0, square.kind) for square in week] for week in why.weeks]
    assert drawn == [
        [(0, "out"), (0, "out"), (0, "out"), (21, "start"), (22, "gone"), (23, "off"), (24, "off")],
        [(25, "today"), (26, "count"), (27, "count"), (28, "due"), (0, "out"), (0, "out"), (0, "out")],
    ]


def test_a_date_that_was_agreed_otherwise_has_sentences_and_no_calendar() -> None:
    duty = a_duty(date(2026, 5, 21))
    agreed = Owed(duty.who, duty.what, date(2026, 7, 1), 20, True, ("会上答应 7月1日前。",), duty.rule, duty.since)
    assert (trace.why(agreed).weeks, trace.why(agreed).steps) == ((), ("会上答应 7月1日前。",))


def test_the_page_about_a_day_says_whether_it_may_slip_and_what_happens_after_it() -> None:
    ticket, rating = trace.why(a_duty(date(2026, 5, 21))), a_duty(date(2026, 5, 21))
    assert (ticket.may_slip, ticket.if_late) == (
        "不能。到了这一天还没做，就是逾期。",
        "这一页会写明已逾期几天，人大也会看到并催办。",
    )
    reply = replace(rating, rule="talkopinion.reply")
    assert "一共最长 3 个月" in trace.why(reply).may_slip
    own = trace.why(replace(rating, rule="ticket.rate"))
    assert (own.may_slip, own.if_late) == ("", "不评也可以。到期记为未表态，不算满意，也不算不满意。")


def test_steps_of_a_message_that_were_passed_over_are_not_said_to_come() -> None:
    steps = [TraceStep(name, name, status) for name, status in (
        ("spoken", "done"), ("relayed", "done"), ("accepted", "next"), ("rating", "next"), ("assigned", "done"), ("replied", "now"), ("rated", "next"),
    )]  # fmt: skip
    assert [step.step for step in trace.walked(steps)] == ["spoken", "relayed", "assigned", "replied", "rated"]
    page = shown("{% trace steps %}{{ steps|place_in }}", steps=steps)
    assert ("单位接下这件事" in page, "提出的代表评价这个答复" in page, "5 步里的第 4 步" in page) == (False, True, True)
    over = [TraceStep("spoken", "原话", "done"), TraceStep("relayed", "转送", "next")]
    assert "代表看过" not in shown("{% trace steps %}", steps=over)


def test_overdue_is_said_in_words_and_in_ink() -> None:
    with moment("2026-06-04 09:00"):
        late = a_duty(date(2026, 5, 21))
        assert trace.pressure(Owed(late.who, late.what, late.due, -5, True, (), late.rule, late.since)) == "late"


def test_every_icon_that_is_asked_for_is_drawn() -> None:
    assert {"seal", "i-phone", "m-late", "m-tdone"} <= set(icons.drawings())
    assert shown('{% icon "phone" %}') == shown('{% icon "i-phone" %}')
    with pytest.raises(KeyError):
        icons.drawn("i-nothing", "")


def test_the_qr_code_of_a_page_is_read_back_as_its_address() -> None:
    address = "http://127.0.0.1:8000/c/ABCD2345"
    svg = shown("{% qr address label %}", address=address, label="码")
    assert 'role="img" aria-label="码"' in svg
    assert zxingcpp.read_barcode(rastered(svg)).text == address


def test_the_gallery_shows_every_part() -> None:
    said = text_of(Client().get("/parts/"))
    assert [word for word in ("为什么是这一天", "一条线", "逾期 3 个工作日", "还没有写要说的话。") if word not in said] == []


@pytest.mark.parametrize(
    ("text", "word", "shown"),
    [
        ("短短一句。", "", "短短一句。"), ("一二三四五六七八九十" * 2, "", "一二三四五六七八九十一二…"), ("路灯坏了", "路灯", "<mark>路灯</mark>坏了"),
        ("一二三四五六七八九十路灯坏了一二三四五六七八九十", "路灯", "…七八九十<mark>路灯</mark>坏了一二三四…"), ("<b>LED</b> 灯", "led", "&lt;b&gt;<mark>LED</mark>&lt;/b&gt; 灯"),
        ("没有那个字", "路灯", "没有那个字"), ("上一行\n下一行", "下", "上一行 <mark>下</mark>一行"),
    ],
)  # fmt: skip
def test_a_list_shows_the_passage_that_was_looked_for(text: str, word: str, shown: str) -> None:
    assert move_words.passage(text, word, 12) == shown
