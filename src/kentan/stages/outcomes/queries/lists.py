"""What pages ask about outcomes."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from kentan.stages.outcomes.labels import OutcomeState
from kentan.stages.outcomes.models import Outcome
from kentan.stages.suggestions.models import Suggestion

PUBLIC = (OutcomeState.PUBLISHED, OutcomeState.IN_FORCE, OutcomeState.ENDED)


def public_outcomes() -> QuerySet[Outcome]:
    """What was published, newest first."""
    return Outcome.objects.filter(state__in=PUBLIC).select_related("owner", "host", "area")


def outcomes_from(suggestions: Iterable[Suggestion]) -> list[Outcome]:
    """Downstream: what came of these suggestions and is public."""
    return list(public_outcomes().filter(sources__suggestion__in=list(suggestions)).distinct())
