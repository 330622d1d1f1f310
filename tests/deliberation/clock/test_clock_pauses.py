"""A clock that stands still while a matter is disputed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.clock import (
    Calendar,
    Clock,
    Pause,
    PauseError,
    Period,
    Unit,
    deadline,
    pause,
    reading,
    resume,
    sentences,
)

MONDAY = date(2026, 4, 13)
CALENDAR = Calendar.of([(date(2026, 1, 1), "off"), (date(2026, 5, 1), "off")])
FIVE_DAYS = Period(5, Unit.WORKING_DAY)


def on(day: int) -> date:
    return date(2026, 4, day)


def test_a_clock_without_a_pause_reads_as_the_deadline():
    assert reading(Clock(MONDAY, FIVE_DAYS), CALENDAR) == deadline(MONDAY, FIVE_DAYS, CALENDAR)


def test_while_it_is_paused_nothing_is_due():
    assert reading(pause(Clock(MONDAY, FIVE_DAYS), on(15)), CALENDAR) is None


def test_the_day_of_the_pause_counts_and_the_day_of_resuming_does_not():
    clock = resume(pause(Clock(MONDAY, FIVE_DAYS), on(15)), on(17))  # Tuesday and Wednesday were counted
    found = reading(clock, CALENDAR)
    assert found is not None
    assert found.due == on(22)  # Monday, Tuesday, Wednesday
    assert sentences(found, trigger="接件") == (
        "4月13日 周一接件，当天不算。",
        "4月15日 周三起暂停，4月17日 周五恢复，从第二天接着数。",
        "4月18日 周六至 4月19日 周日休息，不算。",
        "从 4月14日 周二数起，数 5 个工作日。",
        "到 4月22日 周三为止。",
    )


def test_paused_and_resumed_on_one_day_nothing_moves():
    clock = resume(pause(Clock(MONDAY, FIVE_DAYS), on(15)), on(15))
    assert reading(clock, CALENDAR).due == on(20)


def test_a_pause_on_or_after_the_last_day_comes_too_late():
    assert reading(pause(Clock(MONDAY, FIVE_DAYS), on(20)), CALENDAR).due == on(20)
    assert reading(pause(Clock(MONDAY, FIVE_DAYS), on(27)), CALENDAR).due == on(20)


@pytest.mark.parametrize(
    ("unit", "amount", "due"),
    [(Unit.NATURAL_DAY, 7, date(2026, 4, 22)), (Unit.MONTH, 1, date(2026, 5, 15))],
)
def test_natural_days_and_months_move_by_the_length_of_the_pause(unit, amount, due):
    clock = resume(pause(Clock(MONDAY, Period(amount, unit)), on(15)), on(17))
    assert reading(clock, CALENDAR).due == due


def test_pausing_twice_and_resuming_a_running_clock_are_refused():
    running = Clock(MONDAY, FIVE_DAYS)
    paused = pause(running, on(15))
    with pytest.raises(PauseError):
        pause(paused, on(16))
    with pytest.raises(PauseError):
        resume(running, on(16))


@pytest.mark.parametrize(
    "pauses",
    [
        (Pause(on(10), on(14)),),  # before the start
        (Pause(on(15), on(14)),),  # ends before it begins
        (Pause(on(15), on(20)), Pause(on(17), on(21))),  # overlap
        (Pause(on(15)), Pause(on(17))),  # the first never ended
    ],
)
def test_pauses_out_of_order_are_refused(pauses):
    with pytest.raises(PauseError):
        Clock(MONDAY, FIVE_DAYS, pauses=pauses)


@given(st.integers(0, 20), st.integers(0, 20), st.integers(1, 30), st.sampled_from(Unit))
def test_a_pause_never_brings_the_end_nearer(before, length, amount, unit):
    plain = Clock(MONDAY, Period(amount, unit))
    stopped = MONDAY + timedelta(days=before)
    paused = resume(pause(plain, stopped), stopped + timedelta(days=length))
    assert reading(paused, CALENDAR).due >= reading(plain, CALENDAR).due
