"""What pages ask about mediations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from kentan.stages.talks.labels import MediationState
from kentan.stages.talks.models import Mediation, Party, Seat, Talk
from kentan.stages.talks.queries.rooms import without_names


@dataclass(frozen=True, slots=True)
class PublicMediation:
    """What the public reads: over what, between which sides, how it ended; the text only when it was released."""

    mediation: Mediation
    sides: tuple[str, ...]
    terms: str


def mediations(talk: Talk) -> QuerySet[Mediation]:
    """The mediations of a talk, with how many sides stand in each and how many signed."""
    counted = {"sides": Count("parties"), "signatures": Count("parties", filter=~Q(parties__signed=""))}
    return talk.mediations.annotate(**counted).order_by("pk")


def mediation_of(talk: Talk, pk: int) -> Mediation:
    """One of them. Raises Mediation.DoesNotExist."""
    return talk.mediations.select_related("talk__host", "mediator").get(pk=pk)


def public_mediations(talk: Talk, names: Iterable[str]) -> list[PublicMediation]:
    """As the public reads them; citizens' names are left out of a released text."""
    known = list(names)
    return [
        PublicMediation(
            one, tuple(party.name for party in one.parties.all()), without_names(one.terms, known) if one.is_released else "",
        )
        for one in talk.mediations.prefetch_related("parties").order_by("pk")
    ]  # fmt: skip


def spoken_for(seat: Seat) -> QuerySet[Party]:
    """The sides for which this person speaks, where there is a text to sign or one that was agreed."""
    found = seat.speaks_for.exclude(mediation__terms="").exclude(mediation__state=MediationState.NONE)
    return found.select_related("mediation__talk", "seat").order_by("pk")
