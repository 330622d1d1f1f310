"""What pages ask about bulletins."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, Prefetch, QuerySet

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.errors import NotAllowed
from kentan.stages.outcomes import flow, rules
from kentan.stages.outcomes.labels import BulletinState
from kentan.stages.outcomes.models import Bulletin, BulletinEvidence, Instruction, Outcome
from kentan.stages.outcomes.queries.lists import hosted_outcomes
from kentan.stages.suggestions.models import Suggestion
from kentan.stages.suggestions.queries import staff_suggestions, suggestions

CITED = (BulletinState.DRAFTING, BulletinState.CHECKED, BulletinState.SIGNED, BulletinState.ISSUED)


def bulletins() -> QuerySet[Bulletin]:
    """Bulletins with the body that issues them, newest first."""
    return Bulletin.objects.select_related("host", "area").order_by("-signed_on", "-pk")


def bulletins_for(actor: Actor) -> QuerySet[Bulletin]:
    """What this actor's bodies draft and issue; for a leader and for the city's staff what anybody issued."""
    held = [post.organisation for post in actor.posts if post.role in {"town_staff", "town_chair", "city_staff"}]
    own = bulletins().filter(host__in=held)
    return own | bulletins().filter(state=BulletinState.ISSUED) if actor.holds("leader", "city_staff") else own


def bulletin_for(actor: Actor, pk: int) -> Bulletin:
    """One bulletin with its evidence and instructions. Raises Bulletin.DoesNotExist, NotAllowed."""
    evidence = BulletinEvidence.objects.select_related("outcome__owner").order_by("pk")
    found = bulletins().prefetch_related(Prefetch("evidence", evidence), "instructions__unit").get(pk=pk)
    if not rules.may_read(actor, found):
        raise NotAllowed(flow.ISSUE)
    return found


def instructions_for(actor: Actor) -> QuerySet[Instruction]:
    """批示 that lie with this actor's units: those not answered first, then by the day they are due."""
    held = [post.organisation for post in actor.posts if post.role in {"liaison", "unit_head"}]
    found = Instruction.objects.filter(unit__in=held, bulletin__state=BulletinState.ISSUED).select_related(
        "bulletin__host", "unit"
    )
    return found.order_by(F("answered_on").desc(nulls_first=True), "due", "pk")


def fresh_suggestions(actor: Actor) -> QuerySet[Suggestion]:
    """What no bulletin has cited yet: the evidence rows since the last issue."""
    cited = BulletinEvidence.objects.filter(bulletin__state__in=CITED, suggestion__isnull=False).values("suggestion")
    return staff_suggestions(actor).exclude(state__in=["sorted", "withdrawn"]).exclude(pk__in=cited)


def fresh_outcomes(actor: Actor) -> QuerySet[Outcome]:
    """The same for outcomes."""
    cited = BulletinEvidence.objects.filter(bulletin__state__in=CITED, outcome__isnull=False).values("outcome")
    return hosted_outcomes(actor).exclude(pk__in=cited)


def issued_on(cited: Iterable[Suggestion]) -> list[Bulletin]:
    """Downstream: the issued bulletins that cite these suggestions, oldest first."""
    found = bulletins().filter(state=BulletinState.ISSUED, evidence__suggestion__in=list(cited))
    return list(found.distinct().order_by("signed_on", "pk"))


def suggestions_cited_by(bulletin: Bulletin) -> QuerySet[Suggestion]:
    """Upstream: the suggestions that a bulletin stands on, in the order of citing."""
    return suggestions().filter(bulletin_evidence__bulletin=bulletin).order_by("bulletin_evidence__pk")
