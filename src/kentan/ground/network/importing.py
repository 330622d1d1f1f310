"""导入机构、站点、代表: a table of an office becomes the network; the same row again changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from deliberation.text.normalise import fault, tidy
from kentan.ground.accounts.models import Account
from kentan.ground.network.actions import appoint, make_code
from kentan.ground.network.labels import DeputyLevel, OrganisationKind, StationLevel
from kentan.ground.network.models import Area, Deputy, Organisation, Station
from kentan.ground.words import Closed


class BadRow(ValueError):
    """A row that cannot be stored; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table: its name, whether it is needed, what to write there."""

    name: str
    is_needed: bool
    told: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of table: its columns, an example row, and how a row becomes a record."""

    columns: tuple[Column, ...]
    example: tuple[str, ...]
    read: Callable[[Mapping[str, str]], tuple[type[models.Model], dict[str, Any], dict[str, Any]]]
    after: Callable[[Any, Mapping[str, str]], bool] | None = None


@dataclass(slots=True)
class Report:
    """read = stored + changed + already + refused."""

    read: int = 0
    stored: int = 0
    changed: int = 0
    already: int = 0
    refusals: list[tuple[int, str]] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """The closing line."""
        return f"read {self.read}, stored {self.stored}, changed {self.changed}, already {self.already}, refused {len(self.refusals)}"


def word(row: Mapping[str, str], name: str, most: int, *, is_needed: bool = False) -> str:
    """One cell, tidied. Raises BadRow."""
    text = tidy(row.get(name, ""))
    if is_needed and not text:
        raise BadRow(f"“{name}”不能空")
    if found := fault(text, most=most):
        raise BadRow(f"“{name}”{'太长了，最多 ' + str(most) + ' 个字' if found == 'too_long' else '里有不能用的字符'}")
    return text


def choice(row: Mapping[str, str], name: str, labels: type[Closed]) -> str:
    """A cell that holds one of the office's words. Raises BadRow."""
    text = word(row, name, 40, is_needed=True)
    found = next((value for value, label in labels.choices if text in {value, str(label)}), None)
    if found is None:
        raise BadRow(f"“{name}”只能写：{'、'.join(str(label) for label in labels.labels)}")
    return str(found)


def area(row: Mapping[str, str], name: str) -> Area:
    """A cell that names an area that is known. Raises BadRow."""
    text = word(row, name, 60, is_needed=True)
    found = list(Area.objects.filter(name=text)[:2])
    if len(found) != 1:
        raise BadRow(f"没有叫“{text}”的区域" if not found else f"叫“{text}”的区域不止一个")
    return found[0]


def unit_row(row: Mapping[str, str]) -> tuple[type[models.Model], dict[str, Any], dict[str, Any]]:
    """单位 by its full name."""
    name, above = word(row, "全称", 80, is_needed=True), word(row, "上级", 80)
    parent = Organisation.objects.filter(name=above).first() if above else None
    if above and parent is None:
        raise BadRow(f"没有叫“{above}”的上级机构，请先导入它")
    given = {
        "short_name": word(row, "简称", 40) or name[:40], "kind": choice(row, "类别", OrganisationKind), "area": area(row, "区域"), "parent": parent,
        "document_word": word(row, "发文代字", 20), "phone": word(row, "办公电话", 30),
    }  # fmt: skip
    return Organisation, {"name": name}, given


def station_row(row: Mapping[str, str]) -> tuple[type[models.Model], dict[str, Any], dict[str, Any]]:
    """站点 by name and area; every one but the hub stands under another."""
    level, where = choice(row, "层级", StationLevel), area(row, "区域")
    above = word(row, "上级站", 60, is_needed=level != StationLevel.CITY_HUB)
    parent = Station.objects.filter(name=above).first() if above else None
    if above and parent is None:
        raise BadRow(f"没有叫“{above}”的上级站，请把它写在前面")
    if level == StationLevel.CITY_HUB and parent is not None:
        raise BadRow("总站没有上级站")
    given = {
        "level": level, "parent": parent, "address": word(row, "地址", 120), "phone": word(row, "电话", 30), "hours": word(row, "开放时间", 60),
    }  # fmt: skip
    return Station, {"name": word(row, "名称", 60, is_needed=True), "area": where}, given


def deputy_row(row: Mapping[str, str]) -> tuple[type[models.Model], dict[str, Any], dict[str, Any]]:
    """代表 by name, level, township and constituency: two of one name are two people."""
    own = {
        "name": word(row, "姓名", 40, is_needed=True), "level": choice(row, "级别", DeputyLevel), "area": area(row, "联系镇街"),
        "constituency": word(row, "选区", 60),
    }  # fmt: skip
    return Deputy, own, {"group": word(row, "代表小组", 60), "introduction": word(row, "介绍", 120)}


def after_deputy(deputy: Deputy, row: Mapping[str, str]) -> bool:
    """驻站, 账号 and 码. True when something changed. Raises BadRow."""
    changed = stations_of(deputy, row)
    username = word(row, "登录名", 40)
    if username and deputy.account is None:
        if Account.objects.filter(username=username).exists():
            raise BadRow(f"登录名“{username}”已经有人用")
        deputy.account = Account.objects.open(username, deputy.name)
        deputy.save(update_fields=["account"])
        appoint(deputy.account, "deputy", committee())
        changed = True
    if not deputy.codes.exists():
        make_code(deputy=deputy)
        changed = True
    return changed


def committee() -> Organisation:
    """The standing committee, for which a deputy's account is opened. Raises BadRow before the city was founded."""
    found = Organisation.objects.filter(kind=OrganisationKind.STANDING_COMMITTEE).order_by("pk").first()
    if found is None:
        raise BadRow("还没有市人大常委会，请先完成第一次设置")
    return found


def stations_of(deputy: Deputy, row: Mapping[str, str]) -> bool:
    """The stations where the deputy receives people, by name, set apart by 、. Raises BadRow."""
    names = [tidy(name) for name in row.get("驻站", "").replace("，", "、").replace(",", "、").split("、") if tidy(name)]
    found = {name: Station.objects.filter(name=name).first() for name in names}
    if missing := [name for name, station in found.items() if station is None]:
        raise BadRow(f"没有叫“{missing[0]}”的联络站")
    wanted = {station.pk for station in found.values() if station}
    if not names or wanted == set(deputy.stations.values_list("pk", flat=True)):
        return False
    deputy.stations.set(wanted)
    return True


def after_station(station: Station, row: Mapping[str, str]) -> bool:
    """A code for the station's poster."""
    if station.codes.exists():
        return False
    make_code(station=station)
    return True


KINDS: dict[str, Kind] = {
    "units": Kind(
        (Column("全称", True, "单位全称，唯一"), Column("简称", False, "页面上怎么叫"), Column("类别", True, "、".join(map(str, OrganisationKind.labels))),
         Column("区域", True, "海宁市或镇街名"), Column("上级", False, "上级机构的全称"), Column("发文代字", False, "例如：海交"), Column("办公电话", False, "")),
        ("海宁市交通运输局", "市交通运输局", "政府部门、镇街办", "海宁市", "", "海交", "0573-00000000"), unit_row,
    ),
    "stations": Kind(
        (Column("名称", True, "站点名称"), Column("层级", True, "、".join(map(str, StationLevel.labels))), Column("上级站", False, "除总站外都要写，写在前面的行"),
         Column("区域", True, "镇街、村、社区名"), Column("地址", False, ""), Column("电话", False, ""), Column("开放时间", False, "例如：每周三 9:00–11:00")),
        ("盐官镇代表联络中心站", "代表联络中心站", "海宁市代表联络总站", "盐官镇", "宣德路 1 号", "", "工作日 9:00–17:00"), station_row, after_station,
    ),
    "deputies": Kind(
        (Column("姓名", True, ""), Column("级别", True, "、".join(map(str, DeputyLevel.labels))), Column("联系镇街", True, "镇街名"), Column("选区", False, "同名同姓的靠它区分"),
         Column("代表小组", False, ""), Column("介绍", False, "一句话，会公开"), Column("驻站", False, "联络站名称，多个用、隔开"), Column("登录名", False, "写了就开账号")),
        ("张某某", "市人大代表", "盐官镇", "盐官镇第一选区", "盐官代表小组", "小学教师。", "盐官镇代表联络中心站", "zhangmm"), deputy_row, after_deputy,
    ),
}  # fmt: skip


def store_rows(kind: str, rows: Iterable[Mapping[str, str]], *, is_dry: bool = False) -> Report:
    """Row by row, each whole or not at all; a later row may stand on an earlier one. `is_dry`: everything is taken back."""
    report = Report()
    with transaction.atomic():
        for number, row in enumerate(rows, start=1):
            report.read += 1
            try:
                with transaction.atomic():
                    count(report, store_row(KINDS[kind], row))
            except (BadRow, ValidationError) as error:
                report.refusals.append((number, str(error) if isinstance(error, BadRow) else "；".join(error.messages)))
        if is_dry:
            transaction.set_rollback(True)
    return report


def count(report: Report, what: str) -> None:
    """One row more of this outcome."""
    setattr(report, what, getattr(report, what) + 1)


def store_row(kind: Kind, row: Mapping[str, str]) -> str:
    """stored, changed or already. Raises BadRow."""
    model, own, given = kind.read(row)
    manager = model._default_manager
    record = manager.filter(**own).first()
    if record is None:
        record, outcome = manager.create(**own, **given), "stored"
    else:
        new = {name: value for name, value in given.items() if getattr(record, name) != value and value not in {"", None}}
        for name, value in new.items():
            setattr(record, name, value)
        if new:
            record.save(update_fields=list(new))
        outcome = "changed" if new else "already"
    if kind.after is not None and kind.after(record, row) and outcome == "already":
        outcome = "changed"
    return outcome
