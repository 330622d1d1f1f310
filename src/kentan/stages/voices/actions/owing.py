"""期限: which rule of the packs the ticket owes by, in each of its states."""

from __future__ import annotations

from kentan.ground.ledger import owing
from kentan.stages.voices.labels import TicketState as T
from kentan.stages.voices.models import Ticket

RULES: dict[str, str] = {
    T.RECEIVED: "ticket.ack",
    T.ESCALATED_TOWN: "ticket.dispute",
    T.ESCALATED_CITY: "ticket.dispute",
    T.UNIT_PENDING: "ticket.accept",
    T.DISPUTED: "ticket.dispute",
    T.HANDLING: "ticket.simple",
    T.FINISHED: "ticket.tell",
    T.ANSWERED: "ticket.rate",
    T.TOLD: "ticket.rate",
}


def rule_for(ticket: Ticket) -> str:
    """The rule's code for the state that the ticket is in; empty when nothing is owed."""
    rule = RULES.get(ticket.state, "")
    return "ticket.multi" if rule == "ticket.simple" and ticket.needs_many else rule


def owe(ticket: Ticket) -> None:
    """Set the date that is owed now, with its explanation; called after each move."""
    if rule := rule_for(ticket):
        owing.owe(ticket, rule)
    else:
        owing.settle(ticket)
