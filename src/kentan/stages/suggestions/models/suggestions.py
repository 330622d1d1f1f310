"""建议 (any track): what is assigned and answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from kentan.ground.ledger.models import Owing, Staged
from kentan.ground.network.models import Area, Deputy, Organisation
from kentan.stages.suggestions.labels import Track
from kentan.stages.talks.models import Talk


class Suggestion(Staged, Owing):
    """建议: one matter (一事一件), with its sources, its units and its clock."""

    title = models.CharField("案由", max_length=80)
    situation = models.TextField("情况", blank=True)
    analysis = models.TextField("分析", blank=True)
    ask = models.TextField("具体意见")
    track = models.CharField("轨道", max_length=24, choices=Track, default=Track.TALK_OPINION)
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="suggestions", verbose_name="交办机构")
    area = models.ForeignKey(Area, models.PROTECT, related_name="suggestions", verbose_name="区域")
    talk = models.ForeignKey(Talk, models.PROTECT, null=True, blank=True, related_name="suggestions", verbose_name="出自恳谈")
    lead_deputy = models.ForeignKey(
        Deputy, models.PROTECT, null=True, blank=True, related_name="led_suggestions", verbose_name="领衔代表",
    )  # fmt: skip
    cosigners = models.ManyToManyField(Deputy, blank=True, related_name="cosigned_suggestions", verbose_name="附议代表")
    assigned_on = models.DateField("交办日", null=True, blank=True)
    redo_count = models.PositiveSmallIntegerField("重办次数", default=0)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="梳理人")

    class Privacy:
        personal: set[str] = {"drafted_by"}
        public = {
            "title", "situation", "analysis", "ask", "track", "host", "area", "talk", "lead_deputy", "cosigners", "assigned_on",
            "state", "due",
        }  # fmt: skip

    class Meta:
        verbose_name = "建议"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def deputies(self) -> list[Deputy]:
        """Those who are each answered: the lead deputy and every cosigner (浙江规定 第十八、二十二条)."""
        lead = [self.lead_deputy] if self.lead_deputy else []
        return [*lead, *(deputy for deputy in self.cosigners.order_by("pk") if deputy != self.lead_deputy)]
