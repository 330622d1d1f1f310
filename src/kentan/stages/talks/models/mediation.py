"""调解记录: where sides bargain in a talk, what each wants, what each offers, and the text that all of them signed or did not."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kentan.ground.ledger.models import Staged
from kentan.stages.talks.labels import Confirmed
from kentan.stages.talks.models.talks import Seat, Talk


class Mediation(Staged):
    """调解记录: one matter between sides, led by somebody in the room (the 老娘舅 of the lift)."""

    talk = models.ForeignKey(Talk, models.PROTECT, related_name="mediations", verbose_name="恳谈会")
    subject = models.CharField("调解什么", max_length=80)
    mediator = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="mediates", verbose_name="调解人")
    terms = models.TextField("约定", blank=True)
    opened_at = models.DateTimeField("开始调解")
    is_released = models.BooleanField("约定对外公开", default=False)

    class Privacy:
        personal = {"mediator", "terms"}
        public = {"talk", "subject", "state", "opened_at", "is_released"}

    class Meta:
        verbose_name = "调解记录"
        ordering = ["talk", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="agreed") | ~Q(terms=""), name="sides_agree_on_a_text"),
            models.CheckConstraint(condition=Q(is_released=False) | Q(state="agreed"), name="only_an_agreed_text_is_released"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.subject

    @property
    def matter(self) -> str:
        """Its steps stand in the chain of the talk."""
        return self.talk.matter


class Party(models.Model):
    """一方: its position, what it offers, who speaks for it, and when it signed the text."""

    mediation = models.ForeignKey(Mediation, models.CASCADE, related_name="parties", verbose_name="调解记录")
    name = models.CharField("哪一方", max_length=20)
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="speaks_for", verbose_name="谁代表这一方")
    position = models.TextField("主张", blank=True)
    offer = models.TextField("愿意让什么", blank=True)
    signed = models.CharField("怎么签的", max_length=8, choices=Confirmed, blank=True)
    signed_at = models.DateTimeField("签字时间", null=True, blank=True)

    class Privacy:
        personal = {"seat", "position", "offer", "signed"}
        public = {"name", "signed_at"}
        erasable = {"position", "offer"}

    class Meta:
        verbose_name = "一方"
        ordering = ["mediation", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["mediation", "name"], name="a_side_stands_once_in_a_mediation"),
            models.CheckConstraint(
                condition=Q(signed="", signed_at__isnull=True) | (~Q(signed="") & Q(signed_at__isnull=False)),
                name="a_signature_says_how_and_when",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
