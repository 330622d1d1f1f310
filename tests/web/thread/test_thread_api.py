"""The public record through the API: the same reads as the pages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ninja.testing import TestClient
from tests.factories.records import a_suggestion, a_talk
from tests.web.thread.builders import NAME, a_handed_on, a_held_talk, an_outcome

from kentan.web.api.records import router

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def read(address: str) -> Any:
    answer = TestClient(router).get(address)
    assert answer.status_code == 200, address
    return json.loads(answer.content)


def test_nothing_is_an_empty_page() -> None:
    assert read("/talks") == {"talks": [], "next": None}
    assert read("/suggestions") == {"suggestions": [], "next": None}


def test_a_talk_is_read_line_by_line_without_names() -> None:
    talk = a_held_talk()
    suggestion = a_handed_on(talk)
    found = read(f"/talks/{talk.pk}")
    assert [(line["position"], line["who"], line["answers"], line["is_confirmed"]) for line in found["lines"]] == [
        (1, "群众（村民）", None, True),
        (2, "林一苇代表", None, False),
        (3, "盐官镇政府", 1, False),
    ]
    assert found["lines"][0]["suggestions"] == [suggestion.pk]
    assert found["lines"][2] | {"response": "later", "promised_on": "2026-06-20"} == found["lines"][2]
    assert [row["id"] for row in found["suggestions"]] == [suggestion.pk]
    assert NAME not in json.dumps(found, ensure_ascii=False)


def test_a_record_that_is_not_confirmed_has_no_lines() -> None:
    found = read(f"/talks/{a_held_talk('adjourned').pk}")
    assert (found["state"], found["lines"], found["suggestions"]) == ("adjourned", [], [])


def test_a_suggestion_is_traced_back_to_the_words_and_on_to_what_changed() -> None:
    talk = a_held_talk()
    suggestion = a_handed_on(talk, "replied")
    outcome = an_outcome(suggestion)
    found = read(f"/suggestions/{suggestion.pk}")
    assert found["due"].endswith("T23:59:59+08:00")
    assert [step["label"] for step in found["trace"]] == ["原话", "要点", "交办", "答复", "评价", "改变"]
    assert [(row["talk"], row["position"], row["words"][:4]) for row in found["sources"]] == [(talk.pk, 1, "我是〔姓")]
    assert [(row["number"], row["outcome_class"], row["result"]) for row in found["replies"]] == [("盐政函〔2026〕1号", "A", "")]
    assert [row["id"] for row in found["outcomes"]] == [outcome.pk]
    assert len(found["steps"]) > 0


def test_what_is_not_public_is_in_no_list() -> None:
    a_suggestion()
    a_talk("approved")
    assert (read("/talks")["talks"], read("/suggestions")["suggestions"]) == ([], [])


def test_a_list_is_read_on_after_its_last_row() -> None:
    first, second = a_suggestion("assigned"), a_suggestion("assigned")
    assert [row["id"] for row in read("/suggestions")["suggestions"]] == [second.pk, first.pk]
    assert [row["id"] for row in read(f"/suggestions?after={second.pk}")["suggestions"]] == [first.pk]
