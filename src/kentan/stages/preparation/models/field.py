"""视察、调研、问卷汇总: numbered, with findings."""

from __future__ import annotations

from django.db import models

from kentan.ground.network.models import Organisation
from kentan.stages.preparation.labels import FieldKind
from kentan.stages.preparation.models.packs import Preparation


class FieldWork(models.Model):
    """视察、调研: where, when, by whom; its 文号 stands in the ledger's numbers."""

    preparation = models.ForeignKey(Preparation, models.PROTECT, related_name="field_works", verbose_name="会前准备")
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="field_works", verbose_name="组织机构")
    kind = models.CharField("种类", max_length=12, choices=FieldKind)
    title = models.CharField("题目", max_length=80)
    held_on = models.DateField("日期")
    place = models.CharField("地点", max_length=120)
    members = models.TextField("参加人", blank=True)

    class Privacy:
        personal = {"members"}
        public = {"kind", "title", "held_on", "place", "host"}

    class Meta:
        verbose_name = "视察调研"
        ordering = ["held_on", "pk"]

    def __str__(self) -> str:
        return self.title


class Finding(models.Model):
    """发现: one thing seen or counted; the tally of a paper survey has its count."""

    field_work = models.ForeignKey(FieldWork, models.PROTECT, related_name="findings", verbose_name="视察调研")
    position = models.PositiveSmallIntegerField("第几条")
    words = models.TextField("看到什么")
    place = models.CharField("地点", max_length=120, blank=True)
    count = models.PositiveIntegerField("份数", null=True, blank=True)

    class Privacy:
        personal: set[str] = set()
        public = {"field_work", "position", "words", "place", "count"}

    class Meta:
        verbose_name = "发现"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["field_work", "position"], name="one_finding_at_each_place")]

    def __str__(self) -> str:
        return f"{self.field_work} 第{self.position}条"
