"""发言: the atom. What one person said, word for word; never edited, everything else links to it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from kentan.stages.talks.labels import Confirmed, Response
from kentan.stages.talks.models.talks import Seat, Talk


class Utterance(models.Model):
    """发言（原话）: speaker, role, side, place, agenda item, original words."""

    talk = models.ForeignKey(Talk, models.PROTECT, related_name="utterances", verbose_name="恳谈会")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="utterances", verbose_name="谁说的")
    position = models.PositiveIntegerField("第几条")
    item = models.CharField("议程", max_length=60, blank=True)
    words = models.TextField("原话", blank=True)
    place = models.CharField("说到的地点", max_length=120, blank=True)
    said_at = models.DateTimeField("时间")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="记录人")
    answers = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="answered_by", verbose_name="回应哪一条"
    )
    response = models.CharField("怎么答的", max_length=8, choices=Response, blank=True)
    promised_on = models.DateField("答应的日期", null=True, blank=True)
    confirmed = models.CharField("怎么确认的", max_length=8, choices=Confirmed, blank=True)
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    erased_at = models.DateTimeField("依申请删除", null=True, blank=True)

    class Privacy:
        personal = {"words", "place"}
        public = {"position", "item", "said_at", "response", "promised_on", "confirmed", "erased_at"}
        erasable = {"words", "place"}

    class Meta:
        verbose_name = "发言"
        ordering = ["talk", "position"]
        constraints = [
            models.UniqueConstraint(fields=["talk", "position"], name="one_utterance_at_each_place_of_the_record"),
            models.CheckConstraint(condition=Q(erased_at__isnull=False) | ~Q(words=""), name="only_an_erased_utterance_has_no_words"),
            models.CheckConstraint(condition=~Q(response=Response.LATER) | Q(promised_on__isnull=False), name="an_answer_later_has_a_date"),
            models.CheckConstraint(
                condition=Q(confirmed="", confirmed_at__isnull=True) | (~Q(confirmed="") & Q(confirmed_at__isnull=False)),
                name="a_confirmation_says_how_and_when",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.talk} 第{self.position}条"
