"""公开的恳谈与建议 by API: what anybody may read, never a citizen's name, nothing before it is public."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories import records
from tests.web.api.calls import shape

from kentan.stages.talks import actions as talks
from kentan.stages.talks.models import Talk

pytestmark = pytest.mark.django_db


def get(address: str) -> object:
    return Client().get(f"/api/v1/{address}")


def a_confirmed_talk() -> Talk:
    """A talk in which 王小明 spoke and was named by another."""
    talk = records.a_talk()
    seat = records.a_seat(talk, name="王小明", side="村民")
    said = records.an_utterance(talk, "我家门口的路灯坏了。", seat=seat)
    records.an_utterance(talk, "王小明说得对。", seat=records.a_seat(talk, name="李大有", side="商户"))
    records.a_suggestion("assigned", points=[records.a_point(said)])
    for name in ("adjourn", "confirm_record"):
        talks.move(talk, name, by=records.who("town_clerk"))
    return talk


def test_r89_no_answer_to_the_public_holds_a_citizens_name(county: None) -> None:
    talk = a_confirmed_talk()
    suggestion = talk.suggestions.get()
    for address in ("talks", f"talks/{talk.pk}", "suggestions", f"suggestions/{suggestion.pk}", "openapi.json"):
        answer = get(address)
        page = answer.content.decode()
        assert (answer.status_code, [name for name in ("王小明", "李大有") if name in page]) == (200, [])


def test_the_record_shows_who_by_role_and_side_and_what_it_was_handed_on_as(county: None) -> None:
    talk = a_confirmed_talk()
    body = get(f"talks/{talk.pk}").json()
    assert [(line["position"], line["who"], line["words"]) for line in body["lines"]] == [
        (1, "群众（村民）", "我家门口的路灯坏了。"), (2, "群众（商户）", "〔姓名〕说得对。"),
    ]  # fmt: skip
    assert [found["title"] for found in body["suggestions"]] == ["修好村口路灯"]
    assert body["lines"][0]["suggestions"] == [talk.suggestions.get().pk]


def test_the_words_are_not_public_before_the_record_is_confirmed(county: None) -> None:
    talk = records.a_talk()
    records.an_utterance(talk, "还没有核对的话。")
    body = get(f"talks/{talk.pk}").json()
    assert (body["state"], body["lines"]) == ("in_progress", [])


def test_a_draft_is_unknown_to_the_public(county: None) -> None:
    talk, suggestion = records.a_talk("draft"), records.a_suggestion("sorted")
    assert shape(get(f"talks/{talk.pk}")) == (404, "not_found", [])
    assert shape(get(f"suggestions/{suggestion.pk}")) == (404, "not_found", [])
    assert (get("talks").json()["talks"], get("suggestions").json()["suggestions"]) == ([], [])


@pytest.mark.parametrize("written", ["0", "-1", "abc", "%00", "99999999999999999999999", "١"])
def test_what_cannot_be_a_key_is_unknown(county: None, written: str) -> None:
    for kind in ("talks", "suggestions"):
        status, code, _ = shape(get(f"{kind}/{written}"))
        assert (status, code) in {(404, "not_found"), (400, "malformed")}
        assert get(f"{kind}?after={written}").status_code in {200, 400, 404}


def test_the_trace_of_a_suggestion_tells_due_date_and_sources(county: None) -> None:
    suggestion = records.a_suggestion("assigned", co=("市住建局",))
    body = get(f"suggestions/{suggestion.pk}").json()
    assert (body["number"], body["lead"], body["co"], body["due"]) == (
        "盐官人大交〔2026〕1号",
        "盐官镇政府",
        ["市住建局"],
        "2026-06-25T23:59:59+08:00",
    )
    assert [step["step"] for step in body["trace"]] == ["spoken", "point", "assigned", "replied"]
    assert [(source["kind"], source["who"], source["words"]) for source in body["sources"]] == [("民声", "盐官镇群众", "")]
