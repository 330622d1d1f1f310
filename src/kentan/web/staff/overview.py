"""驾驶舱 of a desk: a township sees itself, the city all of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kentan.web.parts import overview
from kentan.web.parts.guard import actor
from kentan.web.staff.offices import VOICES, frame, office, townships_of


@office(*VOICES)
def figures(request: HttpRequest) -> HttpResponse:
    """The page."""
    return render(
        request, "staff/thread/overview.html", frame(request, "overview", **overview.shown(request, townships_of(actor(request))))
    )
