"""S7 老年食堂: old people without telephones; every step by clicking, every date by hand.

Two deputies eat at the canteen; they and the station's clerk write down what the guests say. Nobody of them has a
smartphone: they leave with a receipt in large print, and one left the number of his landline.
"""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from kentan.ground.ledger.chain import verify_all
from kentan.stages.outcomes.models import Outcome
from kentan.stages.suggestions.models import Suggestion
from kentan.stages.voices.models import Voice
from tests.factories.pages import signed_in, text_of
from tests.factories.records import code, moment, unit
from tests.story.clicking import done

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
HALF = "饭量小了，一份吃不完，倒掉心疼，能不能打半份？"
SALT = "菜咸，医生叫我少吃盐，又不晓得哪个菜淡。半份也好。"
HOME = "腿脚不好下不了楼，送到家里要多收几块钱，说不清楚，能不能贴出来？"
STATION = "盐官镇代表联络中心站"


def test_words_without_a_telephone_reach_the_canteen_and_come_back() -> None:
    with moment("2026-05-25 11:40"):
        half, salt = written_down("deputy_one", "/deputy/proxy", HALF), written_down("deputy_two", "/deputy/proxy", SALT)
        home = written_down("town_clerk", "/staff/proxy", HOME, phone="0573-87011234")
        carried_home([half, salt, home])
    with moment("2026-05-26 09:00"):
        portions, delivery = handed_over([half, salt], home)
    with moment("2026-06-05 09:00"):
        answered(portions, "A", "从 6 月 1 日起供半份餐，价钱减半；每天两个少盐菜，牌子写明。")
        answered(delivery, "B", "送餐价目 6 月 20 日前贴在门口。", promised="2026-06-20")
    with moment("2026-06-08 09:00"):
        made_public([portions, delivery])
        everybody_can_be_told(half, home)
    assert verify_all() == []


def written_down(username: str, address: str, words: str, **given: str) -> Voice:
    """代录, in the guest's own words, with the true time."""
    key = "deputy_one" if username == "town_clerk" else username
    to = {"deputy_one": code("林一苇"), "deputy_two": code("周二南")}[key] if username != "town_clerk" else code(STATION)
    done(signed_in(username), address, code=to.pk, words=words, said_at="2026-05-25T11:30", key=words[:6], **given)
    return Voice.objects.get(words=words)


def carried_home(heard: list[Voice]) -> None:
    """Each leaves with a receipt in large print that says who does what by when."""
    for voice in heard:
        slip = text_of(Client().get(f"/r/{voice.receipt}/slip"))
        assert f"{voice.receipt[:5]} {voice.receipt[5:]}" in slip
        assert "5月26日" in slip
        assert voice.words in slip
    assert {voice.channel for voice in heard} == {"proxy"}


def handed_over(about_portions: list[Voice], about_delivery: Voice) -> tuple[Suggestion, Suggestion]:
    """Points are marked in the words; two of them are one suggestion. Due a month later: Friday 2026-06-26."""
    clerk, chair = signed_in("town_clerk"), signed_in("town_chair")
    found = []
    for title, ask, voices in (
        ("老年食堂供应半份餐和少盐菜", "供半份餐，写明少盐菜。", about_portions), ("公开老年食堂送餐价目", "贴出堂食和送餐的价钱。", [about_delivery]),
    ):  # fmt: skip
        for voice in voices:
            done(clerk, f"/staff/points/voices/{voice.pk}", ask=ask)
        points = [voice.points.get().pk for voice in voices]
        done(
            clerk,
            "/staff/suggestions/new",
            host=unit("盐官镇人大主席团").pk,
            points=points,
            title=title,
            ask=ask,
            track="talk_opinion",
        )
        suggestion = Suggestion.objects.get(title=title)
        done(chair, f"/staff/suggestions/{suggestion.pk}/assign", lead=unit("盐官镇政府").pk)
        suggestion.refresh_from_db()
        assert suggestion.due == date(2026, 6, 26)
        found.append(suggestion)
    return found[0], found[1]


def answered(suggestion: Suggestion, outcome_class: str, words: str, *, promised: str = "") -> None:
    """The town's government accepts, meets those who raised it, and its head signs the answer; the presidium rates it."""
    address, liaison = f"/unit/suggestions/{suggestion.pk}", signed_in("town_liaison")
    done(liaison, f"{address}/accept")
    done(liaison, f"{address}/contacts", kind="visit", on="2026-06-03", words="在食堂和几位老人一起吃了饭。")
    promise = {"promise_words": words, "promise_due": promised} if promised else {}
    done(
        signed_in("town_head"), f"{address}/reply", outcome_class=outcome_class, words=words, number=f"盐政函〔2026〕{suggestion.pk}号",
        signed_by="镇长", **promise,
    )  # fmt: skip
    done(signed_in("town_clerk"), f"/staff/suggestions/{suggestion.pk}/rate", attitude="satisfied", result="satisfied")


def made_public(sources: list[Suggestion]) -> None:
    """What changed is recorded as a livelihood project and published."""
    clerk = signed_in("town_clerk")
    done(
        clerk, "/staff/outcomes/new", suggestions=[one.pk for one in sources], kind="project", title="老年食堂半份餐", words="半份餐减半收钱，送餐价目上墙。",
        owner=unit("盐官镇政府").pk, decided_on="2026-06-06", host=unit("盐官镇人大主席团").pk,
    )  # fmt: skip
    done(clerk, f"/staff/outcomes/{Outcome.objects.get().pk}/publish")


def everybody_can_be_told(half: Voice, home: Voice) -> None:
    """The receipt says it; who left a number is on the sheet; the desk counts the two who can only be told on paper."""
    page = text_of(Client().get(f"/r/{half.receipt}"))
    assert "从 6 月 1 日起供半份餐" in page
    assert "《老年食堂半份餐》" in page
    sheet = signed_in("town_clerk").get("/staff/calls")
    assert [call.ticket.voice for call in sheet.context["calls"]] == [home]
    assert "另有 2 件也有新进展，没留电话，只能等他看回执页。" in text_of(sheet)
    public = text_of(Client().get(f"/suggestions/{Suggestion.objects.get(title__contains='半份餐').pk}"))
    assert "87011234" not in public
    assert "老年食堂供应半份餐和少盐菜" in public
