"""Choices of the rulebook, with the words that the office uses."""

from django.db.models import TextChoices


class CalendarDayKind(TextChoices):
    OFF = "off", "放假"
    WORK = "work", "上班"
