"""盐官镇的一场恳谈: nine utterances, three points, three suggestions, one policy measure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.utils import timezone

from kentan.ground.accounts.actor import Actor
from kentan.ground.accounts.models import Account
from kentan.ground.ledger.models import Number
from kentan.ground.moment import SHANGHAI, at, today
from kentan.ground.network.models import Deputy, Organisation, Station
from kentan.ground.network.queries import actor_of
from kentan.stages.outcomes import actions as outcomes
from kentan.stages.preparation import actions as preparing
from kentan.stages.suggestions import actions as suggestions
from kentan.stages.suggestions.models import Point, Suggestion
from kentan.stages.talks import actions as talks
from kentan.stages.talks.models import Talk, Utterance
from kentan.stages.topics import actions as topics
from kentan.stages.topics.models import Topic
from kentan.stages.voices import actions as tickets
from kentan.stages.voices.models import Voice

HELD, ANNOUNCED, ASSIGNED = 28, 40, 22
LINES = (
    ("群众", "游客", "周末从高速下来到停车场要四十分钟，路口左转只放三五辆车。", "宣德路口"),
    ("群众", "村民", "游客没地方停车，停到我们村道上，救护车进不来。", "桃园村"),
    ("群众", "村民", "202 路一个小时一班，老人去市区看病，错过一班就是半天。", "郭店村站"),
    ("群众", "商户", "停车难，客人绕一圈就走了。能不能把旧粮站的空地先用起来？", "旧粮站"),
    ("代表", "", "外面停车、小车接驳，别的景区做得成，我们也试一试。", "宣德路"),
    ("群众", "村民", "路口先装个红绿灯，老人孩子过马路要命。", "古城南门"),
)  # fmt: skip


def account(username: str) -> Actor:
    """Somebody of the cast, as he may act on the told day."""
    return actor_of(Account.objects.get(username=username))


def unit(short_name: str) -> Organisation:
    """An organisation by its short name."""
    return Organisation.objects.get(short_name=short_name)


def morning(days: int, hour: int = 9) -> datetime:
    """That many days before the real today, at that hour in Haining, also while another day is told."""
    return datetime.combine(timezone.localdate(timezone=SHANGHAI) - timedelta(days=days), time(hour), SHANGHAI)


def hold(voices: Sequence[Voice]) -> list[Suggestion]:
    """The talk, its record, and everything that followed from it; the suggestions that led to something."""
    talk = announced(prepared(voices))
    said = recorded(talk)
    road, bus, parking = sorted_out(talk, said, voices)
    answered(road, bus, parking)
    changed([bus, parking])
    return [bus, parking]


def prepared(voices: Sequence[Voice]) -> Topic:
    """The topic with its five voices, approved by the presidium; law, study and a numbered inspection; the pack frozen."""
    clerk = account("chenzhi")
    with at(morning(ANNOUNCED + 6)):
        topic = topics.propose(
            voices, by=clerk, host=unit("盐官镇人大主席团"), title="音乐小镇的路、公交和停车", kind="reform_focus", source="citizen_cluster",
            reason="节假日客流是平日的八倍，路、公交和停车跟不上。", people_stated=4,
        )  # fmt: skip
        topics.move(topic, "screen", by=clerk)
        topics.move(topic, "shortlist", by=clerk)
        topics.approve(topic, by=account("luhong"), meeting="镇人大主席团会议", on=today())
    with at(morning(ANNOUNCED + 4)):
        preparation = preparing.open_preparation(topic, by=clerk)
        law = "中华人民共和国道路交通安全法"
        item = preparing.add_law(
            preparation,
            by=clerk,
            law=law,
            article="第三十三条",
            text="新建、改建、扩建的公共建筑……应当配建、增建停车场。",
            plain="新盖的公共建筑要同时建停车场。",
        )
        preparing.hold_study(preparation, by=clerk, held_on=today(), attended="沈月英、管为民", items=[item])
    with at(morning(ANNOUNCED + 2)):
        work = preparing.record_field_work(
            preparation, by=clerk, kind="inspection", title="宣德路和旧粮站视察", held_on=today(), place="宣德路、旧粮站",
            findings=["左转绿灯只有 12 秒", "停车场下午两点就满", "202 路实际间隔 62 分钟"], members="沈月英、管为民",
        )  # fmt: skip
        topics.add_evidence(topic, by=clerk, papers=Number.objects.filter(subject=f"preparation.FieldWork:{work.pk}"))
        preparing.freeze(preparation, by=clerk)
    return topic


def announced(topic: Topic) -> Talk:
    """Planned, approved by the chair, announced twelve days before."""
    with at(morning(ANNOUNCED + 1)):
        talk = talks.plan(
            by=account("chenzhi"), host=unit("盐官镇人大主席团"), title="音乐小镇的路、公交和停车",
            theme="一个多月里有 5 条相近的反映，来自两个代表码、一个联络站和一次代录。", place="盐官音乐小镇代表联络站二楼",
            starts_at=morning(HELD, 14), station=Station.objects.get(name="盐官音乐小镇代表联络站"), topic=topic,
        )  # fmt: skip
        talks.move(talk, "approve", by=account("luhong"), note="主席团会议同意")
    with at(morning(ANNOUNCED)):
        talks.announce(talk, by=account("chenzhi"))
    return talk


def recorded(talk: Talk) -> list[Utterance]:
    """What was said, line by line, and how two units answered."""
    clerk = account("chenzhi")
    said = []
    with at(morning(HELD, 14)):
        talks.move(talk, "start", by=clerk)
        for role, side, words, place in LINES:
            deputy = Deputy.objects.get(name="沈月英") if role == "代表" else None
            seat = talks.seat(talk, by=clerk, role="deputy" if deputy else "citizen", side=side, deputy=deputy)
            said.append(talks.record(talk, by=clerk, seat=seat, words=words, place=place, item="自由发言"))
    with at(morning(HELD, 16)):
        said += responses(talk, clerk, said)
        for utterance in said[:-1]:
            talks.confirm_wording(utterance, by=clerk, how="screen")
        talks.move(talk, "adjourn", by=clerk)
    with at(morning(HELD - 2)):
        talks.move(talk, "confirm_record", by=clerk)
    return said


def responses(talk: Talk, clerk: Actor, said: Sequence[Utterance]) -> list[Utterance]:
    """One unit answers on the spot, one promises a date."""
    traffic, town = (talks.seat(talk, by=clerk, role="unit", organisation=unit(name)) for name in ("市交通运输局", "盐官镇政府"))
    return [
        talks.record(talk, by=clerk, seat=traffic, words="202、203 路各加一辆车，方案两周内拿出来。", answers=said[2], response="later",
                     promised_on=today() + timedelta(days=14)),
        talks.record(talk, by=clerk, seat=town, words="旧粮站空地可以用，今天就去量。", answers=said[3], response="on_spot"),
    ]  # fmt: skip


def mark(utterance: Utterance | Voice, words: str, *, problem: str, ask: str) -> Point:
    """A point over exactly these words of the original."""
    start = utterance.words.index(words)
    return suggestions.find_point(
        utterance, by=account("chenzhi"), start=start, end=start + len(words), problem=problem, ask=ask,
    )  # fmt: skip


def sorted_out(talk: Talk, said: Sequence[Utterance], voices: Sequence[Voice]) -> tuple[Suggestion, Suggestion, Suggestion]:
    """Three points become three suggestions; the third is gathered from two utterances and two voices."""
    clerk, host = account("chenzhi"), talk.host
    with at(morning(ASSIGNED + 2)):
        for voice in voices[1:]:
            tickets.convert(voice.ticket, by=clerk, words="一起放到镇里的恳谈会上谈")
        roads = [
            mark(said[0], "路口左转只放三五辆车", problem="路口左转放行太少", ask="优化路口"),
            mark(voices[0], "宣德路路口堵了四十分钟", problem="周末路口堵", ask="优化路口"),
            mark(voices[4], "没有红绿灯", problem="路口没有红绿灯", ask="装红绿灯"),
        ]
        buses = [
            mark(said[2], "202 路一个小时一班", problem="公交班次少", ask="加密班次"),
            mark(voices[2], "一个钟头一班", problem="公交班次少", ask="加密班次"),
        ]
        parks = [
            mark(said[1], "游客没地方停车", problem="停车位少", ask="增设停车位"),
            mark(said[3], "能不能把旧粮站的空地先用起来", problem="停车位少", ask="用旧粮站空地"),
            mark(voices[3], "景区周边停车位太少", problem="停车位少", ask="增设停车位"),
        ]
        made = [
            suggestions.draft(points, by=clerk, host=host, title=title, ask=ask)
            for points, title, ask in (
                (roads, "优化景区周边交通体系", "优化宣德路口放行和标线，在古城南门装信号灯。"),
                (buses, "增加公共交通供给", "202、203 路加密班次，节假日延长末班。"),
                (parks, "增设停车位", "启用旧粮站空地，节假日开放机关单位停车场。"),
            )
        ]  # fmt: skip
    road, bus, parking = made
    with at(morning(ASSIGNED)):
        chair = account("luhong")
        suggestions.assign(road, by=chair, units=suggestions.Units(unit("市公安局交警大队"), (unit("市交通运输局"),)))
        suggestions.assign(bus, by=chair, units=suggestions.Units(unit("市交通运输局")))
        suggestions.assign(parking, by=chair, units=suggestions.Units(unit("盐官镇政府"), (unit("市住建局"),)))
    return road, bus, parking


def answered(road: Suggestion, bus: Suggestion, parking: Suggestion) -> None:
    """One is being handled, one is promised (B), one was rated unsatisfied and is redone."""
    with at(morning(20)):
        suggestions.accept(road, by=account("gaofei"))
        suggestions.accept(bus, by=account("xumin"))
        suggestions.accept(parking, by=account("wuliqun"))
    for suggestion, liaison, name in ((bus, "xumin", "市交通运输局"), (parking, "wuliqun", "盐官镇政府")):
        with at(morning(16)):
            suggestions.record_contact(
                suggestion, by=account(liaison), unit=unit(name), kind="survey", on=today(), words="和村民代表一起到现场看过，商量了两种办法。",
            )  # fmt: skip
    with at(morning(9)):
        suggestions.reply(
            bus, by=account("tangguo"), outcome_class="B", number="海交函〔2026〕31号", signed_by="汤国梁",
            words="202、203 路各加一辆车，平均间隔缩短 10 分钟。", promise_words="202、203 路各加一辆车", promise_due=today() + timedelta(days=40),
        )  # fmt: skip
        suggestions.reply(
            parking, by=account("zhujian"), outcome_class="A", number="盐政函〔2026〕12号", signed_by="诸建平",
            words="旧粮站空地已平整，划出 86 个车位，本周六起开放。",
        )  # fmt: skip
    with at(morning(6)):
        suggestions.evaluate(bus, by=account("chenzhi"), attitude="satisfied", result="mostly")
        suggestions.evaluate(
            parking,
            by=account("chenzhi"),
            attitude="mostly",
            result="unsatisfied",
            words="86 个位子周末上午十点就满了，机关停车场没有开。",
        )


def changed(sources: Sequence[Suggestion]) -> None:
    """A policy measure cites the suggestions."""
    with at(morning(2)):
        made = outcomes.record(
            sources, by=account("chenzhi"), host=unit("盐官镇人大主席团"), owner=unit("盐官镇政府"), kind="policy",
            title="盐官镇节假日停车与接驳办法", words="节假日镇属单位停车场向游客开放，外围停车、小车接驳，公交加密。",
            decided_on=today(), paper="盐政〔2026〕45号",
        )  # fmt: skip
        outcomes.publish(made, by=account("chenzhi"))
