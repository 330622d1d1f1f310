"""会场: what a talk's code opens on a phone (签到 · 提问 · 说事), and signing up beforehand. No account, no cookie."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kentan.ground.accounts.actor import Actor
from kentan.ground.network.labels import CodeKind
from kentan.ground.network.models import Code
from kentan.ground.network.queries import find_code
from kentan.stages.talks import actions
from kentan.stages.talks import queries as talk_queries
from kentan.stages.talks.errors import DoorClosed
from kentan.stages.talks.models import Talk
from kentan.web.citizen.answers import SeeOther
from kentan.web.citizen.hall_forms import AskForm, CameForm, SignUpForm
from kentan.web.citizen.records import sign_up_of
from kentan.web.parts.guard import posted


def talk_behind(code: Code) -> Talk:
    """The talk of a code. Raises Http404 for any other code."""
    found = talk_queries.public_talks().filter(code=code).first() if code.kind == CodeKind.TALK else None
    if found is None:
        raise Http404
    return found


def hall(request: HttpRequest, code: Code) -> HttpResponse:
    """What one can do here and now."""
    talk = talk_behind(code)
    return render(request, "citizen/hall/hall.html", {"code": code, "talk": talk, **doors(talk)})


def doors(talk: Talk) -> dict[str, bool]:
    """Which of the doors stand open at this moment."""
    return {"is_open": talk_queries.is_door_open(talk), "takes_names": talk_queries.is_taking_names(talk)}


@csrf_exempt  # no cookie carries any power here
@never_cache
def come(request: HttpRequest, token: str) -> HttpResponse:
    """签到 by oneself: name and side are asked, neither is needed; the slip is the answer."""
    code = find_code(token)
    talk, form = talk_behind(code), CameForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            seat = actions.check_in(talk, by=Actor.holder_of_code(code.token), **form.cleaned_data)
        except DoorClosed:
            return closed(request, code, talk)
        return SeeOther(f"/s/{seat.slip}")
    return page(request, "citizen/hall/come.html", form, code=code, talk=talk, **doors(talk))


@csrf_exempt  # no cookie carries any power here
@never_cache
def ask(request: HttpRequest, token: str) -> HttpResponse:
    """提问: one sentence to the host, read out in the room."""
    code = find_code(token)
    talk = talk_behind(code)
    form = AskForm(posted(request), initial={"slip": request.GET.get("slip", "")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.ask(
                talk, by=Actor.holder_of_code(code.token), words=given["words"], seat=form.seat_in(talk), key=given["key"]
            )
        except DoorClosed:
            return closed(request, code, talk, words=given["words"])
        return render(request, "citizen/hall/asked.html", {"code": code, "talk": talk, "words": given["words"]})
    return page(request, "citizen/hall/ask.html", form, code=code, talk=talk, **doors(talk))


@csrf_exempt  # no cookie carries any power here
@never_cache
def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """报名 for a talk that is announced."""
    talk = get_object_or_404(talk_queries.public_talks(), pk=pk)
    form = SignUpForm(posted(request))
    if request.method == "POST" and form.is_valid():
        by = Actor.holder_of_code(talk.code.token if talk.code else "")
        try:
            made = actions.sign_up(talk, by=by, **form.cleaned_data)
        except DoorClosed:
            return closed(request, talk.code, talk)
        return SeeOther(f"/s/{made.slip}")
    return page(request, "citizen/hall/sign_up.html", form, talk=talk, **doors(talk))


@csrf_exempt  # whoever holds the slip may
@require_POST
def arrive(request: HttpRequest, slip: str) -> HttpResponse:
    """我到了: the sign-up becomes a seat."""
    made = sign_up_of(slip)
    try:
        actions.arrive(made, by=Actor.participant(made.slip))
    except DoorClosed:
        return closed(request, made.talk.code, made.talk)
    return SeeOther(f"/s/{made.slip}")


@csrf_exempt  # whoever holds the slip may
@require_POST
def stay_away(request: HttpRequest, slip: str) -> HttpResponse:
    """不来了: the sign-up is deleted."""
    made = sign_up_of(slip)
    try:
        actions.withdraw_sign_up(made, by=Actor.participant(made.slip))
    except DoorClosed:
        return closed(request, made.talk.code, made.talk)
    return render(request, "citizen/hall/signed_off.html", {"talk": made.talk})


def closed(request: HttpRequest, code: Code | None, talk: Talk, *, words: str = "") -> HttpResponse:
    """The door is not open now: the sentence says when it is; what was typed is given back."""
    sentence = gettext("现在不能签到和提问：开会前一小时到散会前才可以。")
    if talk.state == "announced" and not talk_queries.is_taking_names(talk):
        sentence = gettext("报名已经停止了。可以直接到会场，扫会场里的码签到。")
    shown = {"code": code, "talk": talk, "sentence": sentence, "words": words}
    return render(request, "citizen/hall/closed.html", shown, status=409)


def page(request: HttpRequest, template: str, form: Any, **shown: Any) -> HttpResponse:
    """A form with what was typed; 422 when something is to be mended."""
    return render(request, template, {"form": form, **shown}, status=422 if form.errors else 200)
