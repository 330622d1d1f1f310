"""转化成果的流转表."""

from __future__ import annotations

from deliberation.flow import Flow, Move
from kentan.stages.outcomes import rules
from kentan.stages.outcomes.labels import OutcomeState as S
from kentan.stages.outcomes.models import Outcome

PUBLISH = Move("publish", "公开", frozenset({S.RECORDED}), S.PUBLISHED, rules.is_host_staff, ("deputies", "units"))
IN_FORCE = Move("in_force", "已施行", frozenset({S.PUBLISHED}), S.IN_FORCE, rules.is_host_staff, ("deputies",))
END = Move("end", "终止", frozenset({S.PUBLISHED, S.IN_FORCE}), S.ENDED, rules.is_host_staff, needs_note=True)

OUTCOME = Flow("outcomes.Outcome", S.RECORDED, (PUBLISH, IN_FORCE, END), {state.value: str(state.label) for state in S})
Outcome.flow = OUTCOME
