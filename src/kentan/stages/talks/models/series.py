"""系列恳谈: one theme, several sittings in several places."""

from __future__ import annotations

from django.db import models

from kentan.ground.ledger.models import Staged
from kentan.ground.network.models import Area, Organisation
from kentan.stages.topics.models import Topic


class TalkSeries(Staged):
    """系列恳谈: what several bodies talk about in the same weeks, each in a sitting of its own."""

    title = models.CharField("题目", max_length=80)
    theme = models.TextField("为什么谈", blank=True)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="talk_series", verbose_name="议题")
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="talk_series", verbose_name="牵头")
    area = models.ForeignKey(Area, models.PROTECT, related_name="talk_series", verbose_name="区域")
    opened_on = models.DateField("发起日期")

    class Privacy:
        personal: set[str] = set()
        public = {"title", "theme", "topic", "host", "area", "opened_on", "state"}

    class Meta:
        verbose_name = "系列恳谈"
        ordering = ["-opened_on", "-pk"]

    def __str__(self) -> str:
        return self.title
