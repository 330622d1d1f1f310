"""1+12+122+153: villages, stations and points; twenty-four units with liaisons; a hundred and twenty deputies.

Townships and villages are real names; their numbers below the township, the stations, the points and all people are invented.
"""

from __future__ import annotations

from itertools import cycle, islice

from kentan.demo.county.names import name
from kentan.demo.people import SINCE
from kentan.ground.accounts.models import Account
from kentan.ground.network import actions
from kentan.ground.network.labels import AreaKind, DeputyLevel, OrganisationKind, StationLevel
from kentan.ground.network.models import Area, Code, Deputy, Organisation, Station, Term

VILLAGES = {
    "硖石街道": ("南关厢社区", "西山社区", "长埭社区", "赞山社区", "荆丰社区", "军民村"), "海洲街道": ("桂苑社区", "双山社区", "白漾社区", "新庄社区", "伊桥社区", "金利社区"),
    "海昌街道": ("双凤社区", "硖东社区", "火炬社区", "迎丰社区", "洛隆社区", "横塘村"), "马桥街道": ("新塘社区", "利众村", "柏士村", "亭桥村", "先锋村", "联和村"),
    "许村镇": ("花园村", "南联村", "永福村", "塘桥村", "前进村", "文桥社区"), "长安镇": ("兴福村", "天明村", "辛江村", "青年村", "盐仓社区", "东陈村"),
    "周王庙镇": ("云龙村", "博儒桥村", "星火村", "荆山村", "石井村", "上林村"), "丁桥镇": ("梁家墩村", "新仓村", "海潮村", "民利村", "永胜村", "利民村"),
    "斜桥镇": ("华丰村", "新农村", "祝场村", "庆云村", "榨溪村", "永合村"), "黄湾镇": ("尖山村", "五丰村", "大临村", "闸口村", "黄山村", "钱江村"),
    "盐官镇": ("郭店村", "桃园村", "城北社区", "联农村", "祝会村", "丰士村"), "袁花镇": ("新袁村", "谈桥村", "镇东村", "红晓村", "长啸村", "双丰村"),
}  # fmt: skip
VENUES = ("农贸市场", "文化礼堂", "老年食堂", "卫生院", "工业园区")
UNITS = (
    ("海宁市教育局", "市教育局"), ("海宁市卫生健康局", "市卫健局"), ("嘉兴市生态环境局海宁分局", "生态环境分局"), ("海宁市农业农村局", "市农业农村局"),
    ("海宁市水利局", "市水利局"), ("海宁市市场监督管理局", "市市场监管局"), ("海宁市商务局", "市商务局"), ("海宁市经济和信息化局", "市经信局"),
    ("海宁市人力资源和社会保障局", "市人社局"), ("海宁市自然资源和规划局", "市资源规划局"), ("海宁市公安局", "市公安局"), ("海宁市应急管理局", "市应急管理局"),
    ("海宁市数据局", "市数据局"), ("海宁市人民政府金融工作办公室", "市金融办"), ("海宁市供电公司", "供电公司"), ("海宁市水务集团", "水务集团"),
    ("海宁市残疾人联合会", "市残联"), ("海宁市妇女联合会", "市妇联"),
)  # fmt: skip
STATIONS, POINTS, DEPUTIES = 122, 153, 120


def build() -> None:
    """Everything, on top of what the first story made."""
    top = Area.objects.get(kind=AreaKind.CITY)
    villages(top)
    stations(top)
    units(top)
    staff(top)
    deputies(top)


def townships(top: Area) -> list[Area]:
    """In the order of their codes."""
    return list(top.parts.order_by("code"))


def villages(top: Area) -> None:
    """Six to a township."""
    made = []
    for township in townships(top):
        for number, village in enumerate(VILLAGES[township.name], start=1):
            kind = AreaKind.COMMUNITY if village.endswith("社区") else AreaKind.VILLAGE
            made.append(Area(name=village, kind=kind, code=f"{township.code}{900 + number}", parent=township, since=SINCE))
    Area.objects.bulk_create(made)


def stations(top: Area) -> None:
    """122 stations under the twelve centres, 153 points under the stations, a code for each."""
    centres = {station.area_id: station for station in Station.objects.filter(level=StationLevel.TOWN_CENTER)}
    places = [
        (area, area.name) for turn in range(6) for township in townships(top) for area in [township.parts.order_by("code")[turn]]
    ]
    places += [(township, f"{township}{venue}") for venue in VENUES for township in townships(top)]
    wanted = [
        Station(
            name=f"{place}代表联络站", level=StationLevel.STATION, parent=centres[area.township.pk], area=area, address=f"{place}内", phone="0573-0000 2612",
            hours="每周三 9:00–11:00",
        )
        for area, place in places if area.township
    ]  # fmt: skip
    missing = STATIONS - Station.objects.filter(level=StationLevel.STATION).count()
    made = Station.objects.bulk_create(wanted[:missing])
    of_villages = [station for station in made if station.area.kind in {AreaKind.VILLAGE, AreaKind.COMMUNITY}]
    points = [
        Station(name=f"{station.area}{number}号网格联络点", level=StationLevel.POINT, parent=station, area=station.area, address=f"{station.area}网格")
        for number in (1, 2, 3) for station in of_villages
    ]  # fmt: skip
    Station.objects.bulk_create(points[:POINTS])
    for station in Station.objects.filter(codes=None).order_by("pk"):
        actions.make_code(station=station)


def units(top: Area) -> None:
    """Those that the first story did not need."""
    for full, short in UNITS:
        kind = OrganisationKind.OTHER if short in {"供电公司", "水务集团", "市残联", "市妇联"} else OrganisationKind.UNIT
        Organisation.objects.create(name=full, short_name=short, kind=kind, area=top)


def staff(top: Area) -> None:
    """A clerk and a chair for every congress body, a liaison and a head for every unit and every township's government."""
    number = 0
    wanted = [
        *((body, ("town_staff", "town_chair")) for body in Organisation.objects.filter(kind__in=[OrganisationKind.PRESIDIUM, OrganisationKind.STREET_COMMITTEE])),
        *((unit, ("liaison", "unit_head")) for unit in Organisation.objects.filter(
            kind__in=[OrganisationKind.UNIT, OrganisationKind.GOVERNMENT, OrganisationKind.OTHER]).exclude(short_name="市政府办")),
    ]  # fmt: skip
    for body, roles in sorted(wanted, key=lambda pair: pair[0].pk):
        for role in roles:
            if not body.memberships.filter(role=role).exists():
                account = Account.objects.open(f"p{number:03d}", name(number))
                actions.appoint(account, role, body, since=SINCE)
                number += 1


def deputies(top: Area) -> None:
    """City and town deputies, ten to a township, each with an account and a code, each at a station of the township."""
    term = Term.objects.get(ordinal=16)
    committee = Organisation.objects.get(kind=OrganisationKind.STANDING_COMMITTEE)
    work = (
        "在村里管水电十年",
        "社区医生",
        "纺织厂车间主任",
        "小学教师",
        "种粮大户",
        "经编企业负责人",
        "村党组织书记",
        "皮革城商户",
        "律师",
        "公交驾驶员",
    )
    missing = DEPUTIES - Deputy.objects.count()
    places = cycle(townships(top))
    for number, township in enumerate(islice(places, missing)):
        is_city = township.kind == AreaKind.STREET or number % 2 == 0
        person = name(400 + number)
        account = Account.objects.open(f"d{number:03d}", person)
        actions.appoint(account, "deputy", committee, since=SINCE)
        deputy = Deputy.objects.create(
            name=person, level=DeputyLevel.CITY if is_city else DeputyLevel.TOWN, term=term, area=township, account=account,
            constituency=f"{township}第{number // 12 + 2}选区", introduction=f"{work[number % len(work)]}，联系{township}。", group=f"{township}代表小组",
        )  # fmt: skip
        station = Station.objects.filter(area__parent=township, level=StationLevel.STATION).order_by("pk")[number // 12 % 6]
        deputy.stations.add(station)
        actions.make_code(deputy=deputy)


def codes_of(township: Area) -> list[Code]:
    """The codes through which people of a township speak: its deputies' first, then its stations'."""
    of_deputies = Code.objects.filter(deputy__area=township, revoked_at=None).order_by("pk")
    of_stations = Code.objects.filter(
        station__area__parent=township, station__level=StationLevel.STATION, revoked_at=None
    ).order_by("pk")
    return [*of_deputies, *of_stations[:3]]
