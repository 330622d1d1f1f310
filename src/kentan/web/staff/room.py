"""会场里的几步: agenda, counts, sign-ups that arrive, questions read out or set aside, a new code."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kentan.stages.talks import actions
from kentan.stages.talks.errors import DoorClosed, NotInProgress
from kentan.stages.talks.models import Talk
from kentan.stages.talks.queries import talk_for
from kentan.web.parts.guard import actor
from kentan.web.staff import room_forms as forms
from kentan.web.staff.offices import VOICES, office
from kentan.web.staff.talks import console


def attempt(request: HttpRequest, talk: Talk, act: Callable[[], object], *, anchor: str, said: str) -> HttpResponse:
    """One step in the room; when it is too late for it, the console says so and nothing has changed."""
    try:
        act()
    except (DoorClosed, NotInProgress):
        return console(request, talk, status=409, stale=gettext("这一步现在不能做，可能别人刚做过。下面是现在的样子。"))
    messages.success(request, said)
    return redirect(f"/staff/talks/{talk.pk}#{anchor}")


@office(*VOICES)
@require_POST
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """定议程."""
    by, talk = actor(request), talk_for(actor(request), pk)
    form = forms.Agenda(request.POST, auto_id="agenda_%s")
    if not form.is_valid():
        return console(request, talk, status=422, agenda_form=form)
    items = form.cleaned_data["words"]
    return attempt(
        request, talk, lambda: actions.set_agenda(talk, by=by, items=items), anchor="agenda", said=gettext("议程定好了。")
    )


@office(*VOICES)
@require_POST
def online(request: HttpRequest, pk: int) -> HttpResponse:
    """记线上人数."""
    by, talk = actor(request), talk_for(actor(request), pk)
    form = forms.Online(request.POST, auto_id="online_%s")
    if not form.is_valid():
        return console(request, talk, status=422, online_form=form)
    given = form.cleaned_data
    return attempt(
        request, talk, lambda: actions.count_online(talk, by=by, **given), anchor="sign-in", said=gettext("线上人数记下了。")
    )


@office(*VOICES)
@require_POST
def arrive(request: HttpRequest, pk: int, one: int) -> HttpResponse:
    """签到 of somebody who signed up."""
    by, talk = actor(request), talk_for(actor(request), pk)
    made = talk.sign_ups.select_related("talk").get(pk=one)
    return attempt(request, talk, lambda: actions.arrive(made, by=by), anchor="sign-in", said=gettext("签到了。"))


@office(*VOICES)
@require_POST
def read_out(request: HttpRequest, pk: int, one: int) -> HttpResponse:
    """念出来，记一条."""
    by, talk = actor(request), talk_for(actor(request), pk)
    question = talk.questions.get(pk=one)
    return attempt(request, talk, lambda: actions.read_out(question, by=by), anchor="last", said=gettext("念出来的问题记下了。"))


@office(*VOICES)
@require_POST
def set_aside(request: HttpRequest, pk: int, one: int) -> HttpResponse:
    """不念, with the reason."""
    by, talk = actor(request), talk_for(actor(request), pk)
    question, form = talk.questions.get(pk=one), forms.SetAside(request.POST)
    if not form.is_valid():
        return console(request, talk, status=422, stale=form.errors["reason"][0])
    reason = form.cleaned_data["reason"]
    return attempt(
        request, talk, lambda: actions.set_aside(question, by=by, reason=reason), anchor="questions", said=gettext("放在一边了。")
    )


@office(*VOICES)
@require_POST
def renew_code(request: HttpRequest, pk: int) -> HttpResponse:
    """换恳谈码."""
    by, talk = actor(request), talk_for(actor(request), pk)
    return attempt(
        request, talk, lambda: actions.renew_code(talk, by=by), anchor="code", said=gettext("恳谈码换好了，请换海报。")
    )
