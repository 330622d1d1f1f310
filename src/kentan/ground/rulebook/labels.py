"""Choices of the rulebook, with the words that the office uses."""

from kentan.ground.words import Closed


class CalendarDayKind(Closed):
    OFF = "off", "放假"
    WORK = "work", "上班"
