"""恳谈会的流转表 (machine B2)."""

from __future__ import annotations

from deliberation.flow import Flow, Move
from kentan.stages.talks import rules
from kentan.stages.talks.labels import MediationState, SeriesState
from kentan.stages.talks.labels import TalkState as S
from kentan.stages.talks.models import Mediation, Talk, TalkSeries

APPROVE = Move("approve", "批准", frozenset({S.DRAFT}), S.APPROVED, rules.may_approve)
ANNOUNCE = Move("announce", "公告", frozenset({S.APPROVED}), S.ANNOUNCED, rules.is_host_staff)
START = Move("start", "开会", frozenset({S.ANNOUNCED}), S.IN_PROGRESS, rules.is_host_staff)
ADJOURN = Move("adjourn", "散会", frozenset({S.IN_PROGRESS}), S.ADJOURNED, rules.is_host_staff)
CONFIRM_RECORD = Move("confirm_record", "确认记录", frozenset({S.ADJOURNED}), S.CONFIRMED, rules.is_host_staff)
FILE = Move("file", "归档", frozenset({S.CONFIRMED}), S.CLOSED, rules.is_host_staff)
POSTPONE = Move("postpone", "改期", frozenset({S.ANNOUNCED}), S.ANNOUNCED, rules.is_host_staff, needs_note=True)
REPLAN = Move("replan", "改日子", frozenset({S.APPROVED}), S.APPROVED, rules.is_host_staff, needs_note=True)
CANCEL = Move(
    "cancel",
    "取消",
    frozenset({S.DRAFT, S.APPROVED, S.ANNOUNCED}),
    S.CANCELLED,
    rules.is_host_staff,
    needs_note=True,
)

TALK = Flow(
    "talks.Talk",
    S.DRAFT,
    (APPROVE, ANNOUNCE, START, ADJOURN, CONFIRM_RECORD, FILE, POSTPONE, REPLAN, CANCEL),
    {state.value: str(state.label) for state in S},
)
Talk.flow = TALK

CLOSE_SERIES = Move("close_series", "结束系列", frozenset({SeriesState.OPEN}), SeriesState.CLOSED, rules.is_lead_staff)

SERIES = Flow("talks.TalkSeries", SeriesState.OPEN, (CLOSE_SERIES,), {state.value: str(state.label) for state in SeriesState})
TalkSeries.flow = SERIES

AGREE = Move("agree", "达成约定", frozenset({MediationState.OPEN}), MediationState.AGREED, rules.is_mediating_staff)
END_WITHOUT = Move(
    "end_without", "没有谈拢", frozenset({MediationState.OPEN}), MediationState.NONE, rules.is_mediating_staff, needs_note=True,
)  # fmt: skip
RESUME = Move(
    "resume", "再谈", frozenset({MediationState.NONE}), MediationState.OPEN, rules.is_mediating_staff, needs_note=True,
)  # fmt: skip

MEDIATION = Flow(
    "talks.Mediation", MediationState.OPEN, (AGREE, END_WITHOUT, RESUME), {state.value: str(state.label) for state in MediationState},
)  # fmt: skip
Mediation.flow = MEDIATION

SEAT_ERASED = "talks.seat_erased"
"""The event after which later stages drop what they wrote down from a person's words."""
