"""建议的流转表 (machine B5, from 交办 on)."""

from __future__ import annotations

from deliberation.flow import Flow, Move
from kentan.stages.suggestions import rules
from kentan.stages.suggestions.labels import SuggestionState as S
from kentan.stages.suggestions.models import Suggestion

ASSIGN = Move("assign", "交办", frozenset({S.SORTED}), S.ASSIGNED, rules.may_assign, ("units", "deputies", "gov_office"))
ACCEPT = Move("accept", "接件", frozenset({S.ASSIGNED}), S.HANDLING, rules.is_lead_liaison, ("host",))
REQUEST_RETURN = Move(
    "request_return", "申请退回", frozenset({S.ASSIGNED}), S.RETURN_REQUESTED, rules.is_lead_liaison, ("host", "gov_office"), needs_note=True,
)  # fmt: skip
REFUSE_RETURN = Move(
    "refuse_return", "不同意退回，继续办", frozenset({S.RETURN_REQUESTED}), S.ASSIGNED, rules.may_settle, ("units", "host"), needs_note=True,
)  # fmt: skip
REASSIGN = Move("reassign", "同意退回，改派", frozenset({S.RETURN_REQUESTED}), S.ASSIGNED, rules.may_settle, ("units", "host"))
REPLY = Move("reply", "答复", frozenset({S.HANDLING, S.REDO}), S.REPLIED, rules.may_sign, ("host", "deputies"))
RATE = Move("rate", "评价", frozenset({S.REPLIED}), S.RATED, rules.may_rate, ("units", "host"))
RATE_UNSATISFIED = Move(
    "rate_unsatisfied",
    "评价不满意，重新办理",
    frozenset({S.REPLIED}),
    S.REDO,
    rules.may_rate,
    ("units", "host"),
)
COORDINATE = Move(
    "coordinate",
    "二次不满意，协调评估",
    frozenset({S.REPLIED}),
    S.COORDINATED,
    rules.may_rate,
    ("units", "host"),
)
LAPSE = Move("lapse", "到期未表态", frozenset({S.REPLIED}), S.RATED, rules.is_system)
TRACK = Move("track", "列入承诺事项", frozenset({S.RATED}), S.TRACKED, rules.is_host_staff, ("units",))
CLOSE = Move(
    "close",
    "办结",
    frozenset({S.RATED, S.TRACKED, S.COORDINATED}),
    S.CLOSED,
    rules.is_host_staff,
    ("units", "deputies"),
)
WITHDRAW = Move("withdraw", "撤回", frozenset({S.SORTED}), S.WITHDRAWN, rules.is_host_staff, needs_note=True)

SUGGESTION = Flow(
    "suggestions.Suggestion",
    S.SORTED,
    (
        ASSIGN, ACCEPT, REQUEST_RETURN, REFUSE_RETURN, REASSIGN, REPLY, RATE, RATE_UNSATISFIED, COORDINATE, LAPSE, TRACK,
        CLOSE, WITHDRAW,
    ),
    {state.value: str(state.label) for state in S},
)  # fmt: skip
Suggestion.flow = SUGGESTION
