"""留痕: append-only entries, one hash chain per matter.

An entry holds ids, states, times and a salted digest of words; the words stand in an erasable row beside it.
Erasing drops words and salt; the chain still verifies.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Chain(models.Model):
    """一件事的链头: the row that writers of one matter queue at."""

    matter = models.CharField("事项", max_length=80, unique=True)
    length = models.PositiveIntegerField("长度", default=0)
    head = models.CharField("链头", max_length=64, default="")

    class Privacy:
        personal: set[str] = set()
        public = {"matter", "length", "head"}

    class Meta:
        verbose_name = "链"

    def __str__(self) -> str:
        return f"{self.matter} ({self.length})"


class Entry(models.Model):
    """一步留痕: who did what to which record, from which state to which, when."""

    chain = models.ForeignKey(Chain, models.PROTECT, related_name="entries", verbose_name="链")
    position = models.PositiveIntegerField("序号")
    subject = models.CharField("记录", max_length=80, db_index=True)
    move = models.CharField("动作", max_length=40)
    label = models.CharField("动作名", max_length=40)
    before = models.CharField("原状态", max_length=24, blank=True)
    after = models.CharField("新状态", max_length=24, blank=True)
    actor_kind = models.CharField("谁", max_length=12)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="账号"
    )
    actor_title = models.CharField("职务", max_length=80, blank=True)
    at = models.DateTimeField("时间", db_index=True)
    digest = models.CharField("文字摘要", max_length=64, blank=True)
    previous = models.CharField("前一步", max_length=64, blank=True)
    hash = models.CharField("本步", max_length=64)

    class Privacy:
        personal: set[str] = set()
        public = {"label", "before", "after", "at", "actor_title"}

    class Meta:
        verbose_name = "留痕"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "position"], name="one_entry_at_each_place_of_a_chain"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.label}"

    @property
    def note(self) -> str:
        """The words that went with the step; empty when there were none or they were erased."""
        return self.words.text if hasattr(self, "words") else ""


class EntryWords(models.Model):
    """留痕的文字: the erasable part. Without it the entry keeps only a digest that nothing can be guessed from."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="words", verbose_name="留痕")
    salt = models.CharField("盐", max_length=32)
    text = models.TextField("文字")

    class Privacy:
        personal = {"text", "salt"}
        public: set[str] = set()

    class Meta:
        verbose_name = "留痕文字"

    def __str__(self) -> str:
        return f"#{self.entry_id}"
