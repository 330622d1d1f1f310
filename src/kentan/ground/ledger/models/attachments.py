"""附件: photos and papers, kept under a random name outside every address that executes."""

from __future__ import annotations

from django.db import models


class Attachment(models.Model):
    """附件: what it is was decided by its content, never by its name."""

    file = models.FileField("文件", upload_to="%Y/%m/")
    content_type = models.CharField("类型", max_length=40)
    size = models.PositiveIntegerField("字节")
    sha256 = models.CharField("摘要", max_length=64)
    caption = models.CharField("说明", max_length=120, blank=True)
    kept_at = models.DateTimeField("存入")

    class Privacy:
        personal = {"file", "caption", "sha256"}
        public: set[str] = set()

    class Meta:
        verbose_name = "附件"

    def __str__(self) -> str:
        return self.caption or f"附件 {self.pk}"
