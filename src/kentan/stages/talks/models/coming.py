"""来之前与在场: the agenda, who signed up, what somebody in the room wants to ask."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kentan.stages.talks.models.talks import Seat, Talk
from kentan.stages.talks.models.utterances import Utterance


class AgendaItem(models.Model):
    """议程: what is talked about, in which order, how long."""

    talk = models.ForeignKey(Talk, models.CASCADE, related_name="agenda", verbose_name="恳谈会")
    position = models.PositiveSmallIntegerField("第几项")
    title = models.CharField("内容", max_length=60)
    minutes = models.PositiveSmallIntegerField("分钟", null=True, blank=True)

    class Privacy:
        personal: set[str] = set()
        public = {"position", "title", "minutes"}

    class Meta:
        verbose_name = "议程"
        ordering = ["talk", "position"]
        constraints = [models.UniqueConstraint(fields=["talk", "position"], name="one_agenda_item_at_each_place")]

    def __str__(self) -> str:
        return self.title


class SignUp(models.Model):
    """报名: somebody means to come. It becomes a seat when he is checked in, else it is deleted with the record's confirmation."""

    talk = models.ForeignKey(Talk, models.CASCADE, related_name="sign_ups", verbose_name="恳谈会")
    name = models.CharField("姓名", max_length=40, blank=True)
    side = models.CharField("一方", max_length=20, blank=True)
    phone_sealed = models.BinaryField("电话（密封）", null=True, blank=True)
    ending = models.CharField("尾号", max_length=4, blank=True)
    slip = models.CharField("条码", max_length=10, unique=True)
    key = models.CharField("幂等键", max_length=80, null=True, blank=True, unique=True)
    made_at = models.DateTimeField("报名时间")
    seat = models.OneToOneField(Seat, models.CASCADE, null=True, blank=True, related_name="sign_up", verbose_name="席位")

    class Privacy:
        personal = {"name", "phone_sealed", "ending", "slip", "key", "made_at"}
        public: set[str] = set()
        erasable = {"name", "phone_sealed", "ending"}

    class Meta:
        verbose_name = "报名"
        ordering = ["talk", "pk"]

    def __str__(self) -> str:
        return f"报名 {self.pk}"


class Question(models.Model):
    """提问: sent by telephone from the room; read out it becomes an utterance, else the clerk says why not."""

    talk = models.ForeignKey(Talk, models.CASCADE, related_name="questions", verbose_name="恳谈会")
    seat = models.ForeignKey(Seat, models.CASCADE, null=True, blank=True, related_name="questions", verbose_name="谁问的")
    words = models.TextField("问什么", blank=True)
    asked_at = models.DateTimeField("时间")
    key = models.CharField("幂等键", max_length=80, null=True, blank=True, unique=True)
    utterance = models.OneToOneField(
        Utterance, models.PROTECT, null=True, blank=True, related_name="question", verbose_name="记成哪一条"
    )
    set_aside_for = models.CharField("为什么没念", max_length=80, blank=True)
    erased_at = models.DateTimeField("依申请删除", null=True, blank=True)

    class Privacy:
        personal = {"words", "key"}
        public = {"asked_at", "erased_at"}
        erasable = {"words"}

    class Meta:
        verbose_name = "提问"
        ordering = ["talk", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(erased_at__isnull=False) | ~Q(words=""), name="only_an_erased_question_has_no_words"),
            models.CheckConstraint(
                condition=Q(utterance__isnull=True) | Q(set_aside_for=""), name="a_question_is_read_out_or_set_aside"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"提问 {self.pk}"

    @property
    def is_open(self) -> bool:
        """Neither read out nor set aside."""
        return self.utterance_id is None and not self.set_aside_for and self.erased_at is None
