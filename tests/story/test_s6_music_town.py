"""S6 盐官音乐小镇: one sentence goes all the way. Every date below was computed by hand.

Invented people. The times are the story's own; the machine's clock plays no part.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from kentan.demo import load as demo
from kentan.demo.people import CAST
from kentan.ground.accounts.actor import Actor
from kentan.ground.accounts.models import Account
from kentan.ground.ledger.chain import verify_all
from kentan.ground.ledger.errors import NotAllowed
from kentan.ground.ledger.models import Entry, EntryWords, Notice, Number
from kentan.ground.ledger.numbers import number_of
from kentan.ground.moment import SHANGHAI, at
from kentan.ground.network.models import Code, Deputy, Organisation
from kentan.ground.network.queries import actor_of
from kentan.stages.outcomes import actions as outcomes
from kentan.stages.outcomes.models import Bulletin
from kentan.stages.outcomes.queries import full_receipt, sources_of, suggestion_steps
from kentan.stages.preparation import actions as preparing
from kentan.stages.preparation import errors as preparation_errors
from kentan.stages.preparation.models import Preparation
from kentan.stages.preparation.queries import content_of, digest_of, latest_pack
from kentan.stages.suggestions import actions as suggestions
from kentan.stages.suggestions.models import PointLink, Suggestion
from kentan.stages.suggestions.queries import points_of
from kentan.stages.talks import actions as talks
from kentan.stages.talks.errors import TooSoon
from kentan.stages.topics import actions as topics
from kentan.stages.topics.models import Topic
from kentan.stages.topics.queries import Weight, weight
from kentan.stages.voices import actions as voices
from kentan.stages.voices.models import Ticket, Voice

pytestmark = pytest.mark.django_db


@contextmanager
def moment(text: str) -> Iterator[None]:
    """Inside, it is that moment in Haining: 2026-04-11 10:20."""
    with at(datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)):
        yield


def who(username: str) -> Actor:
    return actor_of(Account.objects.get(username=username))


def unit(short_name: str) -> Organisation:
    return Organisation.objects.get(short_name=short_name)


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


def speak(code: Code, words: str, *, key: str, phone: str = "", place: str = "") -> dict[str, Any]:
    answer = Client().post(
        "/api/v1/voices",
        {"code": code.token, "words": words, "place": place, "phone": phone},
        content_type="application/json",
        headers={"Idempotency-Key": key},
    )
    assert answer.status_code == 201, answer.content
    return answer.json()


def move(username: str, ticket: Ticket, name: str, **given: Any) -> int:
    answer = signed_in(username).post(f"/api/v1/tickets/{ticket.pk}/moves/{name}", given, content_type="application/json")
    return answer.status_code


def labels(receipt: str) -> list[tuple[str, str]]:
    found = full_receipt(receipt)
    assert found is not None
    return [(step.label, step.status) for step in found.steps]


@pytest.fixture
def county() -> None:
    with moment("2026-04-01 09:00"):
        demo.found()


def test_one_sentence_goes_all_the_way(county: None) -> None:
    first = the_visitor_speaks_on_saturday()
    the_sign_is_changed(first)
    heard = four_more_voices()
    topic = the_topic([first, *heard])
    preparation = the_preparation(topic)
    talk, said = the_talk(topic, preparation)
    road, bus, parking = three_suggestions(talk, said, [first, *heard])
    assigned_with_dates(road, bus, parking)
    answered(road, bus, parking)
    changed(bus, parking)
    everyone_can_see_it([first, *heard], bus)
    who_is_told_by_telephone(heard[2])
    no_name_is_public()
    the_visitor_is_erased(first, bus, road)


def the_visitor_speaks_on_saturday() -> Voice:
    code = Code.objects.get(deputy__name="沈月英")
    with moment("2026-04-11 10:20"):
        answer = speak(
            code,
            "周末宣德路口堵死了，没地方停车，公交一小时一班，停车场的指示牌都褪色了。",
            key="visitor-1",
            place="盐官镇宣德路口",
        )
        again = Client().post(
            "/api/v1/voices",
            {
                "code": code.token,
                "words": "周末宣德路口堵死了，没地方停车，公交一小时一班，停车场的指示牌都褪色了。 ",
                "place": "盐官镇宣德路口",
            },
            content_type="application/json",
            headers={"Idempotency-Key": "visitor-1"},
        )
    assert answer["due"] == "2026-04-13T23:59:59+08:00"
    assert answer["url"].endswith(f"/r/{answer['receipt']}")
    assert answer["steps"][0] == "4月11日 周六收到，当天不算。"
    assert (again.status_code, again.json()["receipt"]) == (200, answer["receipt"])
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
        found = full_receipt(voice.receipt)
        assert found is not None and found.may_rate
        voices.rate(ticket, by=Actor.holder_of_receipt(voice.receipt), verdict="mostly")
    ticket.refresh_from_db()
    assert (ticket.state, ticket.due, ticket.verdict) == ("rated", None, "mostly")


def four_more_voices() -> list[Voice]:
    receipts = []
    with moment("2026-04-20 19:30"):
        receipts.append(
            speak(Code.objects.get(deputy__name="管为民"), "音乐节两天路都走不通，救护车过不来。", key="v2")["receipt"]
        )
    with moment("2026-04-21 08:00"):
        receipts.append(speak(Code.objects.get(deputy__name="沈月英"), "游客停到我们村道上，自家车回不来。", key="v3")["receipt"])
    station = Code.objects.get(station__name="盐官音乐小镇代表联络站")
    with moment("2026-04-22 10:00"):
        receipts.append(speak(station, "去市区看病坐 202 路，一个钟头一班。", key="v4", phone="13800000001")["receipt"])
    with moment("2026-04-23 09:30"):
        proxy = voices.speak_by_proxy(by=who("chenzhi"), code=station, words="南门路口没有红绿灯，买菜过马路要人扶。", key="v5")
        receipts.append(proxy.voice.receipt)
    heard = [Voice.objects.get(receipt=receipt) for receipt in receipts]
    with moment("2026-04-28 09:00"):
        for voice in heard:
            voices.convert(voice.ticket, by=who("chenzhi"))
    assert [voice.channel for voice in heard] == ["deputy_code", "deputy_code", "station_code", "proxy"]
    return heard


def the_topic(spoken: list[Voice]) -> Topic:
    clerk, host = who("chenzhi"), unit("盐官镇人大主席团")
    with moment("2026-04-24 09:00"):
        topic = topics.propose(
            spoken,
            by=clerk,
            host=host,
            title="音乐小镇的路、公交和停车",
            kind="reform_focus",
            source="citizen_cluster",
            people_stated=4,
        )
        topics.move(topic, "screen", by=clerk)
        topics.move(topic, "shortlist", by=clerk)
        with pytest.raises(NotAllowed):
            topics.approve(topic, by=clerk, meeting="镇人大主席团第 3 次会议", on=date(2026, 4, 24))
    assert weight(topic) == Weight(5, 0, 4, (("代表码", 3), ("站点码", 1), ("代录", 1)))
    with moment("2026-04-28 15:00"):
        topics.approve(topic, by=who("luhong"), meeting="镇人大主席团第 3 次会议", on=date(2026, 4, 28))
    assert (topic.state, topic.approved_on) == ("approved", date(2026, 4, 28))
    return topic


def the_preparation(topic: Topic) -> Preparation:
    clerk = who("chenzhi")
    with moment("2026-05-06 09:00"):
        made = preparing.open_preparation(topic, by=clerk)
        articles = [
            preparing.add_law(made, by=clerk, law="中华人民共和国道路交通安全法", article=article, text=text)
            for article, text in (
                ("第三十三条", "新建、改建、扩建的公共建筑……应当配建、增建停车场。"),
                ("第四十四条", "机动车通过交叉路口，应当按照交通信号灯……通过。"),
            )
        ]
        preparing.hold_study(made, by=clerk, held_on=date(2026, 5, 6), attended="沈月英、管为民", items=articles)
        with pytest.raises(preparation_errors.Unfit):
            preparing.freeze(made, by=clerk)
    with moment("2026-05-08 15:00"):
        work = preparing.record_field_work(
            made,
            by=clerk,
            kind="inspection",
            title="宣德路视察",
            held_on=date(2026, 5, 8),
            place="宣德路",
            findings=["左转绿灯 12 秒", "停车场 14 时满", "202 路间隔 62 分钟"],
        )
    assert number_of(work) == "盐官人大视察〔2026〕1号"
    with moment("2026-05-11 09:00"):
        topics.add_evidence(topic, by=clerk, papers=[Number.objects.get(text="盐官人大视察〔2026〕1号")])
        pack = preparing.freeze(made, by=clerk)
    assert (pack.version, made.state, weight(topic).papers) == (1, "frozen", 1)
    assert pack.digest == digest_of(content_of(made))
    return made


def the_talk(topic: Topic, preparation: Preparation) -> tuple[Any, list[Any]]:
    clerk = who("chenzhi")
    with moment("2026-05-12 09:00"):
        talk = talks.plan(
            by=clerk,
            host=unit("盐官镇人大主席团"),
            title="音乐小镇的路、公交和停车",
            place="盐官音乐小镇代表联络站",
            starts_at=datetime(2026, 5, 20, 14, tzinfo=SHANGHAI),
            topic=topic,
        )
        talks.move(talk, "approve", by=who("luhong"), note="主席团会议同意")
    with moment("2026-05-18 09:00"), pytest.raises(TooSoon) as refused:
        talks.announce(talk, by=clerk)
    assert (refused.value.latest, refused.value.earliest, talk.state) == (
        date(2026, 5, 17),
        date(2026, 5, 21),
        "approved",
    )
    with moment("2026-05-15 09:00"):
        talks.announce(talk, by=clerk)
    said = recorded(talk, clerk)
    topic.refresh_from_db()
    assert (talk.pack, topic.state) == (latest_pack(preparation), "discussed")
    assert talk.seats.count() == 14
    assert talk.utterances.count() == 9
    assert talk.utterances.exclude(confirmed="").count() == 8
    return talk, said


def recorded(talk: Any, clerk: Actor) -> list[Any]:
    lines = [
        "周末路口左转只放三五辆车。",
        "游客没地方停，停到村道上。",
        "202 路一个小时一班太少。",
        "旧粮站空地能不能先停车？",
        "外面停车、小车接驳。",
        "路口先装红绿灯。",
        "节假日把机关停车场打开。",
    ]
    with moment("2026-05-20 14:00"):
        talks.move(talk, "start", by=clerk)
        citizens = [talks.seat(talk, by=clerk, role="citizen", name=f"某某{n}", side="村民") for n in range(9)]
        deputies = [talks.seat(talk, by=clerk, role="deputy", deputy=deputy) for deputy in Deputy.objects.order_by("pk")]
        rooms = [talks.seat(talk, by=clerk, role="unit", organisation=unit(name)) for name in ("市交通运输局", "盐官镇政府")]
        said = [talks.record(talk, by=clerk, seat=(citizens + deputies)[n], words=words) for n, words in enumerate(lines)]
        with pytest.raises(ValueError, match="promised_on"):
            talks.record(talk, by=clerk, seat=rooms[0], words="会后研究。", answers=said[2], response="later")
        said.append(
            talks.record(
                talk,
                by=clerk,
                seat=rooms[0],
                words="两周内拿出加密方案。",
                answers=said[2],
                response="later",
                promised_on=date(2026, 6, 3),
            )
        )
        said.append(talks.record(talk, by=clerk, seat=rooms[1], words="旧粮站可以用。", answers=said[3], response="on_spot"))
    with moment("2026-05-20 16:30"):
        for utterance in said[:8]:
            talks.confirm_wording(utterance, by=Actor.participant(utterance.seat.slip), how="screen")
        talks.move(talk, "adjourn", by=clerk)
    with moment("2026-05-22 10:00"):
        talks.move(talk, "confirm_record", by=clerk)
    return said


def point(source: Any, words: str, ask: str) -> Any:
    start = source.words.index(words)
    return suggestions.find_point(source, by=who("chenzhi"), start=start, end=start + len(words), ask=ask)


def three_suggestions(talk: Any, said: list[Any], heard: list[Voice]) -> tuple[Suggestion, ...]:
    clerk, host = who("chenzhi"), unit("盐官镇人大主席团")
    with moment("2026-05-23 09:00"):
        road = suggestions.draft(
            [
                point(said[0], "路口左转只放三五辆车", "优化路口"),
                point(heard[0], "周末宣德路口堵死了", "优化路口"),
            ],
            by=clerk,
            host=host,
            title="优化景区周边交通体系",
            ask="优化路口放行。",
        )
        bus = suggestions.draft(
            [
                point(said[2], "202 路一个小时一班", "加密"),
                point(heard[0], "公交一小时一班", "加密"),
                point(heard[3], "一个钟头一班", "加密"),
            ],
            by=clerk,
            host=host,
            title="增加公共交通供给",
            ask="202、203 路加密。",
        )
        from_utterances = [
            point(said[1], "游客没地方停", "增设车位"),
            point(said[3], "旧粮站空地能不能先停车", "用旧粮站"),
        ]
        from_voice = point(heard[2], "游客停到我们村道上", "增设车位")
        parking = suggestions.draft(
            [*from_utterances, from_voice], by=clerk, host=host, title="增设停车位", ask="启用旧粮站空地。"
        )
        suggestions.separate(from_voice, by=clerk)
        assert len(points_of(parking)) == 2
        suggestions.gather(from_voice, parking, by=clerk)
    assert len(points_of(parking)) == 3
    assert PointLink.objects.filter(point=from_voice).count() == 2
    assert [point.quotation for point in points_of(parking)] == [
        "游客没地方停",
        "旧粮站空地能不能先停车",
        "游客停到我们村道上",
    ]
    return road, bus, parking


def assigned_with_dates(road: Suggestion, bus: Suggestion, parking: Suggestion) -> None:
    units = suggestions.Units
    with moment("2026-05-25 09:00"):
        chair = who("luhong")
        suggestions.assign(road, by=chair, units=units(unit("市公安局交警大队"), (unit("市交通运输局"),)))
        suggestions.assign(bus, by=chair, units=units(unit("市交通运输局")))
        suggestions.assign(parking, by=chair, units=units(unit("盐官镇政府"), (unit("市住建局"),)))
    assert [suggestion.due for suggestion in (road, bus, parking)] == [date(2026, 6, 25)] * 3
    with moment("2026-06-01 09:00"):
        suggestions.request_return(road, by=who("gaofei"), reason="标线归交通局。")
        suggestions.refuse_return(road, by=who("luhong"), reason="路口放行归交警，标线由会办单位配合。")
    with moment("2026-06-05 09:00"), pytest.raises(suggestions_unfit()):
        suggestions.request_return(parking, by=who("wuliqun"), reason="太晚了")
    road.refresh_from_db()
    parking.refresh_from_db()
    assert (road.state, road.due, parking.state) == ("assigned", date(2026, 6, 25), "assigned")


def suggestions_unfit() -> type[Exception]:
    from kentan.stages.suggestions.errors import Unfit

    return Unfit


def answered(road: Suggestion, bus: Suggestion, parking: Suggestion) -> None:
    with moment("2026-06-08 09:00"):
        for suggestion, liaison in ((road, "gaofei"), (bus, "xumin"), (parking, "wuliqun")):
            suggestions.accept(suggestion, by=who(liaison))
    with moment("2026-06-10 09:00"):
        with pytest.raises(suggestions_unfit()):
            suggestions.reply(parking, by=who("zhujian"), outcome_class="A", words="好了", number="x", signed_by="诸建平")
        for suggestion, liaison, name in (
            (road, "gaofei", "市公安局交警大队"),
            (bus, "xumin", "市交通运输局"),
            (parking, "wuliqun", "盐官镇政府"),
        ):
            suggestions.record_contact(
                suggestion,
                by=who(liaison),
                unit=unit(name),
                kind="survey",
                on=date(2026, 6, 10),
                words="到现场看过",
            )
    with moment("2026-06-20 09:00"):
        suggestions.reply(
            road,
            by=who("yaoling"),
            outcome_class="A",
            words="左转放行加到 20 秒。",
            number="海公交函〔2026〕8号",
            signed_by="姚岭",
        )
        suggestions.reply(
            bus,
            by=who("tangguo"),
            outcome_class="B",
            words="202、203 路各加一辆车，间隔缩短 10 分钟，7月15日起。",
            number="海交函〔2026〕31号",
            signed_by="汤国梁",
            promise_due=date(2026, 12, 15),
        )
        suggestions.reply(
            parking,
            by=who("zhujian"),
            outcome_class="A",
            words="旧粮站停车场已开放。",
            number="盐政函〔2026〕12号",
            signed_by="诸建平",
        )
    with moment("2026-06-24 09:00"):
        suggestions.evaluate(road, by=who("chenzhi"), attitude="satisfied", result="satisfied")
        suggestions.evaluate(bus, by=who("chenzhi"), attitude="satisfied", result="mostly")
        suggestions.evaluate(parking, by=who("chenzhi"), attitude="mostly", result="unsatisfied", words="周末十点就满了")
    assert (parking.state, parking.due) == ("redo", date(2026, 7, 24))
    with moment("2026-07-20 09:00"):
        suggestions.reply(
            parking,
            by=who("zhujian"),
            outcome_class="A",
            words="再开两处机关停车场。",
            number="盐政函〔2026〕18号",
            signed_by="诸建平",
        )
    with moment("2026-07-22 09:00"):
        suggestions.evaluate(parking, by=who("chenzhi"), attitude="satisfied", result="satisfied")
        suggestions.close(bus, by=who("chenzhi"))
        suggestions.close(parking, by=who("chenzhi"))
    assert (bus.state, parking.state) == ("tracked", "closed")
    assert [(look.due, look.held_on) for look in bus.look_backs.all()] == [(date(2026, 12, 15), None)]


def changed(bus: Suggestion, parking: Suggestion) -> None:
    with moment("2026-08-01 09:00"):
        made = outcomes.record(
            [bus, parking],
            by=who("chenzhi"),
            host=unit("盐官镇人大主席团"),
            owner=unit("盐官镇政府"),
            kind="policy",
            title="盐官镇节假日停车与接驳办法",
            words="节假日停车场开放、小车接驳。",
            decided_on=date(2026, 7, 30),
        )
        outcomes.publish(made, by=who("chenzhi"))
    with moment("2026-08-03 09:00"):
        carried_up(bus, parking)


def carried_up(bus: Suggestion, parking: Suggestion) -> None:
    """The bulletin that carries them, by clicking: drafted, checked, signed, numbered, read by the leader."""
    clerk, chair, leader = (Client() for _ in range(3))
    for client, username in ((clerk, "chenzhi"), (chair, "luhong"), (leader, "dongli")):
        client.force_login(Account.objects.get(username=username))
    words = {
        "title": "景区停车和公交",
        "situation": "一场恳谈，五个人说的话。",
        "proposals": "旺季前办好。",
        "recipients": "报：市委。",
    }
    given = words | {"host": unit("盐官镇人大主席团").pk, "suggestions": [bus.pk, parking.pk]}
    bulletin = clerk.post("/staff/bulletins/new", given)["Location"]
    for client, step in ((clerk, "check"), (chair, "sign"), (clerk, "issue")):
        assert client.post(f"{bulletin}/{step}")["Location"] == bulletin
    key = bulletin.rpartition("/")[2]
    page = leader.get(f"/leader/bulletins/{key}").content.decode()
    assert "景区停车和公交" in page
    assert number_of(Bulletin.objects.get(pk=key)).startswith("盐官人大民情专报〔2026〕")


def everyone_can_see_it(heard: list[Voice], bus: Suggestion) -> None:
    visitor = labels(heard[0].receipt)
    assert visitor[:5] == [
        ("原话", "done"),
        ("转送", "done"),
        ("受理", "done"),
        ("结果", "done"),
        ("评价", "done"),
    ]
    assert ("交办「增加公共交通供给」", "done") in visitor
    assert ("改变「增加公共交通供给」", "done") in visitor
    with_phone = dict(labels(heard[3].receipt))
    assert (with_phone["答复"], with_phone["回头看"], with_phone["改变"]) == ("done", "now", "done")
    answer = Client().get(f"/api/v1/receipts/{heard[3].receipt}").json()
    assert [step["step"] for step in answer["trace"]][-3:] == ["looked_back", "changed", "reported"]
    assert {source.kind for source in sources_of(bus)} == {"发言", "民声"}
    assert [step.step for step in suggestion_steps(bus)] == [
        "spoken",
        "point",
        "assigned",
        "replied",
        "rated",
        "looked_back",
        "changed",
    ]


def who_is_told_by_telephone(voice: Voice) -> None:
    with moment("2026-08-02 09:00"):
        desk = signed_in("chenzhi")
        sheet = desk.get("/staff/calls")
        assert [(call.ticket.voice_id, call.last.subject.split(":")[0]) for call in sheet.context["calls"]] == [
            (voice.pk, "outcomes.Outcome")
        ]
        assert "尾号 0001" in sheet.content.decode()
        desk.post(f"/staff/calls/{voice.ticket.pk}/told", {"words": "告诉她公交加密和停车办法"})
    with moment("2026-08-02 10:00"):
        assert desk.get("/staff/calls").context["calls"] == []


def no_name_is_public() -> None:
    names = ["某某"]
    for address in ("/api/v1/openapi.json",):
        page = Client().get(address).content.decode()
        assert [name for name in names if name in page] == []


def the_visitor_is_erased(voice: Voice, bus: Suggestion, road: Suggestion) -> None:
    entries = Entry.objects.count()
    with moment("2026-08-10 09:00"):
        voices.erase(voice, by=who("chenzhi"))
    voice.refresh_from_db()
    assert (voice.words, voice.place, voice.state) == ("", "", "erased")
    assert EntryWords.objects.filter(entry__chain__matter=voice.matter).count() == 0
    assert Entry.objects.count() == entries + 1
    assert verify_all() == []
    assert [(point.ask, point.quotation) for point in points_of(road) if point.voice_id == voice.pk] == [("", "")]
    found = full_receipt(voice.receipt)
    assert found is not None and found.is_erased
    assert [step.words for step in found.steps[:1]] == [""]


def test_every_member_of_the_cast_holds_the_post_that_the_story_needs(county: None) -> None:
    assert {member.username: who(member.username).holds(member.role) for member in CAST} == {
        member.username: True for member in CAST
    }
