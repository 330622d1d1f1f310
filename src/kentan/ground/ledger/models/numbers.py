"""文号: per issuing body, kind and year, without gaps."""

from __future__ import annotations

from django.db import models

from kentan.ground.network.models import Organisation


class Series(models.Model):
    """编号序列: the last number given by one body for one kind in one year."""

    body = models.ForeignKey(Organisation, models.PROTECT, related_name="series", verbose_name="发文机构")
    kind = models.CharField("种类", max_length=20)
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("末号", default=0)

    class Privacy:
        personal: set[str] = set()
        public = {"body", "kind", "year", "last"}

    class Meta:
        verbose_name = "编号序列"
        constraints = [models.UniqueConstraint(fields=["body", "kind", "year"], name="one_series_per_body_kind_and_year")]

    def __str__(self) -> str:
        return f"{self.body} {self.kind} {self.year}"


class Number(models.Model):
    """文号: a printed number and the record that it names; later stages cite it without knowing the record."""

    text = models.CharField("文号", max_length=60, unique=True)
    series = models.ForeignKey(Series, models.PROTECT, related_name="numbers", verbose_name="序列")
    serial = models.PositiveIntegerField("序号")
    subject = models.CharField("记录", max_length=80, unique=True)
    title = models.CharField("标题", max_length=200, blank=True)
    given_at = models.DateTimeField("编号时间")

    class Privacy:
        personal: set[str] = set()
        public = {"text", "series", "serial", "title", "given_at"}

    class Meta:
        verbose_name = "文号"
        constraints = [models.UniqueConstraint(fields=["series", "serial"], name="a_serial_is_given_once")]

    def __str__(self) -> str:
        return self.text
