"""联系方式: apart from the words, encrypted; looking at one is logged."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from kentan.stages.voices.models.voices import Voice


class VoiceContact(models.Model):
    """联系方式: the telephone that a person left, so that he can be told."""

    voice = models.OneToOneField(Voice, models.CASCADE, related_name="contact", verbose_name="民声")
    phone_sealed = models.BinaryField("电话（密封）")
    phone_hash = models.CharField("电话摘要", max_length=64, db_index=True)
    ending = models.CharField("尾号", max_length=4)

    class Privacy:
        personal = {"phone_sealed", "phone_hash", "ending"}
        public: set[str] = set()

    class Meta:
        verbose_name = "联系方式"

    def __str__(self) -> str:
        return f"尾号 {self.ending}"


class ContactLook(models.Model):
    """谁看过联系方式."""

    voice = models.ForeignKey(Voice, models.PROTECT, related_name="looks", verbose_name="民声")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="账号")
    at = models.DateTimeField("时间")
    reason = models.CharField("事由", max_length=80)

    class Privacy:
        personal = {"account"}
        public: set[str] = set()

    class Meta:
        verbose_name = "查看联系方式"

    def __str__(self) -> str:
        return f"{self.account} {self.at}"
