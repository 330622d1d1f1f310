"""议题与依据."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from kentan.ground.ledger.models import Number, Staged
from kentan.ground.network.models import Area, Organisation
from kentan.stages.topics.labels import TopicKind, TopicSource
from kentan.stages.voices.models import Voice


class Topic(Staged):
    """议题: of one of three kinds, from one of the statutory sources, with rows of evidence."""

    title = models.CharField("议题", max_length=80)
    reason = models.TextField("为什么提", blank=True)
    kind = models.CharField("类别", max_length=16, choices=TopicKind)
    source = models.CharField("来源", max_length=16, choices=TopicSource)
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="topics", verbose_name="确定机构")
    area = models.ForeignKey(Area, models.PROTECT, related_name="topics", verbose_name="区域")
    people_stated = models.PositiveIntegerField("至少几人", default=0)
    meeting = models.CharField("确定的会议", max_length=80, blank=True)
    approved_on = models.DateField("确定日期", null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="并入")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="提出人")

    class Privacy:
        personal = {"proposed_by"}
        public = {"title", "reason", "kind", "source", "host", "area", "people_stated", "meeting", "approved_on", "state"}

    class Meta:
        verbose_name = "议题"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title


class Evidence(models.Model):
    """依据: a voice, or a printed 文号 (an inspection, a study, a failed look-back), and what it shows."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="evidence", verbose_name="议题")
    voice = models.ForeignKey(Voice, models.PROTECT, null=True, blank=True, related_name="evidence", verbose_name="民声")
    cites = models.ForeignKey(Number, models.PROTECT, null=True, blank=True, related_name="evidence", verbose_name="文号")
    note = models.CharField("说明什么", max_length=200, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="谁加的")
    added_at = models.DateTimeField("时间")

    class Privacy:
        personal = {"note", "added_by"}
        public = {"added_at"}
        erasable = {"note"}

    class Meta:
        verbose_name = "依据"
        constraints = [
            models.CheckConstraint(
                condition=Q(voice__isnull=False, cites__isnull=True) | Q(voice__isnull=True, cites__isnull=False),
                name="evidence_is_a_voice_or_a_numbered_paper",
            ),
            models.UniqueConstraint(fields=["topic", "voice"], name="a_voice_is_evidence_once"),
            models.UniqueConstraint(fields=["topic", "cites"], name="a_paper_is_evidence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} 依据 {self.pk}"
