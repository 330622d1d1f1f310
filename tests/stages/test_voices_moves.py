"""民情件 (machine B4): every move, who makes it, where it leads, and the date that is owed then. Dates by hand.

It is Monday, 2026-05-25; the working days after it are 26, 27, 28, 29 May and 1 June.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.factories import records

from kentan.ground.accounts.actor import SYSTEM, Actor
from kentan.ground.ledger.chain import verify_all
from kentan.ground.ledger.errors import NotAllowed, WrongState
from kentan.ground.ledger.models import Entry
from kentan.stages.voices import actions, flow
from kentan.stages.voices.errors import NotAcceptable
from kentan.stages.voices.labels import TicketState
from kentan.stages.voices.models import Ticket

pytestmark = pytest.mark.django_db

Step = Callable[[Ticket, Actor], Any]
STEPS: dict[str, Step] = {
    "answer": lambda ticket, by: actions.answer(ticket, by=by, words="路灯归镇里管，我去问。"),
    "relay": lambda ticket, by: actions.relay(ticket, by=by, unit=records.unit("盐官镇政府"), words="请看看"),
    "accept": lambda ticket, by: actions.accept(ticket, by=by),
    "decline": lambda ticket, by: actions.decline(ticket, by=by, reason="归住建局。"),
    "decide": lambda ticket, by: actions.decide(ticket, by=by, unit=records.unit("市住建局"), words="路灯归住建"),
    "finish": lambda ticket, by: actions.finish(ticket, by=by, result="换了三盏灯。", scope="spot"),
    "confirm": lambda ticket, by: actions.confirm(ticket, by=by),
    "send_back": lambda ticket, by: actions.send_back(ticket, by=by, reason="还有一盏不亮。"),
    "rate": lambda ticket, by: actions.rate(ticket, by=by, verdict="mostly"),
    "reopen": lambda ticket, by: actions.reopen(ticket, by=by, reason="又坏了。"),
    "escalate_town": lambda ticket, by: actions.escalate_town(ticket, by=by),
    "escalate_city": lambda ticket, by: actions.escalate_city(ticket, by=by, words="两个镇都有。"),
    "convert": lambda ticket, by: actions.convert(ticket, by=by),
    "route_out": lambda ticket, by: actions.route_out(ticket, by=by, kind="petition"),
    "join": lambda ticket, by: actions.join(ticket, by=by, same_as=records.a_ticket("received", words="村口没有灯。")),
}
WALKED = [
    ("received", "answer", "deputy_one", "answered", date(2026, 6, 1), "ticket.rate"),
    ("received", "relay", "deputy_one", "unit_pending", date(2026, 5, 26), "ticket.accept"),
    ("received", "relay", "town_clerk", "unit_pending", date(2026, 5, 26), "ticket.accept"),
    ("received", "escalate_town", "deputy_one", "escalated_town", date(2026, 5, 27), "ticket.dispute"),
    ("received", "escalate_city", "town_clerk", "escalated_city", date(2026, 5, 27), "ticket.dispute"),
    ("received", "convert", "town_clerk", "converted", None, ""),
    ("received", "route_out", "deputy_one", "routed_out", None, ""),
    ("received", "join", "deputy_one", "duplicate", None, ""),
    ("unit_pending", "accept", "town_liaison", "handling", date(2026, 6, 1), "ticket.simple"),
    ("unit_pending", "accept", "town_head", "handling", date(2026, 6, 1), "ticket.simple"),
    ("unit_pending", "decline", "town_liaison", "disputed", date(2026, 5, 27), "ticket.dispute"),
    ("disputed", "decide", "town_clerk", "unit_pending", date(2026, 5, 26), "ticket.accept"),
    ("disputed", "decide", "city_clerk", "unit_pending", date(2026, 5, 26), "ticket.accept"),
    ("disputed", "escalate_city", "town_clerk", "escalated_city", date(2026, 5, 27), "ticket.dispute"),
    ("handling", "finish", "town_liaison", "finished", date(2026, 5, 27), "ticket.tell"),
    ("finished", "confirm", "deputy_one", "told", date(2026, 6, 1), "ticket.rate"),
    ("finished", "send_back", "deputy_one", "handling", date(2026, 6, 1), "ticket.simple"),
    ("told", "rate", "the speaker", "rated", None, ""),
    ("told", "rate", "town_clerk", "rated", None, ""),
    ("rated", "reopen", "the speaker", "received", date(2026, 5, 26), "ticket.ack"),
    ("rated", "reopen", "deputy_one", "received", date(2026, 5, 26), "ticket.ack"),
]


def hand(name: str, ticket: Ticket) -> Actor:
    return records.speaker(ticket.voice) if name == "the speaker" else records.who(name)


@pytest.mark.parametrize(
    ("state", "move", "by", "reached", "due", "rule"), WALKED, ids=[f"{row[1]} by {row[2]}" for row in WALKED]
)
def test_the_move_leads_on_and_the_next_date_is_owed(
    county: None, state: str, move: str, by: str, reached: str, due: date | None, rule: str,
) -> None:  # fmt: skip
    ticket = records.a_ticket(state)
    STEPS[move](ticket, hand(by, ticket))
    ticket.refresh_from_db()
    assert (ticket.state, ticket.due, ticket.due_rule) == (reached, due, rule)
    last = Entry.objects.filter(subject=f"voices.Ticket:{ticket.pk}").order_by("position").last()
    assert (last.move, last.before, last.after) == (move, state, reached)
    assert verify_all() == []


def test_every_move_of_the_table_is_walked_by_some_test() -> None:
    by_people = {move.name for move in flow.TICKET} - {"lapse", "close"}
    assert {row[1] for row in WALKED} == by_people == set(STEPS)


STRANGERS = ("deputy_two", "deputy_three", "roads_liaison", "homes_head", "street_clerk", "admin", "auditor")


@pytest.mark.parametrize(("state", "move"), sorted({(row[0], row[1]) for row in WALKED}))
def test_no_stranger_makes_the_move_and_nothing_changes(county: None, state: str, move: str) -> None:
    ticket = records.a_ticket(state)
    extra = records.a_ticket("received", words="村口没有灯。") if move == "join" else None
    before, entries = records.row(ticket), Entry.objects.count()
    for username in STRANGERS:
        with pytest.raises(NotAllowed):
            actions.join(ticket, by=records.who(username), same_as=extra) if extra else STEPS[move](ticket, records.who(username))
        ticket.refresh_from_db()
    for nobody in (Actor.holder_of_code("X"), Actor.holder_of_receipt("0000000000"), Actor.participant("S"), SYSTEM):
        with pytest.raises(NotAllowed):
            actions.join(ticket, by=nobody, same_as=extra) if extra else STEPS[move](ticket, nobody)
        ticket.refresh_from_db()
    assert (records.row(ticket), Entry.objects.count()) == (before, entries)


OUT_OF_PLACE = [
    (state, move)
    for state in ("received", "unit_pending", "disputed", "handling", "finished", "told", "rated")
    for move in STEPS
    if move != "join" and state not in flow.TICKET[move].sources
]


@pytest.mark.parametrize(("state", "move"), OUT_OF_PLACE)
def test_a_move_out_of_place_is_refused_and_nothing_changes(county: None, state: str, move: str) -> None:
    ticket = records.a_ticket(state)
    before, entries = records.row(ticket), Entry.objects.count()
    by = next(row[2] for row in WALKED if row[1] == move)
    with pytest.raises((WrongState, NotAllowed, NotAcceptable)):
        STEPS[move](ticket, hand(by, ticket))
    assert (records.row(ticket), Entry.objects.count()) == (before, entries)


def test_the_buttons_of_each_hand_in_each_state(county: None) -> None:
    def buttons(state: str, by: str) -> list[str]:
        ticket = records.a_ticket(state)
        return [move.name for move in flow.TICKET.open_to(hand(by, ticket), ticket)]

    assert {(state, by): buttons(state, by) for state, by in (
        ("received", "deputy_one"), ("received", "town_liaison"), ("unit_pending", "town_liaison"), ("unit_pending", "deputy_one"),
        ("handling", "town_liaison"), ("finished", "deputy_one"), ("told", "the speaker"), ("rated", "the speaker"), ("told", "admin"),
    )} == {
        ("received", "deputy_one"): ["answer", "relay", "escalate_town", "route_out", "join"],
        ("received", "town_liaison"): [],
        ("unit_pending", "town_liaison"): ["accept", "decline"],
        ("unit_pending", "deputy_one"): [],
        ("handling", "town_liaison"): ["finish"],
        ("finished", "deputy_one"): ["confirm", "send_back"],
        ("told", "the speaker"): ["rate"],
        ("rated", "the speaker"): ["reopen"],
        ("told", "admin"): [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("moment", "state", "move", "by", "due"),
    [
        ("2026-05-22 17:59", "received", "relay", "deputy_one", date(2026, 5, 25)),  # Friday → Monday
        ("2026-05-23 10:20", "received", "relay", "deputy_one", date(2026, 5, 25)),  # Saturday: the next Monday
        ("2026-06-18 09:00", "unit_pending", "accept", "town_liaison", date(2026, 6, 26)),  # 端午 19–21 June
        ("2026-09-30 23:59", "received", "relay", "deputy_one", date(2026, 10, 8)),  # 国庆 1–7 October
        ("2026-10-09 09:00", "received", "relay", "deputy_one", date(2026, 10, 10)),  # the Saturday is worked
        ("2026-10-02 09:00", "finished", "confirm", "deputy_one", date(2026, 10, 9)),  # seven natural days
        ("2026-09-24 09:00", "finished", "confirm", "deputy_one", date(2026, 10, 8)),  # they end on a holiday: rolled on
    ],
)
def test_the_date_that_is_owed_follows_the_published_calendar(
    county: None, moment: str, state: str, move: str, by: str, due: date,
) -> None:  # fmt: skip
    with records.moment(moment):
        ticket = records.a_ticket(state)
        STEPS[move](ticket, records.who(by))
    assert ticket.due == due


def test_a_matter_for_several_units_has_fifteen_working_days(county: None) -> None:
    ticket = records.a_ticket("unit_pending")
    actions.accept(ticket, by=records.who("town_liaison"), needs_many=True)
    assert (ticket.due, ticket.due_rule) == (date(2026, 6, 15), "ticket.multi")
    actions.finish(ticket, by=records.who("town_liaison"), result="修好了。", scope="town")
    actions.send_back(ticket, by=records.who("deputy_one"), reason="没有修好。")
    assert (ticket.due, ticket.due_rule) == (date(2026, 6, 15), "ticket.multi")


def test_r107_in_a_year_without_a_published_calendar_the_date_is_provisional(county: None) -> None:
    with records.moment("2027-03-01 09:00"):
        ticket = records.a_ticket("received")
    assert (ticket.due, ticket.due_confirmed) == (date(2027, 3, 2), False)
    assert "暂定" in ticket.due_steps


def test_every_owed_date_is_explained_in_sentences(county: None) -> None:
    for state in ("received", "unit_pending", "disputed", "handling", "finished", "told"):
        ticket = records.a_ticket(state)
        assert (ticket.due_since, ticket.due_pack) == (date(2026, 5, 25), "house-default")
        assert len(ticket.due_steps.splitlines()) >= 2
        assert all(line.endswith("。") for line in ticket.due_steps.splitlines())


def test_a_ticket_is_overdue_on_the_day_after_and_not_on_the_day(county: None) -> None:
    ticket = records.a_ticket("received")
    assert [ticket.is_overdue_on(date(2026, 5, day)) for day in (25, 26, 27)] == [False, False, True]


def test_states_that_owe_nothing_have_no_date() -> None:
    from kentan.stages.voices.actions.owing import RULES

    settled = {
        TicketState.RATED,
        TicketState.NO_VERDICT,
        TicketState.CLOSED,
        TicketState.CONVERTED,
        TicketState.ROUTED_OUT,
        TicketState.DUPLICATE,
    }
    assert set(TicketState) - set(RULES) == settled
