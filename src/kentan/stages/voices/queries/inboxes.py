"""收件: the lists of deputy, unit and staff, due first."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, F, Q, QuerySet

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.errors import NotAllowed
from kentan.stages.voices import flow, rules
from kentan.stages.voices.labels import TicketState as T
from kentan.stages.voices.models import Ticket, Voice

OPEN = (
    T.RECEIVED, T.ANSWERED, T.UNIT_PENDING, T.HANDLING, T.DISPUTED, T.FINISHED, T.TOLD, T.ESCALATED_TOWN, T.ESCALATED_CITY,
)  # fmt: skip


def tickets() -> QuerySet[Ticket]:
    """Tickets with all that a row shows, due first."""
    return Ticket.objects.select_related(
        "voice__deputy", "voice__station", "voice__area__parent", "voice__contact", "unit__area",
    ).order_by(F("due").asc(nulls_last=True), "-pk")  # fmt: skip


def deputy_inbox(actor: Actor) -> QuerySet[Ticket]:
    """What came through this deputy's codes."""
    return tickets().filter(voice__deputy=actor.deputy) if actor.deputy else Ticket.objects.none()


def unit_inbox(actor: Actor) -> QuerySet[Ticket]:
    """What lies with the units whose liaison or head this is."""
    held = [post.organisation for post in actor.posts if post.role in {"liaison", "unit_head"}]
    return tickets().filter(unit__in=held)


def staff_inbox(actor: Actor) -> QuerySet[Ticket]:
    """What the staff of a township, or of the city, answer for."""
    if actor.holds("city_staff"):
        return tickets()
    areas = [post.area for post in actor.posts if post.role in {"town_staff", "town_chair"}]
    return tickets().filter(Q(voice__area__in=areas) | Q(voice__area__parent__in=areas))


def ticket_for(actor: Actor, pk: int) -> Ticket:
    """One ticket, if this actor may see it. Raises Ticket.DoesNotExist, NotAllowed."""
    ticket = tickets().get(pk=pk)
    if not rules.may_see(actor, ticket.voice):
        raise NotAllowed(flow.RELAY)
    return ticket


def voices_citing(numbers: Iterable[str]) -> dict[str, int]:
    """How many voices were raised at the talks with these printed numbers."""
    found = Voice.objects.filter(cites__in=[number for number in numbers if number]).order_by()
    return dict(found.values_list("cites").annotate(n=Count("pk")))


def contactless(actor: Actor) -> int:
    """How many voices that go on, as tickets or converted, have nobody to telephone: they are told only on the receipt page."""
    return staff_inbox(actor).filter(state__in=(*OPEN, T.CONVERTED), voice__contact__isnull=True).count()


def released() -> QuerySet[Voice]:
    """Released extracts, newest first: the only voices that the public sees."""
    return Voice.objects.filter(state="released").select_related("area").order_by("-pk")
