"""What is done to the rulebook: a year's calendar is imported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from deliberation.clock import DayKind
from kentan.ground.accounts.actor import Actor
from kentan.ground.moment import now
from kentan.ground.rulebook import calendars
from kentan.ground.rulebook.models import CalendarDay
from kentan.ground.rulebook.queries import calendar

IMPORTERS = ("city_staff", "system_admin")


class MayNotImport(Exception):
    """This actor may not change the calendar; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Imported:
    """导入结果: days read, days changed, and the years whose dates must be recomputed."""

    read: int
    changed: int
    years: tuple[int, ...]


@transaction.atomic
def import_calendar(rows: Iterable[tuple[date, str]], *, by: Actor, source: str = "") -> Imported:
    """导入放假安排: lay these days over the known calendar; the same rows again change nothing.

    By 市人大工作人员, the system administrator, or the system. A year that is not known yet must be complete.
    Raises MayNotImport, RowsError; then nothing has changed.
    """
    if by.kind != "system" and not by.holds(*IMPORTERS):
        raise MayNotImport(by.key)
    known = calendar()
    wanted = checked(list(rows), known.years)
    stored = dict(CalendarDay.objects.filter(date__in=wanted).values_list("date", "kind"))
    fresh = {day: kind for day, kind in wanted.items() if stored.get(day) != kind}
    CalendarDay.objects.filter(date__in=fresh).delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(date=day, kind=kind, source=source, imported_by=by.title or by.key, imported_at=now())
        for day, kind in fresh.items()
    )
    return Imported(len(wanted), len(fresh), tuple(sorted({day.year for day in fresh})))


def checked(rows: list[tuple[date, str]], known_years: frozenset[int]) -> dict[date, DayKind]:
    """The rows by day. Raises RowsError: none, contradictory, an unknown kind, or a new year in pieces."""
    problems: list[str] = []
    wanted: dict[date, DayKind] = {}
    for number, (day, kind) in enumerate(rows, start=1):
        if kind not in calendars.KINDS:
            problems.append(f"row {number}: kind must be off or work, not {kind!r}")
        elif wanted.get(day, kind) != kind:
            problems.append(f"row {number}: {day.isoformat()} is both off and work")
        else:
            wanted[day] = DayKind(kind)
    if problems or not wanted:
        raise calendars.RowsError(problems or ["no rows"])
    new_years = {day.year for day in wanted} - known_years
    calendars.check_whole_years(list(wanted.items()), new_years)
    return wanted
