"""The desk's pages of topics: what they show, what they refuse, what they ask the database."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.pages import signed_in
from tests.factories.records import a_voice, unit, who
from tests.web.choosing.builders import HOST, a_preparation, a_topic, everything, get, said_by

from kentan.ground.ledger.models import Number
from kentan.stages.topics import actions
from kentan.stages.topics.models import Topic
from kentan.stages.voices.models import Voice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def proposal(**given: Any) -> dict[str, Any]:
    """What a clerk fills in."""
    return {
        "host": unit(HOST).pk, "title": "村口的路灯", "kind": "urgent_concern", "source": "citizen_cluster", "reason": "三盏坏了。",
    } | given  # fmt: skip


def test_an_empty_list_says_how_a_topic_begins() -> None:
    assert "按“提一个议题”，从民声里选出依据。" in get("/staff/topics", signed_in("town_clerk"))


def test_the_list_counts_each_filter_and_shows_its_own_rows() -> None:
    a_topic(title="停车")
    a_topic("approved", title="公交")
    clerk = signed_in("town_clerk")
    shown = get("/staff/topics", clerk)
    assert ("在选的1" in shown, "已确定1" in shown, "停车" in shown, "公交" in shown) == (True, True, True, False)
    assert "公交" in get("/staff/topics?show=approved", clerk)
    assert "没有找到" in get("/staff/topics?q=桥", clerk)


def test_another_township_does_not_see_the_topic() -> None:
    topic = a_topic(title="停车")
    street = signed_in("street_clerk")
    assert "停车" not in get("/staff/topics", street)
    assert street.get(f"/staff/topics/{topic.pk}").status_code == 403


def test_a_clerk_proposes_from_two_messages() -> None:
    first, second = a_voice("路灯坏了。"), a_voice("路灯不亮。")
    answer = signed_in("town_clerk").post("/staff/topics/new", proposal(voices=[first.pk, second.pk], people_stated="2"))
    topic = Topic.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/staff/topics/{topic.pk}")
    assert (topic.title, topic.state, topic.host, topic.people_stated) == ("村口的路灯", "proposed", unit(HOST), 2)
    assert set(topic.evidence.values_list("voice", flat=True)) == {first.pk, second.pk}


def test_searching_keeps_what_is_ticked_and_typed_and_stores_nothing() -> None:
    ticked, found, other = a_voice("路灯坏了。"), a_voice("公交太少。"), a_voice("河边护栏断了。")
    before = everything()
    answer = signed_in("town_clerk").post("/staff/topics/new", proposal(voices=[ticked.pk], q="公交", find="1"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'value="{ticked.pk}" id="voice_{ticked.pk}" checked' in page
    assert f'value="{found.pk}" id="voice_{found.pk}">' in page
    assert f"voice_{other.pk}" not in page
    assert 'value="村口的路灯"' in page
    assert "有几处要改" not in page
    assert everything() == before


def test_a_topic_without_evidence_is_refused_beside_the_field() -> None:
    before = everything()
    answer = signed_in("town_clerk").post("/staff/topics/new", proposal())
    assert answer.status_code == 422
    assert "请至少选一条依据：民声或有文号的视察、调研。" in said_by(answer)
    assert everything() == before


def test_more_people_than_messages_is_refused() -> None:
    before = everything()
    answer = signed_in("town_clerk").post("/staff/topics/new", proposal(voices=[a_voice().pk], people_stated="3"))
    assert (answer.status_code, "只有1条民声，人数不能比条数多。" in said_by(answer)) == (422, True)
    assert everything()[0] == before[0]


def test_a_message_of_another_township_cannot_be_chosen() -> None:
    voice = a_voice("海洲的路灯。", to="许三多")
    before = everything()
    answer = signed_in("town_clerk").post("/staff/topics/new", proposal(voices=[voice.pk]))
    assert (answer.status_code, "海洲的路灯" in said_by(answer)) == (422, False)
    assert everything() == before


def test_a_topic_may_begin_with_a_numbered_paper() -> None:
    a_preparation()
    number = Number.objects.get()
    signed_in("town_clerk").post("/staff/topics/new", proposal(paper=number.text))
    assert list(Topic.objects.get(title="村口的路灯").evidence.values_list("cites", flat=True)) == [number.pk]
    answer = signed_in("town_clerk").post("/staff/topics/new", proposal(paper="没有〔2026〕9号"))
    assert (answer.status_code, "没有找到这个文号" in said_by(answer)) == (422, True)


def test_the_page_of_a_topic_says_its_weight_and_shows_the_words() -> None:
    topic = a_topic(voices=[a_voice("没地方停车。"), a_voice("停到村道上。")])
    shown = get(f"/staff/topics/{topic.pk}", signed_in("town_clerk"))
    for words in ("民声2条", "至少1人", "代表码2", "没地方停车。", "停到村道上。", "周末堵得走不动。", "开始筛选"):
        assert words in shown, words


def test_a_clerk_screens_and_shortlists_but_only_the_chair_approves() -> None:
    topic = a_topic()
    clerk = signed_in("town_clerk")
    for name, reached in (("screen", "screening"), ("shortlist", "shortlisted")):
        assert clerk.post(f"/staff/topics/{topic.pk}/{name}", {"words": "看过了"}).status_code == 302
        topic.refresh_from_db()
        assert topic.state == reached
    before = everything()
    sent = {"meeting": "主席团第 3 次会议", "on": "2026-05-20"}
    assert clerk.post(f"/staff/topics/{topic.pk}/approve", sent).status_code == 403
    assert everything() == before
    assert "确定这个议题" not in get(f"/staff/topics/{topic.pk}", clerk)
    assert signed_in("town_chair").post(f"/staff/topics/{topic.pk}/approve", sent).status_code == 302
    topic.refresh_from_db()
    assert (topic.state, topic.meeting) == ("approved", "主席团第 3 次会议")


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"meeting": "", "on": "2026-05-20"}, "请写明哪次会议确定的"),
        ({"meeting": "会议", "on": ""}, "请写会议日期。"),
        ({"meeting": "会议", "on": "2026-05-26"}, "这一天还没到"),
    ],
)
def test_an_approval_without_its_meeting_changes_nothing(sent: dict[str, str], sentence: str) -> None:
    topic = a_topic("shortlisted")
    before = everything()
    answer = signed_in("town_chair").post(f"/staff/topics/{topic.pk}/approve", sent)
    assert (answer.status_code, sentence in said_by(answer)) == (422, True)
    assert everything() == before


@pytest.mark.parametrize("name", ["defer", "reject"])
def test_setting_aside_asks_for_a_reason(name: str) -> None:
    topic = a_topic("screening")
    before = everything()
    clerk = signed_in("town_clerk")
    assert clerk.get(f"/staff/topics/{topic.pk}/{name}").status_code == 200
    answer = clerk.post(f"/staff/topics/{topic.pk}/{name}", {"words": " "})
    assert (answer.status_code, "请写明理由。" in said_by(answer)) == (422, True)
    assert everything() == before
    assert clerk.post(f"/staff/topics/{topic.pk}/{name}", {"words": "等规划"}).status_code == 302
    assert "等规划" in get(f"/staff/topics/{topic.pk}", clerk)


def test_merging_takes_the_evidence_along() -> None:
    into, topic = a_topic("screening", title="停车"), a_topic("screening", title="停车难")
    clerk = signed_in("town_clerk")
    answer = clerk.post(f"/staff/topics/{topic.pk}/merge", {"into": ""})
    assert (answer.status_code, "请选同一机构的另一个议题。" in said_by(answer)) == (422, True)
    assert clerk.post(f"/staff/topics/{topic.pk}/merge", {"into": into.pk}).status_code == 302
    topic.refresh_from_db()
    assert (topic.state, topic.merged_into, into.evidence.count(), topic.evidence.count()) == ("merged", into, 2, 1)
    assert "停车难" in get(f"/staff/topics/{into.pk}", clerk)


def test_a_step_that_somebody_else_made_first_is_told_and_keeps_the_words() -> None:
    topic = a_topic("shortlisted")
    before = everything()
    answer = signed_in("town_clerk").post(f"/staff/topics/{topic.pk}/screen", {"words": "我写的话"})
    assert (answer.status_code, "已经被别人往前办了一步" in said_by(answer), "我写的话" in said_by(answer)) == (409, True, True)
    assert everything() == before


def test_evidence_is_added_by_message_and_by_number_once_each() -> None:
    a_preparation(topic=a_topic("preparing", title="另一个"))
    topic, voice, number = a_topic(), a_voice("再一条。"), Number.objects.get()
    clerk, address = signed_in("town_clerk"), f"/staff/topics/{topic.pk}/evidence"
    assert "再一条。" in get(address, clerk)
    assert clerk.post(address, {"voices": [voice.pk], "paper": number.text, "note": "同一个路口"}).status_code == 302
    assert topic.evidence.count() == 3
    before = everything()
    answer = clerk.post(address, {"paper": number.text})
    assert (answer.status_code, "这个文号已经是依据了。" in said_by(answer)) == (422, True)
    assert clerk.post(address, {"voices": [voice.pk]}).status_code == 422
    assert clerk.post(address, {}).status_code == 422
    assert everything() == before
    assert "已经是依据" in get(address, clerk)


def test_a_topic_that_is_ended_takes_no_more_evidence() -> None:
    topic = a_topic("screening")
    clerk = signed_in("town_clerk")
    clerk.post(f"/staff/topics/{topic.pk}/reject", {"words": "不归人大"})
    before = everything()
    answer = clerk.post(f"/staff/topics/{topic.pk}/evidence", {"voices": [a_voice().pk]})
    assert (answer.status_code, "不能再加依据" in said_by(answer)) == (409, True)
    assert everything()[1] == before[1]


@pytest.mark.parametrize("username", ["street_clerk", "deputy_one", "town_liaison", "auditor", "admin", ""])
def test_others_change_nothing(username: str) -> None:
    topic = a_topic("screening")
    voice = a_voice("再一条。")
    client = signed_in(username) if username else Client()
    before = everything()
    tried = (("shortlist", {}), ("reject", {"words": "不要"}), ("evidence", {"voices": [voice.pk]}))
    answers = [client.post(f"/staff/topics/{topic.pk}/{name}", sent).status_code for name, sent in tried]
    assert answers == ([403, 403, 403] if username else [302, 401, 302])
    assert client.get(f"/staff/topics/{topic.pk}").status_code == (403 if username else 302)
    assert everything() == before


def test_the_city_reads_a_towns_topic_but_does_not_steer_it() -> None:
    topic = a_topic("screening")
    city = signed_in("city_clerk")
    assert "音乐小镇的停车" in get(f"/staff/topics/{topic.pk}", city)
    assert city.post(f"/staff/topics/{topic.pk}/shortlist").status_code == 403
    assert city.get(f"/staff/topics/{topic.pk}/evidence").status_code == 403


def test_what_does_not_exist_is_not_found() -> None:
    topic = a_topic()
    clerk = signed_in("town_clerk")
    assert [clerk.get(f"/staff/topics/{path}").status_code for path in ("99", f"{topic.pk}/no-such-step")] == [404, 404]


def cost(address: str, client: Client) -> int:
    """How many questions one page asks."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("address", ["/staff/topics", "/staff/topics/new", "/staff/topics/{topic}"])
def test_three_rows_ask_no_more_than_one(address: str) -> None:
    topic = a_topic()
    clerk = signed_in("town_clerk")
    address = address.format(topic=topic.pk)
    cost(address, clerk)
    with_one = cost(address, clerk)
    for number in range(2):
        a_topic(title=f"又一个{number}")
    actions.add_evidence(topic, by=who("town_clerk"), voices=list(Voice.objects.all()))
    assert cost(address, clerk) == with_one
