"""说事 by API: stored once, answered with a receipt, refused in Chinese with nothing stored."""

from __future__ import annotations

import json
import re
from datetime import datetime

import pytest
from django.test import Client, override_settings
from tests.factories import records
from tests.web.api.calls import VOICES, send, send_raw, shape, signed_in, spoken

from kentan.ground.moment import SHANGHAI
from kentan.ground.network import actions as network
from kentan.ground.network.models import Code, Deputy
from kentan.stages.voices.models import Ticket, Voice, VoiceContact

pytestmark = pytest.mark.django_db


def test_a_voice_is_answered_with_receipt_date_steps_and_address(county: None) -> None:
    with override_settings(PUBLIC_URL="https://kentan.example"):
        answer = send("k1", place="村口", phone="13800000001", notice="2026-11")
    body = answer.json()
    assert answer.status_code == 201
    assert set(body) == {"receipt", "due", "steps", "url"}
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{10}", body["receipt"])
    assert body["due"] == "2026-05-26T23:59:59+08:00"
    assert body["steps"][0] == "5月25日 周一收到，当天不算。"
    assert body["url"] == f"https://kentan.example/r/{body['receipt']}"
    voice = Voice.objects.get()
    assert (voice.words, voice.place, voice.notice, voice.channel) == (records.WORDS, "村口", "2026-11", "deputy_code")


def test_the_promise_over_a_holiday_is_due_on_the_next_working_day(county: None) -> None:
    with records.moment("2026-09-30 18:30"):
        answer = send()
    assert answer.json()["due"] == "2026-10-08T23:59:59+08:00"


def test_the_same_key_with_the_same_content_is_answered_with_the_same_receipt(county: None) -> None:
    first, again = send("k1", place="村口"), send("k1", place=" 村口\n", words=f"{records.WORDS}  ")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Voice.objects.count() == 1


@pytest.mark.parametrize("other", [{"words": "另一件事情。"}, {"place": "桥头"}, {"phone": "13800000002"}])
def test_the_same_key_with_other_content_is_refused_and_nothing_is_stored(county: None, other: dict[str, str]) -> None:
    send("k1", place="村口", phone="13800000001")
    kept = records.row(Voice.objects.get())
    answer = send("k1", **({"place": "村口", "phone": "13800000001"} | other))
    assert shape(answer) == (409, "key_reused", [])
    assert (Voice.objects.count(), records.row(Voice.objects.get())) == (1, kept)


def test_the_same_key_through_another_code_is_refused(county: None) -> None:
    send("k1")
    assert shape(send("k1", code=records.code("周二南").token)) == (409, "key_reused", [])
    assert Voice.objects.count() == 1


def test_without_a_key_every_sending_is_a_new_voice(county: None) -> None:
    assert [send().status_code for _ in range(3)] == [201, 201, 201]
    assert len({voice.receipt for voice in Voice.objects.all()}) == 3


def test_a_retry_after_the_deputy_relayed_it_shows_the_next_duty(county: None) -> None:
    first = send("k1").json()
    from kentan.stages.voices import actions

    actions.relay(Ticket.objects.get(), by=records.who("deputy_one"), unit=records.unit("盐官镇政府"))
    again = send("k1")
    assert (again.status_code, again.json()["receipt"]) == (200, first["receipt"])


@pytest.mark.parametrize("written", ["{}{}{}{} {}{}{}{}", "{}{}{}{}-{}{}{}{}", " {}{}{}{}{}{}{}{} "])
def test_a_code_may_be_written_as_people_write_it(county: None, written: str) -> None:
    assert send(code=written.format(*records.code().token.lower())).status_code == 201


@pytest.mark.parametrize("written", ["ZZZZZZZZ", "", "？", "12345678\x00", "a" * 40, "码", "' OR 1=1 --", "<b>"])
def test_an_unknown_code_is_not_found_and_nothing_is_stored(county: None, written: str) -> None:
    assert shape(send(code=written)) == (404, "code_unknown", ["code"])
    assert Voice.objects.count() == 0


def test_a_revoked_code_is_gone_and_the_one_that_replaced_it_answers(county: None) -> None:
    old = records.code()
    fresh = network.replace_code(old)
    assert shape(send(code=old.token)) == (410, "code_closed", ["code"])
    assert send(code=fresh.token).status_code == 201
    assert Voice.objects.count() == 1


def test_an_expired_code_is_gone_exactly_at_its_end(county: None) -> None:
    Code.objects.filter(pk=records.code().pk).update(expires_at=datetime(2026, 5, 25, 9, 0, tzinfo=SHANGHAI))
    with records.moment("2026-05-25 08:59"):
        assert send().status_code == 201
    assert shape(send()) == (410, "code_closed", ["code"])


def test_the_code_of_a_deputy_who_left_office_is_gone(county: None) -> None:
    Deputy.objects.filter(name="林一苇").update(status="ended")
    assert shape(send()) == (410, "code_closed", ["code"])
    assert Voice.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"words": ""}, ["words"]), ({"words": "  \n\u3000"}, ["words"]), ({"words": "灯"}, ["words"]), ({"words": "灯" * 5001}, ["words"]),
        ({"words": "灯" * 10_000}, ["words"]), ({"words": "灯" * 200_001}, ["words"]), ({"words": "灯\x00坏了"}, ["words"]),
        ({"words": "\x7fELF\x02\x01\x01"}, ["words"]), ({"words": "本件为秘密★1年，请看"}, ["words"]), ({"place": "桥" * 121}, ["place"]),
        ({"place": "桥" * 10_001}, ["place"]), ({"place": "桥\x00"}, ["place"]), ({"place": "机密★"}, ["place"]), ({"phone": "12345"}, ["phone"]),
        ({"phone": "1" * 1001}, ["phone"]), ({"phone": "138\x000000001"}, ["phone"]), ({"words": "", "place": "桥" * 121, "phone": "x"}, ["phone", "place", "words"]),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_field_by_field(county: None, given: dict[str, str], fields: list[str]) -> None:
    assert shape(send(**given)) == (422, "not_acceptable", fields)
    assert (Voice.objects.count(), VoiceContact.objects.count()) == (0, 0)


def test_five_thousand_characters_are_taken(county: None) -> None:
    assert send(words="灯" * 5000).status_code == 201
    assert Voice.objects.get().words == "灯" * 5000


@pytest.mark.parametrize("piece", [b'"\\ud800\\u597d"', b'"\\u597d\\udfff"', b'"\\udc00\\ud800"', b'"\\u597d\\u0000"'])
def test_lone_surrogates_and_nul_in_json_are_refused(county: None, piece: bytes) -> None:
    assert shape(send_raw(spoken(piece))) == (422, "not_acceptable", ["words"])
    assert Voice.objects.count() == 0


def test_a_pair_of_surrogates_in_json_is_one_rare_character(county: None) -> None:
    assert send_raw(spoken(b'"\\ud842\\udfb7\\u7530"')).status_code == 201
    assert Voice.objects.get().words == "𠮷田"


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\xff\xfe\x00\x01", b"{", b"null", b"[]", b"1", b'"x"', b"{}", b'{"code": 1, "words": 2}', b'{"code": null, "words": null}',
        b"[" * 100_000, b'{"words": ["a"], "code": {"a": 1}}', b'{"code": "ABCD2345"}', b'{"words": "\xe4\xbd"}', b"\x89PNG\r\n\x1a\n", b"NaN",
    ],
)  # fmt: skip
def test_a_body_that_cannot_be_read_is_malformed(county: None, body: bytes) -> None:
    status, code, _ = shape(send_raw(body))
    assert (status, code) == (400, "malformed")
    assert Voice.objects.count() == 0


def test_a_key_too_long_or_with_control_characters_is_malformed(county: None) -> None:
    assert shape(send("k" * 81))[:2] == (400, "malformed")
    assert shape(send("k\x00"))[:2] == (400, "malformed")
    assert send("k" * 80).status_code == 201


@pytest.mark.parametrize("notice", ["2026-11\x00", "版本一", "x" * 21])
def test_a_notice_that_is_no_version_is_refused(county: None, notice: str) -> None:
    status, _, fields = shape(send(notice=notice))
    assert (status in {400, 422}, fields) == (True, ["notice"])
    assert Voice.objects.count() == 0


@pytest.mark.parametrize(
    "words", ["王䶮家门口", "㛃儿村的桥", "𠮷田先生", "𬭼石路", "👨\u200d👩\u200d👧 过不去", "\u200fעברית שלום"]
)
def test_rare_characters_are_kept_byte_for_byte(county: None, words: str) -> None:
    receipt = send(words=words).json()["receipt"]
    assert Voice.objects.get().words.encode() == words.encode()
    assert Client().get(f"/api/v1/receipts/{receipt}").json()["trace"][0]["words"].encode() == words.encode()


def test_a_script_is_kept_as_the_text_that_it_is(county: None) -> None:
    script = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    answer = send(words=script, place=script)
    trace = Client().get(f"/api/v1/receipts/{answer.json()['receipt']}")
    assert trace.headers["Content-Type"].startswith("application/json")
    assert trace.json()["trace"][0]["words"] == script
    assert (Voice.objects.get().words, Voice.objects.get().place) == (script, script)


def test_a_wrong_method_and_an_unknown_address_are_refused_in_the_same_form(county: None) -> None:
    wrong = Client().get(VOICES)
    assert (shape(wrong), wrong.headers["Allow"]) == ((405, "wrong_method", []), "POST")
    assert shape(Client().delete(VOICES)) == (405, "wrong_method", [])
    assert shape(Client().get("/api/v1/nothing/here")) == (404, "not_found", [])
    assert shape(Client().get("/api/v1/")) == (404, "not_found", [])
    assert shape(Client(enforce_csrf_checks=True).post("/api/v1/nothing", b"x", content_type="text/plain")) == (
        404,
        "not_found",
        [],
    )


def test_speaking_needs_no_cookie_and_no_token(county: None) -> None:
    client = Client(enforce_csrf_checks=True)
    assert send(client=client).status_code == 201
    assert client.cookies == {}


def test_who_is_signed_in_still_speaks_as_a_holder_of_the_code(county: None) -> None:
    assert send(client=signed_in("town_clerk")).status_code == 201
    assert Voice.objects.get().entered_by_id is None


def test_a_whole_hall_behind_one_address_is_not_refused(county: None) -> None:
    client, token = Client(), records.code().token
    codes = [
        client.post(VOICES, {"code": token, "words": f"第{n}位说路灯坏了"}, content_type="application/json").status_code
        for n in range(60)
    ]
    assert codes == [201] * 60


@pytest.mark.slow
def test_a_burst_of_a_thousand_from_one_address_without_a_cookie_is_not_refused(county: None) -> None:
    token = records.code().token
    codes = [
        Client(REMOTE_ADDR="203.0.113.9").post(VOICES, {"code": token, "words": f"第{n}位说路灯坏了"}, content_type="application/json").status_code
        for n in range(1000)
    ]  # fmt: skip
    assert (set(codes), Voice.objects.count()) == ({201}, 1000)


def test_the_description_names_every_answer_of_speaking(county: None) -> None:
    description = json.loads(Client().get("/api/v1/openapi.json").content)
    assert set(description["paths"]) >= {"/api/v1/voices", "/api/v1/receipts/{receipt}", "/api/v1/tickets"}
    assert set(description["paths"]["/api/v1/voices"]["post"]["responses"]) >= {
        "200",
        "201",
        "400",
        "404",
        "409",
        "410",
        "413",
        "422",
    }
    assert "://" not in Client().get("/api/v1/openapi.json").content.decode()
