"""答复与评价: answered once, addressed to each deputy, rated on two axes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kentan.ground.network.models import Deputy, Organisation
from kentan.stages.suggestions.labels import OutcomeClass, Rating
from kentan.stages.suggestions.models.suggestions import Suggestion


class Reply(models.Model):
    """答复: class, text, number, who signed. A redo adds a reply; none is changed."""

    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="replies", verbose_name="建议")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="replies", verbose_name="单位")
    outcome_class = models.CharField("类别", max_length=1, choices=OutcomeClass)
    words = models.TextField("答复全文")
    number = models.CharField("文号", max_length=60)
    signed_by = models.CharField("签发人", max_length=60)
    signed_at = models.DateTimeField("签发时间")
    is_redo = models.BooleanField("重办的答复", default=False)

    class Privacy:
        personal: set[str] = set()
        public = {
            "suggestion",
            "unit",
            "outcome_class",
            "words",
            "number",
            "signed_by",
            "signed_at",
            "is_redo",
        }

    class Meta:
        verbose_name = "答复"
        ordering = ["signed_at", "pk"]

    def __str__(self) -> str:
        return self.number


class Addressee(models.Model):
    """主送: each deputy is answered separately, also when the answer is one (R24, R25)."""

    reply = models.ForeignKey(Reply, models.PROTECT, related_name="addressees", verbose_name="答复")
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="replies", verbose_name="代表")
    read_at = models.DateTimeField("已读", null=True, blank=True)

    class Privacy:
        personal = {"read_at"}
        public = {"reply", "deputy"}

    class Meta:
        verbose_name = "主送"
        constraints = [models.UniqueConstraint(fields=["reply", "deputy"], name="a_deputy_is_answered_once_per_reply")]

    def __str__(self) -> str:
        return f"{self.reply} → {self.deputy}"


class Evaluation(models.Model):
    """评价: attitude and result apart; nothing is chosen beforehand; silence is 未表态 and is no row."""

    reply = models.OneToOneField(Reply, models.PROTECT, related_name="evaluation", verbose_name="答复")
    deputy = models.ForeignKey(Deputy, models.PROTECT, null=True, blank=True, related_name="evaluations", verbose_name="代表")
    attitude = models.CharField("办理态度", max_length=12, choices=Rating)
    result = models.CharField("办理结果", max_length=12, choices=Rating)
    words = models.TextField("意见", blank=True)
    given_at = models.DateTimeField("时间")

    class Privacy:
        personal: set[str] = set()
        public = {"reply", "deputy", "attitude", "result", "given_at"}

    class Meta:
        verbose_name = "评价"
        constraints = [
            models.CheckConstraint(
                condition=(~Q(result=Rating.UNSATISFIED) & ~Q(attitude=Rating.UNSATISFIED)) | ~Q(words=""),
                name="an_unsatisfied_rating_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reply} {self.get_result_display()}"
