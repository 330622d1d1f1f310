"""民声与民情件的流转表. The ticket is machine B4 of the procedure."""

from __future__ import annotations

from deliberation.flow import Flow, Move
from kentan.stages.voices import rules
from kentan.stages.voices.labels import TicketState as T
from kentan.stages.voices.labels import VoiceState as V
from kentan.stages.voices.models import Ticket, Voice

RELEASE = Move("release", "公开摘录", frozenset({V.HELD, V.WITHHELD}), V.RELEASED, rules.is_area_staff)
WITHHOLD = Move("withhold", "收回公开", frozenset({V.RELEASED}), V.WITHHELD, rules.is_area_staff, needs_note=True)
ERASE = Move("erase", "依申请删除", frozenset({V.HELD, V.RELEASED, V.WITHHELD}), V.ERASED, rules.is_area_staff)

VOICE = Flow("voices.Voice", V.HELD, (RELEASE, WITHHOLD, ERASE), {state.value: str(state.label) for state in V})

ANSWER = Move("answer", "当场答复", frozenset({T.RECEIVED}), T.ANSWERED, rules.may_triage, ("staff",))
RELAY = Move(
    "relay", "转送", frozenset({T.RECEIVED, T.ESCALATED_TOWN, T.ESCALATED_CITY}), T.UNIT_PENDING, rules.may_triage, ("unit",),
)  # fmt: skip
ACCEPT = Move("accept", "接件", frozenset({T.UNIT_PENDING}), T.HANDLING, rules.is_liaison, ("addressee",))
DECLINE = Move(
    "decline", "退件", frozenset({T.UNIT_PENDING}), T.DISPUTED, rules.may_decline, ("addressee", "staff"), needs_note=True,
)  # fmt: skip
DECIDE = Move("decide", "裁定归属", frozenset({T.DISPUTED}), T.UNIT_PENDING, rules.is_area_staff, ("unit", "addressee"))
FINISH = Move("finish", "报结果", frozenset({T.HANDLING}), T.FINISHED, rules.is_liaison, ("addressee",))
CONFIRM = Move("confirm", "确认办好", frozenset({T.FINISHED}), T.TOLD, rules.may_triage, ("unit",))
SEND_BACK = Move(
    "send_back", "没办好，退回", frozenset({T.FINISHED}), T.HANDLING, rules.may_triage, ("unit",), needs_note=True,
)  # fmt: skip
RATE = Move("rate", "评价", frozenset({T.ANSWERED, T.TOLD}), T.RATED, rules.may_rate, ("addressee", "unit"))
LAPSE = Move("lapse", "到期未表态", frozenset({T.ANSWERED, T.TOLD}), T.NO_VERDICT, rules.is_system)
CLOSE = Move("close", "办结", frozenset({T.RATED, T.NO_VERDICT}), T.CLOSED, rules.is_system)
REOPEN = Move(
    "reopen", "重开", frozenset({T.RATED, T.NO_VERDICT, T.CLOSED}), T.RECEIVED, rules.may_reopen, ("addressee", "staff"),
    needs_note=True,
)  # fmt: skip
ESCALATE_TOWN = Move("escalate_town", "转镇街人大", frozenset({T.RECEIVED}), T.ESCALATED_TOWN, rules.may_triage, ("staff",))
ESCALATE_CITY = Move(
    "escalate_city", "转市人大", frozenset({T.RECEIVED, T.ESCALATED_TOWN, T.DISPUTED}), T.ESCALATED_CITY, rules.is_area_staff,
    ("city_staff",), needs_note=True,
)  # fmt: skip
CONVERT = Move(
    "convert", "转为议题或建议", frozenset({T.RECEIVED, T.ESCALATED_TOWN, T.ESCALATED_CITY}), T.CONVERTED, rules.is_area_staff,
    ("addressee",),
)  # fmt: skip
ROUTE_OUT = Move("route_out", "不予受理，指路", frozenset({T.RECEIVED}), T.ROUTED_OUT, rules.may_triage)
JOIN = Move("join", "并入同一件", frozenset({T.RECEIVED}), T.DUPLICATE, rules.may_triage)

TICKET = Flow(
    "voices.Ticket",
    T.RECEIVED,
    (
        ANSWER, RELAY, ACCEPT, DECLINE, DECIDE, FINISH, CONFIRM, SEND_BACK, RATE, LAPSE, CLOSE, REOPEN,
        ESCALATE_TOWN, ESCALATE_CITY, CONVERT, ROUTE_OUT, JOIN,
    ),
    {state.value: str(state.label) for state in T},
)  # fmt: skip

Voice.flow = VOICE
Ticket.flow = TICKET
