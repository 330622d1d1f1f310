"""工作日: which days the office works, by the yearly notice of the State Council."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from deliberation.clock.errors import CalendarError

ONE_DAY = timedelta(days=1)
SATURDAY = 5
LONGEST_REST = 366


class DayKind(StrEnum):
    """放假 or 上班: what a notice says of one day."""

    OFF = "off"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class Calendar:
    """放假安排: days off, make-up working days (调休上班), and the years whose notice is known.

    A day that no notice names is worked on Monday to Friday. In a year that is not covered the same rule
    is only a guess (暂定). Raises CalendarError when a day is both off and worked.
    """

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    years: frozenset[int] = field(default=frozenset())

    def __post_init__(self) -> None:
        both = sorted(self.off & self.work)
        if both:
            raise CalendarError(f"both off and work: {', '.join(day.isoformat() for day in both)}")

    @classmethod
    def of(cls, rows: Iterable[tuple[date, str]]) -> Calendar:
        """A calendar of (day, 'off' | 'work') rows; it covers every year that a row falls in."""
        marked: dict[DayKind, set[date]] = {DayKind.OFF: set(), DayKind.WORK: set()}
        for day, kind in rows:
            marked[DayKind(kind)].add(day)
        off, work = frozenset(marked[DayKind.OFF]), frozenset(marked[DayKind.WORK])
        return cls(off, work, frozenset(day.year for day in off | work))

    def overlaid(self, later: Calendar) -> Calendar:
        """This calendar with a later notice laid over it, day by day: the later one wins."""
        return Calendar(
            (self.off - later.work) | later.off,
            (self.work - later.off) | later.work,
            self.years | later.years,
        )

    def covers(self, day: date) -> bool:
        """Whether the notice of that day's year is known."""
        return day.year in self.years

    def is_working_day(self, day: date) -> bool:
        """Whether the office works that day; Monday to Friday where nothing is published."""
        if day in self.work:
            return True
        return day not in self.off and day.weekday() < SATURDAY

    def is_make_up(self, day: date) -> bool:
        """Whether it is a weekend day that is worked (调休上班)."""
        return day in self.work and day.weekday() >= SATURDAY

    def first_working_day(self, day: date, *, backward: bool = False) -> date:
        """The day itself when worked, else the nearest worked day after it (before it when backward)."""
        pace = -ONE_DAY if backward else ONE_DAY
        for _ in range(LONGEST_REST):
            if self.is_working_day(day):
                return day
            day += pace
        raise CalendarError(f"no working day within a year of {day.isoformat()}")


def working_days_between(since: date, until: date, calendar: Calendar) -> int:
    """工作日数: worked days after `since` up to and including `until`; negative when `until` lies before."""
    if until < since:
        return -working_days_between(until, since, calendar)
    days = (since + timedelta(days=number) for number in range(1, (until - since).days + 1))
    return sum(calendar.is_working_day(day) for day in days)
