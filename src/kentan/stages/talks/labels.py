"""Choices of this stage, with the words that the office uses."""

from kentan.ground.words import Closed


class TalkState(Closed):
    DRAFT = "draft", "拟办"
    APPROVED = "approved", "已批准"
    ANNOUNCED = "announced", "已公告"
    IN_PROGRESS = "in_progress", "正在恳谈"
    ADJOURNED = "adjourned", "已散会，待确认记录"
    CONFIRMED = "confirmed", "记录已确认"
    CLOSED = "closed", "已归档"
    CANCELLED = "cancelled", "已取消"


class SeriesState(Closed):
    OPEN = "open", "正在进行"
    CLOSED = "closed", "已结束"


class MediationState(Closed):
    OPEN = "open", "正在调解"
    AGREED = "agreed", "达成约定"
    NONE = "none", "没有谈拢"


class TalkForm(Closed):
    FACE = "face", "面对面"
    APPOINTMENT = "appointment", "约见"
    ONLINE = "online", "线上"
    HYBRID = "hybrid", "线上线下"


class Initiative(Closed):
    """Whose idea a talk was: the body's own, or called together with the city (term statistics)."""

    OWN = "own", "自主开展"
    JOINT = "joint", "市镇联动"


class SeatRole(Closed):
    CITIZEN = "citizen", "群众"
    DEPUTY = "deputy", "人大代表"
    UNIT = "unit", "单位"
    EXPERT = "expert", "专业人士"
    MEDIATOR = "mediator", "调解人"
    CHAIR = "chair", "主持人"


class Response(Closed):
    """How a unit answered in the room (乡镇人大工作条例 第二十三条)."""

    ON_SPOT = "on_spot", "当场答复"
    LATER = "later", "会后答复"
    CANNOT = "cannot", "不能办"


class Confirmed(Closed):
    """How the speaker confirmed the wording; empty is 未确认."""

    SCREEN = "screen", "看屏幕确认"
    PAPER = "paper", "看纸质记录确认"
    LINK = "link", "凭条码确认"
    PHONE = "phone", "电话核对"
