"""系列恳谈: several sittings on one theme, their points gathered together."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kentan.stages.talks import actions
from kentan.stages.talks.models import TalkSeries
from kentan.stages.talks.queries import joinable, series_for, series_open_to
from kentan.web.parts import thread_moves
from kentan.web.parts.guard import actor, posted
from kentan.web.parts.moves import Tried
from kentan.web.parts.thread_pages import leaf, told_apart
from kentan.web.parts.thread_series import sheet
from kentan.web.staff import thread_forms as forms
from kentan.web.staff.offices import VOICES, frame, office


@office(*VOICES)
def listed(request: HttpRequest) -> HttpResponse:
    """Series that this desk's bodies lead or sit in."""
    page = leaf(request, series_open_to(actor(request)), by="-opened_on")
    shown = {"page": page, "query": told_apart(request)}
    return render(request, "staff/thread/series_list.html", frame(request, "talks", **shown))


@office(*VOICES)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """发起."""
    by = actor(request)
    form = forms.SeriesOpened(posted(request), actor=by, record=None)
    made: list[TalkSeries] = []
    if request.method == "POST" and thread_moves.attempt(form, lambda given: made.append(actions.open_series(by=by, **given))):
        messages.success(request, gettext("发起了。各镇街现在可以各拟一场。"))
        return redirect("staff-thread:series", pk=made[0].pk)
    status = 422 if form.errors else 200
    return render(request, "staff/thread/series_new.html", frame(request, "talks", form=form), status=status)


@office(*VOICES)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The sittings as a table, and what was gathered from them."""
    return show(request, series_for(actor(request), pk))


def show(request: HttpRequest, series: TalkSeries, *, tried: Tried | None = None, status: int = 200) -> HttpResponse:
    """The page, with whatever step was tried on it."""
    by = actor(request)
    board = thread_moves.board(series, by, f"/staff/series/{series.pk}", tried)
    shown = {"sheet": sheet(series), "board": board, "may_join": joinable(by).filter(pk=series.pk).exists()}
    return render(request, "staff/thread/series.html", frame(request, "talks", **shown), status=status)


@office(*VOICES)
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """结束系列."""

    def done(series: TalkSeries) -> HttpResponse:
        messages.success(request, gettext("系列结束了，已经拟的场次照开。"))
        return redirect("staff-thread:series", pk=series.pk)

    return thread_moves.respond(request, series_for(actor(request), pk), name, page=show, done=done)
