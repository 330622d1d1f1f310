"""到期日: a start, a period and a calendar make a date that can say how it was found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from deliberation.clock.errors import ClockError, PeriodError
from deliberation.clock.periods import Period, Unit, months_later
from deliberation.clock.workdays import ONE_DAY, Calendar


class StepKind(StrEnum):
    """The steps of an explanation."""

    START = "start"
    EXTENDED = "extended"
    RESTED = "rested"
    MADE_UP = "made_up"
    COUNTED = "counted"
    COUNTED_BACK = "counted_back"
    MONTH_END = "month_end"
    PAUSED = "paused"
    WORKED = "worked"
    ROLLED = "rolled"
    ROLLED_BACK = "rolled_back"
    PROVISIONAL = "provisional"
    DUE = "due"
    LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its kind, the day it speaks of, and what that kind needs besides.

    `until`: where a roll or a pause ends. `days`: days that were passed over or counted as made up.
    `years`: years without a published calendar.
    """

    kind: StepKind
    day: date
    until: date | None = None
    period: Period | None = None
    days: tuple[date, ...] = ()
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """到期日: the day on which something began, the last day, whether it is certain, and why.

    `confirmed` is False (暂定) when a day that mattered lies in a year without a published calendar.
    """

    start: date
    due: date
    confirmed: bool
    steps: tuple[Step, ...]
    period: Period

    def step(self, kind: StepKind) -> Step | None:
        """The first step of that kind."""
        return next((step for step in self.steps if step.kind == kind), None)


def deadline(start: date, period: Period, calendar: Calendar, *, roll: bool = True) -> Deadline:
    """The last day of a period that begins on `start`.

    The start day is not counted (民法典 201). Months end on the same day number or the month's end (202).
    A last day that is not worked moves to the next worked day unless `roll` is False (203).
    Raises ClockError (a datetime instead of a date), PeriodError (beyond the year 9999), CalendarError.
    """
    plain_date(start)
    end, counting = count(start, period, calendar)
    steps = [Step(StepKind.START, start), *counting]
    consulted = (start + ONE_DAY, end) if period.unit is Unit.WORKING_DAY else None
    due = end
    if period.unit is not Unit.WORKING_DAY and roll:
        due, rolling = settle(end, calendar)
        steps += rolling
        consulted = (end, due)
    return close(start, due, period, steps=steps, calendar=calendar, consulted=consulted)


def latest_before(event: date, period: Period, calendar: Calendar, *, roll: bool = False) -> Deadline:
    """The last day on which something may still be done that is due so long before an event (会议的七日前).

    The event's day is not counted. 民法典 203 moves only an end, so nothing rolls by default; with `roll` a day
    that is not worked moves to the worked day before it, for those who can act in office hours only.
    """
    plain_date(event)
    end, counting = count(event, period, calendar, backward=True)
    due = end
    steps = [Step(StepKind.START, event), *counting]
    consulted = (end, event - ONE_DAY) if period.unit is Unit.WORKING_DAY else None
    if period.unit is not Unit.WORKING_DAY and roll:
        due = calendar.first_working_day(end, backward=True)
        consulted = (due, end)
        if due != end:
            steps.append(Step(StepKind.ROLLED_BACK, end, until=due))
    return close(event, due, period, steps=steps, calendar=calendar, consulted=consulted, last=StepKind.LATEST)


def extend(given: Deadline, total: Period, calendar: Calendar, *, roll: bool = True) -> Deadline:
    """延期: the same start with a longer total; three months extended to six are six, never nine.

    Raises ClockError when the result would be earlier than the deadline that is to be extended.
    """
    longer = deadline(given.start, total, calendar, roll=roll)
    if longer.due < given.due:
        raise ClockError(f"an extension may not shorten {given.due.isoformat()} to {longer.due.isoformat()}")
    first, *others = longer.steps
    granted = Step(StepKind.EXTENDED, given.start, until=given.due, period=total)
    return replace(longer, steps=(first, granted, *others))


def plain_date(day: object) -> None:
    """Refuse an instant: which day it is depends on a zone that the caller must choose."""
    if isinstance(day, datetime) or not isinstance(day, date):
        raise ClockError(f"a date is needed, not {day!r}")


def count(start: date, period: Period, calendar: Calendar, *, backward: bool = False) -> tuple[date, list[Step]]:
    """The nominal last day before any roll, and the steps that lead there."""
    kind = StepKind.COUNTED_BACK if backward else StepKind.COUNTED
    sign = -1 if backward else 1
    if period.unit is Unit.WORKING_DAY:
        return count_working_days(start, period, calendar, sign)
    if period.unit is Unit.MONTH:
        end = months_later(start, sign * period.amount)
        steps = [Step(kind, end, period=period)]
        if end.day != start.day:
            steps.append(Step(StepKind.MONTH_END, end, until=start))
        return end, steps
    end = later(start, sign * period.amount)
    return end, [Step(kind, end, period=period)]


def count_working_days(start: date, period: Period, calendar: Calendar, sign: int) -> tuple[date, list[Step]]:
    """Walk day by day, pass over rest days, count make-up days."""
    day, counted, first = start, 0, start
    rested: list[date] = []
    made_up: list[date] = []
    while counted < period.amount:
        day = later(day, sign)
        if not calendar.is_working_day(day):
            rested.append(day)
            continue
        counted += 1
        first = day if counted == 1 else first
        if calendar.is_make_up(day):
            made_up.append(day)
    return day, tally(day, first, period, rested, made_up, backward=sign < 0)


def tally(
    end: date,
    first: date,
    period: Period,
    rested: list[date],
    made_up: list[date],
    *,
    backward: bool = False,
) -> list[Step]:
    """The steps of a count of working days: passed over, made up, the first and the last."""
    kind = StepKind.COUNTED_BACK if backward else StepKind.COUNTED
    passed = (StepKind.RESTED, rested), (StepKind.MADE_UP, made_up)
    steps = [Step(which, min(days), until=max(days), days=tuple(sorted(days))) for which, days in passed if days]
    return [*steps, Step(kind, end, until=first, period=period)]


def settle(end: date, calendar: Calendar) -> tuple[date, list[Step]]:
    """Move a last day that is not worked to the next worked day; say why a make-up Saturday stays."""
    due = calendar.first_working_day(end)
    if due != end:
        return due, [Step(StepKind.ROLLED, end, until=due)]
    return due, [Step(StepKind.WORKED, end)] if calendar.is_make_up(end) else []


def close(
    start: date,
    due: date,
    period: Period,
    *,
    steps: list[Step],
    calendar: Calendar,
    consulted: tuple[date, date] | None,
    last: StepKind = StepKind.DUE,
) -> Deadline:
    """Put the answer together: a year without a notice among the days that mattered makes it provisional."""
    missing: tuple[int, ...] = ()
    if consulted is not None:
        asked = range(consulted[0].year, consulted[1].year + 1)
        missing = tuple(year for year in asked if year not in calendar.years)
    if missing:
        steps.append(Step(StepKind.PROVISIONAL, date(missing[0], 1, 1), years=missing))
    steps.append(Step(last, due))
    return Deadline(start, due, not missing, tuple(steps), period)


def later(day: date, days: int) -> date:
    """So many days later; PeriodError beyond the calendar of this world."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise PeriodError(f"{days} days from {day.isoformat()} is no date") from None
