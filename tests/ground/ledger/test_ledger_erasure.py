"""依法删除: one person is erased from everything; the chain stays green and the others keep their words.

Source: 个人信息保护法 第四十七条; the contract of 5-decisions "Privacy and the ledger".
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from tests.factories import records
from tests.ground.ledger.pictures import picture, upload

from kentan.ground.ledger.chain import verify_all
from kentan.ground.ledger.errors import NotAllowed, WrongState
from kentan.ground.ledger.models import Attachment, Entry, EntryWords
from kentan.stages.suggestions import actions as suggestions
from kentan.stages.talks import actions as talks
from kentan.stages.voices import actions
from kentan.stages.voices.models import Voice, VoiceContact

pytestmark = pytest.mark.django_db

WORDS = "我叫王䶮，桃园村八组的路灯坏了，孩子放学摔了一跤。"
TRACES = (
    "王䶮",
    "桃园",
    "路灯坏",
    "摔了",
    "八组",
    "垂虹桥",
    "13812345678",
    "2345678",
    "\t5678",
    "visitor-key-1",
    "不满意啊",
    "打他电话",
)


def dump() -> Iterator[tuple[str, bytes]]:
    """Every table of the database as `COPY` writes it, which is what pg_dump writes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        tables = [row[0] for row in cursor.fetchall()]
        for table in tables:
            columns = (  # generated columns are derived; pg_dump leaves them out, we look at them too
                f'SELECT * FROM "{table}"'  # noqa: S608  a table's own name
            )
            with cursor.copy(f"COPY ({columns}) TO STDOUT") as copy:
                yield table, b"".join(bytes(block) for block in copy)


def found_in_the_database(traces: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(table, trace) for table, text in dump() for trace in traces if trace.encode() in text]


def found_in_the_data_folder(content: bytes) -> list[str]:
    kept = Path(settings.STORAGES["default"]["OPTIONS"]["location"])
    return [path.name for path in kept.rglob("*") if path.is_file() and content in path.read_bytes()]


def a_person_who_left_traces_everywhere(side: int = 33) -> Voice:
    """Words, place, phone, photo, key; relayed with words, done, rated with words, released, made a point of."""
    voice = records.a_voice(
        WORDS, place="垂虹桥南堍", phone="13812345678", photos=[upload(picture(size=(77, side)))], key="visitor-key-1"
    )
    ticket = voice.ticket
    actions.relay(
        ticket, by=records.who("deputy_one"), unit=records.unit("盐官镇政府"), words="王䶮说桃园村八组路灯坏了，打他电话"
    )
    actions.accept(ticket, by=records.who("town_liaison"))
    actions.finish(ticket, by=records.who("town_liaison"), result="灯换好了。", scope="spot")
    actions.confirm(ticket, by=records.who("deputy_one"), words="问过王䶮了")
    actions.rate(ticket, by=records.speaker(voice), verdict="unsatisfied", remark="不满意啊，八组还有一盏。")
    actions.release(voice, by=records.who("town_clerk"), title="桃园村路灯", extract="桃园村的路灯坏了。")
    actions.look_at_contact(voice, by=records.who("town_clerk"), reason="回访")
    suggestions.find_point(
        voice, by=records.who("town_clerk"), start=5, end=15, problem="桃园路灯坏", ask="修八组的灯", place="垂虹桥"
    )
    return voice


@pytest.mark.django_db(transaction=True)
def test_of_an_erased_person_nothing_is_found_in_the_database_or_in_the_data_folder(county: None) -> None:
    voice = a_person_who_left_traces_everywhere(side=44)
    other = records.a_voice("对门李家的水管漏了。", photos=[upload(picture(size=(55, 22)))])
    photo, kept = (Attachment.objects.get(voice_photo__voice=one) for one in (voice, other))
    jpeg = photo.file.read()
    assert {trace for _, trace in found_in_the_database(TRACES)} >= {"王䶮", "垂虹桥", "\t5678", "visitor-key-1", "不满意啊"}
    assert len(found_in_the_data_folder(jpeg)) == 1
    entries = list(Entry.objects.order_by("pk").values())
    actions.erase(voice, by=records.who("town_clerk"))
    assert found_in_the_database(TRACES) == []
    assert found_in_the_database((photo.sha256, photo.file.name)) == []
    assert found_in_the_data_folder(jpeg) == []
    assert verify_all() == []
    assert list(Entry.objects.order_by("pk").values())[: len(entries)] == entries
    assert [entry.move for entry in Entry.objects.order_by("pk")[len(entries) :]] == ["erase"]
    other.refresh_from_db()
    assert (other.words, Attachment.objects.get()) == ("对门李家的水管漏了。", kept)
    assert len(found_in_the_data_folder(kept.file.read())) == 1


def test_the_steps_and_their_times_stay_when_the_words_go(county: None) -> None:
    voice = a_person_who_left_traces_everywhere()
    before = list(Entry.objects.filter(chain__matter=voice.matter).values("move", "before", "after", "at", "actor_title", "hash"))
    actions.erase(voice, by=records.who("town_clerk"))
    after = list(Entry.objects.filter(chain__matter=voice.matter).values("move", "before", "after", "at", "actor_title", "hash"))
    assert after[:-1] == before
    assert (voice.ticket.verdict, voice.ticket.scope) == ("unsatisfied", "spot")
    assert not EntryWords.objects.filter(entry__chain__matter=voice.matter).exists()


@pytest.mark.parametrize("username", ["deputy_one", "town_liaison", "street_clerk", "admin", "auditor"])
def test_only_the_staff_of_the_area_erase(county: None, username: str) -> None:
    voice = records.a_voice(phone="13812345678")
    before = records.row(voice)
    with pytest.raises(NotAllowed):
        actions.erase(voice, by=records.who(username))
    assert (records.row(voice), VoiceContact.objects.count()) == (before, 1)


def test_what_was_erased_cannot_be_erased_or_released_again(county: None) -> None:
    voice = records.a_voice()
    actions.erase(voice, by=records.who("town_clerk"))
    for attempt in (
        lambda: actions.erase(voice, by=records.who("town_clerk")),
        lambda: actions.release(voice, by=records.who("town_clerk"), title="路灯坏了", extract="路灯坏了。"),
    ):
        with pytest.raises(WrongState):
            attempt()
    voice.refresh_from_db()
    assert (voice.state, voice.words, voice.title, voice.extract) == ("erased", "", "", "")


def test_the_key_of_an_erased_voice_is_free_again(county: None) -> None:
    voice = records.a_voice(key="k1")
    actions.erase(voice, by=records.who("town_clerk"))
    again = records.a_voice(key="k1")
    assert (again.pk != voice.pk, again.words) == (True, records.WORDS)


def test_everything_that_one_citizen_said_in_a_talk_is_erased_with_his_name(county: None) -> None:
    talk = records.a_talk()
    seat = records.a_seat(talk, name="王䶮", side="桃园")
    mine = [records.an_utterance(talk, words, seat=seat, place="垂虹桥") for words in (WORDS, "八组摔了两个人。")]
    yours = records.an_utterance(talk, "停车也要管。", seat=records.a_seat(talk, name="李四", side="商户"))
    points = [suggestions.find_point(said, by=records.who("town_clerk"), start=0, end=8, ask="修八组的灯") for said in mine]
    suggestion = records.a_suggestion(points=points)
    talks.erase_seat(seat, by=records.who("town_clerk"))
    left = [(table, trace) for table, trace in found_in_the_database(("王䶮", "路灯坏", "摔了", "八组", "垂虹桥"))]
    assert left == []
    assert verify_all() == []
    yours.refresh_from_db()
    assert (yours.words, talk.utterances.count(), suggestion.links.count()) == ("停车也要管。", 3, 2)
    assert list(seat.utterances.values_list("position", "words")) == [(1, ""), (2, "")]


def test_a_deputy_or_a_unit_is_not_erased_from_the_record(county: None) -> None:
    talk = records.a_talk()
    seat = records.a_seat(talk, "unit", organisation=records.unit("市住建局"))
    said = records.an_utterance(talk, "下个月修好。", seat=seat)
    with pytest.raises(NotAllowed):
        talks.erase_seat(seat, by=records.who("town_clerk"))
    said.refresh_from_db()
    assert said.words == "下个月修好。"
