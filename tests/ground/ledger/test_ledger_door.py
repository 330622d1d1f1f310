"""唯一的门: a move succeeds once and leaves one entry, or is refused and changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DataError, connection, transaction
from tests.factories import records
from tests.ground.ledger.side_by_side import together

from kentan.ground.accounts.actor import SYSTEM
from kentan.ground.ledger.advance import advance, remark
from kentan.ground.ledger.chain import verify_all
from kentan.ground.ledger.errors import NotAllowed, NoteNeeded, WrongState
from kentan.ground.ledger.models import Chain, Entry, EntryWords, Notice
from kentan.stages.voices import actions, flow
from kentan.stages.voices.models import Ticket

pytestmark = pytest.mark.django_db


def kept(ticket: Ticket) -> tuple[object, ...]:
    """All that a refusal must leave as it was."""
    return (
        records.row(ticket), records.row(ticket.voice), Entry.objects.count(), EntryWords.objects.count(),
        list(Chain.objects.order_by("pk").values()), Notice.objects.count(),
    )  # fmt: skip


def test_a_move_swaps_the_state_and_writes_exactly_one_entry(county: None) -> None:
    ticket = records.a_ticket("finished")
    before = Entry.objects.count()
    clerk = records.who("deputy_one")
    entry = advance(ticket, flow.CONFIRM, by=clerk, note="去看过了")
    assert Entry.objects.count() == before + 1
    written = Entry.objects.order_by("pk").last()
    assert written == entry
    assert (written.move, written.label, written.before, written.after) == ("confirm", "确认办好", "finished", "told")
    assert (written.actor_kind, written.actor_id, written.actor_title) == ("account", clerk.account, "市人大代表林一苇")
    assert (written.subject, written.note) == (f"voices.Ticket:{ticket.pk}", "去看过了")
    assert written.at == datetime(2026, 5, 25, 1, 0, tzinfo=UTC)
    ticket.refresh_from_db()
    assert ticket.state == "told"
    assert verify_all() == []


def test_a_stale_record_is_refused_and_nothing_changes(county: None) -> None:
    ticket = records.a_ticket("unit_pending")
    stale = Ticket.objects.get(pk=ticket.pk)
    actions.accept(ticket, by=records.who("town_liaison"))
    before = kept(ticket)
    with pytest.raises(WrongState) as refused:
        advance(stale, flow.ACCEPT, by=records.who("town_liaison"))
    assert (refused.value.move, refused.value.state) == (flow.ACCEPT, "unit_pending")
    assert kept(ticket) == before


def test_a_move_from_a_state_that_it_does_not_start_in_is_refused(county: None) -> None:
    ticket = records.a_ticket("received")
    before = kept(ticket)
    with pytest.raises(WrongState):
        advance(ticket, flow.LAPSE, by=SYSTEM)
    assert kept(ticket) == before


def test_a_stale_page_that_saves_fields_first_leaves_no_trace_of_them(county: None) -> None:
    ticket = records.a_ticket("handling")
    stale = Ticket.objects.get(pk=ticket.pk)
    actions.finish(ticket, by=records.who("town_liaison"), result="换好了。", scope="spot")
    before = kept(ticket)
    with pytest.raises(WrongState):
        actions.finish(stale, by=records.who("town_liaison"), result="另一个说法。", scope="city")
    assert kept(ticket) == before


@pytest.mark.parametrize("username", ["deputy_two", "roads_liaison", "street_clerk", "admin", "auditor", "deputy_three"])
def test_the_wrong_hand_is_refused_and_nothing_changes(county: None, username: str) -> None:
    ticket = records.a_ticket("unit_pending")
    before = kept(ticket)
    with pytest.raises(NotAllowed) as refused:
        actions.accept(ticket, by=records.who(username))
    assert refused.value.move is flow.ACCEPT
    assert kept(ticket) == before


def test_a_move_that_needs_a_reason_is_refused_without_one(county: None) -> None:
    ticket = records.a_ticket("received")
    before = kept(ticket)
    with pytest.raises(NoteNeeded):
        advance(ticket, flow.ESCALATE_CITY, by=records.who("town_clerk"), note=" \n")
    assert kept(ticket) == before


def test_when_the_entry_cannot_be_written_the_state_stays(county: None) -> None:
    ticket = records.a_ticket("finished")
    before = kept(ticket)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE ledger_entry ADD CONSTRAINT no_more_room CHECK (move <> 'confirm') NOT VALID")
    with pytest.raises(Exception, match="no_more_room"):
        actions.confirm(ticket, by=records.who("deputy_one"))
    ticket.refresh_from_db()
    assert (ticket.state, kept(ticket)) == ("finished", before)


def test_when_the_words_cannot_be_written_the_state_stays(county: None) -> None:
    ticket = records.a_ticket("finished")
    before = kept(ticket)
    with pytest.raises((DataError, ValueError)):
        advance(ticket, flow.CONFIRM, by=records.who("deputy_one"), note="看过\x00了")
    assert kept(ticket) == before


def test_a_remark_is_an_entry_without_a_change_of_state(county: None) -> None:
    ticket = records.a_ticket("handling")
    before = records.row(ticket)
    entry = remark(ticket, "look", "看过", by=records.who("town_clerk"))
    assert (entry.before, entry.after, records.row(ticket)) == ("handling", "handling", before)


def test_an_office_holder_is_kept_by_the_title_he_had_that_day(county: None) -> None:
    ticket = records.a_ticket("unit_pending")
    from kentan.ground.network.actions import dismiss
    from kentan.ground.network.models import Membership

    dismiss(Membership.objects.get(account__username="town_liaison"), until=datetime(2026, 5, 25).date())
    actions.accept(ticket, by=records.who("town_liaison"))
    with records.moment("2026-05-26 09:00"), pytest.raises(NotAllowed):
        actions.finish(ticket, by=records.who("town_liaison"), result="修好了。", scope="spot")
    assert Entry.objects.get(move="accept").actor_title == "盐官镇政府单位联络员某ison"


def test_those_concerned_are_told_once_and_nobody_of_what_he_did_himself(county: None) -> None:
    ticket = records.a_ticket("received")
    actions.relay(ticket, by=records.who("deputy_one"), unit=records.unit("盐官镇政府"))
    told = list(Notice.objects.order_by("pk").values_list("account__username", "entry__move"))
    assert sorted(told) == [("deputy_one", "begin"), ("town_clerk", "begin"), ("town_liaison", "relay")]
    actions.accept(ticket, by=records.who("town_liaison"))
    assert Notice.objects.filter(entry__move="accept").values_list("account__username", flat=True).get() == "deputy_one"


def test_an_account_that_is_meant_twice_is_told_once(county: None) -> None:
    ticket = records.a_ticket("received")
    entry = remark(ticket, "look", "看过", by=SYSTEM, tells=("addressee", "addressee", "staff", "nobody_of_that_name"))
    assert sorted(entry.notices.values_list("account__username", flat=True)) == ["deputy_one", "town_clerk"]


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_who_move_the_same_record_at_once_exactly_one_wins(county: None) -> None:
    ticket = records.a_ticket("unit_pending")
    entries = Entry.objects.count()
    liaison = records.who("town_liaison")

    def accept() -> str:
        actions.accept(Ticket.objects.get(pk=ticket.pk), by=liaison)
        return "accepted"

    def decline() -> str:
        actions.decline(Ticket.objects.get(pk=ticket.pk), by=liaison, reason="不归我。")
        return "declined"

    answers = together(accept, decline)
    won = [answer for answer in answers if isinstance(answer, str)]
    lost = [answer for answer in answers if isinstance(answer, WrongState)]
    ticket.refresh_from_db()
    assert (len(won), len(lost)) == (1, 1)
    assert {"accepted": "handling", "declined": "disputed"}[won[0]] == ticket.state
    assert Entry.objects.count() == entries + 1
    assert verify_all() == []


@pytest.mark.django_db(transaction=True)
def test_twelve_hands_at_once_write_one_unbroken_chain(county: None) -> None:
    ticket = records.a_ticket("received")
    written = Entry.objects.count()

    def look(n: int) -> None:
        with transaction.atomic():
            remark(Ticket.objects.get(pk=ticket.pk), f"look:{n}", "看过", by=SYSTEM, note=f"第{n}次")

    assert together(*(lambda n=n: look(n) for n in range(12))) == [None] * 12
    chain = Chain.objects.get(matter=ticket.matter)
    assert (chain.length, Entry.objects.count()) == (written + 12, written + 12)
    assert verify_all() == []
