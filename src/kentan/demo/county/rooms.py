"""会场: talks to come with their sign-ups, the one of this morning with a bargain in it, those that were held."""

from __future__ import annotations

from datetime import timedelta

from kentan.demo.county import people, series
from kentan.demo.county.heard import told
from kentan.demo.county.names import name
from kentan.demo.county.where import area
from kentan.ground.accounts.actor import Actor
from kentan.ground.moment import today
from kentan.stages.talks import actions as talks
from kentan.stages.talks.models import Talk

LIFT = (
    ("低楼层", "怕挡光，怕吵，不愿意出钱。", "井道用玻璃、离窗远一点，可以不反对。"), ("高楼层", "老人上下楼要命，愿意多出。", "一二楼不出钱、不摊电费。"), ("物业", "怕以后没人修。", "签维保，三年一招。"),
)  # fmt: skip


def talks_to_come() -> None:
    """One drafted, one approved, three announced with sign-ups, one cancelled."""
    for number, (township, title, days, upto) in enumerate((
        ("周王庙镇", "灌溉渠先修哪一段", 5, "announced"), ("斜桥镇", "快递进村怎么进", 9, "announced"), ("黄湾镇", "园区职工吃住行", 12, "announced"),
        ("袁花镇", "老年食堂怎么办下去", 16, "approved"), ("海洲街道", "皮革城停车", 20, "draft"), ("海昌街道", "放学后的一小时", 7, "cancelled"),
    )):  # fmt: skip
        where = area(township)
        clerk, host = people.clerk_of(where), people.body_of(where.pk)
        with told(6, 9):
            talk = talks.plan(
                by=clerk, host=host, title=title, theme="代表码和站点码里说得最多的一件事。", place=f"{where}文化礼堂", starts_at=series.hour(today() + timedelta(days=days + 6), 14),
            )  # fmt: skip
            if upto != "draft":
                talks.move(talk, "approve", by=people.chair_of(where))
            if upto in {"announced", "cancelled"}:
                talks.move(talk, "announce", by=clerk)
            if upto == "cancelled":
                talks.move(talk, "cancel", by=clerk, note="和学校家长会冲突，下个月再约。")
        if upto == "announced":
            signed_up(talk, number)


def signed_up(talk: Talk, number: int) -> None:
    """A handful of people mean to come."""
    assert talk.code is not None  # noqa: S101  an announced talk has its code
    for one in range(4 + number):
        with told(2, 19, one):
            talks.sign_up(
                talk,
                by=Actor.holder_of_code(talk.code.token),
                name=name(900 + number * 10 + one),
                side=("村民", "企业", "家长")[one % 3],
            )


def talk_of_today() -> None:
    """硖石街道, this morning: the room is full, lines come in, the lift is being bargained over."""
    where = area("硖石街道")
    clerk, host = people.clerk_of(where), people.body_of(where.pk)
    with told(10, 9):
        talk = talks.plan(
            by=clerk, host=host, title="老小区加装电梯，各方坐下来谈", theme="12 幢 2 单元谈了两年，低楼层和高楼层第一次面对面。", place="南关厢社区三楼",
            starts_at=series.hour(today() + timedelta(days=10), 9), topic=None,
        )  # fmt: skip
        talks.move(talk, "approve", by=people.chair_of(where))
        talks.move(talk, "announce", by=clerk)
        talks.set_agenda(talk, by=clerk, items=[("社区说明来龙去脉", 10), ("各方说", 40), ("部门答", 20), ("写下商量好的", 20)])
    talks.move(talk, "start", by=clerk)
    seats = {
        side: talks.seat(talk, by=clerk, role="citizen", name=name(860 + turn), side=side)
        for turn, (side, _want, _give) in enumerate(LIFT)
    }
    uncle = talks.seat(talk, by=clerk, role="mediator", name=name(870))
    office = talks.seat(talk, by=clerk, role="unit", organisation=people.unit("市住建局"))
    first = None
    for side, want, _give in LIFT:
        line = talks.record(talk, by=clerk, seat=seats[side], words=want, item="各方说")
        first = first or line
    talks.record(
        talk, by=clerk, seat=office, words="三家审图合成一次，材料清单今天给。", answers=first, response="later", promised_on=today() + timedelta(days=14), item="部门答",
    )  # fmt: skip
    mediation = talks.open_mediation(talk, by=clerk, subject="12 幢 2 单元电梯各层怎么出钱", mediator=uncle)
    for side, want, give in LIFT:
        talks.set_party(mediation, by=clerk, name=side, position=want, offer=give, seat=seats[side])
    talks.write_terms(
        mediation,
        by=clerk,
        terms="一二楼不出钱、不摊电费；三到六楼按一、二、三、四成出；井道用玻璃，离一二楼窗户两米以上；物业签三年维保。",
    )
    talks.sign_terms(mediation.parties.get(name="高楼层"), by=clerk, how="paper")


def talk_that_was_held() -> None:
    """长安镇, three weeks ago: the record is with its speakers; and an older one whose sides agreed."""
    where = area("长安镇")
    clerk, host = people.clerk_of(where), people.body_of(where.pk)
    for days, upto, title in ((4, "adjourned", "老集镇雨污分流怎么挖"), (33, "closed", "菜场搬到哪里")):
        with told(days + 9, 9):
            talk = talks.plan(
                by=clerk, host=host, title=title, theme="挖一次就好，不要年年挖。", place="兴福村文化礼堂", starts_at=series.hour(today() + timedelta(days=9), 14),
            )  # fmt: skip
            talks.move(talk, "approve", by=people.chair_of(where))
            talks.move(talk, "announce", by=clerk)
        with told(days, 14):
            talks.move(talk, "start", by=clerk)
            for one, words in enumerate(
                ("先挖南街，雨水最大。", "店里生意怎么办？分段挖行不行。", "管子多粗要公开。", "老人出门要留一条道。")
            ):
                seat = talks.seat(talk, by=clerk, role="citizen", name=name(930 + days + one), side=("居民", "商户")[one % 2])
                talks.confirm_wording(talks.record(talk, by=clerk, seat=seat, words=words), by=clerk, how="paper")
            talks.move(talk, "adjourn", by=clerk)
        if upto == "closed":
            with told(days - 2, 9):
                talks.move(talk, "confirm_record", by=clerk)
                bargained(talk, clerk)
                not_agreed(talk, clerk)
                talks.move(talk, "file", by=clerk)


def not_agreed(talk: Talk, clerk: Actor) -> None:
    """An honest end: one side stayed away from the text."""
    made = talks.open_mediation(talk, by=clerk, subject="挖路时店门口的临时桥谁出钱")
    for side, want in (("商户", "公家出"), ("施工方", "合同里没有")):
        talks.set_party(made, by=clerk, name=side, position=want)
    talks.end_without(made, by=clerk, reason="施工方要回去问总公司，下次再谈。")


def bargained(talk: Talk, clerk: Actor) -> None:
    """Shopkeepers and residents agreed, and let everybody read it."""
    made = talks.open_mediation(talk, by=clerk, subject="搬菜场的过渡期怎么摆摊")
    sides = [
        talks.set_party(made, by=clerk, name=side, position=want) for side, want in (("商户", "不能断生意"), ("居民", "不能占路"))
    ]
    talks.write_terms(made, by=clerk, terms="过渡期在北广场摆，早上五点到九点，九点以后收干净，保洁费商户出。")
    for side in sides:
        talks.sign_terms(side, by=clerk, how="paper")
    talks.agree(made, by=clerk)
    talks.release_terms(made, by=clerk, is_released=True)


PARTS = (("talks to come", talks_to_come), ("talk of today", talk_of_today), ("talks held", talk_that_was_held))
