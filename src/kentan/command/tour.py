"""`./kentan demo`: what to look at in the demo county, reader by reader, with links."""

from __future__ import annotations

import argparse
from dataclasses import dataclass

from kentan.command.failure import Failure
from kentan.command.inside import database
from kentan.command.prepare import is_demo

CODE = "{code}"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to look at: who looks (empty: anybody), what to see, where."""

    who: str
    words: str
    address: str


STEPS = (
    Step("", "老人扫了墙上的码：说一件事，拿到一张回执，上面写着谁该在哪一天前答复", CODE),
    Step("", "她回家后查：我的话怎么样了（输入刚才的 10 位码）", "/r/"),
    Step("", "谁都能看：恳谈会上说了什么，谁当场答了，谁欠着日期", "/talks"),
    Step("", "十三场“听企业说”：137 句话，113 件建议，各场一张表", "/series/{series}"),
    Step("", "建议办得怎样了：每一件写着等谁、还有几天、为什么是这一天", "/suggestions"),
    Step("", "一句话最后改变了什么，再走回原话", "/outcomes"),
    Step("shenyueying", "代表沈月英的手机：答复、转送，一个拇指够得着", "/deputy/"),
    Step("wuliqun", "镇政府联络员吴立群：今天先办哪三件", "/unit/suggestions"),
    Step("wuliqun", "领导批给镇政府的事，等着反馈", "/unit/instructions"),
    Step("chenzhi", "镇人大干事陈知远：议题、会前准备、恳谈、建议、成果", "/staff/topics"),
    Step("wangqin", "市人大王沁：正在开的一场电梯恳谈，会场里边记边调解", "/staff/talks/{room}"),
    Step("wangqin", "市人大王沁：待交办、退回、重办、逾期的建议", "/staff/suggestions"),
    Step("dongli", "领导董立：漏斗、四个率、十二个镇街一把尺子", "/leader/overview"),
    Step("dongli", "领导董立：两期《民情专报》，可以下载成 Word，可以批示", "/leader/"),
)


def addresses() -> dict[str, object]:
    """What the links name: one code, the great series, the room in which they talk today. Empty while the county is loading."""
    from kentan import demo
    from kentan.stages.talks.models import Talk, TalkSeries

    series, room = TalkSeries.objects.order_by("opened_on").first(), Talk.objects.filter(state="in_progress").first()
    return {"code": demo.welcome().code_url, "series": series.pk if series else "", "room": room.pk if room else ""}


def run(given: argparse.Namespace) -> int:
    """Print the tour with links."""
    with database(given):
        if not is_demo():
            raise Failure(
                "这里不是演示数据。用 ./kentan up --data 一个新文件夹 装一份演示。", "this is no demo: start one with up --data."
            )
        from django.conf import settings

        known, who = addresses(), ""
        for number, step in enumerate(STEPS, 1):
            if step.who != who:
                who = step.who
                print(f"\n在 {settings.PUBLIC_URL}/demo 里换成 {who}：")
            link = step.address.format(**known)
            print(f"{number}. {step.words}\n   {link if step.address == CODE else settings.PUBLIC_URL + link}")
    return 0
