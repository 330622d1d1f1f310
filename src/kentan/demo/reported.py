"""专报、系列、代表建议: what leaders of the demo read, one theme that townships take in turn, one deputy's own suggestion."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from kentan.demo.town_talk import account, mark, morning, unit
from kentan.ground.moment import SHANGHAI, at, today
from kentan.ground.network.models import Deputy
from kentan.stages.outcomes import actions as outcomes
from kentan.stages.outcomes.models import Bulletin
from kentan.stages.suggestions import actions as suggestions
from kentan.stages.suggestions.models import Suggestion
from kentan.stages.talks import actions as talks
from kentan.stages.voices.models import Voice


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


def signed_by_deputy(voice: Voice) -> None:
    """One suggestion that 沈月英 signed herself: answered three days ago, it waits for her rating."""
    with at(morning(14)):
        clerk = account("chenzhi")
        point = mark(voice, "晚上自家车都回不来", problem="村道被占", ask="村道晚上只停本村的车")
        made = suggestions.draft(
            [point], by=clerk, host=unit("盐官镇人大主席团"), title="桃园村道晚间只停本村车", ask="村口设牌，晚上七点以后请游客停到镇外停车场。",
            track="deputy_suggestion", lead_deputy=Deputy.objects.get(name="沈月英"),
        )  # fmt: skip
        suggestions.assign(made, by=account("luhong"), units=suggestions.Units(unit("盐官镇政府")))
    with at(morning(10)):
        suggestions.accept(made, by=account("wuliqun"))
        suggestions.record_contact(
            made, by=account("wuliqun"), unit=unit("盐官镇政府"), kind="visit", on=today(), words="和沈代表一起晚上去看过，数了车。",
        )  # fmt: skip
    with at(morning(3)):
        suggestions.reply(
            made, by=account("zhujian"), outcome_class="A", number="盐政函〔2026〕15号", signed_by="诸建平",
            words="村口牌子已立，晚上七点到早上七点请游客停镇外停车场，村里安排两人劝导。",
        )  # fmt: skip
