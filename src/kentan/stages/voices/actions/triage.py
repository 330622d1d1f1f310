"""分诊: what the addressee does with a new ticket: answer, relay, pass on, point the way, join."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.advance import advance, subject_of
from kentan.ground.ledger.models import Entry
from kentan.ground.network.models import Organisation
from kentan.stages.voices import flow
from kentan.stages.voices.actions.owing import owe
from kentan.stages.voices.errors import NotAcceptable
from kentan.stages.voices.intake import fit, required
from kentan.stages.voices.labels import RouteOut, TicketState
from kentan.stages.voices.models import Ticket
from kentan.stages.voices.queries.inboxes import OPEN


def handling_unit(unit: Organisation) -> Organisation:
    """The unit, if it is one that handles; a congress body is none. Raises NotAcceptable."""
    if not unit.may_handle:
        raise NotAcceptable({"unit": gettext("请选一个办事的单位；人大机构只转送、裁定，不承办。")})
    return unit


def was_disputed(ticket: Ticket) -> bool:
    """Whether it came to the city because units disagreed whose it is."""
    came = Entry.objects.filter(subject=subject_of(ticket), move=flow.ESCALATE_CITY.name).order_by("-position").first()
    return ticket.state == TicketState.ESCALATED_CITY and came is not None and came.before == TicketState.DISPUTED


@transaction.atomic
def answer(ticket: Ticket, *, by: Actor, words: str) -> Ticket:
    """当场答复: an explanation to the citizen; the matter ends here if he is content."""
    ticket.answer = required(words, "words", gettext("请写下您怎么答复的。"))
    ticket.save(update_fields=["answer"])
    advance(ticket, flow.ANSWER, by=by, note=ticket.answer)
    owe(ticket)
    return ticket


@transaction.atomic
def relay(ticket: Ticket, *, by: Actor, unit: Organisation, words: str = "") -> Ticket:
    """转送: to the liaison of a unit. This is 反映, not 交办 (代表法 2025 第三十一条).

    When the city relays what was disputed, that decides whose it is.
    """
    ticket.unit, ticket.relay_words, ticket.read_by_unit_at = handling_unit(unit), fit(words), None
    ticket.is_decided = was_disputed(ticket)
    ticket.save(update_fields=["unit", "is_decided", "relay_words", "read_by_unit_at"])
    advance(ticket, flow.RELAY, by=by, note=ticket.relay_words)
    owe(ticket)
    return ticket


@transaction.atomic
def escalate_town(ticket: Ticket, *, by: Actor, words: str = "") -> Ticket:
    """转镇街人大: nobody knows whose it is, or it is larger than one unit."""
    advance(ticket, flow.ESCALATE_TOWN, by=by, note=fit(words))
    owe(ticket)
    return ticket


@transaction.atomic
def escalate_city(ticket: Ticket, *, by: Actor, words: str) -> Ticket:
    """转市人大, with the reason."""
    advance(ticket, flow.ESCALATE_CITY, by=by, note=fit(words))
    owe(ticket)
    return ticket


@transaction.atomic
def convert(ticket: Ticket, *, by: Actor, words: str = "") -> Ticket:
    """转为议题或建议: the matter is too large for this lane and goes on as evidence or as a suggestion."""
    advance(ticket, flow.CONVERT, by=by, note=fit(words))
    owe(ticket)
    return ticket


@transaction.atomic
def route_out(ticket: Ticket, *, by: Actor, kind: str) -> Ticket:
    """不予受理: with the right words and number for where to go instead."""
    if kind not in RouteOut.values:
        raise NotAcceptable({"kind": gettext("请选择不予受理的原因。")})
    ticket.route_out = kind
    ticket.save(update_fields=["route_out"])
    advance(ticket, flow.ROUTE_OUT, by=by, note=str(RouteOut(kind).label))
    owe(ticket)
    return ticket


@transaction.atomic
def join(ticket: Ticket, *, by: Actor, same_as: Ticket) -> Ticket:
    """并入同一件: the words stay; the person follows the other ticket from his own receipt."""
    if same_as.pk == ticket.pk or same_as.same_as_id is not None or same_as.state not in OPEN:
        raise NotAcceptable({"same_as": gettext("请选另一件还在办的民情件。")})
    ticket.same_as = same_as
    ticket.save(update_fields=["same_as"])
    advance(ticket, flow.JOIN, by=by)
    owe(ticket)
    return ticket
