"""报名、签到、提问、议程: each once, each only while its door is open; who did not come leaves nothing behind."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories import records
from tests.ground.ledger.side_by_side import together

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.chain import verify_all
from kentan.ground.ledger.errors import NotAllowed
from kentan.ground.ledger.models import Entry, EntryWords
from kentan.ground.network.models import Code, Term
from kentan.stages.talks import actions, queries
from kentan.stages.talks.errors import DoorClosed, NotInProgress
from kentan.stages.talks.models import AgendaItem, Question, Seat, SignUp, Talk, Utterance
from kentan.stages.voices.models import Voice

pytestmark = pytest.mark.django_db
BEFORE, AT_THE_DOOR = "2026-05-18 09:00", "2026-05-20 13:10"


def scanned(talk: Talk) -> Actor:
    """Somebody who scanned the talk's code."""
    assert talk.code is not None
    return Actor.holder_of_code(talk.code.token)


def kept() -> tuple[object, ...]:
    """What a refusal must leave as it was."""
    tables = (Talk, Seat, SignUp, Question, Utterance, AgendaItem, Code, Entry)
    return tuple(list(model.objects.order_by("pk").values()) for model in tables)


def test_an_announced_talk_has_a_number_and_a_code_that_cites_it(county: None) -> None:
    talk = records.a_talk("announced")
    assert talk.code is not None
    assert (talk.code.kind, talk.code.cites, talk.code.area, talk.code.title) == (
        "talk", "盐官人大恳谈〔2026〕1号", talk.area, talk.title,
    )  # fmt: skip


def test_a_voice_through_the_talks_code_cites_the_talk_and_goes_to_the_areas_staff(county: None) -> None:
    from kentan.stages.voices.actions import speak

    talk = records.a_talk("announced")
    voice = speak(by=scanned(talk), code=talk.code, words="河边的栏杆松了。").voice
    assert (voice.cites, voice.channel, voice.area, voice.deputy, voice.station) == (
        "盐官人大恳谈〔2026〕1号", "talk_code", talk.area, None, None,
    )  # fmt: skip
    assert queries.is_taking_names(talk) is False or voice.ticket.due is not None


def test_a_replaced_code_keeps_its_number_and_the_old_one_points_to_it(county: None) -> None:
    talk = records.a_talk("announced")
    old = talk.code
    actions.renew_code(talk, by=records.who("town_clerk"))
    old.refresh_from_db()
    assert (old.replaced_by, talk.code.cites, old.revoked_at is not None) == (talk.code, old.cites, True)
    before = kept()
    with pytest.raises(NotAllowed):
        actions.renew_code(talk, by=records.who("street_clerk"))
    assert kept() == before


def test_a_cancelled_talk_has_no_open_code(county: None) -> None:
    talk = records.a_talk("announced")
    actions.move(talk, "cancel", by=records.who("town_clerk"), note="台风")
    talk.code.refresh_from_db()
    assert talk.code.revoked_at is not None


def test_a_sign_up_becomes_one_seat_with_the_same_slip(county: None) -> None:
    talk = records.a_talk("announced")
    with records.moment(BEFORE):
        made = actions.sign_up(talk, by=scanned(talk), name="周阿毛", side="村民", phone="13800001111", key="k1")
        assert actions.sign_up(talk, by=scanned(talk), name="周阿毛", key="k1") == made
        with pytest.raises(DoorClosed):
            actions.arrive(made, by=Actor.participant(made.slip))
    with records.moment(AT_THE_DOOR):
        seat = actions.arrive(made, by=Actor.participant(made.slip))
        assert actions.arrive(made, by=records.who("town_clerk")) == seat
    assert (seat.slip, seat.name, seat.side, seat.is_by_phone) == (made.slip, "周阿毛", "村民", True)
    assert (Seat.objects.count(), SignUp.objects.count()) == (1, 1)


def test_the_names_and_telephones_of_those_who_did_not_come_are_gone_with_the_confirmed_record(county: None) -> None:
    talk = records.a_talk("announced")
    with records.moment(BEFORE):
        came = actions.sign_up(talk, by=scanned(talk), name="周阿毛", phone="13800001111")
        actions.sign_up(talk, by=scanned(talk), name="没来的人", phone="13800002222")
    with records.moment(AT_THE_DOOR):
        actions.arrive(came, by=records.who("town_clerk"))
    with records.moment("2026-05-20 16:00"):
        for name in ("start", "adjourn", "confirm_record"):
            actions.move(talk, name, by=records.who("town_clerk"))
    left = SignUp.objects.get()
    assert (left.name, left.phone_sealed, left.ending) == ("周阿毛", None, "")
    assert not EntryWords.objects.filter(text__contains="没来的人").exists()


def test_who_does_not_come_after_all_is_deleted_at_once_by_himself_and_by_nobody_else(county: None) -> None:
    talk = records.a_talk("announced")
    with records.moment(BEFORE):
        made = actions.sign_up(talk, by=scanned(talk), name="周阿毛")
        before = kept()
        for stranger in (Actor.participant("0000000000"), records.who("street_clerk"), scanned(talk)):
            with pytest.raises(NotAllowed):
                actions.withdraw_sign_up(made, by=stranger)
        assert kept() == before
        actions.withdraw_sign_up(made, by=Actor.participant(made.slip))
    assert SignUp.objects.count() == 0
    assert verify_all() == []


@pytest.mark.parametrize("state", ["draft", "approved", "in_progress", "adjourned", "cancelled"])
def test_names_are_taken_only_while_the_talk_is_announced(county: None, state: str) -> None:
    talk = records.a_talk("announced" if state == "cancelled" else state)
    if state == "cancelled":
        actions.move(talk, "cancel", by=records.who("town_clerk"), note="台风")
    before = kept()
    with records.moment(BEFORE), pytest.raises(DoorClosed):
        actions.sign_up(talk, by=Actor.holder_of_code("x"), name="周阿毛")
    assert kept() == before


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [("2026-05-20 12:59", False), ("2026-05-20 13:00", True), ("2026-05-20 14:30", True), ("2026-05-18 09:00", False)],
)
def test_the_door_opens_an_hour_before(county: None, moment: str, is_open: bool) -> None:
    talk = records.a_talk("announced")
    with records.moment(moment):
        assert queries.is_door_open(talk) is is_open


def test_checking_in_by_code_is_once_per_key_and_only_with_this_talks_code(county: None) -> None:
    talk, other = records.a_talk("in_progress"), records.a_talk("in_progress")
    with records.moment(AT_THE_DOOR):
        seat = actions.check_in(talk, by=scanned(talk), name="周阿毛", side="村民", key="k")
        assert actions.check_in(talk, by=scanned(talk), key="k") == seat
        before = kept()
        with pytest.raises(NotAllowed):
            actions.check_in(talk, by=scanned(other))
        with pytest.raises(NotAllowed):
            actions.ask(talk, by=scanned(other), words="什么时候修？")
        assert kept() == before


@pytest.mark.django_db(transaction=True)
def test_a_double_click_takes_one_seat(county: None) -> None:
    talk = records.a_talk("in_progress")
    with records.moment(AT_THE_DOOR):
        together(lambda: actions.check_in(talk, by=scanned(talk), key="same"), 8)
    assert Seat.objects.count() == 1


def test_a_question_is_read_out_once_and_becomes_a_line_of_the_record(county: None) -> None:
    talk = records.a_talk("in_progress")
    with records.moment(AT_THE_DOOR):
        seat = actions.check_in(talk, by=scanned(talk), side="村民")
        asked = actions.ask(talk, by=scanned(talk), words="路灯什么时候修？", seat=seat, key="q")
        assert actions.ask(talk, by=scanned(talk), words="路灯什么时候修？", seat=seat, key="q") == asked
        nameless = actions.ask(talk, by=scanned(talk), words="停车呢？")
        lines = [actions.read_out(one, by=records.who("town_clerk")) for one in (asked, nameless)]
        assert [(line.words, line.item) for line in lines] == [("路灯什么时候修？", "现场提问"), ("停车呢？", "现场提问")]
        assert (lines[0].seat, lines[1].seat.name, list(queries.open_questions(talk))) == (seat, "", [])
        before = kept()
        with pytest.raises(NotInProgress):
            actions.read_out(asked, by=records.who("town_clerk"))
        with pytest.raises(NotInProgress):
            actions.set_aside(asked, by=records.who("town_clerk"), reason="重复")
        assert kept() == before


def test_a_question_set_aside_says_why(county: None) -> None:
    talk = records.a_talk("in_progress")
    asked = actions.ask(talk, by=scanned(talk), words="路灯什么时候修？")
    before = kept()
    with pytest.raises(NotAllowed):
        actions.set_aside(asked, by=records.who("street_clerk"), reason="重复")
    assert kept() == before
    actions.set_aside(asked, by=records.who("town_clerk"), reason="前面答过了")
    asked.refresh_from_db()
    assert (asked.set_aside_for, list(queries.open_questions(talk))) == ("前面答过了", [])


@pytest.mark.parametrize("words", ["", "问", "问" * 501, "问\x00题", "机密★的事"])
def test_an_unfit_question_is_not_kept(county: None, words: str) -> None:
    talk = records.a_talk("in_progress")
    before = kept()
    with pytest.raises(ValueError, match=r"empty|too_short|too_long|control|classified"):
        actions.ask(talk, by=scanned(talk), words=words)
    assert kept() == before


def test_erasing_a_person_erases_his_questions_and_his_sign_up(county: None) -> None:
    talk = records.a_talk("announced")
    with records.moment(BEFORE):
        made = actions.sign_up(talk, by=scanned(talk), name="周阿毛", phone="13800001111")
    with records.moment(AT_THE_DOOR):
        seat = actions.arrive(made, by=records.who("town_clerk"))
        asked = actions.ask(talk, by=scanned(talk), words="我周阿毛问一句", seat=seat)
        actions.erase_seat(seat, by=records.who("town_clerk"))
    asked.refresh_from_db()
    made.refresh_from_db()
    assert (asked.words, made.name, made.phone_sealed, made.ending) == ("", "", None, "")
    assert verify_all() == []


def test_the_agenda_is_set_as_a_whole_until_the_record_is_confirmed(county: None) -> None:
    talk = records.a_talk("announced")
    actions.set_agenda(talk, by=records.who("town_clerk"), items=[("宣读规则", 3), ("", 5), ("部门情况说明", None)])
    actions.set_agenda(talk, by=records.who("town_clerk"), items=[("宣读规则", 3), ("自由发言", 40)])
    assert [(item.position, item.title, item.minutes) for item in talk.agenda.all()] == [(1, "宣读规则", 3), (2, "自由发言", 40)]
    with records.moment("2026-05-20 16:00"):
        for name in ("start", "adjourn", "confirm_record"):
            actions.move(talk, name, by=records.who("town_clerk"))
    before = kept()
    with pytest.raises(NotInProgress):
        actions.set_agenda(talk, by=records.who("town_clerk"), items=[])
    with pytest.raises(NotAllowed):
        actions.count_online(talk, by=records.who("street_clerk"), people=1, words=1)
    assert kept() == before


def test_the_terms_table_counts_talks_by_level_and_initiative_within_the_term(county: None) -> None:
    inside = records.a_talk("adjourned")
    actions.count_online(inside, by=records.who("town_clerk"), people=120, words=31)
    records.a_talk("announced")
    rows = queries.term_table(queries.held_talks(since=date(2022, 1, 1)))
    assert [(row.level, row.initiative, row.talks, row.online_people, row.online_words) for row in rows] == [
        ("镇", "自主开展", 1, 120, 31),
    ]  # fmt: skip
    assert queries.term_table(queries.held_talks(until=date(2021, 12, 31))) == []
    assert queries.total(rows).talks == 1
    assert list(queries.terms()) == list(Term.objects.all())
    assert Voice.objects.count() == 0
