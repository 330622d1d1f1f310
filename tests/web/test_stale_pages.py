"""两个人同时办: whoever comes second reads one sentence, finds the words that he typed, and nothing has changed. For every move of every flow."""

from __future__ import annotations

import pytest
from tests.factories.pages import kept, signed_in, text_of
from tests.factories.records import a_ticket, county
from tests.story.clicking import everything
from tests.web.test_addresses import PAGES, ROLES, UNITS, by_hand, client_of, start

from deliberation.flow import Flow, Move
from kentan.ground.accounts.models import Account
from kentan.ground.network.queries import actor_of
from kentan.stages.voices.flow import TICKET
from kentan.stages.voices.models import Ticket

__all__ = ["county"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
TYPED = "这句话我打了很久"
MOVES = by_hand()
NEEDS_MORE = {"erased", "agreed", "signed", "issued"}
"""States that a constraint lets nobody be in without a text, a day or an erasure."""


def elsewhere(flow: Flow, move: Move) -> str:
    """A state in which this move does not begin: where somebody faster has taken the record."""
    return next(state for state in flow.labels if state not in move.sources and state not in NEEDS_MORE)


@pytest.mark.parametrize(("flow", "move"), MOVES, ids=[f"{flow.name} {move.name}" for flow, move in MOVES])
def test_the_second_of_two_is_told_and_changes_nothing(flow: Flow, move: Move) -> None:
    record = start(flow, move)
    assert record is not None
    role = next(
        role for role, username in ROLES.items() if username not in {"", "leader"} and move.allowed(who(username), record)
    )
    client, address = client_of(role), address_of(flow, move, record)
    assert client.get(address).status_code == 200
    type(record)._base_manager.filter(pk=record.pk).update(state=elsewhere(flow, move))
    before = everything()
    answer = client.post(address, {"words": TYPED})
    assert (answer.status_code, everything() == before) == (409, True)
    assert "刚才已经被别人往前办了一步" in text_of(answer)
    assert TYPED in answer.content.decode()


def who(username: str) -> object:
    return actor_of(Account.objects.get(username=username))


def address_of(flow: Flow, move: Move, record: object) -> str:
    """Where this move is made by hand."""
    if move.name in UNITS:
        return f"/unit/suggestions/{record.pk}/{move.name}"
    key = record.topic_id if flow.name == "preparation.Preparation" else record.pk
    keys = (record.talk_id, key) if flow.name == "talks.Mediation" else (key,)
    return PAGES[flow.name].format(*keys, move.name)


STATES = ("received", "unit_pending", "disputed", "handling", "finished", "told", "rated")
TICKETS = {
    "answer": ("deputy", "deputy_one"), "relay": ("deputy", "deputy_one"), "escalate_town": ("deputy", "deputy_one"), "route_out": ("deputy", "deputy_one"),
    "accept": ("unit", "town_liaison"), "decline": ("unit", "town_liaison"), "finish": ("unit", "town_liaison"), "decide": ("staff", "town_clerk"),
    "confirm": ("deputy", "deputy_one"), "send_back": ("deputy", "deputy_one"), "escalate_city": ("staff", "town_clerk"), "convert": ("staff", "town_clerk"),
    "join": ("staff", "town_clerk"), "reopen": ("deputy", "deputy_one"),
}  # fmt: skip
"""The moves of a ticket that a person makes by hand, and who makes them in which face."""


@pytest.mark.parametrize("name", TICKETS)
def test_the_second_of_two_at_a_ticket_is_told_and_changes_nothing(name: str) -> None:
    move, (face, username) = TICKET[name], TICKETS[name]
    ticket = a_ticket(next(state for state in STATES if state in move.sources))
    role = next(role for role, known in ROLES.items() if known == username)
    Ticket.objects.filter(pk=ticket.pk).update(state=elsewhere(TICKET, move))
    before = everything()
    answer = client_of(role).post(f"/{face}/tickets/{ticket.pk}/{name}", {"words": TYPED, "reason": TYPED})
    assert (answer.status_code, everything() == before) == (409, True), text_of(answer)[:300]
    assert TYPED in answer.content.decode()


def test_every_move_of_a_ticket_is_tried_here_or_is_not_made_by_hand_on_a_desk() -> None:
    on_the_receipt_or_by_the_clock = {"rate", "lapse", "close"}
    assert {move.name for move in TICKET.moves} == set(TICKETS) | on_the_receipt_or_by_the_clock


@pytest.mark.parametrize("above", ["/r/{}", "/staff/calls"])
def test_the_address_of_a_button_says_so_and_leads_back_to_its_page(above: str) -> None:
    ticket = a_ticket("told")
    above = above.format(ticket.voice.receipt)
    before = kept(ticket)
    answer = signed_in("town_clerk").get(f"{above}/rate" if above.startswith("/r/") else f"{above}/{ticket.pk}/told")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert f'<a class="btn btn--go" href="{above}">' in answer.content.decode()
    assert kept(ticket) == before
