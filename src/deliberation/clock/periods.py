"""期间: so many natural days, working days or months."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from deliberation.clock.errors import PeriodError

LONGEST = 3650
MONTHS = 12


class Unit(StrEnum):
    """日、工作日、月."""

    NATURAL_DAY = "natural_day"
    WORKING_DAY = "working_day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Period:
    """期间: amount (1 to 3650) and unit. Raises PeriodError."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if isinstance(self.amount, bool) or not isinstance(self.amount, int) or not 1 <= self.amount <= LONGEST:
            raise PeriodError(f"amount must be a whole number from 1 to {LONGEST}, not {self.amount!r}")
        try:
            object.__setattr__(self, "unit", Unit(self.unit))
        except ValueError:
            raise PeriodError(f"unit must be one of {', '.join(Unit)}, not {self.unit!r}") from None


def months_later(day: date, months: int) -> date:
    """The same day number so many months later (earlier when negative), or that month's last day."""
    position = day.year * MONTHS + day.month - 1 + months
    year, month = divmod(position, MONTHS)
    if not date.min.year <= year <= date.max.year:
        raise PeriodError(f"{months} months from {day.isoformat()} is no date")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
