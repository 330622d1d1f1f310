"""民情件: the direct-line case opened from a voice (machine B4)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kentan.ground.ledger.models import Attachment, Owing, Staged
from kentan.ground.network.models import Organisation
from kentan.stages.voices.labels import RouteOut, Scope, TicketState, Verdict
from kentan.stages.voices.models.voices import Voice


class Ticket(Staged, Owing):
    """民情件: who has it now, what came of it, what the person says to that."""

    voice = models.OneToOneField(Voice, models.PROTECT, related_name="ticket", verbose_name="民声")
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="tickets", verbose_name="承办单位")
    is_decided = models.BooleanField("归属已裁定", default=False)
    needs_many = models.BooleanField("多部门", default=False)
    relay_words = models.TextField("转送的话", blank=True)
    answer = models.TextField("当场答复", blank=True)
    result = models.TextField("办理结果", blank=True)
    scope = models.CharField("范围", max_length=8, choices=Scope, blank=True)
    verdict = models.CharField("评价", max_length=12, choices=Verdict, blank=True)
    verdict_words = models.TextField("评价的话", blank=True)
    route_out = models.CharField("指路", max_length=12, choices=RouteOut, blank=True)
    reopened = models.BooleanField("重开过", default=False)
    read_by_unit_at = models.DateTimeField("单位已读", null=True, blank=True)
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="duplicates", verbose_name="同一件")

    class Privacy:
        personal = {"verdict_words", "relay_words"}
        public = {"state", "unit", "due", "scope", "verdict"}
        erasable = {"verdict_words", "relay_words"}

    class Meta:
        verbose_name = "民情件"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[TicketState.UNIT_PENDING, TicketState.HANDLING, TicketState.FINISHED]) | Q(unit__isnull=False),
                name="a_relayed_ticket_has_a_unit",
            ),
            models.CheckConstraint(condition=~Q(state=TicketState.FINISHED) | ~Q(result=""), name="a_finished_ticket_has_a_result"),
            models.CheckConstraint(condition=~Q(state=TicketState.RATED) | ~Q(verdict=""), name="a_rated_ticket_has_a_verdict"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"民情件 {self.voice_id}"

    @property
    def matter(self) -> str:
        """A ticket's steps stand in its voice's chain."""
        return self.voice.matter


class TicketPhoto(models.Model):
    """办理结果的照片."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="photos", verbose_name="民情件")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="ticket_photo", verbose_name="附件")

    class Privacy:
        personal: set[str] = set()
        public = {"attachment"}

    class Meta:
        verbose_name = "结果照片"

    def __str__(self) -> str:
        return f"{self.ticket} 照片"
