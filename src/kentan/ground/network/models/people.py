"""届、代表、任职."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kentan.ground.accounts import roles
from kentan.ground.network.labels import DeputyLevel, DeputyStatus
from kentan.ground.network.models.places import Area, Organisation, Station


class Term(models.Model):
    """届: the years that one congress sits."""

    congress = models.ForeignKey(Organisation, models.PROTECT, related_name="terms", verbose_name="人大")
    ordinal = models.PositiveSmallIntegerField("第几届")
    since = models.DateField("开始")
    until = models.DateField("结束", null=True, blank=True)

    class Privacy:
        personal: set[str] = set()
        public = {"congress", "ordinal", "since", "until"}

    class Meta:
        verbose_name = "届"
        constraints = [models.UniqueConstraint(fields=["congress", "ordinal"], name="one_term_of_that_ordinal")]

    def __str__(self) -> str:
        return f"第{self.ordinal}届"


class Deputy(models.Model):
    """人大代表: listens and relays; does not handle (代表法 2025 第三十一条)."""

    name = models.CharField("姓名", max_length=40)
    level = models.CharField("级别", max_length=8, choices=DeputyLevel)
    status = models.CharField("状态", max_length=12, choices=DeputyStatus, default=DeputyStatus.IN_OFFICE)
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="deputies", verbose_name="届")
    area = models.ForeignKey(Area, models.PROTECT, related_name="deputies", verbose_name="联系镇街")
    constituency = models.CharField("选区", max_length=60, blank=True)
    group = models.CharField("代表小组", max_length=60, blank=True)
    introduction = models.CharField("介绍", max_length=120, blank=True)
    stations = models.ManyToManyField(Station, blank=True, related_name="deputies", verbose_name="驻站")
    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="deputy")

    class Privacy:
        personal = {"account"}
        public = {
            "name",
            "level",
            "status",
            "term",
            "area",
            "constituency",
            "group",
            "introduction",
            "stations",
        }

    class Meta:
        verbose_name = "代表"

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """市人大代表 or 镇人大代表."""
        return DeputyLevel(self.level).label

    @property
    def is_in_office(self) -> bool:
        """Suspended or ended mandates act no more; what they did stays (代表法 第六十一、六十二条)."""
        return self.status == DeputyStatus.IN_OFFICE


class Membership(models.Model):
    """任职: a role at an organisation, from a day, until a day. Leaving ends the power and keeps the history."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name="账号")
    role = models.CharField("角色", max_length=20, choices=roles.CHOICES)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships", verbose_name="机构")
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)

    class Privacy:
        personal = {"account"}
        public = {"role", "organisation", "since", "until"}

    class Meta:
        verbose_name = "任职"
        constraints = [
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="a_post_ends_after_it_began"),
            models.UniqueConstraint(
                fields=["account", "role", "organisation"],
                condition=Q(until__isnull=True),
                name="one_open_post_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_role_display()}"

    def is_held_on(self, day: date) -> bool:
        """Whether the post is held on that day."""
        return self.since <= day and (self.until is None or day <= self.until)
