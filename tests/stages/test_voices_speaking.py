"""说事: stored once whatever the network does, together with all that belongs to it or not at all."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from tests.factories import records
from tests.ground.ledger.pictures import picture, upload
from tests.ground.ledger.side_by_side import together

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.attachments import reencode
from kentan.ground.ledger.chain import verify_all
from kentan.ground.ledger.models import Attachment, Entry, Notice
from kentan.ground.moment import SHANGHAI
from kentan.ground.network.queries import find_code
from kentan.stages.voices import actions, queries
from kentan.stages.voices.errors import KeyReused, NotAcceptable
from kentan.stages.voices.models import PracticeVoice, Ticket, Voice, VoiceContact, VoicePhoto

pytestmark = pytest.mark.django_db


def stored() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Voice, Ticket, VoiceContact, VoicePhoto, Attachment, Entry, Notice))


def test_a_voice_is_stored_with_ticket_contact_photos_and_two_entries(county: None) -> None:
    photos = [upload(picture()), upload(picture("PNG"))]
    voice = records.a_voice(
        "  路灯坏了。\r\n看不清。 ", place=" 村口 ", phone="13812345678", photos=photos, key="k1", notice="2026-11"
    )
    assert stored() == (1, 1, 1, 2, 2, 2, 2)
    assert (voice.words, voice.place, voice.state, voice.channel) == ("路灯坏了。\n看不清。", "村口", "held", "deputy_code")
    assert (voice.said_at, voice.received_at) == (datetime(2026, 5, 25, 9, tzinfo=SHANGHAI),) * 2
    assert (str(voice.deputy), voice.station, str(voice.area)) == ("林一苇", None, "盐官镇")
    assert bytes(voice.contact.phone_sealed).find(b"138") == -1
    assert voice.contact.ending == "5678"
    assert [entry.label for entry in Entry.objects.order_by("pk")] == ["收到", "开件"]
    assert sorted(Notice.objects.values_list("account__username", flat=True)) == ["deputy_one", "town_clerk"]


def test_through_a_station_the_staff_of_the_township_are_spoken_to(county: None) -> None:
    voice = records.a_voice(to="盐官镇代表联络中心站")
    assert (voice.channel, voice.deputy, voice.addressee) == ("station_code", None, "盐官镇代表联络中心站")
    assert list(Notice.objects.values_list("account__username", flat=True)) == ["town_clerk"]


def test_one_bad_photo_among_several_stores_nothing_at_all(county: None) -> None:
    photos = [upload(picture()), upload(b"MZ\x90\x00", "photo.jpg")]
    with pytest.raises(NotAcceptable) as error:
        records.a_voice(photos=photos, phone="13812345678")
    assert (list(error.value.fields), stored()) == (["photos"], (0,) * 7)


def test_six_photos_are_taken_and_seven_are_not(county: None) -> None:
    with pytest.raises(NotAcceptable):
        records.a_voice(photos=[upload(picture()) for _ in range(7)])
    assert stored() == (0,) * 7
    assert records.a_voice(photos=[upload(picture()) for _ in range(6)]).photos.count() == 6


def test_the_words_are_never_changed_by_what_happens_to_them(county: None) -> None:
    voice = records.a_ticket("rated", "原话，一个字也不动。").voice
    actions.release(voice, by=records.who("town_clerk"), title="摘录", extract="另写的摘录。")
    voice.refresh_from_db()
    assert voice.words == "原话，一个字也不动。"


def test_equal_words_of_two_people_are_two_voices(county: None) -> None:
    assert records.a_voice().receipt != records.a_voice().receipt
    assert Voice.objects.count() == 2


@pytest.mark.parametrize("other", [{"words": "别的话。"}, {"place": "桥头"}, {"phone": "13812345679"}, {"to": "周二南"}])
def test_a_key_that_comes_back_with_other_content_is_refused(county: None, other: dict[str, str]) -> None:
    records.a_voice(key="k1", phone="13812345678")
    before = stored()
    with pytest.raises(KeyReused):
        records.a_voice(**({"key": "k1", "phone": "13812345678"} | other))
    assert stored() == before


def test_a_key_that_comes_back_with_the_same_content_is_answered_by_the_same_voice(county: None) -> None:
    first = records.a_voice("cafe\u0301 门口", key="k1", place="桥头")
    heard = actions.speak(by=Actor.holder_of_code("x"), code=records.code(), words=" caf\u00e9 门口\n", place="桥头 ", key="k1")
    assert (heard.voice, heard.repeated, Voice.objects.count()) == (first, True, 1)


@pytest.mark.django_db(transaction=True)
def test_fifty_equal_sendings_at_once_are_one_voice_and_fifty_equal_receipts(county: None) -> None:
    token = records.code().token

    def send() -> tuple[int, str]:
        answer = Client().post(
            "/api/v1/voices", {"code": token, "words": records.WORDS}, content_type="application/json", headers={"Idempotency-Key": "k1"},
        )  # fmt: skip
        return answer.status_code, answer.json()["receipt"]

    answers = together(*(send for _ in range(50)))
    assert sorted(status for status, _ in answers) == [200] * 49 + [201]
    assert {receipt for _, receipt in answers} == {Voice.objects.get().receipt}
    assert stored() == (1, 1, 0, 0, 0, 2, 2)
    assert verify_all() == []


@pytest.mark.django_db(transaction=True)
def test_equal_keys_with_photos_at_once_keep_the_photos_once(county: None) -> None:
    code, jpeg = records.code(), picture(size=(71, 29))

    def send() -> str:
        heard = actions.speak(
            by=Actor.holder_of_code(code.token), code=code, words=records.WORDS, key="k1", photos=[upload(jpeg)]
        )
        return heard.voice.receipt

    assert len(set(together(*(send for _ in range(8))))) == 1
    assert stored()[:5] == (1, 1, 0, 1, 1)
    kept = reencode(upload(jpeg))
    folder = Path(Attachment._meta.get_field("file").storage.location)
    assert len([path for path in folder.rglob("*.jpg") if path.read_bytes() == kept]) == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_key_with_different_words_at_once_stores_exactly_one_of_them(county: None) -> None:
    answers = together(*(lambda n=n: records.a_voice(f"第{n}种说法。", key="k1").words for n in range(10)))
    won = [answer for answer in answers if isinstance(answer, str)]
    assert [len(won), sum(isinstance(answer, KeyReused) for answer in answers)] == [1, 9]
    assert [voice.words for voice in Voice.objects.all()] == won


def test_practice_is_kept_apart_and_opens_nothing(county: None) -> None:
    before = stored()
    practice = actions.rehearse(code=records.code(), words="练习：路灯坏了。")
    assert (stored(), PracticeVoice.objects.get(), practice.words) == (before, practice, "练习：路灯坏了。")
    assert queries.alike("练习：路灯坏了。", code=records.code()).messages == 0


def test_practice_words_are_checked_like_others(county: None) -> None:
    with pytest.raises(NotAcceptable):
        actions.rehearse(code=records.code(), words="")
    assert PracticeVoice.objects.count() == 0


# 相近


def test_messages_that_say_something_alike_are_counted_and_only_released_titles_are_shown(county: None) -> None:
    one = records.a_voice("村口的路灯坏了三盏。")
    records.a_voice("村口路灯坏了，太黑。", to="周二南")
    actions.release(one, by=records.who("town_clerk"), title="村口路灯", extract="路灯坏了。")
    found = queries.alike("村口的路灯坏了", code=records.code())
    assert (found.messages, found.titles) == (2, ("村口路灯",))


def test_other_townships_erased_words_and_last_years_are_not_counted(county: None) -> None:
    records.a_voice("村口的路灯坏了三盏。", to="许三多")
    erased = records.a_voice("村口的路灯坏了三盏。")
    actions.erase(erased, by=records.who("town_clerk"))
    with records.moment("2025-05-24 09:00"):
        records.a_voice("村口的路灯坏了三盏。")
    assert queries.alike("村口的路灯坏了", code=records.code()) == queries.Alike(0, ())
    with records.moment("2025-05-25 09:00"):
        records.a_voice("村口的路灯坏了三盏。")
    assert queries.alike("村口的路灯坏了", code=records.code()).messages == 1


@pytest.mark.parametrize("words", ["", "灯", "路灯", "路灯坏", "，。！"])
def test_too_few_words_are_alike_to_nothing(county: None, words: str) -> None:
    records.a_voice("路灯坏了")
    assert queries.alike(words, code=records.code()) == queries.Alike(0, ())


def test_alike_asks_the_database_a_fixed_number_of_times(county: None, django_assert_num_queries: object) -> None:
    code = find_code(records.code().token)
    counts = []
    for n in (1, 2):
        for _ in range(n):
            records.a_voice("村口的路灯坏了三盏。")
        with django_assert_num_queries(2):  # type: ignore[operator]
            counts.append(queries.alike("村口的路灯坏了", code=code).messages)
    assert counts == [1, 3]


# Lists


def test_the_lists_of_deputy_unit_and_staff_ask_once_whatever_their_length(
    county: None, django_assert_num_queries: object
) -> None:
    for n in (1, 2):
        for _ in range(n):
            records.a_ticket("unit_pending", phone="13812345678")
        for rows in (
            queries.deputy_inbox(records.who("deputy_one")),
            queries.unit_inbox(records.who("town_liaison")),
            queries.staff_inbox(records.who("town_clerk")),
        ):
            with django_assert_num_queries(1):  # type: ignore[operator]
                shown = [
                    (row.voice.addressee, str(row.voice.area.township), str(row.unit), row.voice.contact.ending) for row in rows
                ]
            assert len(shown) == (1 if n == 1 else 3)


def test_each_list_holds_what_its_reader_answers_for(county: None) -> None:
    mine, theirs, street = (
        records.a_ticket("unit_pending"),
        records.a_ticket("received", to="周二南"),
        records.a_ticket("received", to="许三多"),
    )
    seen = {name: {ticket.pk for ticket in rows} for name, rows in {
        "deputy_one": queries.deputy_inbox(records.who("deputy_one")), "town_clerk, as deputy": queries.deputy_inbox(records.who("town_clerk")),
        "town_liaison": queries.unit_inbox(records.who("town_liaison")), "homes_liaison": queries.unit_inbox(records.who("homes_liaison")),
        "town_clerk": queries.staff_inbox(records.who("town_clerk")), "street_clerk": queries.staff_inbox(records.who("street_clerk")),
        "city_clerk": queries.staff_inbox(records.who("city_clerk")), "admin": queries.staff_inbox(records.who("admin")),
    }.items()}  # fmt: skip
    assert seen == {
        "deputy_one": {mine.pk}, "town_clerk, as deputy": set(), "town_liaison": {mine.pk}, "homes_liaison": set(),
        "town_clerk": {mine.pk, theirs.pk}, "street_clerk": {street.pk}, "city_clerk": {mine.pk, theirs.pk, street.pk}, "admin": set(),
    }  # fmt: skip


def test_those_who_cannot_be_told_are_counted(county: None) -> None:
    records.a_ticket("received")
    records.a_ticket("received", phone="13812345678")
    records.a_ticket("rated")
    assert queries.contactless(records.who("town_clerk")) == 1
