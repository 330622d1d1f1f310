"""学法: articles as citable rows, and who studied which."""

from __future__ import annotations

from django.db import models

from kentan.stages.preparation.labels import StudyKind
from kentan.stages.preparation.models.packs import Preparation


class LawItem(models.Model):
    """法条: one article, as it is cited in the talk."""

    preparation = models.ForeignKey(Preparation, models.PROTECT, related_name="law_items", verbose_name="会前准备")
    law = models.CharField("法律法规", max_length=80)
    article = models.CharField("条款", max_length=30)
    text = models.TextField("条文")
    plain = models.TextField("大白话", blank=True)

    class Privacy:
        personal: set[str] = set()
        public = {"law", "article", "text", "plain"}

    class Meta:
        verbose_name = "法条"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["preparation", "law", "article"], name="an_article_stands_once_in_a_pack")]

    def __str__(self) -> str:
        return f"《{self.law}》{self.article}"


class StudySession(models.Model):
    """学法会: when, of which series, who attended, which articles."""

    preparation = models.ForeignKey(Preparation, models.PROTECT, related_name="studies", verbose_name="会前准备")
    kind = models.CharField("系列", max_length=16, choices=StudyKind, default=StudyKind.BEFORE_TALK)
    held_on = models.DateField("日期")
    attended = models.TextField("谁参加")
    items = models.ManyToManyField(LawItem, related_name="studies", verbose_name="学了哪些条")

    class Privacy:
        personal = {"attended"}
        public = {"kind", "held_on", "items"}

    class Meta:
        verbose_name = "学法会"
        ordering = ["held_on"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on}"
