"""建议: the list with what is due first, drafting, and one suggestion with all its steps."""

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
from kentan.ground.moment import today
from kentan.stages.suggestions import actions, rules
from kentan.stages.suggestions.errors import Unfit
from kentan.stages.suggestions.labels import SuggestionState as S
from kentan.stages.suggestions.models import PointLink, Suggestion
from kentan.stages.suggestions.queries import group_of, points_of, staff_suggestions, suggestion_for
from kentan.web.parts import thread_forms as move_forms
from kentan.web.parts import thread_moves
from kentan.web.parts.guard import actor, posted
from kentan.web.parts.moves import Given, Tried
from kentan.web.parts.thread_matter import matter
from kentan.web.parts.thread_pages import asked, leaf, told_apart
from kentan.web.parts.thread_rows import grouped, ours_of, rows_of
from kentan.web.parts.thread_urge import is_urgable, urged
from kentan.web.staff import thread_forms as forms
from kentan.web.staff.offices import SUGGESTIONS, VOICES, frame, office

ENDED = [S.CLOSED, S.WITHDRAWN]
OURS = Q(state__in=[S.SORTED, S.RETURN_REQUESTED, S.RATED, S.COORDINATED]) | Q(state=S.REPLIED, lead_deputy=None)


def filters(by: Actor) -> dict[str, tuple[Any, Q]]:
    """The filters, each with the rows that it counts; a government office is waited for where it has not joined and where a unit wants to give one back."""
    ours = OURS if by.holds(*VOICES) else actions.waits_for_gov_office()
    is_open = ~Q(state__in=ENDED)
    return {
        "open": (_("在办的"), is_open),
        "ours": (_("等我们"), ours),
        "late": (_("逾期"), is_open & Q(due__lt=today())),
        "returned": (_("退回、重办"), Q(state__in=[S.RETURN_REQUESTED, S.REDO, S.COORDINATED])),
        "tracked": (_("承诺跟踪"), Q(state=S.TRACKED)),
        "ended": (_("已了结"), Q(state__in=ENDED)),
    }


@office(*SUGGESTIONS)
def listed(request: HttpRequest) -> HttpResponse:
    """建议 of the bodies that this desk works for, due first."""
    by, words = actor(request), asked(request)
    tests, found = filters(by), staff_suggestions(by)
    found = found.filter(Q(title__contains=words) | Q(ask__contains=words)) if words else found
    counts = found.order_by().aggregate(**{name: Count("pk", filter=test) for name, (_label, test) in tests.items()})
    show = request.GET.get("show", "")
    show = show if show in tests else "open"
    page = leaf(request, found.filter(tests[show][1]), by="due")
    groups = grouped(rows_of(page.rows, ours=ours_of(by)))
    shown = {"page": page, "groups": groups, "asked": words, "show": show, "query": told_apart(request)}
    shown["filters"] = [(name, label, counts[name]) for name, (label, _test) in tests.items()]
    may_draft = by.holds(*VOICES)
    return render(request, "staff/thread/suggestions.html", frame(request, "suggestions", may_draft=may_draft, **shown))


@office(*VOICES)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """起草 from chosen points: `?point=1&point=2` chooses them beforehand."""
    by = actor(request)
    form = forms.Drafted(posted(request), actor=by, record=None, initial={"points": request.GET.getlist("point")})
    forms.only_from_series(form, request.GET.get("series", ""))
    made: list[Suggestion] = []
    if request.method == "POST" and thread_moves.attempt(form, lambda given: made.append(draft(given, by))):
        messages.success(request, gettext("写成建议了，等交办。"))
        return redirect("staff-thread:suggestion", pk=made[0].pk)
    status = 422 if form.errors else 200
    return render(request, "staff/thread/suggestion_new.html", frame(request, "suggestions", form=form), status=status)


def draft(given: Given, by: Actor) -> Suggestion:
    """The action with what the form holds."""
    names = ("host", "title", "ask", "situation", "analysis", "track", "lead_deputy", "cosigners")
    return actions.draft(given["points"], by=by, **{name: given[name] for name in names})


@office(*SUGGESTIONS)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One suggestion."""
    return show(request, suggestion_for(actor(request), pk))


def show(
    request: HttpRequest, record: Suggestion, *, tried: Tried | None = None, status: int = 200, **filled: Any,
) -> HttpResponse:  # fmt: skip
    """The page, with whatever form was tried in it."""
    by, suggestion = actor(request), suggestion_for(actor(request), record.pk)
    is_host = rules.is_host_staff(by, suggestion)
    shown = {
        "matter": matter(suggestion, by, f"/staff/suggestions/{suggestion.pk}", tried), "is_host": is_host, "stale": filled.get("stale"), "words_kept": filled.get("words_kept"),
        "may_sort": is_host and suggestion.state not in ENDED,
        "gather_form": filled.get("gather_form") or forms.Gathered(actor=by, record=suggestion, auto_id="gather_%s"),
        "plan_form": filled.get("plan_form") or move_forms.LookBackPlanned(actor=by, record=suggestion, auto_id="plan_%s"),
        "hold_form": filled.get("hold_form") or move_forms.LookBackHeld(actor=by, record=suggestion, auto_id="hold_%s"),
        "asked_for": suggestion.extensions.filter(decision="").first() if rules.may_assign(by, suggestion) else None,
        "extensions": list(suggestion.extensions.all()), "group": group_of(suggestion),
        "extension_form": filled.get("extension_form") or move_forms.ExtensionDecided(actor=by, record=suggestion, auto_id="extension_%s"),
        "joined": actions.joined_by(suggestion), "may_join": rules.is_gov_office(by, suggestion) and actions.may_be_joined(suggestion),
        "voices_at": "/staff/voices" if by.holds(*VOICES) else "", "talks_at": "/staff/talks" if by.holds(*VOICES) else "/talks",
        "held": filled.get("held"), "may_urge": is_urgable(by, suggestion),
    }  # fmt: skip
    return render(request, "staff/thread/suggestion.html", frame(request, "suggestions", **shown), status=status)


@office(*SUGGESTIONS)
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """交办, 退回与改派, 评价, 办结, 撤回."""

    def done(suggestion: Suggestion) -> HttpResponse:
        messages.success(request, gettext("记下了：%(state)s。") % {"state": suggestion.state_label})
        return redirect("staff-thread:suggestion", pk=suggestion.pk)

    return thread_moves.respond(request, suggestion_for(actor(request), pk), name, page=show, done=done)


@office(*VOICES)
@require_POST
def gather(request: HttpRequest, pk: int) -> HttpResponse:
    """归入要点."""
    by, suggestion = actor(request), suggestion_for(actor(request), pk)
    form = forms.Gathered(request.POST, actor=by, record=suggestion, auto_id="gather_%s")
    done = thread_moves.attempt(form, lambda given: [actions.gather(point, suggestion, by=by) for point in given["points"]])
    if not done:
        return show(request, suggestion, status=422, gather_form=form)
    messages.success(request, gettext("归入了。原话没有动。"))
    return redirect("staff-thread:suggestion", pk=pk)


@office(*VOICES)
@require_POST
def separate(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    """拆出要点: the link ends, the point and its words stay."""
    by, suggestion = actor(request), suggestion_for(actor(request), pk)
    found = next((one for one in points_of(suggestion) if one.pk == point), None)
    try:
        actions.separate(found, by=by) if found else None  # type: ignore[func-returns-value]
    except PointLink.DoesNotExist:
        found = None
    if found is None:
        return show(request, suggestion, status=409, stale=gettext("这条要点刚才已经拆出。下面是现在的样子。"))
    messages.success(request, gettext("拆出来了，可以归入别的建议。原话没有动。"))
    return redirect("staff-thread:suggestion", pk=pk)


@office(*VOICES)
@require_POST
def plan_look_back(request: HttpRequest, pk: int) -> HttpResponse:
    """定回头看的日子."""
    by, suggestion = actor(request), suggestion_for(actor(request), pk)
    form = move_forms.LookBackPlanned(request.POST, actor=by, record=suggestion, auto_id="plan_%s")
    if not thread_moves.attempt(form, lambda given: actions.plan_look_back(suggestion, by=by, due=given["due"])):
        return show(request, suggestion, status=422, plan_form=form)
    messages.success(request, gettext("定好了，到那天会提醒。"))
    return redirect("staff-thread:suggestion", pk=pk)


@office(*VOICES)
@require_POST
def hold_look_back(request: HttpRequest, pk: int, look: int) -> HttpResponse:
    """记一次回头看; what was recorded already is not written over."""
    by, suggestion = actor(request), suggestion_for(actor(request), pk)
    planned = suggestion.look_backs.get(pk=look)
    form = move_forms.LookBackHeld(request.POST, actor=by, record=suggestion, auto_id="hold_%s")
    if planned.held_on is not None:
        stale = gettext("这次回头看刚才已经记过了，您写的没有保存。下面是现在的样子。")
        return show(request, suggestion, status=409, stale=stale, words_kept=thread_moves.typed(request))
    if not thread_moves.attempt(form, lambda given: actions.hold_look_back(planned, by=by, **given)):
        return show(request, suggestion, status=422, hold_form=form, held=look)
    messages.success(request, gettext("记下了回头看。"))
    return redirect("staff-thread:suggestion", pk=pk)


@office(*VOICES)
@require_POST
def urge(request: HttpRequest, pk: int) -> HttpResponse:
    """催一下."""
    found = suggestion_for(actor(request), pk)
    return urged(
        request, found, back=f"/staff/suggestions/{pk}", refused=lambda stale: show(request, found, status=409, stale=stale)
    )


@office(*SUGGESTIONS)
@require_POST
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """会同交办, by the government office."""
    found = suggestion_for(actor(request), pk)
    try:
        actions.join_assignment(found, by=actor(request))
    except Unfit as error:
        return show(request, found, status=409, stale=error.fields["join"])
    messages.success(request, gettext("会同交办了，承办单位会收到消息。"))
    return redirect("staff-thread:suggestion", pk=pk)


@office(*VOICES)
@require_POST
def extension(request: HttpRequest, pk: int, one: int) -> HttpResponse:
    """同意或不同意延期."""
    by, suggestion = actor(request), suggestion_for(actor(request), pk)
    asked, form = suggestion.extensions.get(pk=one), move_forms.ExtensionDecided(
        request.POST, actor=by, record=suggestion, auto_id="extension_%s")  # fmt: skip

    def act(given: Given) -> object:
        return actions.decide_extension(asked, by=by, is_granted=given["decision"] == "granted", words=given["words"])

    if not thread_moves.attempt(form, act):
        return show(request, suggestion, status=422, extension_form=form)
    messages.success(request, gettext("答复了，单位和代表会收到消息。"))
    return redirect("staff-thread:suggestion", pk=pk)
