"""消息: the in-app inbox, written in the same transaction as the step that it tells of."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from kentan.ground.ledger.models.entries import Entry


class Notice(models.Model):
    """One account is told of one step; the outbox of other channels reads the same rows."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="notices", verbose_name="留痕")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices", verbose_name="账号")
    read_at = models.DateTimeField("已读", null=True, blank=True)

    class Privacy:
        personal = {"account", "read_at"}
        public: set[str] = set()

    class Meta:
        verbose_name = "消息"
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["entry", "account"], name="an_account_is_told_once_of_a_step")]

    def __str__(self) -> str:
        return f"{self.entry} → {self.account_id}"
