"""虚构的人: one account per role, and three deputies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kentan.ground.accounts import roles
from kentan.ground.accounts.models import Account
from kentan.ground.network import actions
from kentan.ground.network.labels import DeputyLevel
from kentan.ground.network.models import Area, Deputy, Organisation, Station, Term

SINCE = date(2022, 1, 1)


@dataclass(frozen=True, slots=True)
class Cast:
    """One account of the demo: sign-in name, person, role, organisation."""

    username: str
    name: str
    role: str
    organisation: str


CAST = (
    Cast("chenzhi", "陈知远", "town_staff", "盐官镇人大主席团"), Cast("luhong", "陆红英", "town_chair", "盐官镇人大主席团"),
    Cast("wuliqun", "吴立群", "liaison", "盐官镇政府"), Cast("zhujian", "诸建平", "unit_head", "盐官镇政府"),
    Cast("xumin", "徐敏华", "liaison", "市交通运输局"), Cast("tangguo", "汤国梁", "unit_head", "市交通运输局"),
    Cast("fengyu", "冯雨晴", "liaison", "市住建局"), Cast("hejun", "何俊生", "unit_head", "市住建局"),
    Cast("gaofei", "高飞燕", "liaison", "市公安局交警大队"), Cast("yaoling", "姚岭", "unit_head", "市公安局交警大队"),
    Cast("wangqin", "王沁", "city_staff", "市人大常委会"), Cast("zhangshu", "章述", "gov_office", "市政府办"),
    Cast("dongli", "董立", "leader", "市人大常委会"), Cast("shenji", "沈季", "scrutineer", "市人大常委会"),
    Cast("xitong", "习同", "system_admin", "市人大常委会"), Cast("anquan", "安荃", "security_admin", "市人大常委会"),
    Cast("shenji2", "申纪", "auditor", "市人大常委会"), Cast("linyan", "林彦", "town_staff", "人大海洲街道工委"),
)  # fmt: skip
DEPUTIES = (
    ("shenyueying", "沈月英", "盐官镇", "在景区边上开杂货店二十年，联系盐官镇郭店、桃园两个村。"),
    ("guanweimin", "管为民", "盐官镇", "小学校长，联系盐官镇城北社区和景区商户。"),
    ("qianxiaohe", "钱小荷", "海洲街道", "社区护士，联系海洲街道桂苑、双山两个社区。"),
)


def staff() -> None:
    """Accounts and posts; nobody can sign in by password until one is set, the demo uses the role switcher."""
    for member in CAST:
        account = Account.objects.open(member.username, member.name)
        actions.appoint(account, member.role, Organisation.objects.get(short_name=member.organisation), since=SINCE)


def deputies(top: Area) -> list[Deputy]:
    """Three invented deputies with their codes."""
    made = []
    term = Term.objects.get(ordinal=16)
    committee = Organisation.objects.get(short_name="市人大常委会")
    for username, name, township, introduction in DEPUTIES:
        account = Account.objects.open(username, name)
        actions.appoint(account, roles.DEPUTY.code, committee, since=SINCE)
        deputy = Deputy.objects.create(
            name=name, level=DeputyLevel.CITY, term=term, area=top.parts.get(name=township), introduction=introduction,
            account=account, constituency=f"{township}第一选区",
        )  # fmt: skip
        actions.make_code(deputy=deputy)
        made.append(deputy)
    return made


def codes() -> None:
    """A code for every station."""
    for station in Station.objects.order_by("pk"):
        actions.make_code(station=station)
