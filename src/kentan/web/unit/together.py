"""并案办理: several suggestions on one matter, handled once, each answered on a paper of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.errors import NotAllowed
from kentan.ground.network.models import Organisation
from kentan.stages.suggestions import actions, flow
from kentan.stages.suggestions.models import GroupMember, HandlingGroup
from kentan.stages.suggestions.queries import groups_of, suggestion_for
from kentan.web.parts import thread_moves
from kentan.web.parts.guard import actor, face, posted
from kentan.web.parts.moves import Given
from kentan.web.parts.thread_rows import rows_of
from kentan.web.unit import together_forms as forms
from kentan.web.unit.suggestions import frame, show, units_of


@face("unit")
@require_http_methods(["GET", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """The groups of this unit, and a new one: `?suggestion=1` ticks one beforehand."""
    by, made = actor(request), list[HandlingGroup]()
    form = forms.Grouped(posted(request), actor=by, record=None, initial={"suggestions": request.GET.getlist("suggestion")})
    if request.method == "POST" and thread_moves.attempt(form, lambda given: made.append(group(given, by))):
        messages.success(request, gettext("并案了。每件仍有自己的答复和文号。"))
        return redirect("unit-thread:group", pk=made[0].pk)
    status = 422 if form.errors else 200
    return render(request, "unit/thread/together.html", frame(request, form=form, groups=list(groups_of(by))), status=status)


def group(given: Given, by: Actor) -> HandlingGroup:
    """The action with what the form holds; the unit is the one that leads what was chosen first."""
    chosen = list(given["suggestions"])
    held = {unit.pk: unit for unit in units_of(by)}
    lead = chosen[0].assignments.filter(role="lead", ended_at=None, unit__in=held).first()
    unit = held[lead.unit_id] if lead else Organisation()
    return actions.handle_together(chosen, by=by, unit=unit, title=given["title"])


def group_for(by: Actor, pk: int) -> HandlingGroup:
    """One group, for its unit. Raises HandlingGroup.DoesNotExist, NotAllowed."""
    found = HandlingGroup.objects.select_related("unit").get(pk=pk)
    if not by.holds_at(found.unit_id, "liaison", "unit_head"):
        raise NotAllowed(flow.REPLY)
    return found


@face("unit")
@require_http_methods(["GET", "POST"])
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The members, and one answer for all of them."""
    by, found = actor(request), group_for(actor(request), pk)
    members = actions.current_members(found)
    waiting = [one for one in members if one.state in {"handling", "redo"}]
    form = forms.RepliedTogether(posted(request), actor=by, record=found, members=waiting)
    if request.method == "POST" and thread_moves.attempt(form, lambda given: actions.reply_together(found, by=by, **given)):
        messages.success(request, gettext("答复了 %(n)s 件，分别送给各自的代表。") % {"n": len(waiting)})
        return redirect("unit-thread:group", pk=pk)
    may_sign = bool(waiting) and by.holds_at(found.unit_id, "unit_head")
    shown: dict[str, Any] = {"group": found, "rows": rows_of(members), "form": form, "may_sign": may_sign, "waiting": waiting}
    return render(request, "unit/thread/group.html", frame(request, **shown), status=422 if form.errors else 200)


@face("unit")
@require_POST
def apart(request: HttpRequest, pk: int) -> HttpResponse:
    """拆出来单独办."""
    by, suggestion = actor(request), suggestion_for(actor(request), pk)
    try:
        actions.handle_apart(suggestion, by=by)
    except GroupMember.DoesNotExist:
        return show(request, suggestion, status=409, stale=gettext("这件刚才已经拆出来了。下面是现在的样子。"))
    messages.success(request, gettext("拆出来了，单独办。"))
    return redirect("unit-thread:suggestion", pk=pk)
