"""专报和系列: what leaders of the demo read, and one theme that the townships talk about in turn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from kentan.demo.town_talk import account, morning, unit
from kentan.ground.moment import SHANGHAI, at, today
from kentan.stages.outcomes import actions as outcomes
from kentan.stages.outcomes.models import Bulletin
from kentan.stages.suggestions.models import Suggestion
from kentan.stages.talks import actions as talks


def report(sources: Sequence[Suggestion]) -> Bulletin:
    """盐官镇's first bulletin: issued yesterday, with one instruction on it."""
    clerk, chair = account("chenzhi"), account("luhong")
    with at(morning(1)):
        made = outcomes.draft(
            by=clerk, host=unit("盐官镇人大主席团"), suggestions=sources, title="景区一到周末就堵，停车和公交最急",
            situation="两个月里，代表码、站点码和代录收到的反映，加上一场恳谈会上的发言，都落在三件事上：路口、公交、停车。",
            problems="一、旺季车位不够，车停到村道上。二、202 路一小时一班，村民和游客挤一趟车。",
            proposals="一、节假日开放镇属单位停车场（盐官镇政府）。二、202、203 路各加一班（市交通运输局）。",
            recipients="报：市委。送：市政府。发：市交通运输局、市公安局交警大队、盐官镇。",
        )  # fmt: skip
        outcomes.check(made, by=clerk)
        outcomes.sign(made, by=chair)
        outcomes.issue(made, by=clerk)
    with at(morning(1, hour=16)):
        leader = account("dongli")
        outcomes.instruct(
            made, by=leader, leader=leader.title, words="停车的事请镇里趁淡季办好，旺季前报结果。", unit=unit("盐官镇政府"),
        )  # fmt: skip
    return made


def plan_series() -> None:
    """The city leads, two bodies have planned their sittings."""
    with at(morning(3)):
        series = talks.open_series(
            by=account("wangqin"), host=unit("市人大常委会"), title="一老一小：食堂、公园和接送", theme="各镇街反映最多的是老年食堂和放学接送，各谈一场，一起梳理。",
        )  # fmt: skip
        for clerk, chair, body, place in (
            ("chenzhi", "luhong", "盐官镇人大主席团", "郭店村文化礼堂"),
            ("wangqin", "wangqin", "市人大常委会", "市代表联络总站"),
        ):
            talk = talks.plan(
                by=account(clerk), host=unit(body), series=series, title=f"一老一小：{place}", place=place,
                starts_at=datetime.combine(today() + timedelta(days=15), time(14), SHANGHAI),
            )  # fmt: skip
            talks.move(talk, "approve", by=account(chair))
            talks.move(talk, "announce", by=account(clerk))
