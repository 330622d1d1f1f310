"""机器建议: likely units and likely-same tickets. Signed as the machine's, decided by a person."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from deliberation.text.similarity import bigrams, dice
from kentan.ground.accounts.actor import Actor
from kentan.ground.network.models import Organisation
from kentan.ground.network.queries import units
from kentan.stages.voices.models import Ticket
from kentan.stages.voices.queries import deputy_inbox, staff_inbox
from kentan.stages.voices.queries.inboxes import OPEN

MOST_COMPARED = 300
LIKELY_FROM = 0.15
SAME_FROM = 0.25
MOST_UNITS, MOST_SAME = 2, 5


@dataclass(frozen=True, slots=True)
class Likely:
    """A unit proposed for a ticket, and how many similar ones it has had."""

    unit: Organisation
    alike: int = 0


def of_the_same_township(ticket: Ticket) -> QuerySet[Ticket]:
    """Other tickets of the township (of the city, when the voice belongs to none)."""
    others = Ticket.objects.exclude(pk=ticket.pk).exclude(voice__words="")
    township = ticket.voice.area.township
    return others if township is None else others.filter(Q(voice__area=township) | Q(voice__area__parent=township))


def likely_units(ticket: Ticket) -> list[Likely]:
    """Units that had similar tickets, most first; then the township's own office."""
    mine = bigrams(ticket.voice.words)
    had = of_the_same_township(ticket).filter(unit__isnull=False).order_by("-pk")[:MOST_COMPARED]
    alike = Counter(unit for unit, words in had.values_list("unit", "voice__words") if dice(mine, bigrams(words)) >= LIKELY_FROM)
    township = ticket.voice.area.township
    near = Q(pk__in=list(alike)) | Q(area=township) if township else Q(pk__in=list(alike))
    known = {unit.pk: unit for unit in units().filter(near)}
    found = [Likely(known[pk], count) for pk, count in alike.most_common(MOST_UNITS) if pk in known]
    local = [unit for unit in known.values() if township and unit.area_id == township.pk and unit.pk not in alike]
    return found + [Likely(unit) for unit in local[:1]]


def likely_same(ticket: Ticket, by: Actor) -> list[Ticket]:
    """Open tickets with similar words that this actor sees anyway, most alike first."""
    seen = deputy_inbox(by) if by.deputy else staff_inbox(by)
    open_ones = seen.filter(state__in=OPEN, same_as__isnull=True).exclude(pk=ticket.pk).exclude(voice__words="")
    mine = bigrams(ticket.voice.words)
    scored = [(dice(mine, bigrams(other.voice.words)), other) for other in open_ones.order_by("-pk")[:MOST_COMPARED]]
    near = sorted(((score, other) for score, other in scored if score >= SAME_FROM), key=lambda pair: (-pair[0], pair[1].pk))
    return [other for _, other in near[:MOST_SAME]]
