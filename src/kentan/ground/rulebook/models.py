"""放假安排: the days that were imported here; they lie over the shipped years."""

from __future__ import annotations

from django.db import models

from kentan.ground.rulebook.labels import CalendarDayKind


class CalendarDay(models.Model):
    """一天: off or worked by a notice, in place of what the shipped calendar says of it."""

    date = models.DateField("日期", unique=True)
    kind = models.CharField("安排", max_length=4, choices=CalendarDayKind)
    source = models.CharField("通知", max_length=120, blank=True)
    imported_by = models.CharField("导入人", max_length=120)
    imported_at = models.DateTimeField("导入时间")

    class Privacy:
        personal = {"imported_by"}
        public = {"date", "kind", "source", "imported_at"}

    class Meta:
        verbose_name = "放假安排"
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=CalendarDayKind.values), name="a_calendar_day_is_off_or_worked",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.date} {self.get_kind_display()}"
