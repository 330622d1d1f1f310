"""议题的流转表 (machine B1)."""

from __future__ import annotations

from deliberation.flow import Flow, Move
from kentan.stages.topics import rules
from kentan.stages.topics.labels import TopicState as S
from kentan.stages.topics.models import Topic

SCREEN = Move("screen", "筛选", frozenset({S.PROPOSED, S.DEFERRED}), S.SCREENING, rules.is_host_staff)
SHORTLIST = Move("shortlist", "列入候选", frozenset({S.SCREENING}), S.SHORTLISTED, rules.is_host_staff)
DEFER = Move("defer", "暂缓", frozenset({S.SCREENING}), S.DEFERRED, rules.is_host_staff, ("proposer",), needs_note=True)
REJECT = Move("reject", "不列入", frozenset({S.SCREENING}), S.REJECTED, rules.is_host_staff, ("proposer",), needs_note=True)
MERGE = Move("merge", "并入别的议题", frozenset({S.SCREENING}), S.MERGED, rules.is_host_staff, ("proposer",))
APPROVE = Move("approve", "确定", frozenset({S.SHORTLISTED}), S.APPROVED, rules.may_approve, ("proposer",))
PREPARE = Move("prepare", "开始会前准备", frozenset({S.APPROVED}), S.PREPARING, rules.is_host_staff)
DISCUSS = Move("discuss", "已恳谈", frozenset({S.PREPARING}), S.DISCUSSED, rules.is_host_staff)
CLOSE = Move("close", "办结", frozenset({S.DISCUSSED}), S.CLOSED, rules.is_host_staff)

TOPIC = Flow(
    "topics.Topic",
    S.PROPOSED,
    (SCREEN, SHORTLIST, DEFER, REJECT, MERGE, APPROVE, PREPARE, DISCUSS, CLOSE),
    {state.value: str(state.label) for state in S},
)
Topic.flow = TOPIC
