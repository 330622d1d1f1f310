"""按时钟做的事: idempotent, called every minute and by `./kentan tick`. The clock acts as the system user."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from kentan.ground.accounts import throttle
from kentan.ground.accounts.actor import SYSTEM
from kentan.ground.ledger.advance import advance
from kentan.ground.ledger.errors import WrongState
from kentan.ground.ledger.models import Entry
from kentan.ground.ledger.owing import settle
from kentan.ground.moment import SHANGHAI, now, today
from kentan.stages.suggestions import flow as suggestion_flow
from kentan.stages.suggestions.labels import SuggestionState
from kentan.stages.suggestions.models import Suggestion
from kentan.stages.voices import flow
from kentan.stages.voices.actions.owing import owe
from kentan.stages.voices.labels import TicketState, VoiceState
from kentan.stages.voices.models import PracticeVoice, Ticket, VoiceContact

REOPEN_WITHIN = timedelta(days=30)
KEEP_CONTACTS = timedelta(days=335)


def lapse_verdicts() -> int:
    """Seven days without a verdict: 未表态 is recorded, never 满意."""
    done = 0
    waiting = Ticket.objects.select_related("voice").filter(state__in=[TicketState.ANSWERED, TicketState.TOLD], due__lt=today())
    for ticket in waiting.exclude(voice__state=VoiceState.ERASED):
        try:
            advance(ticket, flow.LAPSE, by=SYSTEM)
        except WrongState:
            continue
        owe(ticket)
        done += 1
    return done


def lapse_evaluations() -> int:
    """The days for rating an answer have passed: 未表态, never 满意; the date is settled."""
    done = 0
    for suggestion in Suggestion.objects.filter(state=SuggestionState.REPLIED, due__lt=today()):
        try:
            advance(suggestion, suggestion_flow.LAPSE, by=SYSTEM)
        except WrongState:
            continue
        settle(suggestion)
        done += 1
    return done


def ended_before(moment: datetime) -> list[Ticket]:
    """Tickets whose last step, a verdict or its absence, lies before that moment."""
    recent = Entry.objects.filter(at__gte=moment).values("subject")
    ended = Ticket.objects.select_related("voice").filter(state__in=[TicketState.RATED, TicketState.NO_VERDICT])
    active = {row["subject"] for row in recent}
    return [ticket for ticket in ended if f"voices.Ticket:{ticket.pk}" not in active]


def close_tickets() -> int:
    """Thirty days after the verdict nobody asked to look again: 办结."""
    done = 0
    for ticket in ended_before(now() - REOPEN_WITHIN):
        try:
            advance(ticket, flow.CLOSE, by=SYSTEM)
        except WrongState:
            continue
        done += 1
    return done


def forget_contacts() -> int:
    """电话在办结后一年内删除, as the privacy notice promises: the number goes, the voice stays."""
    old = Entry.objects.filter(move=flow.CLOSE.name, at__lt=now() - KEEP_CONTACTS).values_list("subject", flat=True)
    closed = [int(subject.split(":")[1]) for subject in old if subject.startswith("voices.Ticket:")]
    return VoiceContact.objects.filter(voice__ticket__in=closed, voice__ticket__state=TicketState.CLOSED).delete()[0]


def forget_practice() -> int:
    """Practice voices vanish the next day."""
    midnight = datetime.combine(today(), datetime.min.time(), SHANGHAI)
    return PracticeVoice.objects.filter(said_at__lt=midnight).delete()[0]


def end_sessions() -> int:
    """Expired sessions are removed."""
    from django.contrib.sessions.models import Session  # the app registry must be ready first

    return Session.objects.filter(expire_date__lt=now() - timedelta(days=1)).delete()[0]


CHORES: dict[str, Callable[[], int]] = {
    "lapse_verdicts": lapse_verdicts,
    "lapse_evaluations": lapse_evaluations,
    "close_tickets": close_tickets,
    "forget_contacts": forget_contacts,
    "forget_practice": forget_practice,
    "forget_throttles": throttle.forget_old,
    "end_sessions": end_sessions,
}


def tick() -> dict[str, int]:
    """Do all that is owed at this moment; how much each chore did."""
    return {name: chore() for name, chore in CHORES.items()}


def dry_run() -> dict[str, int]:
    """What a tick at this moment would do; everything is rolled back."""
    with transaction.atomic():
        done = tick()
        transaction.set_rollback(True)
    return done
