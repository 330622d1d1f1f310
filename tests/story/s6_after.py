"""S6, last part: replies, a redo, a promise to look back on; a measure, a bulletin; everybody is told; the visitor is erased."""

from __future__ import annotations

from datetime import date

from django.test import Client

from kentan.ground.ledger.chain import verify_all
from kentan.ground.ledger.models import Entry, EntryWords
from kentan.ground.ledger.numbers import number_of
from kentan.stages.outcomes.models import Bulletin, Outcome
from kentan.stages.outcomes.queries import full_receipt, sources_of, suggestion_steps
from kentan.stages.suggestions.models import Suggestion
from kentan.stages.suggestions.queries import points_of
from kentan.stages.talks.models import Talk
from kentan.stages.topics.models import Topic
from kentan.stages.voices.models import Voice
from tests.factories.pages import signed_in, text_of
from tests.factories.records import moment, unit
from tests.story.clicking import done, key_in, refused
from tests.story.s6_before import labels
from tests.story.s6_talk import SPEAKERS
from tests.web.thread.builders import get

BUS = "202、203 路各加一辆车，间隔缩短 10 分钟，7月15日起。"


def replied(
    suggestion: Suggestion, head: str, outcome_class: str, words: str, number: str, signed_by: str, **promise: str
) -> None:
    """The unit's head signs."""
    given = {"outcome_class": outcome_class, "words": words, "number": number, "signed_by": signed_by}
    done(head, f"/unit/suggestions/{suggestion.pk}/reply", **given, **promise)


def rated(suggestion: Suggestion, attitude: str, result: str, words: str = "") -> None:
    """The assigning body rates for those who spoke."""
    done("chenzhi", f"/staff/suggestions/{suggestion.pk}/rate", attitude=attitude, result=result, words=words)


def answered(road: Suggestion, bus: Suggestion, parking: Suggestion) -> None:
    """Nobody answers before having met; B carries its promise; the third is not good enough and is done again within its month."""
    with moment("2026-06-08 09:00"):
        for one, liaison in ((road, "gaofei"), (bus, "xumin"), (parking, "wuliqun")):
            done(liaison, f"/unit/suggestions/{one.pk}/accept")
    with moment("2026-06-10 09:00"):
        early = {"outcome_class": "A", "words": "好了", "number": "盐政函〔2026〕1号", "signed_by": "诸建平"}
        refused("zhujian", f"/unit/suggestions/{parking.pk}/reply", 422, "沟通", **early)
        for one, liaison in ((road, "gaofei"), (bus, "xumin"), (parking, "wuliqun")):
            done(liaison, f"/unit/suggestions/{one.pk}/contacts", kind="survey", on="2026-06-10", words="到现场看过")
    with moment("2026-06-20 09:00"):
        replied(road, "yaoling", "A", "左转放行加到 20 秒。", "海公交函〔2026〕8号", "姚岭")
        refused(
            "tangguo", f"/unit/suggestions/{bus.pk}/reply", 422, outcome_class="B", words=BUS, number="海交函〔2026〕31号", signed_by="汤国梁",
        )  # fmt: skip
        promise = {"promise_words": "202、203 路各加一辆车", "promise_due": "2026-12-15"}
        replied(bus, "tangguo", "B", BUS, "海交函〔2026〕31号", "汤国梁", **promise)
        replied(parking, "zhujian", "A", "旧粮站停车场已开放。", "盐政函〔2026〕12号", "诸建平")
    with moment("2026-06-24 09:00"):
        rated(road, "satisfied", "satisfied")
        rated(bus, "satisfied", "mostly")
        refused("chenzhi", f"/staff/suggestions/{parking.pk}/rate", 422, attitude="mostly", result="unsatisfied", words="")
        rated(parking, "mostly", "unsatisfied", "周末十点就满了")
    parking.refresh_from_db()
    assert (parking.state, parking.due) == ("redo", date(2026, 7, 24))
    with moment("2026-07-20 09:00"):
        replied(parking, "zhujian", "A", "再开两处机关停车场。", "盐政函〔2026〕18号", "诸建平")
    with moment("2026-07-22 09:00"):
        rated(parking, "satisfied", "satisfied")
        done("chenzhi", f"/staff/suggestions/{bus.pk}/track")
        done("chenzhi", f"/staff/suggestions/{parking.pk}/close")
    for one in (road, bus, parking):
        one.refresh_from_db()
    assert (bus.state, parking.state) == ("tracked", "closed")
    assert [(look.due, look.held_on) for look in bus.look_backs.all()] == [(date(2026, 12, 15), None)]


def changed(bus: Suggestion, parking: Suggestion) -> None:
    """A measure cites the suggestions; a bulletin carries them up."""
    with moment("2026-08-01 09:00"):
        made = done(
            "chenzhi", "/staff/outcomes/new", suggestions=[bus.pk, parking.pk], host=unit("盐官镇人大主席团").pk, owner=unit("盐官镇政府").pk, kind="policy",
            title="盐官镇节假日停车与接驳办法", words="节假日停车场开放、小车接驳。", decided_on="2026-07-30",
        )  # fmt: skip
        done("chenzhi", f"{made}/publish")
    with moment("2026-08-03 09:00"):
        bulletin = done(
            "chenzhi", "/staff/bulletins/new", host=unit("盐官镇人大主席团").pk, suggestions=[bus.pk, parking.pk], title="景区停车和公交",
            situation="一场恳谈，五个人说的话。", proposals="旺季前办好。", recipients="报：市委。",
        )  # fmt: skip
        for username, step in (("chenzhi", "check"), ("luhong", "sign"), ("chenzhi", "issue")):
            assert done(username, f"{bulletin}/{step}") == bulletin
        key = key_in(bulletin)
        assert "景区停车和公交" in text_of(signed_in("dongli").get(f"/leader/bulletins/{key}"))
    assert number_of(Bulletin.objects.get(pk=key)) == "盐官人大民情专报〔2026〕1号"


def everyone_can_see_it(heard: list[Voice], bus: Suggestion) -> None:
    """Each of the five receipts shows each move; the trace walks both ways."""
    visitor = labels(heard[0].receipt)
    assert visitor[:5] == [(name, "done") for name in ("原话", "转送", "受理", "结果", "评价")]
    assert ("交办「增加公共交通供给」", "done") in visitor
    assert ("改变「增加公共交通供给」", "done") in visitor
    with_phone = dict(labels(heard[3].receipt))
    assert (with_phone["答复"], with_phone["回头看"], with_phone["改变"]) == ("done", "now", "done")
    assert [dict(labels(voice.receipt))["原话"] for voice in heard] == ["done"] * 5
    assert {name for name, _status in labels(heard[2].receipt)} >= {"要点", "交办", "答复", "评价", "改变"}
    answer = Client().get(f"/api/v1/receipts/{heard[3].receipt}").json()
    assert [step["step"] for step in answer["trace"]][-3:] == ["looked_back", "changed", "reported"]
    assert {source.kind for source in sources_of(bus)} == {"发言", "民声"}
    steps = ["spoken", "point", "assigned", "replied", "rated", "looked_back", "changed"]
    assert [step.step for step in suggestion_steps(bus)] == steps
    for voice in heard:
        page = text_of(Client().get(f"/r/{voice.receipt}"))
        assert (voice.receipt[:5] in page, voice.words in page) == (True, True), page
    assert BUS in text_of(Client().get(f"/r/{heard[3].receipt}"))
    forward = text_of(Client().get(f"/suggestions/{bus.pk}"))
    assert "盐官镇节假日停车与接驳办法" in forward and "202 路一个小时一班" in forward
    back = get(f"/outcomes/{Outcome.objects.get().pk}")
    assert ("增加公共交通供给" in back, "202 路一个小时一班群众（村民）" in back) == (True, True)


def who_is_told_by_telephone(voice: Voice) -> None:
    """The one with a telephone stands on the sheet; the desk counts the four who can only look for themselves."""
    with moment("2026-08-04 09:00"):
        desk = signed_in("chenzhi")
        sheet = desk.get("/staff/calls")
        assert [(call.ticket.voice_id, call.last.subject.split(":")[0]) for call in sheet.context["calls"]] == [
            (voice.pk, "outcomes.Bulletin")
        ]
        assert "尾号 0001" in text_of(sheet)
        assert sheet.context["untold"] == 4
        done(desk, f"/staff/calls/{voice.ticket.pk}/told", words="告诉她公交加密和停车办法")
    with moment("2026-08-04 10:00"):
        assert desk.get("/staff/calls").context["calls"] == []


def no_name_is_public(topic: Topic, talk: Talk, suggestions: list[Suggestion]) -> None:
    """Neither the nine who spoke in the room nor the telephone stand on any public page of the story."""
    pages = [
        "/", "/talks", f"/talks/{talk.pk}", "/topics", f"/topics/{topic.pk}", "/suggestions", "/outcomes", f"/outcomes/{Outcome.objects.get().pk}",
        "/api/v1/talks", f"/api/v1/talks/{talk.pk}", "/api/v1/suggestions", *(f"/suggestions/{one.pk}" for one in suggestions),
    ]  # fmt: skip
    for address in pages:
        answer = Client().get(address, follow=True)
        body = answer.content.decode()
        assert answer.status_code == 200, address
        assert [name for name in (*SPEAKERS, "祝阿", "13800000001") if name in body] == [], address


def the_visitor_is_erased(voice: Voice, road: Suggestion) -> None:
    """His words go, the record of what was done stays, every chain holds."""
    entries = Entry.objects.count()
    with moment("2026-08-10 09:00"):
        refused("chenzhi", f"/staff/voices/{voice.pk}/erase", 422, "请先核对身份")
        done("chenzhi", f"/staff/voices/{voice.pk}/erase", sure="on")
    voice.refresh_from_db()
    assert (voice.words, voice.place, voice.state) == ("", "", "erased")
    assert EntryWords.objects.filter(entry__chain__matter=voice.matter).count() == 0
    assert Entry.objects.count() == entries + 1
    assert verify_all() == []
    assert [(one.ask, one.quotation) for one in points_of(road) if one.voice_id == voice.pk] == [("", "")]
    found = full_receipt(voice.receipt)
    assert found is not None and found.is_erased
    assert [step.words for step in found.steps[:1]] == [""]
    assert "周末宣德路口" not in text_of(Client().get(f"/suggestions/{road.pk}"))
