"""会前准备的流转表."""

from __future__ import annotations

from deliberation.flow import Flow, Move
from kentan.stages.preparation import rules
from kentan.stages.preparation.labels import PreparationState as S
from kentan.stages.preparation.models import Preparation

FREEZE = Move("freeze", "材料定稿", frozenset({S.OPEN}), S.FROZEN, rules.is_host_staff)
REVISE = Move("revise", "再改一版", frozenset({S.FROZEN}), S.OPEN, rules.is_host_staff, needs_note=True)
WAIVE = Move("waive", "说明理由，从简", frozenset({S.OPEN}), S.WAIVED, rules.may_waive, needs_note=True)

PREPARATION = Flow("preparation.Preparation", S.OPEN, (FREEZE, REVISE, WAIVE), {state.value: str(state.label) for state in S})
Preparation.flow = PREPARATION
