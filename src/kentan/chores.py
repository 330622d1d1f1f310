"""按时钟做的事: idempotent, called every minute and by `./kentan tick`. The clock acts as the system user."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from kentan.ground.accounts import throttle
from kentan.ground.accounts.actor import SYSTEM
from kentan.ground.ledger.advance import advance
from kentan.ground.ledger.errors import WrongState
from kentan.ground.moment import SHANGHAI, now, today
from kentan.stages.voices import flow
from kentan.stages.voices.actions.owing import owe
from kentan.stages.voices.labels import TicketState, VoiceState
from kentan.stages.voices.models import PracticeVoice, Ticket


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
