"""长辈版: one question at a time, nothing stored on the way, nothing lost on the way."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.factories.pages import text_of
from tests.factories.records import WORDS, code

from kentan.stages.voices.models import Voice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def elder() -> Client:
    """A browser in which the switch was pressed."""
    client = Client()
    client.post("/elder", {"on": "1", "back": "/"})
    return client


def send(client: Client, **given: Any) -> Any:
    """One press of a button."""
    return client.post(f"/c/{code().token}", {"words": WORDS, "place": "", "phone": "", "key": "one", **given})


def test_the_switch_is_remembered_and_leads_back_to_the_page() -> None:
    client = Client()
    answer = client.post("/elder", {"on": "1", "back": "/help"})
    assert (answer.status_code, answer["Location"]) == (302, "/help")
    assert "data-elder" in client.get("/help").content.decode()
    client.post("/elder", {"on": "0", "back": "/help"})
    assert "data-elder" not in client.get("/help").content.decode()


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_the_switch_never_leads_to_another_site(back: str) -> None:
    assert Client().post("/elder", {"on": "1", "back": back})["Location"] == "/"


def test_first_only_the_words_are_asked() -> None:
    page = elder().get(f"/c/{code().token}")
    assert "三步里的第 1 步" in text_of(page)
    assert 'type="file"' not in page.content.decode()
    assert "下一步：在哪里" in text_of(page)


def test_three_presses_send_it_and_only_the_last_one_stores() -> None:
    client = elder()
    second = send(client, step="2")
    assert ("三步里的第 2 步" in text_of(second), Voice.objects.count()) == (True, 0)
    assert WORDS in second.content.decode()
    third = send(client, step="3", place="村口")
    assert ("三步里的第 3 步" in text_of(third), Voice.objects.count()) == (True, 0)
    assert "谁能看到什么" in text_of(third)
    assert 'value="村口"' in third.content.decode()
    assert send(client, place="村口").status_code == 303
    assert (Voice.objects.get().words, Voice.objects.get().place) == (WORDS, "村口")


def test_empty_words_do_not_go_on() -> None:
    answer = send(elder(), words=" ", step="2")
    assert (answer.status_code, "三步里的第 1 步" in text_of(answer)) == (422, True)


def test_a_fault_found_at_the_end_leads_to_the_step_where_it_can_be_mended() -> None:
    answer = send(elder(), place="村" * 121)
    assert (answer.status_code, "三步里的第 2 步" in text_of(answer), Voice.objects.count()) == (422, True, 0)


def test_one_may_go_back_with_a_wrong_telephone_number() -> None:
    answer = send(elder(), phone="12", step="2")
    assert (answer.status_code, 'value="12"' in answer.content.decode()) == (200, True)
