"""民声: every message with or without a ticket; release, withhold, erase."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from kentan.stages.voices import flow
from kentan.stages.voices.models import Voice
from kentan.stages.voices.queries import containing, kept_voices, voice_for
from kentan.web.parts import move_views, moves
from kentan.web.parts.guard import actor
from kentan.web.parts.move_matter import log_of
from kentan.web.parts.thread_pages import leaf, told_apart
from kentan.web.staff.offices import VOICES, frame, office
from kentan.web.staff.views import asked


@office(*VOICES)
def listed(request: HttpRequest) -> HttpResponse:
    """All messages, searched by any words."""
    words, state = asked(request), request.GET.get("state", "")
    found = containing(kept_voices(actor(request)), words)
    found = found.filter(state=state) if state in flow.VOICE.labels else found
    shown = {
        "page": leaf(request, found, by="-pk"),
        "count": found.count(),
        "asked": words,
        "state": state,
        "query": told_apart(request),
    }
    shown["states"] = flow.VOICE.labels.items()
    return render(request, "staff/voices.html", frame(request, "voices", **shown))


def show(request: HttpRequest, record: Voice, *, tried: moves.Tried | None = None, status: int = 200) -> HttpResponse:
    """One message with the moves that concern it as a message."""
    voice = voice_for(actor(request), record.pk)
    base = f"/staff/voices/{voice.pk}"
    board = moves.board(voice, actor(request), base, tried)
    photos = [photo.attachment for photo in voice.photos.select_related("attachment").order_by("pk")]
    shown = {"voice": voice, "board": board, "photos": photos, "log": log_of(voice), "base": base}
    return render(request, "staff/voice.html", frame(request, "voices", **shown), status=status)


@office(*VOICES)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One message."""
    return show(request, voice_for(actor(request), pk))


@office(*VOICES)
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """公开, 收回, 删除: each on a page of its own."""
    voice = voice_for(actor(request), pk)
    return move_views.make_voice_move(request, voice, name, page=show, back=f"/staff/voices/{pk}")
