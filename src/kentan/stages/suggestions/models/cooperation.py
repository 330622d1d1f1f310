"""并案与延期: suggestions that one unit answers together, and the asking for more time."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from kentan.ground.network.models import Organisation
from kentan.stages.suggestions.labels import ExtensionDecision
from kentan.stages.suggestions.models.suggestions import Suggestion


class HandlingGroup(models.Model):
    """并案办理: suggestions on one matter that a unit handles together and answers one by one (浙江规定 第十八条, R25)."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="handling_groups", verbose_name="主办单位")
    title = models.CharField("并成什么事", max_length=80)
    made_at = models.DateTimeField("并案时间")
    members = models.ManyToManyField(Suggestion, through="GroupMember", related_name="handling_groups", verbose_name="建议")

    class Privacy:
        personal: set[str] = set()
        public = {"unit", "title", "made_at", "members"}

    class Meta:
        verbose_name = "并案办理"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title


class GroupMember(models.Model):
    """并案的一件: since when, and until when if it was taken out again."""

    group = models.ForeignKey(HandlingGroup, models.CASCADE, related_name="rows", verbose_name="并案")
    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="group_rows", verbose_name="建议")
    joined_at = models.DateTimeField("并入时间")
    ended_at = models.DateTimeField("拆出时间", null=True, blank=True)

    class Privacy:
        personal: set[str] = set()
        public = {"group", "suggestion", "joined_at", "ended_at"}

    class Meta:
        verbose_name = "并案的一件"
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion"], condition=Q(ended_at__isnull=True), name="a_suggestion_is_handled_in_one_group_at_a_time",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.group}：{self.suggestion}"


class Extension(models.Model):
    """延期: the lead unit asks for more time, the assigning body consents or not (R21)."""

    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="extensions", verbose_name="建议")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="申请人")
    asked_at = models.DateTimeField("申请时间")
    due_before = models.DateField("原来的期限")
    until = models.DateField("申请延到")
    reason = models.TextField("为什么延")
    decision = models.CharField("答复", max_length=8, choices=ExtensionDecision, blank=True)
    decided_at = models.DateTimeField("答复时间", null=True, blank=True)
    words = models.TextField("答复的话", blank=True)

    class Privacy:
        personal = {"asked_by", "reason", "words"}
        public = {"suggestion", "asked_at", "due_before", "until", "decision", "decided_at"}

    class Meta:
        verbose_name = "延期"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["suggestion"], condition=Q(decision=""), name="one_open_request_for_time"),
            models.CheckConstraint(condition=Q(until__gt=models.F("due_before")), name="more_time_is_later"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True) | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="a_decision_has_its_time",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.suggestion} {self.until}"
