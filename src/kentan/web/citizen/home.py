"""首页: say something, look it up, see what is being talked about and what has changed."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kentan.ground.network.models import Code, Station
from kentan.stages.outcomes.models import OutcomeSource
from kentan.stages.outcomes.queries import public_outcomes
from kentan.stages.suggestions.labels import SuggestionState as S
from kentan.stages.suggestions.queries import public_suggestions
from kentan.stages.talks.models import Talk, Utterance
from kentan.stages.talks.queries import coming, listed_talks, public_talks
from kentan.web.parts.belonging import number_of_rows
from kentan.web.parts.counted import with_originals
from kentan.web.parts.thread_rows import rows_of

FEW = 3
DOING = [S.ASSIGNED, S.RETURN_REQUESTED, S.HANDLING, S.REDO, S.COORDINATED]


def home(request: HttpRequest) -> HttpResponse:
    """首页."""
    doing = public_suggestions().filter(state__in=DOING)
    context = {
        "code": demo_code(),
        "talks": near_talks(),
        "talk_count": public_talks().count(),
        "rows": rows_of(with_originals(doing)[:FEW]),
        "doing_count": doing.count(),
        "outcomes": public_outcomes()
        .annotate(behind=number_of_rows(OutcomeSource.objects.all(), "outcome"))
        .order_by("-decided_on", "-pk")[:FEW],
        "outcome_count": public_outcomes().count(),
        "stations": Station.objects.filter(is_open=True).exclude(address="").order_by("pk")[:FEW],
    }
    return render(request, "citizen/home.html", context)


def near_talks() -> list[Talk]:
    """What runs now and what comes next, and at least one that was held: what came of talking."""
    next_ones = list(listed_talks().filter(coming()).order_by("starts_at")[:FEW])
    held = list(listed_talks().exclude(coming()).annotate(lines=number_of_rows(Utterance.objects.all(), "talk"))[:FEW])
    return [*next_ones[: FEW - 1], *held][:FEW] if held else next_ones


def demo_code() -> Code | None:
    """A deputy's code to try; only where everything is invented, for elsewhere codes hang on the wall."""
    if not settings.DEMO:
        return None
    return Code.objects.filter(revoked_at=None, deputy__status="in_office").order_by("pk").first()
