"""What the clock refuses, with the facts; words for people live in the faces."""

from __future__ import annotations


class ClockError(ValueError):
    """The base of all refusals of the clock."""


class PeriodError(ClockError):
    """A period of no length, of absurd length, in an unknown unit, or beyond the year 9999."""


class CalendarError(ClockError):
    """A calendar that contradicts itself or has no working day in a whole year."""


class PauseError(ClockError):
    """Paused twice, resumed while running, or out of order."""
