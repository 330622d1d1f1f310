"""恳谈: announced in time, recorded word for word, confirmed line by line; a refusal changes nothing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.factories import records
from tests.ground.ledger.side_by_side import together

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.chain import verify_all
from kentan.ground.ledger.errors import NotAllowed, NoteNeeded, WrongState
from kentan.ground.ledger.models import Entry
from kentan.ground.moment import SHANGHAI
from kentan.ground.network.models import Deputy
from kentan.stages.talks import actions, flow, queries
from kentan.stages.talks.errors import NotInProgress, TooSoon
from kentan.stages.talks.models import Seat, Talk, Utterance

pytestmark = pytest.mark.django_db


def kept(talk: Talk) -> tuple[Any, ...]:
    """What a refusal must leave as it was."""
    return records.row(talk), list(Utterance.objects.order_by("pk").values()), Seat.objects.count(), Entry.objects.count()


def test_a_talk_is_walked_from_draft_to_file_by_its_hosts_staff(county: None) -> None:
    talk = records.a_talk("adjourned")
    for name, reached in (("confirm_record", "confirmed"), ("file", "closed")):
        actions.move(talk, name, by=records.who("town_clerk"))
        assert talk.state == reached
    assert [entry.move for entry in Entry.objects.order_by("pk")] == [
        "begin", "approve", "announce", "start", "adjourn", "confirm_record", "file",
    ]  # fmt: skip
    assert verify_all() == []


def test_a_talk_may_be_held_anywhere_on_any_day(county: None) -> None:
    talk = records.a_talk("draft", starts_at=datetime(2026, 6, 20, 19, 30, tzinfo=SHANGHAI))
    assert (talk.place, talk.station, str(talk.area)) == ("拆迁临时安置点", None, "盐官镇")


@pytest.mark.parametrize(
    ("announced", "in_time"),
    [("2026-05-17 23:59", True), ("2026-05-18 00:00", False), ("2026-05-20 08:00", False), ("2026-05-10 09:00", True)],
)
def test_a_talk_is_announced_three_days_before(county: None, announced: str, in_time: bool) -> None:
    talk = records.a_talk("approved", starts_at=datetime(2026, 5, 20, 14, tzinfo=SHANGHAI))
    before = kept(talk)
    with records.moment(announced):
        if in_time:
            actions.announce(talk, by=records.who("town_clerk"))
            assert (talk.state, talk.announced_at is not None) == ("announced", True)
            return
        with pytest.raises(TooSoon) as refused:
            actions.announce(talk, by=records.who("town_clerk"))
    assert (refused.value.latest, refused.value.rule, kept(talk)) == (date(2026, 5, 17), "talk.announce", before)


def test_who_announces_too_late_hears_the_first_day_that_is_still_possible(county: None) -> None:
    talk = records.a_talk("approved", starts_at=datetime(2026, 5, 20, 14, tzinfo=SHANGHAI))
    with records.moment("2026-05-18 09:00"), pytest.raises(TooSoon) as refused:
        actions.announce(talk, by=records.who("town_clerk"))
    assert refused.value.earliest == date(2026, 5, 21)


@pytest.mark.parametrize("name", ["approve", "announce", "start", "adjourn", "confirm_record", "file", "cancel"])
@pytest.mark.parametrize("username", ["street_clerk", "deputy_one", "town_liaison", "admin", "city_clerk"])
def test_no_stranger_moves_a_talk(county: None, name: str, username: str) -> None:
    state = min(flow.TALK[name].sources)
    talk = records.a_talk("adjourned" if state == "confirmed" else state)
    if state == "confirmed":
        actions.move(talk, "confirm_record", by=records.who("town_clerk"))
    before = kept(talk)
    with records.moment("2026-05-12 09:00"), pytest.raises(NotAllowed):
        actions.move(talk, name, by=records.who(username), note="理由")
    assert kept(talk) == before


def test_the_clerk_does_not_approve_and_nobody_cancels_without_a_reason(county: None) -> None:
    talk = records.a_talk("draft")
    before = kept(talk)
    with pytest.raises(NotAllowed):
        actions.move(talk, "approve", by=records.who("town_clerk"))
    with pytest.raises(NoteNeeded):
        actions.move(talk, "cancel", by=records.who("town_clerk"))
    with pytest.raises(NotAllowed):
        actions.plan(
            by=records.who("street_clerk"), host=talk.host, title="别家的会", place="某处", starts_at=talk.starts_at,
        )  # fmt: skip
    assert kept(talk) == before


def test_what_is_said_is_recorded_word_for_word_in_order(county: None) -> None:
    talk = records.a_talk()
    seat = records.a_seat(talk, name="某村民", side="村民")
    said = [records.an_utterance(talk, words, seat=seat) for words in (" 路灯坏了。\r\n看不清。", "𠮷田先生家门口也黑。")]
    assert [(one.position, one.words, one.confirmed) for one in said] == [
        (1, "路灯坏了。\n看不清。", ""),
        (2, "𠮷田先生家门口也黑。", ""),
    ]


@pytest.mark.parametrize("state", ["draft", "approved", "announced"])
def test_nothing_is_recorded_before_the_talk_begins(county: None, state: str) -> None:
    talk = records.a_talk(state)
    seat = records.a_seat(talk, name="某村民")
    before = kept(talk)
    with pytest.raises(NotInProgress):
        records.an_utterance(talk, seat=seat)
    assert kept(talk) == before


def test_after_the_talk_words_may_still_be_added_until_the_record_is_confirmed(county: None) -> None:
    talk = records.a_talk("adjourned")
    seat = records.a_seat(talk, name="某村民")
    assert records.an_utterance(talk, seat=seat).position == 1
    actions.move(talk, "confirm_record", by=records.who("town_clerk"))
    before = kept(talk)
    with pytest.raises(NotInProgress):
        records.an_utterance(talk, seat=seat)
    with pytest.raises(NotInProgress):
        records.a_seat(talk, name="来晚的")
    assert kept(talk) == before


@pytest.mark.parametrize("words", ["", " \n", "灯" * 5001, "灯\x00", "灯\ud800", "机密★的会"])
def test_unfit_words_are_not_recorded(county: None, words: str) -> None:
    talk = records.a_talk()
    seat = records.a_seat(talk, name="某村民")
    before = kept(talk)
    with pytest.raises(ValueError, match=r"empty|too_long|control|classified"):
        records.an_utterance(talk, words, seat=seat)
    assert kept(talk) == before


def test_words_are_recorded_for_a_seat_of_this_talk_and_answer_a_line_of_this_talk(county: None) -> None:
    talk, other = records.a_talk(), records.a_talk()
    seat, strange = records.a_seat(talk, name="某村民"), records.a_seat(other, name="另一位")
    line = records.an_utterance(other, seat=strange)
    before = kept(talk)
    with pytest.raises(NotInProgress):
        records.an_utterance(talk, seat=strange)
    with pytest.raises(ValueError, match="answers"):
        records.an_utterance(talk, seat=seat, answers=line)
    for username in ("street_clerk", "deputy_one", "town_liaison"):
        with pytest.raises(NotAllowed):
            actions.record(talk, by=records.who(username), seat=seat, words="路灯坏了")
    assert kept(talk) == before


def test_a_unit_that_answers_later_names_the_day(county: None) -> None:
    talk = records.a_talk()
    unit = records.a_seat(talk, "unit", organisation=records.unit("市住建局"))
    asked = records.an_utterance(talk)
    before = kept(talk)
    with pytest.raises(ValueError, match="promised_on"):
        records.an_utterance(talk, "会后研究。", seat=unit, answers=asked, response="later")
    assert kept(talk) == before
    answer = records.an_utterance(talk, "两周内装好。", seat=unit, answers=asked, response="later", promised_on=date(2026, 6, 3))
    assert (answer.answers, answer.response, answer.promised_on) == (asked, "later", date(2026, 6, 3))
    with pytest.raises(IntegrityError, match="an_answer_later_has_a_date"), transaction.atomic():
        Utterance.objects.filter(pk=answer.pk).update(promised_on=None)


def test_the_wording_is_confirmed_by_the_speaker_with_his_slip_or_by_staff_who_asked_him(county: None) -> None:
    talk = records.a_talk()
    one, other = records.a_seat(talk, name="甲", side="村民"), records.a_seat(talk, name="乙", side="村民")
    said = records.an_utterance(talk, seat=one)
    before = kept(talk)
    for stranger in (
        Actor.participant(other.slip),
        Actor.participant(""),
        records.who("deputy_one"),
        records.who("street_clerk"),
    ):
        with pytest.raises(NotAllowed):
            actions.confirm_wording(said, by=stranger, how="link")
    assert kept(talk) == before
    actions.confirm_wording(said, by=Actor.participant(one.slip), how="link")
    assert (said.confirmed, said.confirmed_at) == ("link", datetime(2026, 5, 25, 9, tzinfo=SHANGHAI))
    entry = Entry.objects.order_by("pk").last()
    assert (entry.actor_kind, entry.actor, entry.actor_title, entry.note) == ("participant", None, "", "凭条码确认")
    actions.confirm_wording(said, by=records.who("town_clerk"), how="phone")
    assert said.confirmed == "phone"


def test_a_slip_is_found_as_people_write_it_and_lists_only_its_own_words(county: None) -> None:
    talk = records.a_talk()
    seat = records.a_seat(talk, name="甲")
    records.an_utterance(talk, "我说的。", seat=seat)
    records.an_utterance(talk, "别人说的。")
    found = queries.slip(f"{seat.slip[:5].lower()} {seat.slip[5:]}")
    assert [one.words for one in found.utterances.all()] == ["我说的。"]
    assert [queries.slip(written) for written in ("", "\x00", "0000000000", "码")] == [None] * 4


def test_r89_a_citizen_has_no_name_in_public_and_a_deputy_and_a_unit_have(county: None) -> None:
    talk = records.a_talk()
    seats = [
        records.a_seat(talk, name="王小明", side="村民"), records.a_seat(talk, name="李四"),
        records.a_seat(talk, "deputy", deputy=Deputy.objects.get(name="林一苇")),
        records.a_seat(talk, "unit", organisation=records.unit("市住建局"), name="张科长"), records.a_seat(talk, "expert", name="赵教授"),
    ]  # fmt: skip
    assert [seat.public_name for seat in seats] == ["群众（村民）", "群众", "林一苇代表", "市住建局", "专业人士"]
    assert [str(seat) for seat in seats] == [seat.public_name for seat in seats]


def test_a_deputy_seat_names_the_deputy_and_a_unit_seat_the_unit(county: None) -> None:
    talk = records.a_talk()
    for role, sentence in (("deputy", "a_deputy_seat_names_the_deputy"), ("unit", "a_unit_seat_names_the_unit")):
        with pytest.raises(IntegrityError, match=sentence), transaction.atomic():
            records.a_seat(talk, role, name="某")


@pytest.mark.django_db(transaction=True)
def test_two_who_record_at_the_same_time_get_two_places_in_the_record(county: None) -> None:
    talk = records.a_talk()
    seat, clerk = records.a_seat(talk, name="某村民"), records.who("town_clerk")
    together(*(lambda n=n: actions.record(talk, by=clerk, seat=seat, words=f"第{n}句。") for n in range(8)))
    assert sorted(talk.utterances.values_list("position", flat=True)) == list(range(1, 9))
    assert verify_all() == []


def test_a_draft_and_a_cancelled_talk_are_not_public(county: None) -> None:
    draft, announced, cancelled = records.a_talk("draft"), records.a_talk("announced"), records.a_talk("approved")
    actions.move(cancelled, "cancel", by=records.who("town_clerk"), note="下雨")
    assert list(queries.public_talks()) == [announced]
    assert {talk.pk for talk in queries.hosted_talks(records.who("town_clerk"))} == {draft.pk, announced.pk, cancelled.pk}
    assert list(queries.hosted_talks(records.who("street_clerk"))) == []


def test_of_two_clerks_who_start_the_same_talk_one_is_too_late(county: None) -> None:
    talk = records.a_talk("announced")
    stale = Talk.objects.get(pk=talk.pk)
    actions.move(talk, "start", by=records.who("town_clerk"))
    before = kept(talk)
    with pytest.raises(WrongState):
        actions.move(stale, "start", by=records.who("town_chair"))
    assert kept(talk) == before
