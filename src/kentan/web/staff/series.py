"""系列恳谈: several sittings on one theme, their points gathered together."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kentan.ground.ledger.errors import WrongState
from kentan.stages.talks import actions, flow
from kentan.stages.talks.models import TalkSeries
from kentan.stages.talks.queries import joinable, series_for, series_open_to
from kentan.web.parts import thread_moves
from kentan.web.parts.guard import actor, posted
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


def show(request: HttpRequest, series: TalkSeries, *, stale: str = "", status: int = 200) -> HttpResponse:
    """The page, with a sentence when somebody was faster."""
    by = actor(request)
    may_close = any(move is flow.CLOSE_SERIES for move in flow.SERIES.open_to(by, series))
    may_join = joinable(by).filter(pk=series.pk).exists()
    shown = {"sheet": sheet(series), "may_close": may_close, "may_join": may_join, "stale": stale}
    return render(request, "staff/thread/series.html", frame(request, "talks", **shown), status=status)


@office(*VOICES)
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """结束系列."""
    by, series = actor(request), series_for(actor(request), pk)
    try:
        actions.close_series(series, by=by)
    except WrongState:
        return show(request, series_for(by, pk), stale=gettext("这个系列刚才已经结束。"), status=409)
    messages.success(request, gettext("系列结束了，已经拟的场次照开。"))
    return redirect("staff-thread:series", pk=pk)
