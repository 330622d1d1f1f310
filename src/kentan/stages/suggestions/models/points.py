"""要点: one (problem, ask, place) found in words that stay unaltered, with offsets into them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kentan.stages.suggestions.models.suggestions import Suggestion
from kentan.stages.talks.models import Utterance
from kentan.stages.voices.models import Voice


class Point(models.Model):
    """要点: found by a person (or proposed by a machine and taken by a person) in exactly one source."""

    voice = models.ForeignKey(Voice, models.PROTECT, null=True, blank=True, related_name="points", verbose_name="民声")
    utterance = models.ForeignKey(Utterance, models.PROTECT, null=True, blank=True, related_name="points", verbose_name="发言")
    start = models.PositiveIntegerField("从第几字")
    end = models.PositiveIntegerField("到第几字")
    problem = models.CharField("问题", max_length=200, blank=True)
    ask = models.CharField("诉求", max_length=200, blank=True)
    place = models.CharField("地点", max_length=120, blank=True)
    found_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="谁找出")
    found_at = models.DateTimeField("时间")

    class Privacy:
        personal = {"problem", "ask", "place"}
        public = {"found_at"}
        erasable = {"problem", "ask", "place"}

    class Meta:
        verbose_name = "要点"
        constraints = [
            models.CheckConstraint(
                condition=Q(voice__isnull=False, utterance__isnull=True) | Q(voice__isnull=True, utterance__isnull=False),
                name="a_point_stands_in_exactly_one_source",
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="a_point_covers_at_least_one_character"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.ask or self.problem or f"要点 {self.pk}"

    @property
    def source(self) -> Voice | Utterance:
        """The voice or utterance that it stands in."""
        found = self.voice or self.utterance
        assert found is not None  # noqa: S101  guaranteed by a_point_stands_in_exactly_one_source
        return found

    @property
    def quotation(self) -> str:
        """The very words, cut from the unchanged source; empty after erasure."""
        return self.source.words[self.start : self.end]


class PointLink(models.Model):
    """归并: a point belongs to a suggestion, since a moment, by a person; un-grouping ends the link and keeps it."""

    point = models.ForeignKey(Point, models.PROTECT, related_name="links", verbose_name="要点")
    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="links", verbose_name="建议")
    linked_at = models.DateTimeField("归入")
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="谁归入")
    ended_at = models.DateTimeField("拆出", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="谁拆出",
    )  # fmt: skip

    class Privacy:
        personal = {"linked_by", "ended_by"}
        public = {"suggestion", "linked_at", "ended_at"}

    class Meta:
        verbose_name = "归并"
        constraints = [
            models.UniqueConstraint(fields=["point"], condition=Q(ended_at__isnull=True), name="a_point_belongs_to_one_suggestion_at_a_time"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="an_ended_link_says_by_whom",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.point} → {self.suggestion}"
