"""领导的页: what was issued, newest first; one bulletin with its evidence; a 批示 on it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kentan.ground.ledger.models import Notice
from kentan.ground.network.queries import townships
from kentan.stages.outcomes import actions, rules
from kentan.stages.outcomes.models import Bulletin
from kentan.stages.outcomes.queries import bulletin_for, bulletins_for
from kentan.web.parts import overview, papers, thread_moves
from kentan.web.parts.bulletins import InstructionForm, sheet
from kentan.web.parts.guard import account, actor, face
from kentan.web.parts.thread_pages import leaf, told_apart


@face("leader")
def listed(request: HttpRequest) -> HttpResponse:
    """专报, newest first."""
    page = leaf(request, bulletins_for(actor(request)), by="-signed_on")
    return render(request, "leader/bulletins.html", {"page": page, "query": told_apart(request), "unread": unread(request)})


@face("leader")
def figures(request: HttpRequest) -> HttpResponse:
    """驾驶舱 of the whole city."""
    return render(request, "leader/overview.html", {**overview.shown(request, townships()), "unread": unread(request)})


def unread(request: HttpRequest) -> int:
    """Notices that wait."""
    return Notice.objects.filter(account=account(request), read_at=None).count()


@face("leader")
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One bulletin."""
    return show(request, bulletin_for(actor(request), pk))


def show(request: HttpRequest, bulletin: Bulletin, *, form: InstructionForm | None = None, status: int = 200) -> HttpResponse:
    """The page, with the form as far as it was filled in."""
    by = actor(request)
    form = form or InstructionForm(actor=by, record=bulletin)
    shown = {"sheet": sheet(bulletin), "form": form if rules.may_instruct(by, bulletin) else None, "unread": unread(request)}
    return render(request, "leader/bulletin.html", shown, status=status)


@face("leader")
@require_POST
def instruct(request: HttpRequest, pk: int) -> HttpResponse:
    """批示, in the leader's own name."""
    by, bulletin = actor(request), bulletin_for(actor(request), pk)
    form = InstructionForm(request.POST, actor=by, record=bulletin)
    if not thread_moves.attempt(form, lambda given: actions.instruct(bulletin, by=by, leader=by.title, **given)):
        return show(request, bulletin, form=form, status=422)
    messages.success(request, gettext("批示记下了，人大会按批示交办。"))
    return redirect("leader:bulletin", pk=pk)


@face("leader")
def paper(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """《民情专报》 as a file."""
    return papers.bulletin_paper(sheet(bulletin_for(actor(request), pk)), form)
