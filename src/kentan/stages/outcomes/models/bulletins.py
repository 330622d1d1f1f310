"""民情专报和批示: what leaders read, on which evidence it stands, and what they wrote on it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from kentan.ground.ledger.models import Staged
from kentan.ground.network.models import Area, Organisation
from kentan.stages.outcomes.labels import BulletinState
from kentan.stages.outcomes.models.outcomes import Outcome
from kentan.stages.suggestions.models import Suggestion


class Bulletin(Staged):
    """民情专报: situation, problems, proposals, each standing on cited records; numbered per body and year (R83)."""

    title = models.CharField("标题", max_length=80)
    situation = models.TextField("情况")
    problems = models.TextField("问题", blank=True)
    proposals = models.TextField("建议")
    recipients = models.CharField("报送范围", max_length=200)
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="bulletins", verbose_name="编发")
    area = models.ForeignKey(Area, models.PROTECT, related_name="bulletins", verbose_name="区域")
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="起草")
    signed_on = models.DateField("签发日期", null=True, blank=True)

    class Privacy:
        personal = {"drafted_by"}
        public: set[str] = set()

    class Meta:
        verbose_name = "民情专报"
        ordering = ["-signed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[BulletinState.SIGNED, BulletinState.ISSUED]) | Q(signed_on__isnull=False),
                name="a_signed_bulletin_says_when",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class BulletinEvidence(models.Model):
    """专报的依据: one suggestion or one outcome that the words stand on."""

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="evidence", verbose_name="专报")
    suggestion = models.ForeignKey(
        Suggestion, models.PROTECT, null=True, blank=True, related_name="bulletin_evidence", verbose_name="建议"
    )
    outcome = models.ForeignKey(
        Outcome, models.PROTECT, null=True, blank=True, related_name="bulletin_evidence", verbose_name="成果"
    )

    class Privacy:
        personal: set[str] = set()
        public: set[str] = set()

    class Meta:
        verbose_name = "专报依据"
        constraints = [
            models.CheckConstraint(
                condition=Q(suggestion__isnull=False, outcome__isnull=True) | Q(suggestion__isnull=True, outcome__isnull=False),
                name="an_evidence_row_is_exactly_one_record",
            ),
            models.UniqueConstraint(fields=["bulletin", "suggestion"], name="a_bulletin_cites_a_suggestion_once"),
            models.UniqueConstraint(fields=["bulletin", "outcome"], name="a_bulletin_cites_an_outcome_once"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.suggestion or self.outcome)


class Instruction(models.Model):
    """批示: a leader's words on a bulletin; where it names a unit, a task with a day to answer by."""

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="instructions", verbose_name="专报")
    leader = models.CharField("谁批示", max_length=60)
    words = models.TextField("批示")
    given_on = models.DateField("批示日期")
    unit = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="instructions", verbose_name="交给谁办"
    )
    due = models.DateField("反馈期限", null=True, blank=True)
    feedback = models.TextField("办理反馈", blank=True)
    answered_on = models.DateField("反馈日期", null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="谁登记")

    class Privacy:
        personal = {"leader", "words", "feedback", "recorded_by"}
        public: set[str] = set()

    class Meta:
        verbose_name = "批示"
        ordering = ["given_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(unit__isnull=True) | Q(due__isnull=False), name="a_task_has_a_day_to_answer_by"),
            models.CheckConstraint(
                condition=Q(feedback="", answered_on__isnull=True) | (~Q(feedback="") & Q(answered_on__isnull=False)),
                name="a_feedback_says_when",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.leader} {self.given_on}"
