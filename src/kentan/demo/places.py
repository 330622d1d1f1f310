"""海宁的区划与机构: the codes are the statistics codes of 2024; the stations are invented places."""

from __future__ import annotations

from datetime import date

from kentan.ground.network.labels import AreaKind, OrganisationKind, StationLevel
from kentan.ground.network.models import Area, Organisation, Station, Term

TOWNSHIPS = (
    ("330481001", "硖石街道"), ("330481002", "海洲街道"), ("330481003", "海昌街道"), ("330481004", "马桥街道"),
    ("330481101", "许村镇"), ("330481103", "长安镇"), ("330481105", "周王庙镇"), ("330481106", "丁桥镇"),
    ("330481107", "斜桥镇"), ("330481108", "黄湾镇"), ("330481110", "盐官镇"), ("330481112", "袁花镇"),
)  # fmt: skip
DEPARTMENTS = (
    ("海宁市交通运输局", "市交通运输局"), ("海宁市住房和城乡建设局", "市住建局"), ("海宁市公安局交通警察大队", "市公安局交警大队"),
    ("海宁市综合行政执法局", "市综合执法局"), ("海宁市文化和广电旅游体育局", "市文旅局"), ("海宁市民政局", "市民政局"),
)  # fmt: skip
SINCE = date(2019, 1, 1)


def city() -> Area:
    """The city and its twelve townships: four streets, eight towns."""
    top = Area.objects.create(name="海宁市", kind=AreaKind.CITY, code="330481", since=SINCE)
    for code, name in TOWNSHIPS:
        kind = AreaKind.STREET if name.endswith("街道") else AreaKind.TOWN
        Area.objects.create(name=name, kind=kind, code=code, parent=top, since=SINCE)
    return top


def organisations(top: Area) -> None:
    """The standing committee; per township its congress body and its government; the departments."""
    committee = Organisation.objects.create(
        name="海宁市人民代表大会常务委员会", short_name="市人大常委会", kind=OrganisationKind.STANDING_COMMITTEE, area=top,
        document_word="海人大交",
    )  # fmt: skip
    Term.objects.create(congress=committee, ordinal=16, since=date(2022, 1, 1))
    Organisation.objects.create(name="海宁市人民政府办公室", short_name="市政府办", kind=OrganisationKind.GOVERNMENT, area=top)
    for township in top.parts.order_by("code"):
        of_township(township, committee)
    for name, short in DEPARTMENTS:
        Organisation.objects.create(name=name, short_name=short, kind=OrganisationKind.UNIT, area=top)


def of_township(township: Area, committee: Organisation) -> None:
    """A town has a presidium and a government; a street has a working committee and an office."""
    if township.kind == AreaKind.STREET:
        body, short, kind = "人大工作委员会", "人大街道工委", OrganisationKind.STREET_COMMITTEE
        office = "办事处"
    else:
        body, short, kind = "人民代表大会主席团", "人大主席团", OrganisationKind.PRESIDIUM
        office = "人民政府"
    name = township.name
    Organisation.objects.create(
        name=f"海宁市{name}{body}", short_name=f"{name}{short}" if kind == OrganisationKind.PRESIDIUM else f"人大{name}工委",
        kind=kind, area=township, parent=committee, document_word=f"{name.removesuffix('街道').removesuffix('镇')}人大交",
    )  # fmt: skip
    Organisation.objects.create(
        name=f"海宁市{name}{office}", short_name=f"{name}{'政府' if office == '人民政府' else '办事处'}",
        kind=OrganisationKind.GOVERNMENT, area=township,
    )  # fmt: skip


def stations(top: Area) -> None:
    """One hub, twelve centres, and the first stations; the full 122 and 153 come with the whole county."""
    hub = Station.objects.create(name="海宁市人大代表联络总站", level=StationLevel.CITY_HUB, area=top, address="海洲街道海州西路")
    for township in top.parts.order_by("code"):
        Station.objects.create(
            name=f"{township}代表联络中心站", level=StationLevel.TOWN_CENTER, parent=hub, area=township,
            address=f"{township}便民服务中心一楼", phone="0573-0000 2612", hours="工作日 8:30–17:00",
        )  # fmt: skip
    centre = Station.objects.get(name="盐官镇代表联络中心站")
    Station.objects.create(
        name="盐官音乐小镇代表联络站", level=StationLevel.STATION, parent=centre, area=centre.area, address="盐官镇宣德路旁游客中心",
        phone="0573-0000 2613", hours="周三、周六 9:00–16:00",
    )  # fmt: skip
