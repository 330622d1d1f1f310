"""转化成果: recorded from suggestions, published, in force, ended."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.models import Entry
from kentan.stages.outcomes import actions
from kentan.stages.outcomes.models import Outcome
from kentan.stages.outcomes.queries import hosted_outcomes, outcome_for, suggestions_behind
from kentan.web.parts import thread_moves
from kentan.web.parts.guard import actor, posted
from kentan.web.parts.moves import Given, Tried
from kentan.web.parts.thread_pages import asked, leaf, told_apart
from kentan.web.parts.thread_rows import rows_of
from kentan.web.staff.offices import VOICES, frame, office
from kentan.web.staff.thread_forms import OutcomeRecorded


@office(*VOICES)
def listed(request: HttpRequest) -> HttpResponse:
    """成果 that this desk recorded, newest first."""
    words = asked(request)
    found = hosted_outcomes(actor(request))
    page = leaf(request, found.filter(title__contains=words) if words else found, by="-decided_on")
    shown = {"page": page, "asked": words, "query": told_apart(request)}
    return render(request, "staff/thread/outcomes.html", frame(request, "outcomes", **shown))


@office(*VOICES)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """登记成果: `?suggestion=1` chooses the suggestion beforehand."""
    by = actor(request)
    form = OutcomeRecorded(posted(request), actor=by, record=None, initial={"suggestions": request.GET.getlist("suggestion")})
    made: list[Outcome] = []
    if request.method == "POST" and thread_moves.attempt(form, lambda given: made.append(record(given, by))):
        messages.success(request, gettext("登记好了，还没有公开。"))
        return redirect("staff-thread:outcome", pk=made[0].pk)
    status = 422 if form.errors else 200
    return render(request, "staff/thread/outcome_new.html", frame(request, "outcomes", form=form), status=status)


def record(given: Given, by: Actor) -> Outcome:
    """The action with what the form holds."""
    names = ("host", "owner", "kind", "title", "words", "decided_on", "paper")
    return actions.record(given["suggestions"], by=by, **{name: given[name] for name in names})


@office(*VOICES)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One outcome."""
    return show(request, outcome_for(actor(request), pk))


def show(request: HttpRequest, record: Outcome, *, tried: Tried | None = None, status: int = 200) -> HttpResponse:
    """The page, with the move that was tried."""
    by, outcome = actor(request), outcome_for(actor(request), record.pk)
    log = Entry.objects.filter(chain__matter=outcome.matter).select_related("words").order_by("position")
    board = thread_moves.board(outcome, by, f"/staff/outcomes/{outcome.pk}", tried)
    shown = {"outcome": outcome, "board": board, "rows": rows_of(suggestions_behind(outcome)), "log": list(log)}
    return render(request, "staff/thread/outcome.html", frame(request, "outcomes", **shown), status=status)


@office(*VOICES)
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """公开, 已施行, 终止."""

    def done(outcome: Outcome) -> HttpResponse:
        messages.success(request, gettext("记下了：%(state)s。") % {"state": outcome.state_label})
        return redirect("staff-thread:outcome", pk=outcome.pk)

    return thread_moves.respond(request, outcome_for(actor(request), pk), name, page=show, done=done)
