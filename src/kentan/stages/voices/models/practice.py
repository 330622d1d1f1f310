"""练习: a table of their own, without entry, clock or real receipt; gone the next day."""

from __future__ import annotations

from django.db import models

from kentan.ground.network.models import Code


class PracticeVoice(models.Model):
    """练习的话: said to show a crowd how it is done."""

    code = models.ForeignKey(Code, models.CASCADE, related_name="practice_voices", verbose_name="码")
    words = models.TextField("练习的话")
    said_at = models.DateTimeField("时间")

    class Privacy:
        personal = {"words"}
        public: set[str] = set()

    class Meta:
        verbose_name = "练习"

    def __str__(self) -> str:
        return f"练习 {self.pk}"
