"""S6, first half: a visitor speaks, a sign is changed, four more speak, a topic is approved and prepared."""

from __future__ import annotations

from datetime import date

from django.test import Client

from kentan.ground.ledger.models import Notice
from kentan.ground.ledger.numbers import number_of
from kentan.ground.network.models import Code
from kentan.stages.outcomes.queries import full_receipt
from kentan.stages.preparation.models import FieldWork, LawItem, Preparation
from kentan.stages.preparation.queries import content_of, digest_of
from kentan.stages.topics.models import Topic
from kentan.stages.topics.queries import Weight, weight
from kentan.stages.voices.models import Ticket, Voice
from tests.factories.pages import text_of
from tests.factories.records import moment, unit
from tests.story.clicking import done, key_in, move, refused, speak

WORDS = "周末宣德路口堵死了，没地方停车，公交一小时一班，停车场的指示牌都褪色了。"


def labels(receipt: str) -> list[tuple[str, str]]:
    """The steps of a receipt with where each stands."""
    found = full_receipt(receipt)
    assert found is not None
    return [(step.label, step.status) for step in found.steps]


def the_visitor_speaks_on_saturday() -> Voice:
    code = Code.objects.get(deputy__name="沈月英")
    with moment("2026-04-11 10:20"):
        answer = speak(code, WORDS, key="visitor-1", place="盐官镇宣德路口")
        again = speak(code, f"{WORDS} ", key="visitor-1", place="盐官镇宣德路口")
    assert (answer["status"], again["status"], again["receipt"]) == (201, 200, answer["receipt"])
    assert answer["due"] == "2026-04-13T23:59:59+08:00"
    assert answer["url"].endswith(f"/r/{answer['receipt']}")
    assert answer["steps"][0] == "4月11日 周六收到，当天不算。"
    assert Voice.objects.count() == 1
    assert labels(answer["receipt"])[:2] == [("原话", "done"), ("转送", "now")]
    return Voice.objects.get(receipt=answer["receipt"])


def the_sign_is_changed(voice: Voice) -> None:
    ticket = voice.ticket
    with moment("2026-04-11 18:00"):
        assert move("guanweimin", ticket, "relay", unit=unit("盐官镇政府").pk) == 403
        assert move("shenyueying", ticket, "relay", unit=unit("盐官镇政府").pk, words="先把褪色的指示牌换了") == 200
    ticket.refresh_from_db()
    assert (ticket.state, ticket.due) == ("unit_pending", date(2026, 4, 13))
    assert Notice.objects.filter(account__username="wuliqun").count() == 1
    with moment("2026-04-13 09:10"):
        assert move("fengyu", ticket, "accept") == 403
        assert move("wuliqun", ticket, "accept") == 200
        assert move("wuliqun", ticket, "accept") == 409
    ticket.refresh_from_db()
    assert (ticket.state, ticket.due) == ("handling", date(2026, 4, 20))
    with moment("2026-04-15 16:00"):
        assert move("wuliqun", ticket, "finish", words="换了 3 块反光指示牌。", scope="street") == 200
    ticket.refresh_from_db()
    assert (ticket.state, ticket.due) == ("finished", date(2026, 4, 17))
    with moment("2026-04-16 19:00"):
        assert move("shenyueying", ticket, "confirm", words="去看过了") == 200
    ticket.refresh_from_db()
    assert (ticket.state, ticket.due) == ("told", date(2026, 4, 23))
    with moment("2026-04-18 20:00"):
        assert "换了 3 块反光指示牌。" in text_of(Client().get(f"/r/{voice.receipt}"))
        done(Client(), f"/r/{voice.receipt}/rate", verdict="mostly")
    ticket.refresh_from_db()
    assert (ticket.state, ticket.due, ticket.verdict) == ("rated", None, "mostly")


def four_more_voices() -> list[Voice]:
    one, other = Code.objects.get(deputy__name="沈月英"), Code.objects.get(deputy__name="管为民")
    station = Code.objects.get(station__name="盐官音乐小镇代表联络站")
    receipts = []
    with moment("2026-04-20 19:30"):
        receipts.append(speak(other, "音乐节两天路都走不通，救护车过不来。", key="v2")["receipt"])
    with moment("2026-04-21 08:00"):
        receipts.append(speak(one, "游客停到我们村道上，自家车回不来。", key="v3")["receipt"])
    with moment("2026-04-22 10:00"):
        receipts.append(speak(station, "去市区看病坐 202 路，一个钟头一班。", key="v4", phone="13800000001")["receipt"])
    with moment("2026-04-23 09:30"):
        words = "南门路口没有红绿灯，买菜过马路要人扶。"
        done("chenzhi", "/staff/proxy", code=station.pk, words=words, said_at="2026-04-23T09:20", key="v5")
        receipts.append(Voice.objects.get(words=words).receipt)
    heard = [Voice.objects.get(receipt=receipt) for receipt in receipts]
    with moment("2026-04-28 09:00"):
        for voice in heard:
            done("chenzhi", f"/staff/tickets/{voice.ticket.pk}/convert", words="议题：音乐小镇的路、公交和停车")
    assert [voice.channel for voice in heard] == ["deputy_code", "deputy_code", "station_code", "proxy"]
    assert set(Ticket.objects.filter(voice__in=heard).values_list("state", flat=True)) == {"converted"}
    return heard


def the_topic(spoken: list[Voice]) -> Topic:
    with moment("2026-04-24 09:00"):
        made = done(
            "chenzhi", "/staff/topics/new", voices=[voice.pk for voice in spoken], host=unit("盐官镇人大主席团").pk, title="音乐小镇的路、公交和停车",
            kind="reform_focus", source="citizen_cluster", people_stated=4,
        )  # fmt: skip
        topic = Topic.objects.get(pk=key_in(made))
        page = f"/staff/topics/{topic.pk}"
        for step in ("screen", "shortlist"):
            done("chenzhi", f"{page}/{step}")
        refused("chenzhi", f"{page}/approve", 403, meeting="镇人大主席团第 3 次会议", on="2026-04-24")
    assert weight(topic) == Weight(5, 0, 4, (("代表码", 3), ("站点码", 1), ("代录", 1)))
    with moment("2026-04-28 15:00"):
        done("luhong", f"{page}/approve", meeting="镇人大主席团第 3 次会议", on="2026-04-28")
    topic.refresh_from_db()
    assert (topic.state, topic.approved_on, topic.kind) == ("approved", date(2026, 4, 28), "reform_focus")
    return topic


LAWS = (
    ("中华人民共和国道路交通安全法", "第三十三条", "新建、改建、扩建的公共建筑……应当配建、增建停车场。"),
    ("中华人民共和国道路交通安全法", "第四十四条", "机动车通过交叉路口，应当按照交通信号灯……通过。"),
)
FINDINGS = ("左转绿灯 12 秒", "停车场 14 时满", "202 路间隔 62 分钟")


def the_preparation(topic: Topic) -> Preparation:
    page = f"/staff/topics/{topic.pk}/preparation"
    with moment("2026-05-06 09:00"):
        done("chenzhi", f"/staff/topics/{topic.pk}/prepare")
        for law, article, text in LAWS:
            done("chenzhi", f"{page}/law", law=law, article=article, text=text)
        items = list(LawItem.objects.values_list("pk", flat=True))
        done("chenzhi", f"{page}/study", kind="before_talk", held_on="2026-05-06", attended="沈月英、管为民", items=items)
        refused("chenzhi", f"{page}/freeze", 422, "视察")
    with moment("2026-05-08 15:00"):
        given = {"kind": "inspection", "title": "宣德路视察", "held_on": "2026-05-08", "place": "宣德路"}
        done("chenzhi", f"{page}/field", findings="\n".join(FINDINGS), **given)
    work = FieldWork.objects.get()
    assert number_of(work) == "盐官人大视察〔2026〕1号"
    assert [finding.words for finding in work.findings.order_by("pk")] == list(FINDINGS)
    with moment("2026-05-11 09:00"):
        done("chenzhi", f"/staff/topics/{topic.pk}/evidence", paper="盐官人大视察〔2026〕1号")
        done("chenzhi", f"{page}/freeze")
    made = Preparation.objects.get(topic=topic)
    pack = made.packs.get()
    assert (pack.version, made.state, weight(topic).papers) == (1, "frozen", 1)
    assert pack.digest == digest_of(content_of(made))
    return made
