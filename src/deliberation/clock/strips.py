"""日历条: a deadline day by day, for drawing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from deliberation.clock.deadlines import Deadline, StepKind
from deliberation.clock.periods import Unit
from deliberation.clock.workdays import Calendar


class StripKind(StrEnum):
    """What a day is: the start, passed, not counted, today, still to come, or the last."""

    START = "start"
    GONE = "gone"
    OFF = "off"
    PAUSED = "paused"
    TODAY = "today"
    COUNT = "count"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class StripDay:
    """One day of the strip. `number` is its place among the counted days, 0 when it is not counted."""

    day: date
    kind: StripKind
    number: int
    is_today: bool


def strip(given: Deadline, calendar: Calendar, today: date) -> tuple[StripDay, ...]:
    """Every day from the start to the due day (or the reverse for a date before an event), both included."""
    first, last = min(given.start, given.due), max(given.start, given.due)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    counted = {day for day in days if is_counted(day, given, calendar)}
    ordered = sorted(counted, reverse=given.due < given.start)
    numbers = {day: number for number, day in enumerate(ordered, start=1)}
    return tuple(
        StripDay(day, kind_of(day, given, today, is_counted=day in counted), numbers.get(day, 0), day == today) for day in days
    )


def is_counted(day: date, given: Deadline, calendar: Calendar) -> bool:
    """Whether the day was counted: never the start, a pause, or the rest days that a roll passes over."""
    if day == given.start or is_paused(day, given):
        return False
    if given.period.unit is Unit.WORKING_DAY:
        return calendar.is_working_day(day)
    rolled = given.step(StepKind.ROLLED) or given.step(StepKind.ROLLED_BACK)
    if rolled is None or rolled.until is None:
        return True
    low, high = sorted((rolled.day, rolled.until))
    return day == rolled.until or not low <= day <= high


def is_paused(day: date, given: Deadline) -> bool:
    """Whether the clock stood still on that day."""
    pauses = [step for step in given.steps if step.kind is StepKind.PAUSED]
    return any(step.day < day and step.until is not None and day <= step.until for step in pauses)


def kind_of(day: date, given: Deadline, today: date, *, is_counted: bool) -> StripKind:
    """How the day is drawn; the two ends before everything else."""
    if day == given.start:
        return StripKind.START
    if day == given.due:
        return StripKind.DUE
    if is_paused(day, given):
        return StripKind.PAUSED
    if not is_counted:
        return StripKind.OFF
    if day == today:
        return StripKind.TODAY
    return StripKind.GONE if day < today else StripKind.COUNT
