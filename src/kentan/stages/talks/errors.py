"""What a talk refuses. Facts; the sentences live in the faces."""

from __future__ import annotations

from datetime import date


class TooSoon(ValueError):
    """Announced fewer days before the talk than the rule asks.

    `latest` was the last day to announce it; announced today, `earliest` is the first day to hold it on.
    """

    def __init__(self, latest: date, earliest: date, rule: str) -> None:
        super().__init__(f"{rule}: {latest}")
        self.latest = latest
        self.earliest = earliest
        self.rule = rule


class NotInProgress(ValueError):
    """Words can be recorded only while the talk runs or before its record is confirmed."""


class DoorClosed(ValueError):
    """Signing up, checking in or asking is not possible in this state, or not yet."""


class Unprepared(ValueError):
    """The topic's material is neither frozen nor waived: the talk cannot begin."""


class OtherHost(ValueError):
    """The topic was approved for another body; that body holds the talk on it."""


class NotInSeries(ValueError):
    """The series is over, or is held where this body does not sit."""


class MediationOver(ValueError):
    """The mediation has ended, or the talk has not begun or was filed."""


class Unsigned(ValueError):
    """A side has not signed the text that stands there now; or there is no text, or only one side."""


class InThePast(ValueError):
    """A talk cannot be put off to a time that has passed."""
