"""Builders for topics: one proposed from messages, walked to a state, its preparation filled and frozen."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client
from tests.factories.pages import text_of
from tests.factories.records import a_voice, unit, who

from kentan.ground.ledger.models import Entry, Number
from kentan.stages.preparation import actions as preparing
from kentan.stages.preparation.models import FieldWork, Finding, LawItem, MaterialPack, Preparation, StudySession
from kentan.stages.talks.models import Talk
from kentan.stages.topics import actions as topics
from kentan.stages.topics.models import Evidence, Topic

HOST = "盐官镇人大主席团"
TABLES = (Topic, Evidence, Preparation, LawItem, StudySession, FieldWork, Finding, MaterialPack, Talk, Entry, Number)


def everything() -> list[list[dict[str, Any]]]:
    """Every row that these pages can change."""
    return [list(model._base_manager.order_by("pk").values()) for model in TABLES]


def said_by(answer: Any) -> str:
    """The words of an answer, without white space."""
    return "".join(text_of(answer).split())


def get(address: str, client: Client | None = None) -> str:
    """The words of a page that is there."""
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, address
    return said_by(answer)


def a_topic(state: str = "proposed", title: str = "音乐小镇的停车", **given: Any) -> Topic:
    """A topic of the town's presidium with one message behind it, walked to a state."""
    clerk = who("town_clerk")
    topic = topics.propose(
        given.pop("voices", None) or [a_voice("周末没地方停车。")], by=clerk, host=unit(HOST), title=title, kind="urgent_concern",
        source="citizen_cluster", reason="周末堵得走不动。", **given,
    )  # fmt: skip
    walk = (
        ("screening", lambda: topics.move(topic, "screen", by=clerk)),
        ("shortlisted", lambda: topics.move(topic, "shortlist", by=clerk)),
        ("approved", lambda: topics.approve(topic, by=who("town_chair"), meeting="主席团第 3 次会议", on=date(2026, 5, 20))),
        ("preparing", lambda: preparing.open_preparation(topic, by=clerk)),
    )
    for reached, step in walk:
        if topic.state == state:
            break
        step()
        assert topic.state == reached
    assert topic.state == state
    return topic


def a_preparation(state: str = "open", *, filled: bool = True, topic: Topic | None = None) -> Preparation:
    """A preparation with one article, one study and one inspection, open, frozen or waived."""
    clerk = who("town_clerk")
    preparation = Preparation.objects.get(topic=topic or a_topic("preparing"))
    if filled:
        article = preparing.add_law(preparation, by=clerk, law="道路交通安全法", article="第三十三条", text="应当配建停车场。")
        preparing.hold_study(preparation, by=clerk, held_on=date(2026, 5, 21), attended="林一苇", items=[article])
        preparing.record_field_work(
            preparation, by=clerk, kind="inspection", title="宣德路视察", held_on=date(2026, 5, 22), place="宣德路",
            findings=["停车场 14 时满", "左转绿灯 12 秒"], members="某参加人",
        )  # fmt: skip
    if state == "frozen":
        preparing.freeze(preparation, by=clerk)
    if state == "waived":
        preparing.waive(preparation, by=who("town_chair"), reason="抢险急事，来不及。")
    assert preparation.state == state
    return preparation
