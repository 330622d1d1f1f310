"""转化成果和专报的流转表 (machine B9)."""

from __future__ import annotations

from deliberation.flow import Flow, Move
from kentan.stages.outcomes import rules
from kentan.stages.outcomes.labels import BulletinState as B
from kentan.stages.outcomes.labels import OutcomeState as S
from kentan.stages.outcomes.models import Bulletin, Outcome

PUBLISH = Move("publish", "公开", frozenset({S.RECORDED}), S.PUBLISHED, rules.is_host_staff, ("deputies", "units"))
IN_FORCE = Move("in_force", "已施行", frozenset({S.PUBLISHED}), S.IN_FORCE, rules.is_host_staff, ("deputies",))
END = Move("end", "终止", frozenset({S.PUBLISHED, S.IN_FORCE}), S.ENDED, rules.is_host_staff, needs_note=True)

OUTCOME = Flow("outcomes.Outcome", S.RECORDED, (PUBLISH, IN_FORCE, END), {state.value: str(state.label) for state in S})
Outcome.flow = OUTCOME

CHECK = Move("check", "核稿", frozenset({B.DRAFTING}), B.CHECKED, rules.is_bulletin_staff)
SIGN = Move("sign", "签发", frozenset({B.CHECKED}), B.SIGNED, rules.may_sign)
ISSUE = Move("issue", "编号印发", frozenset({B.SIGNED}), B.ISSUED, rules.is_bulletin_staff, ("leaders",))
SEND_BACK = Move("send_back", "退改", frozenset({B.CHECKED, B.SIGNED}), B.DRAFTING, rules.may_sign, needs_note=True)
WITHDRAW = Move(
    "withdraw",
    "不发了",
    frozenset({B.DRAFTING, B.CHECKED, B.SIGNED}),
    B.WITHDRAWN,
    rules.is_bulletin_staff,
    needs_note=True,
)

BULLETIN = Flow(
    "outcomes.Bulletin", B.DRAFTING, (CHECK, SIGN, ISSUE, SEND_BACK, WITHDRAW), {state.value: str(state.label) for state in B}
)
Bulletin.flow = BULLETIN
