"""The public pages of topics: what was chosen and why, what was frozen, and that anyone can check it."""

from __future__ import annotations

import hashlib
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.pages import signed_in
from tests.factories.records import a_voice, moment, unit, who
from tests.web.choosing.builders import HOST, a_preparation, a_topic, get

from kentan.ground.moment import SHANGHAI
from kentan.stages.preparation import actions as preparing
from kentan.stages.preparation.queries import latest_pack
from kentan.stages.talks import actions as talks
from kentan.stages.talks.models import Talk
from kentan.stages.topics.models import Topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def a_talk_on(topic: Topic) -> Talk:
    """An announced talk on this topic."""
    talk = talks.plan(
        by=who("town_clerk"), host=unit(HOST), title="停车恳谈", place="中心站", topic=topic, starts_at=datetime(2026, 5, 29, 14, tzinfo=SHANGHAI),
    )  # fmt: skip
    talks.move(talk, "approve", by=who("town_chair"))
    return talks.announce(talk, by=who("town_clerk"))


def test_an_empty_list_says_when_topics_appear() -> None:
    assert "还没有确定的议题。" in get("/topics")


@pytest.mark.parametrize("state", ["proposed", "screening", "shortlisted"])
def test_what_is_not_approved_is_not_public(state: str) -> None:
    topic = a_topic(state)
    assert "音乐小镇的停车" not in get("/topics")
    assert Client().get(f"/topics/{topic.pk}").status_code == 404


def test_the_list_finds_an_approved_topic_by_its_words() -> None:
    a_topic("approved", voices=[a_voice("没地方停车。"), a_voice("停到村道上。")])
    shown = get("/topics?q=停车")
    assert ("音乐小镇的停车" in shown, "2条反映" in shown, "5月20日周三确定" in shown) == (True, True, True)
    assert "没有找到" in get("/topics?q=桥")


def test_the_page_says_why_by_whom_and_how_much_but_no_words_of_a_citizen() -> None:
    topic = a_topic("approved", voices=[a_voice("我家在宣德路三号。")])
    shown = get(f"/topics/{topic.pk}")
    for words in (
        "1条反映，至少1人。",
        "主席团第3次会议",
        "周末堵得走不动。",
        "群众集中反映（民声）",
        "还没有公告恳谈会",
        "材料还在准备。",
    ):
        assert words in shown, words
    assert "宣德路三号" not in shown


def test_the_frozen_pack_is_shown_and_its_digest_can_be_computed_again() -> None:
    preparation = a_preparation("frozen")
    pack = latest_pack(preparation)
    assert pack is not None
    shown = get(f"/topics/{preparation.topic_id}")
    for words in ("《道路交通安全法》第三十三条", "盐官人大视察〔2026〕1号", "停车场14时满", pack.digest):
        assert words in shown, words
    assert ("某参加人" in shown, "林一苇" in shown) == (False, False)
    answer = Client().get(f"/topics/{preparation.topic_id}/pack-1.json")
    assert hashlib.sha256(answer.content).hexdigest() == pack.digest
    assert Client().get(f"/topics/{preparation.topic_id}/pack-2.json").status_code == 404


def test_what_is_being_prepared_is_not_shown_before_it_is_frozen() -> None:
    preparation = a_preparation()
    shown = get(f"/topics/{preparation.topic_id}")
    assert ("材料还在准备。" in shown, "停车场14时满" in shown) == (True, False)


def test_while_a_new_version_is_made_the_last_frozen_one_stands() -> None:
    preparation = a_preparation("frozen")
    preparing.revise(preparation, by=who("town_clerk"), reason="补一条")
    shown = get(f"/topics/{preparation.topic_id}")
    assert ("材料正在改新的一版。" in shown, "停车场14时满" in shown) == (True, True)


def test_a_waiver_is_public_with_its_reason() -> None:
    preparation = a_preparation("waived", filled=False)
    shown = get(f"/topics/{preparation.topic_id}")
    assert ("这一次从简，理由：抢险急事，来不及。" in shown, "材料还在准备" in shown) == (True, False)


def test_the_talks_on_it_are_linked_once_announced() -> None:
    preparation = a_preparation("frozen")
    talk = a_talk_on(preparation.topic)
    page = Client().get(f"/topics/{preparation.topic_id}").content.decode()
    assert f'<a href="/talks/{talk.pk}">停车恳谈</a>' in page


def test_a_talk_on_an_unprepared_topic_is_told_why_it_cannot_begin() -> None:
    preparation = a_preparation()
    talk = a_talk_on(preparation.topic)
    with moment("2026-05-29 14:00"):
        answer = signed_in("town_clerk").post(f"/staff/talks/{talk.pk}/start")
    talk.refresh_from_db()
    assert (answer.status_code, talk.state, "材料还没有定稿" in answer.content.decode()) == (422, "announced", True)


def test_three_rows_ask_no_more_than_one() -> None:
    topic = a_topic("approved")
    counts = []
    for number in range(3):
        with CaptureQueriesContext(connection) as asked:
            get("/topics")
            get(f"/topics/{topic.pk}")
        counts.append(len(asked))
        a_topic("approved", title=f"又一个{number}")
    assert counts[0] == counts[1] == counts[2]
