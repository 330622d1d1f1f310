"""What the rulebook answers: until when, by which rule, and how many working days are left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max

from deliberation.clock import Calendar, Period, Unit, working_days_between
from deliberation.clock.words import Language, amount
from kentan.ground.rulebook import calendars, packs
from kentan.ground.rulebook.models import CalendarDay
from kentan.ground.rulebook.precedence import rulings
from kentan.ground.rulebook.promises import Promise, promised


@dataclass(slots=True)
class Remembered:
    """The calendar built last, and the state of the table it was built from."""

    revision: tuple[int, int] = (0, 0)
    calendar: Calendar | None = None


remembered = Remembered()


def calendar() -> Calendar:
    """放假安排: the shipped years with the imported days over them.

    One small query asks whether the table has changed since it was read, so that every worker process sees an
    import at once. Pages with many rows ask once and hand it on.
    """
    found = CalendarDay.objects.aggregate(newest=Max("pk"), days=Count("pk"))
    revision = (found["newest"] or 0, found["days"])
    if remembered.calendar is None or remembered.revision != revision:
        imported = Calendar.of(CalendarDay.objects.values_list("date", "kind"))
        remembered.calendar = calendars.shipped().overlaid(imported)
        remembered.revision = revision
    return remembered.calendar


def promise(
    rule: str, *, since: date | datetime, level: str = "county", period: Period | None = None,
    is_extended: bool = False, on: Calendar | None = None,
) -> Promise:  # fmt: skip
    """承诺: what `rule` owes for what began on `since`; see `promises.promised`.

    `level`: county (city), town (street), prefecture, province. `on`: a calendar already at hand.
    Raises RuleUnknown, PeriodTooLong, ClockError, ValueError.
    """
    return promised(
        rule, since=since, packs=packs.shipped(), calendar=on or calendar(),
        level=level, period=period, is_extended=is_extended,
    )  # fmt: skip


def length(rule: str, *, since: date, level: str = "county", language: Language = "zh") -> str:
    """5 个工作日: how long the nearest rule gives for what begins on `since`, in words, before any date is counted.

    Raises RuleUnknown.
    """
    governing, *_above = rulings(rule, since=since, packs=packs.shipped(), level=level)
    return amount(governing.rule.period or Period(1, Unit.MONTH), language)


def working_days_left(due: date, today: date, *, on: Calendar | None = None) -> int:
    """还有几个工作日: worked days after today up to the due day; 0 on the day itself, negative when overdue."""
    return working_days_between(today, due, on or calendar())
