"""交办、沟通、承诺、回头看."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from kentan.ground.ledger.models import Owing
from kentan.ground.network.models import Deputy, Organisation
from kentan.stages.suggestions.labels import ContactKind, LookBackFinding, UnitRole
from kentan.stages.suggestions.models.suggestions import Suggestion


class Assignment(Owing):
    """交办: one unit, as lead or co. A reassignment writes a new row; the old one is ended (R17)."""

    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="assignments", verbose_name="建议")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="assignments", verbose_name="承办单位")
    role = models.CharField("主办会办", max_length=8, choices=UnitRole)
    assigned_at = models.DateTimeField("交办时间")
    accepted_at = models.DateTimeField("接件时间", null=True, blank=True)
    opinion = models.TextField("会办意见", blank=True)
    opinion_at = models.DateTimeField("会办意见时间", null=True, blank=True)
    ended_at = models.DateTimeField("改派时间", null=True, blank=True)

    class Privacy:
        personal: set[str] = set()
        public = {"suggestion", "unit", "role", "assigned_at", "accepted_at", "ended_at", "due"}

    class Meta:
        verbose_name = "交办"
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion"], condition=Q(role=UnitRole.LEAD, ended_at__isnull=True), name="one_lead_unit_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["suggestion", "unit"], condition=Q(ended_at__isnull=True), name="a_unit_is_assigned_once_at_a_time",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.unit}{self.get_role_display()}"


class Contact(models.Model):
    """沟通（面商）: the unit met, called or visited those who raised it; without one no answer goes out (R22)."""

    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="contacts", verbose_name="建议")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="contacts", verbose_name="单位")
    deputy = models.ForeignKey(Deputy, models.PROTECT, null=True, blank=True, related_name="contacts", verbose_name="代表")
    kind = models.CharField("方式", max_length=8, choices=ContactKind)
    on = models.DateField("日期")
    words = models.TextField("谈了什么")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="记录人")

    class Privacy:
        personal = {"words", "recorded_by"}
        public = {"unit", "deputy", "kind", "on"}

    class Meta:
        verbose_name = "沟通"

    def __str__(self) -> str:
        return f"{self.unit} {self.get_kind_display()}"


class Commitment(models.Model):
    """承诺事项: what a B-class answer promises, by when; it must be answered again (R29, R36)."""

    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="commitments", verbose_name="建议")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="commitments", verbose_name="单位")
    words = models.TextField("承诺")
    due = models.DateField("期限", db_index=True)
    kept_at = models.DateTimeField("兑现", null=True, blank=True)
    kept_words = models.TextField("怎么兑现的", blank=True)

    class Privacy:
        personal: set[str] = set()
        public = {"suggestion", "unit", "words", "due", "kept_at", "kept_words"}

    class Meta:
        verbose_name = "承诺事项"

    def __str__(self) -> str:
        return self.words[:40]


class LookBack(models.Model):
    """回头看: on a day, by whom, what was found."""

    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="look_backs", verbose_name="建议")
    due = models.DateField("计划日", db_index=True)
    held_on = models.DateField("回看日", null=True, blank=True)
    finding = models.CharField("结论", max_length=12, choices=LookBackFinding, blank=True)
    words = models.TextField("看到什么", blank=True)

    class Privacy:
        personal: set[str] = set()
        public = {"suggestion", "due", "held_on", "finding", "words"}

    class Meta:
        verbose_name = "回头看"
        constraints = [
            models.CheckConstraint(
                condition=Q(held_on__isnull=True, finding="") | (Q(held_on__isnull=False) & ~Q(finding="")),
                name="a_held_look_back_has_a_finding",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion} 回头看"
