"""Choices of this stage, with the words that the office uses."""

from kentan.ground.words import Closed


class Channel(Closed):
    DEPUTY_CODE = "deputy_code", "代表码"
    STATION_CODE = "station_code", "站点码"
    TALK_CODE = "talk_code", "恳谈码"
    PROXY = "proxy", "代录"
    IMPORT = "import", "导入"


class VoiceState(Closed):
    HELD = "held", "未公开"
    RELEASED = "released", "已公开摘录"
    WITHHELD = "withheld", "已收回公开"
    ERASED = "erased", "已依申请删除"


class TicketState(Closed):
    RECEIVED = "received", "已收到"
    ANSWERED = "answered", "已当场答复"
    UNIT_PENDING = "unit_pending", "已转送，待接件"
    HANDLING = "handling", "办理中"
    DISPUTED = "disputed", "归属待定"
    FINISHED = "finished", "办完，待确认"
    TOLD = "told", "已告知，待评价"
    RATED = "rated", "已评价"
    NO_VERDICT = "no_verdict", "未表态"
    CLOSED = "closed", "办结"
    ESCALATED_TOWN = "escalated_town", "转镇街人大"
    ESCALATED_CITY = "escalated_city", "转市人大"
    CONVERTED = "converted", "转为议题或建议"
    ROUTED_OUT = "routed_out", "不予受理，已指路"
    DUPLICATE = "duplicate", "并入同一件"


class Verdict(Closed):
    """未表态 is what the system records after silence, never a choice on the form."""

    SATISFIED = "satisfied", "满意"
    MOSTLY = "mostly", "基本满意"
    UNSATISFIED = "unsatisfied", "不满意"


class Scope(Closed):
    SPOT = "spot", "只此一处"
    STREET = "street", "这条路、这个小区"
    TOWN = "town", "全镇街"
    CITY = "city", "全市"


class RouteOut(Closed):
    """接诉即办工作条例 第十一条 has the best-drafted classes; adopted."""

    EMERGENCY = "emergency", "紧急情况，请直接拨打 110、119、120"
    PETITION = "petition", "属于信访事项，请到市信访局或拨打 12345"
    LAWSUIT = "lawsuit", "正在或应当通过诉讼、仲裁、复议解决，请向受理机关提出，法律咨询拨打 12348"
    REPEAT = "repeat", "已有结论且没有新情况，原结论见回执"
    SECRET = "secret", "涉及国家秘密、商业秘密或个人隐私，不能在这里办"
    BEYOND = "beyond", "不在职权范围内，可拨打 12345 问询"


class Withhold(Closed):
    PRIVACY = "privacy", "涉及个人隐私"
    BUSINESS = "business", "涉及商业秘密"
    REQUEST = "request", "本人要求"
    WRONG = "wrong", "摘录有误"
