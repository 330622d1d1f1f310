"""What pages ask about outcomes."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.errors import NotAllowed
from kentan.stages.outcomes import flow, rules
from kentan.stages.outcomes.labels import OutcomeState
from kentan.stages.outcomes.models import Outcome
from kentan.stages.suggestions.models import Suggestion
from kentan.stages.suggestions.queries import suggestions

PUBLIC = (OutcomeState.PUBLISHED, OutcomeState.IN_FORCE, OutcomeState.ENDED)


def public_outcomes() -> QuerySet[Outcome]:
    """What was published, newest first."""
    return Outcome.objects.filter(state__in=PUBLIC).select_related("owner", "host", "area")


def outcomes_from(suggestions: Iterable[Suggestion]) -> list[Outcome]:
    """Downstream: what came of these suggestions and is public."""
    return list(public_outcomes().filter(sources__suggestion__in=list(suggestions)).distinct())


def hosted_outcomes(actor: Actor) -> QuerySet[Outcome]:
    """What the bodies of this actor recorded, newest first; the city sees all."""
    found = Outcome.objects.select_related("owner", "host", "area").order_by("-decided_on", "-pk")
    if actor.holds("city_staff"):
        return found
    return found.filter(host__in=[post.organisation for post in actor.posts if post.role in {"town_staff", "town_chair"}])


def outcome_for(actor: Actor, pk: int) -> Outcome:
    """One outcome, for staff. Raises Outcome.DoesNotExist, NotAllowed."""
    outcome = Outcome.objects.select_related("owner", "host", "area").get(pk=pk)
    if not (actor.holds("city_staff") or rules.is_host_staff(actor, outcome)):
        raise NotAllowed(flow.PUBLISH)
    return outcome


def suggestions_behind(outcome: Outcome) -> QuerySet[Suggestion]:
    """Upstream: the suggestions that an outcome cites, in the order of citing."""
    return suggestions().filter(outcome_sources__outcome=outcome).order_by("outcome_sources__pk")
