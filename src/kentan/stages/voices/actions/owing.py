"""期限: which rule of the packs the ticket owes by, in each of its states."""

from __future__ import annotations

from kentan.ground.moment import now
from kentan.ground.rulebook.queries import promise
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
OWING = ("due", "due_since", "due_rule", "due_pack", "due_confirmed", "due_steps")


def rule_for(ticket: Ticket) -> str:
    """The rule's code for the state that the ticket is in; empty when nothing is owed."""
    rule = RULES.get(ticket.state, "")
    return "ticket.multi" if rule == "ticket.simple" and ticket.needs_many else rule


def owe(ticket: Ticket) -> None:
    """Set the date that is owed now, with its explanation; called after each move."""
    rule = rule_for(ticket)
    if rule:
        made = promise(rule, since=now())
        ticket.due, ticket.due_since, ticket.due_rule = made.due, made.start, made.rule
        ticket.due_pack, ticket.due_confirmed = made.pack, made.confirmed
        ticket.due_steps = "\n".join(made.steps)
    else:
        ticket.due = ticket.due_since = None
        ticket.due_rule = ticket.due_pack = ticket.due_steps = ""
        ticket.due_confirmed = False
    ticket.save(update_fields=OWING)
