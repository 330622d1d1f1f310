"""角色: what each office may do, in prose, and by which identifier code asks for it.

Source: the roles of the state machines (街道没有人民代表大会: streets have a working committee instead).
Citizens and the system have no role: they act as holders of a code, a receipt or a seat in a talk.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """One office: identifier, Chinese name, its powers in a sentence, and the face it works in."""

    code: str
    label: str
    powers: str
    face: str


DEPUTY = Role("deputy", "人大代表", "听群众说，当场答复或转送联络员，确认结果；不直接处理问题，不交办。", "deputy")
LIAISON = Role("liaison", "单位联络员", "替本单位接件、退件、办理、报结果；不得自行转给别的单位。", "unit")
UNIT_HEAD = Role("unit_head", "单位负责人", "签发本单位的答复。", "unit")
TOWN_STAFF = Role("town_staff", "镇街人大工作人员", "管本镇街的民声、站点、恳谈；裁定本镇街内的归属争议；代录。", "staff")
TOWN_CHAIR = Role("town_chair", "镇人大主席、街道人大工委主任", "批准本镇街的议题与恳谈，交办。", "staff")
CITY_STAFF = Role("city_staff", "市人大工作人员", "梳理归并，交办，督办，裁定归属争议，公开。", "staff")
GOV_OFFICE = Role("gov_office", "政府办公室", "会同人大交办政府系统的件，协调主办会办。", "staff")
LEADER = Role("leader", "领导", "看专报，作批示。", "leader")
SCRUTINEER = Role("scrutineer", "监票人", "看票、看计票，签字。", "staff")
SYSTEM_ADMIN = Role("system_admin", "系统管理员", "开账号、配机构；看不到民声内容。", "staff")
SECURITY_ADMIN = Role("security_admin", "安全管理员", "给角色、收角色、重置密码；看不到民声内容。", "staff")
AUDITOR = Role("auditor", "审计员", "看留痕与查看联系方式的记录；不能改任何东西。", "staff")

ALL = (
    DEPUTY, LIAISON, UNIT_HEAD, TOWN_STAFF, TOWN_CHAIR, CITY_STAFF,
    GOV_OFFICE, LEADER, SCRUTINEER, SYSTEM_ADMIN, SECURITY_ADMIN, AUDITOR,
)  # fmt: skip
BY_CODE = {role.code: role for role in ALL}
CHOICES = [(role.code, role.label) for role in ALL]
