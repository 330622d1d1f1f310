"""暂停与恢复: a clock that stands still while it is disputed whose matter it is.

The day of the pause has begun and is counted; the day of resuming is not (as a start day is not):
the days after `since` up to and including `until` do not count. Source: the clocks of the direct line;
suggestions never pause (a refused return keeps the old date).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from deliberation.clock.deadlines import Deadline, Step, StepKind, close, later, plain_date, settle, tally
from deliberation.clock.errors import PauseError
from deliberation.clock.periods import Period, Unit, months_later
from deliberation.clock.workdays import ONE_DAY, Calendar


@dataclass(frozen=True, slots=True)
class Pause:
    """一次暂停: the day it began and the day it ended; `until` is None while it lasts."""

    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether that day does not count."""
        return self.since < day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Clock:
    """计时: a start, a period, and the pauses in order. Raises PauseError when they are not."""

    start: date
    period: Period
    roll: bool = True
    pauses: tuple[Pause, ...] = ()

    def __post_init__(self) -> None:
        plain_date(self.start)
        reached: date | None = self.start
        for each in self.pauses:
            plain_date(each.since)
            ends_early = each.until is not None and each.until < each.since
            if reached is None or each.since < reached or ends_early:
                raise PauseError(f"pauses must follow one another from {self.start.isoformat()} on: {each}")
            reached = each.until

    @property
    def is_paused(self) -> bool:
        """Whether it stands still."""
        return bool(self.pauses) and self.pauses[-1].until is None


def pause(clock: Clock, on: date) -> Clock:
    """Stop at the end of that day.

    Raises PauseError when it stands already, or before its start or last resuming.
    """
    if clock.is_paused:
        raise PauseError(f"paused since {clock.pauses[-1].since.isoformat()}")
    return replace(clock, pauses=(*clock.pauses, Pause(on)))


def resume(clock: Clock, on: date) -> Clock:
    """Go on from the day after that day. Raises PauseError when it runs, or before the pause."""
    if not clock.is_paused:
        raise PauseError("the clock is running")
    return replace(clock, pauses=(*clock.pauses[:-1], Pause(clock.pauses[-1].since, on)))


def reading(clock: Clock, calendar: Calendar) -> Deadline | None:
    """When it runs out, explained; None while it stands still and had not run out before."""
    found = run_months(clock) if clock.period.unit is Unit.MONTH else run_days(clock, calendar)
    if found is None:
        return None
    end, counting = found
    due, rolling = end, list[Step]()
    consulted = (clock.start + ONE_DAY, end) if clock.period.unit is Unit.WORKING_DAY else None
    if clock.roll and clock.period.unit is not Unit.WORKING_DAY:
        due, rolling = settle(end, calendar)
        consulted = (end, due)
    held = [each for each in clock.pauses if each.since < end]
    paused = [Step(StepKind.PAUSED, each.since, until=each.until) for each in held]
    steps = [Step(StepKind.START, clock.start), *paused, *counting, *rolling]
    return close(clock.start, due, clock.period, steps=steps, calendar=calendar, consulted=consulted)


def run_months(clock: Clock) -> tuple[date, list[Step]] | None:
    """Months: the nominal end moves by the length of each pause that began before it."""
    end = months_later(clock.start, clock.period.amount)
    month_end = [Step(StepKind.MONTH_END, end, until=clock.start)] if end.day != clock.start.day else []
    counting = [Step(StepKind.COUNTED, end, period=clock.period), *month_end]
    nominal = end
    for each in clock.pauses:
        if each.since >= end:
            break
        if each.until is None:
            return None
        end = later(end, (each.until - each.since).days)
    return end, counting if end == nominal else [Step(StepKind.COUNTED, end, period=clock.period)]


def run_days(clock: Clock, calendar: Calendar) -> tuple[date, list[Step]] | None:
    """Days: walk on, passing over pauses and, for working days, over rest days."""
    day, counted, first = clock.start, 0, clock.start
    rested: list[date] = []
    made_up: list[date] = []
    only_worked = clock.period.unit is Unit.WORKING_DAY
    while counted < clock.period.amount:
        day = later(day, 1)
        held = next((each for each in clock.pauses if each.holds(day)), None)
        if held is not None:
            if held.until is None:
                return None
            day = held.until
            continue
        if only_worked and not calendar.is_working_day(day):
            rested.append(day)
            continue
        counted += 1
        first = day if counted == 1 else first
        if only_worked and calendar.is_make_up(day):
            made_up.append(day)
    if only_worked:
        return day, tally(day, first, clock.period, rested, made_up)
    return day, [Step(StepKind.COUNTED, day, period=clock.period)]


def days_paused(clock: Clock, *, today: date) -> timedelta:
    """How long it has stood still so far."""
    return sum(((each.until or today) - each.since for each in clock.pauses), timedelta())
