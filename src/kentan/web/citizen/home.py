"""首页: say something, look it up, see what is being talked about and what has changed."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kentan.ground.moment import today
from kentan.ground.network.models import Code, Station
from kentan.stages.outcomes.queries import public_outcomes
from kentan.stages.suggestions.labels import SuggestionState as S
from kentan.stages.suggestions.queries import public_suggestions
from kentan.stages.talks.queries import public_talks
from kentan.web.parts.thread_rows import rows_of

FEW = 3
DOING = [S.ASSIGNED, S.RETURN_REQUESTED, S.HANDLING, S.REDO, S.COORDINATED]


def home(request: HttpRequest) -> HttpResponse:
    """首页."""
    context = {
        "code": demo_code(),
        "talks": public_talks()[:FEW],
        "rows": rows_of(public_suggestions().filter(state__in=DOING)[:FEW]),
        "outcomes": public_outcomes()[:FEW],
        "stations": Station.objects.filter(is_open=True).exclude(address="").order_by("pk")[:FEW],
        "year": today().year,
    }
    return render(request, "citizen/home.html", context)


def demo_code() -> Code | None:
    """A deputy's code to try; only where everything is invented, for elsewhere codes hang on the wall."""
    if not settings.DEMO:
        return None
    return Code.objects.filter(revoked_at=None, deputy__status="in_office").order_by("pk").first()
