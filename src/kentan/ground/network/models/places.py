"""区域、机构、联络站."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kentan.ground.network.labels import CONGRESS_KINDS, HANDLING_KINDS, AreaKind, OrganisationKind, StationLevel


class Area(models.Model):
    """区域: city → streets and towns → villages and communities, with the dated statistics code."""

    name = models.CharField("名称", max_length=40)
    kind = models.CharField("类别", max_length=12, choices=AreaKind)
    code = models.CharField("统计代码", max_length=12, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="上级")
    since = models.DateField("启用", null=True, blank=True)
    until = models.DateField("废止", null=True, blank=True)

    class Privacy:
        personal: set[str] = set()
        public = {"name", "kind", "code", "parent", "since", "until"}

    class Meta:
        verbose_name = "区域"
        constraints = [
            models.UniqueConstraint(fields=["code", "since"], condition=~Q(code=""), name="area_code_is_used_once_at_a_time"),
            models.CheckConstraint(
                condition=Q(kind=AreaKind.CITY, parent__isnull=True) | (~Q(kind=AreaKind.CITY) & Q(parent__isnull=False)),
                name="only_the_city_has_no_area_above_it",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def township(self) -> Area | None:
        """The town or street that this area is or lies in; None for the city itself."""
        if self.kind in {AreaKind.STREET, AreaKind.TOWN}:
            return self
        return self.parent if self.parent and self.parent.kind != AreaKind.CITY else None

    @property
    def has_congress(self) -> bool:
        """A street has no people's congress: it recommends (票荐) and never decides (票决)."""
        return self.kind in {AreaKind.CITY, AreaKind.TOWN}


class Organisation(models.Model):
    """机构: congress bodies, street committees, presidiums, units that handle, other supervised bodies."""

    name = models.CharField("全称", max_length=80, unique=True)
    short_name = models.CharField("简称", max_length=40)
    kind = models.CharField("类别", max_length=24, choices=OrganisationKind)
    area = models.ForeignKey(Area, models.PROTECT, related_name="organisations", verbose_name="区域")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="上级")
    document_word = models.CharField("发文代字", max_length=20, blank=True)
    phone = models.CharField("办公电话", max_length=30, blank=True)
    is_active = models.BooleanField("在用", default=True)

    class Privacy:
        personal: set[str] = set()
        public = {"name", "short_name", "kind", "area", "parent", "document_word", "phone", "is_active"}

    class Meta:
        verbose_name = "机构"

    def __str__(self) -> str:
        return self.short_name

    @property
    def may_handle(self) -> bool:
        """Whether it can be asked to handle something: congress bodies relay, decide and assign, and never handle."""
        return self.is_active and self.kind in HANDLING_KINDS

    @property
    def is_congress_body(self) -> bool:
        """Whether it may assign (交办); a deputy alone only relays (反映)."""
        return self.kind in CONGRESS_KINDS


class Station(models.Model):
    """代表联络站: a node of the four-level tree."""

    name = models.CharField("名称", max_length=60)
    level = models.CharField("层级", max_length=12, choices=StationLevel)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="上级站")
    area = models.ForeignKey(Area, models.PROTECT, related_name="stations", verbose_name="区域")
    address = models.CharField("地址", max_length=120, blank=True)
    phone = models.CharField("电话", max_length=30, blank=True)
    hours = models.CharField("开放时间", max_length=60, blank=True)
    is_open = models.BooleanField("开放", default=True)

    class Privacy:
        personal: set[str] = set()
        public = {"name", "level", "parent", "area", "address", "phone", "hours", "is_open"}

    class Meta:
        verbose_name = "联络站"
        constraints = [
            models.CheckConstraint(
                condition=Q(level=StationLevel.CITY_HUB, parent__isnull=True)
                | (~Q(level=StationLevel.CITY_HUB) & Q(parent__isnull=False)),
                name="only_the_city_hub_has_no_station_above_it",
            ),
        ]

    def __str__(self) -> str:
        return self.name
