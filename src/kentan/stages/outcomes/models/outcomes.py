"""转化成果: what changed, by which paper, from which suggestions."""

from __future__ import annotations

from django.db import models

from kentan.ground.ledger.models import Staged
from kentan.ground.network.models import Area, Organisation
from kentan.stages.outcomes.labels import OutcomeKind
from kentan.stages.suggestions.models import Suggestion


class Outcome(Staged):
    """转化成果: a policy measure, a livelihood project or a major decision."""

    kind = models.CharField("种类", max_length=10, choices=OutcomeKind)
    title = models.CharField("名称", max_length=120)
    words = models.TextField("改变了什么")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="outcomes", verbose_name="作出单位")
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="recorded_outcomes", verbose_name="登记机构")
    area = models.ForeignKey(Area, models.PROTECT, related_name="outcomes", verbose_name="区域")
    paper = models.CharField("依据文号", max_length=80, blank=True)
    decided_on = models.DateField("作出日期")

    class Privacy:
        personal: set[str] = set()
        public = {"kind", "title", "words", "owner", "host", "area", "paper", "decided_on", "state"}

    class Meta:
        verbose_name = "转化成果"
        ordering = ["-decided_on", "-pk"]

    def __str__(self) -> str:
        return self.title


class OutcomeSource(models.Model):
    """由哪些建议转化而来."""

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="sources", verbose_name="成果")
    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="outcome_sources", verbose_name="建议")

    class Privacy:
        personal: set[str] = set()
        public = {"outcome", "suggestion"}

    class Meta:
        verbose_name = "成果来源"
        constraints = [models.UniqueConstraint(fields=["outcome", "suggestion"], name="a_suggestion_is_cited_once_by_an_outcome")]

    def __str__(self) -> str:
        return f"{self.suggestion} → {self.outcome}"
