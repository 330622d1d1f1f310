"""单位的建议: accept or ask to return, talk to those who raised it, answer, keep what was promised."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.errors import NotAllowed
from kentan.ground.ledger.models import Notice
from kentan.ground.moment import today
from kentan.ground.network.models import Organisation
from kentan.stages.suggestions import actions, flow
from kentan.stages.suggestions.labels import SuggestionState as S
from kentan.stages.suggestions.models import Assignment, Suggestion
from kentan.stages.suggestions.queries import group_of, suggestion_for, unit_suggestions
from kentan.web.parts import papers, thread_moves
from kentan.web.parts import thread_forms as forms
from kentan.web.parts.guard import account, actor, face
from kentan.web.parts.moves import Given, Tried
from kentan.web.parts.thread_matter import matter
from kentan.web.parts.thread_pages import asked, leaf, told_apart
from kentan.web.parts.thread_rows import grouped, ours_of, rows_of

ROLES = ("liaison", "unit_head")
ENDED = [S.CLOSED, S.WITHDRAWN]
OPEN_TO_OPINIONS = [S.ASSIGNED, S.RETURN_REQUESTED, S.HANDLING, S.REDO]
OURS = [S.ASSIGNED, S.HANDLING, S.REDO, S.TRACKED]


def units_of(by: Actor) -> list[Organisation]:
    """The units that this actor answers for."""
    held = [post.organisation for post in by.posts if post.role in ROLES]
    return list(Organisation.objects.filter(pk__in=held).order_by("pk"))


def frame(request: HttpRequest, **shown: Any) -> dict[str, Any]:
    """What every page of this face carries: whose desk it is, and what is unread."""
    unread = Notice.objects.filter(account=account(request), read_at=None).count()
    return {"units": units_of(actor(request)), "unread": unread, **shown}


def filters(by: Actor) -> dict[str, tuple[Any, Q]]:
    """The filters, each with the rows that it counts."""
    is_open = ~Q(state__in=ENDED)
    co = Assignment.objects.filter(unit__in=units_of(by), role="co", ended_at__isnull=True).values("suggestion")
    return {
        "open": (_("在办的"), is_open),
        "ours": (_("等我们"), Q(state__in=OURS) & ~Q(pk__in=co)),
        "late": (_("逾期"), is_open & Q(due__lt=today())),
        "redo": (_("重办"), Q(state=S.REDO)),
        "co": (_("会办"), is_open & Q(pk__in=co)),
        "ended": (_("已了结"), Q(state__in=ENDED)),
    }


@face("unit")
def listed(request: HttpRequest) -> HttpResponse:
    """建议 that lie with this unit, due first."""
    by, words = actor(request), asked(request)
    tests, mine = filters(by), Suggestion.objects.filter(pk__in=unit_suggestions(by).order_by().values("pk"))
    mine = mine.filter(Q(title__contains=words) | Q(ask__contains=words)) if words else mine
    counts = mine.order_by().aggregate(**{name: Count("pk", filter=test) for name, (_label, test) in tests.items()})
    show = request.GET.get("show", "")
    show = show if show in tests else "open"
    page = leaf(request, unit_suggestions(by).filter(pk__in=mine.filter(tests[show][1])), by="due")
    groups = grouped(rows_of(page.rows, ours=ours_of(by)))
    shown = {"page": page, "groups": groups, "asked": words, "show": show, "query": told_apart(request)}
    shown["filters"] = [(name, label, counts[name]) for name, (label, _test) in tests.items()]
    return render(request, "unit/thread/suggestions.html", frame(request, **shown))


@face("unit")
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One suggestion."""
    return show(request, suggestion_for(actor(request), pk))


def show(
    request: HttpRequest, record: Suggestion, *, tried: Tried | None = None, status: int = 200, **filled: Any,
) -> HttpResponse:  # fmt: skip
    """The page, with whatever form was tried in it."""
    by, suggestion = actor(request), suggestion_for(actor(request), record.pk)
    mine = {unit.pk for unit in units_of(by)}
    is_ours = any(row.unit_id in mine for row in suggestion.current_units)  # type: ignore[attr-defined]
    shown = {
        "matter": matter(suggestion, by, f"/unit/suggestions/{suggestion.pk}", tried, is_staff=False), "mine": mine,
        "may_contact": is_ours and suggestion.state not in ENDED, "stale": filled.get("stale"), "words_kept": filled.get("words_kept"), "kept": filled.get("kept"),
        "contact_form": filled.get("contact_form") or forms.Contacted(actor=by, record=suggestion, auto_id="contact_%s"),
        **working_together(by, suggestion, mine, filled),
        "keep_form": filled.get("keep_form") or forms.Kept(actor=by, record=suggestion, auto_id="keep_%s"),
    }  # fmt: skip
    return render(request, "unit/thread/suggestion.html", frame(request, **shown), status=status)


def working_together(by: Actor, suggestion: Suggestion, mine: set[int], filled: dict[str, Any]) -> dict[str, Any]:
    """会办意见、延期、并案: what this unit reads and what it may do."""
    rows = suggestion.current_units  # type: ignore[attr-defined]
    is_lead = any(row.role == "lead" and row.unit_id in mine for row in rows)
    co = next((row for row in rows if row.role == "co" and row.unit_id in mine), None)
    may_extend = is_lead and actions.may_be_extended(suggestion)
    may_opine = co is not None and suggestion.state in OPEN_TO_OPINIONS
    return {
        "opinions": [row for row in rows if row.opinion and (is_lead or row.unit_id in mine)], "may_opine": may_opine, "is_lead": is_lead,
        "opinion_form": filled.get("opinion_form") or forms.OpinionGiven(
            actor=by, record=suggestion, initial={"words": co.opinion if co else ""}, auto_id="opinion_%s"
        ),
        "may_extend": may_extend, "longest": actions.longest(suggestion) if may_extend else None, "extensions": list(suggestion.extensions.all()),
        "extension_form": filled.get("extension_form") or forms.ExtensionWanted(actor=by, record=suggestion, auto_id="extension_%s"),
        "group": group_of(suggestion),
    }  # fmt: skip


@face("unit")
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """接件, 申请退回, 答复. The answer is signed by the unit's head."""

    def done(suggestion: Suggestion) -> HttpResponse:
        messages.success(request, gettext("记下了：%(state)s。") % {"state": suggestion.state_label})
        return redirect("unit-thread:suggestion", pk=suggestion.pk)

    return thread_moves.respond(request, suggestion_for(actor(request), pk), name, page=show, done=done)


@face("unit")
@require_POST
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """记一次沟通, in the name of the unit that this actor answers for."""
    by, suggestion = actor(request), suggestion_for(actor(request), pk)
    form = forms.Contacted(request.POST, actor=by, record=suggestion, auto_id="contact_%s")
    held = {unit.pk: unit for unit in units_of(by)}
    unit = next((row.unit for row in suggestion.current_units if row.unit_id in held), None)  # type: ignore[attr-defined]
    done = thread_moves.attempt(
        form, lambda given: actions.record_contact(suggestion, by=by, unit=unit or Organisation(), **given)
    )
    if not done:
        return show(request, suggestion, status=422, contact_form=form)
    messages.success(request, gettext("记下了一次沟通。"))
    return redirect("unit-thread:suggestion", pk=pk)


@face("unit")
@require_POST
def keep(request: HttpRequest, pk: int, commitment: int) -> HttpResponse:
    """承诺兑现; what was recorded already is not written over."""
    by, suggestion = actor(request), suggestion_for(actor(request), pk)
    promised = suggestion.commitments.get(pk=commitment)
    form = forms.Kept(request.POST, actor=by, record=suggestion, auto_id="keep_%s")
    if promised.kept_at is not None:
        stale = gettext("这项承诺刚才已经记过兑现了，您写的没有保存。下面是现在的样子。")
        return show(request, suggestion, status=409, stale=stale, words_kept=thread_moves.typed(request))
    if not thread_moves.attempt(form, lambda given: actions.keep_commitment(promised, by=by, words=given["words"])):
        return show(request, suggestion, status=422, keep_form=form, kept=commitment)
    messages.success(request, gettext("记下了兑现，人大和代表会收到消息。"))
    return redirect("unit-thread:suggestion", pk=pk)


@face("unit")
@require_POST
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """会办意见 of the co-unit that this actor answers for."""
    by, suggestion = actor(request), suggestion_for(actor(request), pk)
    form = forms.OpinionGiven(request.POST, actor=by, record=suggestion, auto_id="opinion_%s")
    row = suggestion.assignments.filter(role="co", unit__in=units_of(by), ended_at=None).first()
    if row is None:
        raise NotAllowed(flow.REPLY)
    if not thread_moves.attempt(form, lambda given: actions.give_opinion(row, by=by, words=given["words"])):
        return show(request, suggestion, status=422, opinion_form=form)
    messages.success(request, gettext("会办意见送给主办单位了。"))
    return redirect("unit-thread:suggestion", pk=pk)


@face("unit")
@require_POST
def extension(request: HttpRequest, pk: int) -> HttpResponse:
    """申请延期."""
    by, suggestion = actor(request), suggestion_for(actor(request), pk)
    form = forms.ExtensionWanted(request.POST, actor=by, record=suggestion, auto_id="extension_%s")

    def act(given: Given) -> object:
        return actions.request_extension(suggestion, by=by, until=given["until"], reason=given["words"])

    if not thread_moves.attempt(form, act):
        return show(request, suggestion, status=422, extension_form=form)
    messages.success(request, gettext("申请交上去了。没有同意以前，期限不变。"))
    return redirect("unit-thread:suggestion", pk=pk)


@face("unit")
def paper(request: HttpRequest, pk: int, one: int, form: str) -> HttpResponse:
    """答复函."""
    return papers.reply_paper(suggestion_for(actor(request), pk).replies.get(pk=one), form)
