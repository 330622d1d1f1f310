"""What a person reads: sentences and the strip of days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.clock import (
    Calendar,
    Period,
    StripDay,
    StripKind,
    Unit,
    deadline,
    extend,
    latest_before,
    sentences,
    spell,
    strip,
)

CALENDAR = Calendar.of(
    [(date(2026, 10, day), "off") for day in range(1, 8)] + [(date(2026, 2, 28), "work"), (date(2026, 10, 10), "work")]
)


def test_one_working_day_from_a_saturday():
    found = deadline(date(2026, 4, 11), Period(1, Unit.WORKING_DAY), CALENDAR)
    assert sentences(found) == (
        "4月11日 周六收到，当天不算。",
        "4月12日 周日休息，不算。",
        "从 4月13日 周一数起，数 1 个工作日。",
        "到 4月13日 周一为止。",
    )


def test_three_months_into_a_holiday():
    found = deadline(date(2026, 7, 3), Period(3, Unit.MONTH), CALENDAR)
    assert sentences(found, trigger="交办") == (
        "7月3日 周五交办，当天不算。",
        "往后数 3 个月，是 10月3日 周六。",
        "10月3日 周六休息，顺延到下一个工作日 10月8日 周四。",
        "到 10月8日 周四为止。",
    )
    assert sentences(found, "en", trigger="Assigned") == (
        "Assigned on Fri 3 July; that day does not count.",
        "3 months on is Sat 3 October.",
        "Sat 3 October is a day of rest; it moves on to Thu 8 October.",
        "Until Thu 8 October.",
    )


def test_a_months_end_that_is_a_make_up_saturday():
    assert sentences(deadline(date(2026, 1, 31), Period(1, Unit.MONTH), CALENDAR)) == (
        "1月31日 周六收到，当天不算。",
        "往后数 1 个月，是 2月28日 周六。",
        "2月没有 31 日，算到月末。",
        "2月28日 周六调休上班，不用顺延。",
        "到 2月28日 周六为止。",
    )


def test_a_missing_year_is_said_and_its_dates_carry_the_year():
    assert sentences(deadline(date(2026, 12, 30), Period(2, Unit.WORKING_DAY), CALENDAR)) == (
        "12月30日 周三收到，当天不算。",
        "从 12月31日 周四数起，数 2 个工作日。",
        "手上没有 2027 年的放假安排，先按周一到周五上班算，日子暂定。",
        "到 2027年1月1日 周五为止。",
    )


def test_working_days_across_a_long_holiday_with_a_make_up_day():
    assert sentences(deadline(date(2026, 9, 28), Period(8, Unit.WORKING_DAY), CALENDAR)) == (
        "9月28日 周一收到，当天不算。",
        "10月1日 周四至 10月7日 周三，10月11日 周日休息，不算。",
        "10月10日 周六调休上班，照算。",
        "从 9月29日 周二数起，数 8 个工作日。",
        "到 10月14日 周三为止。",
    )


def test_an_extension_and_a_notice_before_an_event_explain_themselves():
    first = deadline(date(2026, 3, 2), Period(3, Unit.MONTH), CALENDAR)
    assert sentences(extend(first, Period(6, Unit.MONTH), CALENDAR), trigger="交办") == (
        "3月2日 周一交办，当天不算。",
        "同意延期，总共 6 个月，还是从 3月2日 周一起算。",
        "往后数 6 个月，是 9月2日 周三。",
        "到 9月2日 周三为止。",
    )
    notice = latest_before(date(2026, 5, 20), Period(3, Unit.NATURAL_DAY), CALENDAR)
    assert sentences(notice, trigger="恳谈") == (
        "5月20日 周三恳谈，当天不算。",
        "往前数 3 天，是 5月17日 周日。",
        "最迟 5月17日 周日。",
    )


@pytest.mark.parametrize(
    ("language", "year", "words"),
    [
        ("zh", None, "2026年10月8日 周四"),
        ("zh", 2026, "10月8日 周四"),
        ("en", None, "Thu 8 October 2026"),
        ("en", 2026, "Thu 8 October"),
    ],
)
def test_dates_are_spelled_with_their_weekday(language, year, words):
    assert spell(date(2026, 10, 8), language, year=year) == words


@given(
    st.dates(date(2019, 1, 1), date(2030, 1, 1)),
    st.builds(Period, st.integers(1, 40), st.sampled_from(Unit)),
    st.sampled_from(["zh", "en"]),
)
def test_every_deadline_has_one_sentence_a_step(start, period, language):
    found = deadline(start, period, CALENDAR)
    assert len(sentences(found, language)) == len(found.steps)


def test_the_strip_draws_each_day_once():
    found = deadline(date(2026, 4, 10), Period(3, Unit.WORKING_DAY), CALENDAR)
    drawn = strip(found, CALENDAR, today=date(2026, 4, 14))
    assert drawn == (
        StripDay(date(2026, 4, 10), StripKind.START, 0, is_today=False),
        StripDay(date(2026, 4, 11), StripKind.OFF, 0, is_today=False),
        StripDay(date(2026, 4, 12), StripKind.OFF, 0, is_today=False),
        StripDay(date(2026, 4, 13), StripKind.GONE, 1, is_today=False),
        StripDay(date(2026, 4, 14), StripKind.TODAY, 2, is_today=True),
        StripDay(date(2026, 4, 15), StripKind.DUE, 3, is_today=False),
    )


def test_in_months_the_weekends_count_but_the_days_that_a_roll_passes_over_do_not():
    found = deadline(date(2026, 9, 3), Period(1, Unit.MONTH), CALENDAR)
    kinds = {each.day: each.kind for each in strip(found, CALENDAR, today=date(2026, 9, 1))}
    assert (kinds[date(2026, 9, 5)], kinds[date(2026, 10, 2)]) == (StripKind.COUNT, StripKind.COUNT)
    assert (kinds[date(2026, 10, 3)], kinds[date(2026, 10, 7)]) == (StripKind.OFF, StripKind.OFF)
    assert kinds[date(2026, 10, 8)] == StripKind.DUE


@given(st.dates(date(2019, 1, 1), date(2030, 1, 1)), st.integers(1, 30), st.integers(-5, 60))
def test_the_strip_numbers_the_working_days_one_by_one(start, amount, offset):
    found = deadline(start, Period(amount, Unit.WORKING_DAY), CALENDAR)
    drawn = strip(found, CALENDAR, start + timedelta(days=offset))
    assert [each.number for each in drawn if each.number] == list(range(1, amount + 1))
    assert (drawn[0].kind, drawn[-1].kind) == (StripKind.START, StripKind.DUE)
