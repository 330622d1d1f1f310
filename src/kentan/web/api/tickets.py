"""民情件 for those who signed in: the same reads and moves as the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Field, Router, Schema

from kentan.ground.accounts.actor import Actor
from kentan.ground.network.models import Organisation
from kentan.stages.voices import actions, flow, queries
from kentan.stages.voices.errors import NotAcceptable
from kentan.stages.voices.models import Ticket
from kentan.web.api.doors import SignedIn
from kentan.web.api.voices import Problem
from kentan.web.parts.guard import actor
from kentan.web.parts.move_forms import Join

router = Router(tags=["tickets"], auth=SignedIn())
LONGEST = 50


class TicketOut(Schema):
    """A row of the inbox; the words as its reader may see them."""

    id: int
    state: str
    label: str
    words: str
    place: str
    unit: str
    due: date | None
    moves: list[str]


class MoveIn(Schema):
    """What goes with a move; each move reads what it needs."""

    words: str = Field("", max_length=5000)
    unit: int | None = None
    scope: str = Field("", max_length=20)
    kind: str = Field("", max_length=20)
    verdict: str = Field("", max_length=20)
    receipt: str = Field("", max_length=40)
    needs_many: bool = False


def row(ticket: Ticket, by: Actor) -> dict[str, Any]:
    """One ticket as TicketOut."""
    return {
        "id": ticket.pk, "state": ticket.state, "label": ticket.state_label, "words": ticket.voice.words,
        "place": ticket.voice.place, "unit": str(ticket.unit or ""), "due": ticket.due,
        "moves": [move.name for move in flow.TICKET.open_to(by, ticket)],
    }  # fmt: skip


@router.get("/tickets", response={200: list[TicketOut], 401: Problem})
def inbox(request: HttpRequest):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """收件: what lies with this account, due first."""
    by = actor(request)
    lists = (queries.deputy_inbox(by), queries.unit_inbox(by), queries.staff_inbox(by))
    seen = {ticket.pk: ticket for found in lists for ticket in found[:LONGEST]}
    return [row(ticket, by) for ticket in seen.values()]


@router.get("/tickets/{ticket_id}", response={200: TicketOut, 401: Problem, 403: Problem, 404: Problem})
def one(request: HttpRequest, ticket_id: int):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """One ticket, for those who may see it."""
    by = actor(request)
    return row(queries.ticket_for(by, ticket_id), by)


def unit_of(given: MoveIn) -> Organisation:
    """The unit named in the move. Raises NotAcceptable when there is none."""
    found = Organisation.objects.filter(pk=given.unit or 0).first()
    if found is None:
        raise NotAcceptable({"unit": gettext("请选择交给哪个单位。")})
    return found


def same_as(given: MoveIn, ticket: Ticket, by: Actor) -> Ticket:
    """The other ticket about the same thing, by its receipt, as the page asks for it. Raises NotAcceptable."""
    form = Join({"receipt": given.receipt}, actor=by, record=ticket)
    if not form.is_valid():
        raise NotAcceptable(form.faults)
    chosen: Ticket = form.cleaned_data["chosen"]
    return chosen


STEPS: dict[str, Callable[[Ticket, Actor, MoveIn], Ticket]] = {
    "answer": lambda ticket, by, given: actions.answer(ticket, by=by, words=given.words),
    "relay": lambda ticket, by, given: actions.relay(ticket, by=by, unit=unit_of(given), words=given.words),
    "accept": lambda ticket, by, given: actions.accept(ticket, by=by, needs_many=given.needs_many),
    "decline": lambda ticket, by, given: actions.decline(ticket, by=by, reason=given.words),
    "decide": lambda ticket, by, given: actions.decide(ticket, by=by, unit=unit_of(given), words=given.words),
    "finish": lambda ticket, by, given: actions.finish(ticket, by=by, result=given.words, scope=given.scope),
    "confirm": lambda ticket, by, given: actions.confirm(ticket, by=by, words=given.words),
    "send_back": lambda ticket, by, given: actions.send_back(ticket, by=by, reason=given.words),
    "rate": lambda ticket, by, given: actions.rate(ticket, by=by, verdict=given.verdict, remark=given.words),
    "reopen": lambda ticket, by, given: actions.reopen(ticket, by=by, reason=given.words),
    "escalate_town": lambda ticket, by, given: actions.escalate_town(ticket, by=by, words=given.words),
    "escalate_city": lambda ticket, by, given: actions.escalate_city(ticket, by=by, words=given.words),
    "convert": lambda ticket, by, given: actions.convert(ticket, by=by, words=given.words),
    "join": lambda ticket, by, given: actions.join(ticket, by=by, same_as=same_as(given, ticket, by)),
    "route_out": lambda ticket, by, given: actions.route_out(ticket, by=by, kind=given.kind),
}


@router.post(
    "/tickets/{ticket_id}/moves/{move}",
    response={
        200: TicketOut,
        400: Problem,
        401: Problem,
        403: Problem,
        404: Problem,
        409: Problem,
        422: Problem,
    },
)
def make(request: HttpRequest, ticket_id: int, move: str, given: MoveIn):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """One move, through the same door as the page's button."""
    by = actor(request)
    ticket = queries.ticket_for(by, ticket_id)
    if move not in STEPS:
        raise Ticket.DoesNotExist
    return row(STEPS[move](ticket, by, given), by)
