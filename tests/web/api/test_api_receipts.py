"""查回执 by API: the public trace; guesses are slowed down, holders of a receipt never are."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories import records
from tests.web.api.calls import send, shape

from kentan.stages.voices import actions
from kentan.stages.voices.models import Voice
from kentan.web.api.voices import MOST_MISSES

pytestmark = pytest.mark.django_db


def look(receipt: str, **headers: str) -> object:
    return Client(**headers).get(f"/api/v1/receipts/{receipt}")


def test_the_trace_of_a_new_voice(county: None) -> None:
    receipt = send("k", place="村口").json()["receipt"]
    assert look(receipt).json() == {
        "receipt": receipt,
        "state": "received",
        "due": "2026-05-26T23:59:59+08:00",
        "steps": send("k", place="村口").json()["steps"],
        "trace": [
            {"step": "spoken", "label": "原话", "at": "2026-05-25T09:00:00+08:00", "who": "林一苇代表", "words": records.WORDS},
            {"step": "relayed", "label": "转送", "at": None, "who": "", "words": ""},
        ],
    }


def test_the_trace_after_each_move(county: None) -> None:
    voice = records.a_ticket("rated").voice
    body = look(voice.receipt).json()
    assert (body["state"], body["due"], body["steps"]) == ("rated", None, [])
    assert [(step["step"], step["who"], step["words"]) for step in body["trace"]] == [
        ("spoken", "林一苇代表", records.WORDS),
        ("relayed", "市人大代表林一苇", "转送"),
        ("accepted", "盐官镇政府单位联络员某ison", "接件"),
        ("result", "市人大代表林一苇", "报结果：修好了三盏路灯。\n确认办好"),
        ("rating", "", "评价：满意"),
    ]


def test_a_receipt_may_be_written_as_people_write_it(county: None) -> None:
    receipt = send().json()["receipt"]
    assert look(f"{receipt[:5].lower()}-{receipt[5:]}").status_code == 200
    assert look(f"{receipt[:5]} {receipt[5:]}").status_code == 200


def test_the_telephone_of_the_speaker_is_nowhere_in_the_trace(county: None) -> None:
    receipt = send(phone="13812345678").json()["receipt"]
    page = look(receipt).content.decode()
    assert [part for part in ("13812345678", "5678") if part in page] == []


@pytest.mark.parametrize("written", ["AAAAAAAAAA", "%00", "a%00b", "码", "'", "%ff", "A" * 500, "%ed%a0%80"])
def test_an_unknown_receipt_is_not_found(county: None, written: str) -> None:
    assert shape(look(written)) == (404, "receipt_unknown", [])


def test_guessing_is_slowed_down_while_a_true_receipt_always_answers(county: None) -> None:
    receipt = send().json()["receipt"]
    guesses = [look(f"{n:010d}").status_code for n in range(MOST_MISSES + 1)]
    assert guesses == [404] * MOST_MISSES + [429]
    refused = look("9999999999")
    assert shape(refused) == (429, "too_many", [])
    assert 0 < int(refused.headers["Retry-After"]) <= 15 * 60
    assert [look(receipt).status_code for _ in range(40)] == [200] * 40


def test_another_device_behind_the_same_address_is_not_slowed_down(county: None) -> None:
    for n in range(MOST_MISSES + 1):
        look(f"{n:010d}", HTTP_USER_AGENT="phone one")
    assert look("9999999999", HTTP_USER_AGENT="phone one").status_code == 429
    assert look("9999999999", HTTP_USER_AGENT="phone two").status_code == 404


def test_after_the_wait_guesses_are_answered_again(county: None) -> None:
    for n in range(MOST_MISSES + 1):
        look(f"{n:010d}")
    wait = int(look("9999999999").headers["Retry-After"])
    assert wait == 15 * 60
    with records.moment("2026-05-25 09:15"):
        assert look("9999999999").status_code == 404


def test_many_voices_do_not_count_as_guesses(county: None) -> None:
    for _ in range(MOST_MISSES + 5):
        send()
    assert look("9999999999").status_code == 404


def test_the_trace_of_erased_words_tells_only_that_they_were_erased(county: None) -> None:
    receipt = send(words="我叫某某某，住在桥头三号。", phone="13812345678").json()["receipt"]
    actions.erase(Voice.objects.get(), by=records.who("town_clerk"))
    body = look(receipt).json()
    assert (body["state"], body["due"]) == ("erased", None)
    assert body["trace"] == [
        {"step": "spoken", "label": "原话", "at": "2026-05-25T09:00:00+08:00", "who": "林一苇代表", "words": ""}
    ]
