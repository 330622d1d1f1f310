"""码: the address behind a poster. Random, replaceable, never an id."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from kentan.ground.network.labels import CodeKind
from kentan.ground.network.models.people import Deputy
from kentan.ground.network.models.places import Area, Station


class Code(models.Model):
    """代表码、站点码、恳谈码: who is spoken to when it is scanned."""

    token = models.CharField("码", max_length=16, unique=True)
    kind = models.CharField("类别", max_length=8, choices=CodeKind)
    deputy = models.ForeignKey(Deputy, models.PROTECT, null=True, blank=True, related_name="codes", verbose_name="代表")
    station = models.ForeignKey(Station, models.PROTECT, null=True, blank=True, related_name="codes", verbose_name="联络站")
    held_in = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="codes", verbose_name="恳谈在哪里开")
    title = models.CharField("恳谈的题目", max_length=80, blank=True)
    cites = models.CharField("引用文号", max_length=60, blank=True)
    made_at = models.DateTimeField("制码时间")
    expires_at = models.DateTimeField("到期", null=True, blank=True)
    revoked_at = models.DateTimeField("停用", null=True, blank=True)
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name="换成"
    )

    class Privacy:
        personal: set[str] = set()
        public = {
            "token", "kind", "deputy", "station", "held_in", "title", "cites", "made_at", "expires_at", "revoked_at", "replaced_by",
        }  # fmt: skip

    class Meta:
        verbose_name = "码"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=CodeKind.DEPUTY, deputy__isnull=False, station__isnull=True, held_in__isnull=True)
                | Q(kind=CodeKind.STATION, deputy__isnull=True, station__isnull=False, held_in__isnull=True)
                | (Q(kind=CodeKind.TALK, deputy__isnull=True, station__isnull=True, held_in__isnull=False) & ~Q(title="")),
                name="a_code_leads_to_exactly_what_its_kind_says",
            ),
        ]

    def __str__(self) -> str:
        return self.human

    @property
    def human(self) -> str:
        """The short form that a person can read out: 4+4 characters."""
        return f"{self.token[:4]} {self.token[4:]}"

    @property
    def area(self) -> Area | None:
        """The area of the deputy or station behind it, or where the talk is held."""
        owner = self.deputy or self.station
        return owner.area if owner else self.held_in

    @property
    def address_name(self) -> str:
        """Whom one speaks to: 沈月英代表, the station's name, or the talk."""
        if self.deputy:
            return f"{self.deputy.name}代表"
        if self.kind == CodeKind.TALK:
            return f"恳谈会“{self.title}”"
        return self.station.name if self.station else ""

    def is_open_at(self, moment: datetime) -> bool:
        """Neither revoked nor expired at that moment, and its deputy still in office."""
        if self.revoked_at is not None or (self.expires_at is not None and self.expires_at <= moment):
            return False
        return self.deputy is None or self.deputy.is_in_office
