"""What a talk refuses. Facts; the sentences live in the faces."""

from __future__ import annotations

from datetime import date


class TooSoon(ValueError):
    """Announced fewer days before the talk than the rule asks; `earliest` is the first lawful day."""

    def __init__(self, earliest: date, rule: str) -> None:
        super().__init__(f"{rule}: {earliest}")
        self.earliest = earliest
        self.rule = rule


class NotInProgress(ValueError):
    """Words can be recorded only while the talk runs or before its record is confirmed."""
