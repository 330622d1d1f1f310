"""Choices of the network, with the words that the office uses."""

from kentan.ground.words import Closed


class AreaKind(Closed):
    CITY = "city", "市"
    STREET = "street", "街道"
    TOWN = "town", "镇"
    VILLAGE = "village", "村"
    COMMUNITY = "community", "社区"


class OrganisationKind(Closed):
    STANDING_COMMITTEE = "standing_committee", "人大常委会"
    COMMITTEE = "committee", "专门委员会、工作委员会"
    PRESIDIUM = "presidium", "镇人大主席团"
    STREET_COMMITTEE = "street_committee", "人大街道工委"
    GOVERNMENT = "government", "人民政府"
    UNIT = "unit", "政府部门、镇街办"
    SUPERVISED = "supervised", "其他受监督机关"
    OTHER = "other", "其他单位"


CONGRESS_KINDS = frozenset({
    OrganisationKind.STANDING_COMMITTEE, OrganisationKind.COMMITTEE,
    OrganisationKind.PRESIDIUM, OrganisationKind.STREET_COMMITTEE,
})  # fmt: skip


HANDLING_KINDS = frozenset({
    OrganisationKind.GOVERNMENT, OrganisationKind.UNIT, OrganisationKind.SUPERVISED, OrganisationKind.OTHER,
})  # fmt: skip


class StationLevel(Closed):
    CITY_HUB = "city_hub", "代表联络总站"
    TOWN_CENTER = "town_center", "代表联络中心站"
    STATION = "station", "代表联络站"
    POINT = "point", "代表联络点"


class DeputyLevel(Closed):
    CITY = "city", "市人大代表"
    TOWN = "town", "镇人大代表"


class DeputyStatus(Closed):
    IN_OFFICE = "in_office", "在任"
    SUSPENDED = "suspended", "暂停执行职务"
    ENDED = "ended", "资格终止"


class CodeKind(Closed):
    DEPUTY = "deputy", "代表码"
    STATION = "station", "站点码"
    TALK = "talk", "恳谈码"
