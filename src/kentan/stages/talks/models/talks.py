"""恳谈会与席位."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kentan.ground.ledger.models import Staged
from kentan.ground.network.models import Area, Code, Deputy, Organisation, Station
from kentan.stages.preparation.models import MaterialPack
from kentan.stages.talks.labels import Initiative, SeatRole, TalkForm
from kentan.stages.talks.models.series import TalkSeries
from kentan.stages.topics.models import Topic


class Talk(Staged):
    """恳谈会: a theme, a place (free words; it need be no station), a day, a host."""

    title = models.CharField("题目", max_length=80)
    theme = models.TextField("为什么谈", blank=True)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="talks", verbose_name="议题")
    series = models.ForeignKey(TalkSeries, models.PROTECT, null=True, blank=True, related_name="sittings", verbose_name="系列")
    sitting = models.PositiveSmallIntegerField("系列中第几场", null=True, blank=True)
    pack = models.ForeignKey(
        MaterialPack, models.PROTECT, null=True, blank=True, related_name="talks", verbose_name="采用的材料包"
    )
    form = models.CharField("形式", max_length=12, choices=TalkForm, default=TalkForm.FACE)
    initiative = models.CharField("谁发起", max_length=8, choices=Initiative, default=Initiative.OWN)
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="talks", verbose_name="主办")
    area = models.ForeignKey(Area, models.PROTECT, related_name="talks", verbose_name="区域")
    station = models.ForeignKey(Station, models.PROTECT, null=True, blank=True, related_name="talks", verbose_name="联络站")
    place = models.CharField("地点", max_length=120)
    starts_at = models.DateTimeField("开始时间")
    postponed_from = models.DateTimeField("改期前的时间", null=True, blank=True)
    announced_at = models.DateTimeField("公告时间", null=True, blank=True)
    code = models.OneToOneField(Code, models.PROTECT, null=True, blank=True, related_name="talk", verbose_name="恳谈码")
    online_people = models.PositiveIntegerField("线上参加人数", null=True, blank=True)
    online_words = models.PositiveIntegerField("线上留言条数", null=True, blank=True)

    class Privacy:
        personal: set[str] = set()
        public = {
            "title",
            "theme",
            "form",
            "initiative",
            "host",
            "area",
            "station",
            "place",
            "starts_at",
            "announced_at",
            "postponed_from",
            "state",
            "code",
            "series",
            "sitting",
            "online_people",
            "online_words",
        }

    class Meta:
        verbose_name = "恳谈会"
        ordering = ["-starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["series", "sitting"], name="a_sitting_has_its_own_place_in_the_series"),
            models.CheckConstraint(
                condition=Q(series__isnull=True, sitting__isnull=True) | Q(series__isnull=False, sitting__isnull=False),
                name="a_talk_is_numbered_in_a_series_or_in_none",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class Seat(models.Model):
    """席位: somebody in the room, in which role and on which side. A citizen's name is for staff only."""

    talk = models.ForeignKey(Talk, models.CASCADE, related_name="seats", verbose_name="恳谈会")
    role = models.CharField("身份", max_length=10, choices=SeatRole)
    name = models.CharField("姓名", max_length=40, blank=True)
    side = models.CharField("一方", max_length=20, blank=True)
    deputy = models.ForeignKey(Deputy, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name="代表")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name="单位"
    )
    slip = models.CharField("条码", max_length=10, unique=True)
    checked_in_at = models.DateTimeField("签到", null=True, blank=True)
    is_by_phone = models.BooleanField("扫码自己签到", default=False)
    key = models.CharField("幂等键", max_length=80, null=True, blank=True, unique=True)

    class Privacy:
        personal = {"name", "slip", "checked_in_at", "is_by_phone", "key"}
        public = {"role", "side", "deputy", "organisation"}
        erasable = {"name"}

    class Meta:
        verbose_name = "席位"
        constraints = [
            models.CheckConstraint(condition=~Q(role=SeatRole.DEPUTY) | Q(deputy__isnull=False), name="a_deputy_seat_names_the_deputy"),
            models.CheckConstraint(condition=~Q(role=SeatRole.UNIT) | Q(organisation__isnull=False), name="a_unit_seat_names_the_unit"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.public_name

    @property
    def public_name(self) -> str:
        """How the seat is called in public: deputies and units by name, citizens never."""
        if self.role == SeatRole.DEPUTY and self.deputy:
            return f"{self.deputy.name}代表"
        if self.role == SeatRole.UNIT and self.organisation:
            return self.organisation.short_name
        return f"{self.get_role_display()}{f'（{self.side}）' if self.side else ''}"
