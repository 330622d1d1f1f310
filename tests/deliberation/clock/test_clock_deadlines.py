"""Periods by the civil code's own rules, and by a slow obvious twin."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.clock import (
    Calendar,
    CalendarError,
    ClockError,
    Deadline,
    Period,
    PeriodError,
    Step,
    StepKind,
    Unit,
    deadline,
    extend,
    latest_before,
    working_days_between,
)


def days(month: int, first: int, last: int, kind: str) -> list[tuple[date, str]]:
    return [(date(2026, month, day), kind) for day in range(first, last + 1)]


YEAR_2026 = Calendar.of([
    *days(1, 1, 3, "off"), *days(1, 4, 4, "work"), *days(2, 14, 14, "work"), *days(2, 15, 23, "off"),
    *days(2, 28, 28, "work"), *days(5, 1, 5, "off"), *days(5, 9, 9, "work"), *days(9, 20, 20, "work"),
    *days(10, 1, 7, "off"), *days(10, 10, 10, "work"),
])  # fmt: skip
NOTHING_KNOWN = Calendar()
MONTH, WORKED, NATURAL = Unit.MONTH, Unit.WORKING_DAY, Unit.NATURAL_DAY

starts = st.dates(date(2004, 1, 1), date(2027, 12, 31))
periods = st.builds(Period, st.integers(1, 60), st.sampled_from(Unit))
day_sets = st.frozensets(st.dates(date(2004, 1, 1), date(2033, 12, 31)), max_size=40)
calendars = st.builds(
    lambda off, work, years: Calendar(off, work - off, years),
    day_sets,
    day_sets,
    st.frozensets(st.integers(2004, 2033)),
)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due"),
    [
        (date(2026, 7, 3), 3, MONTH, date(2026, 10, 8)),  # ends in the national holiday
        (date(2026, 4, 11), 1, WORKED, date(2026, 4, 13)),  # received on a Saturday
        (date(2026, 1, 31), 1, MONTH, date(2026, 2, 28)),  # month's end, a make-up Saturday
        (date(2026, 5, 25), 1, MONTH, date(2026, 6, 25)),
        (date(2024, 1, 31), 1, MONTH, date(2024, 2, 29)),  # leap year
        (date(2026, 8, 31), 6, MONTH, date(2027, 3, 1)),  # 28 February 2027 is a Sunday
        (date(2026, 12, 31), 2, MONTH, date(2027, 3, 1)),
        (date(2026, 9, 30), 1, NATURAL, date(2026, 10, 8)),
        (date(2026, 9, 30), 1, WORKED, date(2026, 10, 8)),
        (date(2026, 10, 8), 2, WORKED, date(2026, 10, 10)),  # the make-up Saturday counts
        (date(2026, 2, 13), 1, WORKED, date(2026, 2, 14)),
        (date(2026, 2, 13), 2, WORKED, date(2026, 2, 24)),
        (date(2026, 4, 1), 10, NATURAL, date(2026, 4, 13)),  # the tenth day is a Saturday
        (date(2026, 4, 1), 9, NATURAL, date(2026, 4, 10)),
    ],
)
def test_the_last_day_is_found_as_the_civil_code_says(start, amount, unit, due):
    assert deadline(start, Period(amount, unit), YEAR_2026).due == due


def test_a_deadline_carries_every_step_that_led_to_it():
    assert deadline(date(2026, 7, 3), Period(3, MONTH), YEAR_2026) == Deadline(
        start=date(2026, 7, 3),
        due=date(2026, 10, 8),
        confirmed=True,
        steps=(
            Step(StepKind.START, date(2026, 7, 3)),
            Step(StepKind.COUNTED, date(2026, 10, 3), period=Period(3, MONTH)),
            Step(StepKind.ROLLED, date(2026, 10, 3), until=date(2026, 10, 8)),
            Step(StepKind.DUE, date(2026, 10, 8)),
        ),
        period=Period(3, MONTH),
    )


def test_without_rolling_the_last_day_stays_where_it_fell_and_needs_no_calendar():
    found = deadline(date(2026, 7, 3), Period(3, MONTH), NOTHING_KNOWN, roll=False)
    assert (found.due, found.confirmed) == (date(2026, 10, 3), True)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due", "confirmed"),
    [
        (date(2026, 12, 28), 3, WORKED, date(2026, 12, 31), True),
        (date(2026, 12, 28), 4, WORKED, date(2027, 1, 1), False),  # Monday to Friday is all that is known
        (date(2026, 11, 25), 3, MONTH, date(2027, 2, 25), False),
        (date(2025, 11, 25), 3, MONTH, date(2026, 2, 25), True),  # the start's year does not matter
    ],
)
def test_a_missing_year_is_counted_monday_to_friday_and_is_provisional(start, amount, unit, due, confirmed):
    found = deadline(start, Period(amount, unit), YEAR_2026)
    assert (found.due, found.confirmed) == (due, confirmed)
    assert (found.step(StepKind.PROVISIONAL) is None) == confirmed


def test_an_extension_counts_from_the_same_start_and_is_never_three_plus_six():
    first = deadline(date(2026, 3, 2), Period(3, MONTH), YEAR_2026)
    longer = extend(first, Period(6, MONTH), YEAR_2026)
    assert (first.due, longer.due) == (date(2026, 6, 2), date(2026, 9, 2))
    assert longer.steps[1] == Step(StepKind.EXTENDED, date(2026, 3, 2), until=date(2026, 6, 2), period=Period(6, MONTH))


def test_an_extension_that_shortens_is_refused():
    with pytest.raises(ClockError):
        extend(deadline(date(2026, 3, 2), Period(3, MONTH), YEAR_2026), Period(1, MONTH), YEAR_2026)


@pytest.mark.parametrize(
    ("roll", "latest"),
    [(False, date(2026, 5, 17)), (True, date(2026, 5, 15))],  # the 17th is a Sunday
)
def test_a_notice_before_an_event_counts_back_and_rolls_only_when_asked(roll, latest):
    assert latest_before(date(2026, 5, 20), Period(3, NATURAL), YEAR_2026, roll=roll).due == latest


def test_working_days_before_an_event_pass_over_the_holiday():
    assert latest_before(date(2026, 10, 9), Period(2, WORKED), YEAR_2026).due == date(2026, 9, 30)


@pytest.mark.parametrize("amount", [0, -1, 3651, 10**30, True, 1.5, "3", None, float("nan")])
def test_absurd_amounts_are_refused(amount):
    with pytest.raises(PeriodError):
        Period(amount, Unit.MONTH)


def test_an_unknown_unit_is_refused_and_a_word_is_taken_for_its_unit():
    assert Period(1, "month") == Period(1, Unit.MONTH)
    with pytest.raises(PeriodError):
        Period(1, "fortnight")


@pytest.mark.parametrize("unit", Unit)
def test_a_period_beyond_the_calendar_of_this_world_is_refused(unit):
    with pytest.raises(ClockError):
        deadline(date(9999, 12, 30), Period(3650, unit), NOTHING_KNOWN)


def test_an_instant_is_no_day():
    with pytest.raises(ClockError):
        deadline(datetime(2026, 7, 3, 9, 0), Period(1, MONTH), YEAR_2026)


def test_a_day_cannot_be_both_off_and_worked():
    with pytest.raises(CalendarError):
        Calendar.of([(date(2026, 1, 1), "off"), (date(2026, 1, 1), "work")])


def test_a_year_without_a_working_day_is_refused_instead_of_searched_for_ever():
    never = Calendar.of([(date(2026, 1, 1) + timedelta(days=number), "off") for number in range(400)])
    with pytest.raises(CalendarError):
        deadline(date(2026, 1, 1), Period(1, MONTH), never)


def test_a_later_notice_wins_day_by_day():
    early = Calendar.of([(date(2020, 2, 1), "work"), (date(2020, 1, 30), "off")])
    late = Calendar.of([(date(2020, 2, 1), "off")])
    assert early.overlaid(late) == Calendar.of([(date(2020, 2, 1), "off"), (date(2020, 1, 30), "off")])


@pytest.mark.parametrize(
    ("since", "until", "number"),
    [
        (date(2026, 9, 30), date(2026, 10, 8), 1),
        (date(2026, 10, 8), date(2026, 10, 8), 0),
        (date(2026, 10, 9), date(2026, 10, 12), 2),  # the make-up Saturday and Monday
        (date(2026, 10, 12), date(2026, 10, 8), -3),
    ],
)
def test_working_days_left_leave_today_out_and_count_the_last_day(since, until, number):
    assert working_days_between(since, until, YEAR_2026) == number


def slow_twin(start: date, period: Period, calendar: Calendar) -> date:
    """The same rules, one day at a time and nothing clever."""
    day = start
    if period.unit is Unit.MONTH:
        passed = 0
        while passed < period.amount:
            day += timedelta(days=1)
            tomorrow = day + timedelta(days=1)
            if day.day == start.day or (day.day < start.day and tomorrow.month != day.month):
                passed += 1
    else:
        left = period.amount
        while left:
            day += timedelta(days=1)
            if period.unit is Unit.NATURAL_DAY or calendar.is_working_day(day):
                left -= 1
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    return day


@given(starts, periods, calendars)
def test_the_slow_obvious_twin_agrees(start, period, calendar):
    assert deadline(start, period, calendar).due == slow_twin(start, period, calendar)


@given(starts, periods, calendars)
def test_the_last_day_is_worked_and_lies_after_the_start(start, period, calendar):
    found = deadline(start, period, calendar)
    assert found.due > start
    assert calendar.is_working_day(found.due)


@given(starts, st.integers(0, 40), periods, calendars)
def test_who_begins_later_is_never_due_earlier(start, days_later, period, calendar):
    later = start + timedelta(days=days_later)
    assert deadline(start, period, calendar).due <= deadline(later, period, calendar).due


@given(starts, st.integers(1, 59), st.sampled_from(Unit), calendars)
def test_a_longer_period_is_never_due_earlier(start, amount, unit, calendar):
    shorter, longer = Period(amount, unit), Period(amount + 1, unit)
    assert deadline(start, shorter, calendar).due <= deadline(start, longer, calendar).due


@given(starts, st.integers(1, 60), calendars)
def test_exactly_so_many_working_days_lie_between_start_and_due(start, amount, calendar):
    found = deadline(start, Period(amount, Unit.WORKING_DAY), calendar)
    assert working_days_between(start, found.due, calendar) == amount


@given(starts, st.integers(1, 60))
def test_months_end_on_the_same_day_number_or_on_the_months_last_day(start, amount):
    due = deadline(start, Period(amount, Unit.MONTH), NOTHING_KNOWN, roll=False).due
    assert (due.year * 12 + due.month) - (start.year * 12 + start.month) == amount
    assert due.day == start.day or (due.day < start.day and (due + timedelta(days=1)).day == 1)


@given(starts, periods, calendars)
def test_it_is_confirmed_only_when_the_year_of_the_due_day_is_covered(start, period, calendar):
    found = deadline(start, period, calendar)
    assert not found.confirmed or calendar.covers(found.due)


@given(starts, periods, calendars)
def test_explanations_begin_with_the_start_and_end_with_the_due_day(start, period, calendar):
    steps = deadline(start, period, calendar).steps
    due = slow_twin(start, period, calendar)
    assert (steps[0], steps[-1]) == (Step(StepKind.START, start), Step(StepKind.DUE, due))
