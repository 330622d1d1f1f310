"""民声: word for word, never edited."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from kentan.ground.ledger.models import Attachment, Staged
from kentan.ground.network.models import Area, Code, Deputy, Station
from kentan.stages.voices.labels import Channel, VoiceState


class Voice(Staged):
    """民声: one message of one person. Equal words of two people are two voices."""

    receipt = models.CharField("查询码", max_length=10, unique=True)
    words = models.TextField("原话", blank=True)
    place = models.CharField("地点", max_length=120, blank=True)
    channel = models.CharField("渠道", max_length=16, choices=Channel)
    code = models.ForeignKey(Code, models.PROTECT, null=True, blank=True, related_name="voices", verbose_name="码")
    deputy = models.ForeignKey(Deputy, models.PROTECT, null=True, blank=True, related_name="voices", verbose_name="代表")
    station = models.ForeignKey(Station, models.PROTECT, null=True, blank=True, related_name="voices", verbose_name="联络站")
    area = models.ForeignKey(Area, models.PROTECT, related_name="voices", verbose_name="区域")
    said_at = models.DateTimeField("说的时间", db_index=True)
    received_at = models.DateTimeField("收到时间")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="代录人",
    )  # fmt: skip
    notice = models.CharField("隐私告知版本", max_length=20, blank=True)
    key = models.CharField("幂等键", max_length=80, null=True, blank=True, unique=True)
    fingerprint = models.CharField("内容指纹", max_length=64, blank=True)
    source = models.CharField("来源", max_length=60, blank=True)
    source_id = models.CharField("来源编号", max_length=120, blank=True)
    cites = models.CharField("在哪场恳谈上说的（文号）", max_length=60, blank=True, db_index=True)
    heading = models.CharField("来信标题", max_length=200, blank=True)
    sender_hash = models.CharField("来信人摘要", max_length=64, blank=True, db_index=True)
    title = models.CharField("摘录标题", max_length=60, blank=True)
    extract = models.TextField("公开摘录", blank=True)
    withheld_for = models.CharField("收回理由", max_length=12, blank=True)

    class Privacy:
        personal = {"words", "heading", "sender_hash", "place", "fingerprint", "key", "receipt"}
        public = {"title", "extract", "area", "channel", "said_at", "cites"}
        erasable = {"words", "heading", "sender_hash", "place", "title", "extract", "fingerprint", "source_id", "key"}

    class Meta:
        verbose_name = "民声"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=VoiceState.ERASED) | ~Q(words=""), name="only_an_erased_voice_has_no_words",
            ),
            models.CheckConstraint(
                condition=~Q(state=VoiceState.RELEASED) | ~Q(extract=""), name="a_released_voice_has_an_extract",
            ),
            models.CheckConstraint(
                condition=~Q(channel=Channel.PROXY) | Q(entered_by__isnull=False), name="a_proxy_voice_says_who_entered_it",
            ),
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=~Q(source_id=""), name="an_imported_message_is_stored_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title or f"民声 {self.pk}"

    @property
    def is_erased(self) -> bool:
        """Whether the words were erased on lawful request."""
        return self.state == VoiceState.ERASED

    @property
    def addressee(self) -> str:
        """Whom it was said to."""
        if self.deputy:
            return f"{self.deputy.name}代表"
        return self.station.name if self.station else str(self.area)


class VoicePhoto(models.Model):
    """民声的照片."""

    voice = models.ForeignKey(Voice, models.CASCADE, related_name="photos", verbose_name="民声")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="voice_photo", verbose_name="附件")

    class Privacy:
        personal = {"attachment"}
        public: set[str] = set()

    class Meta:
        verbose_name = "民声照片"

    def __str__(self) -> str:
        return f"{self.voice} 照片"
