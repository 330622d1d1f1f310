"""会前准备与材料包."""

from __future__ import annotations

from django.db import models

from kentan.ground.ledger.models import Staged
from kentan.stages.topics.models import Topic


class Preparation(Staged):
    """会前准备: the checklist of one topic."""

    topic = models.OneToOneField(Topic, models.PROTECT, related_name="preparation", verbose_name="议题")
    waiver = models.TextField("从简的理由", blank=True)

    class Privacy:
        personal: set[str] = set()
        public = {"topic", "state", "waiver"}

    class Meta:
        verbose_name = "会前准备"

    def __str__(self) -> str:
        return f"{self.topic} 会前准备"


class MaterialPack(models.Model):
    """材料包: what was laid before everybody, frozen as text, with the digest that anyone can compute again."""

    preparation = models.ForeignKey(Preparation, models.PROTECT, related_name="packs", verbose_name="会前准备")
    version = models.PositiveSmallIntegerField("版次")
    content = models.TextField("内容（规范 JSON）")
    digest = models.CharField("摘要", max_length=64)
    frozen_at = models.DateTimeField("定稿时间")

    class Privacy:
        personal: set[str] = set()
        public = {"preparation", "version", "content", "digest", "frozen_at"}

    class Meta:
        verbose_name = "材料包"
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["preparation", "version"], name="one_pack_of_a_version")]

    def __str__(self) -> str:
        return f"{self.preparation} 第{self.version}版"
