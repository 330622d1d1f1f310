"""民声: every message with or without a ticket; release, withhold, erase."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.errors import NotAllowed
from kentan.stages.voices import flow, rules
from kentan.stages.voices.models import Voice
from kentan.web.parts import move_views, moves
from kentan.web.parts.guard import actor
from kentan.web.parts.move_matter import log_of
from kentan.web.staff.offices import VOICES, frame, office
from kentan.web.staff.views import asked

A_PAGE = 50


def voices_of(by: Actor) -> QuerySet[Voice]:
    """The voices that this desk may read, newest first."""
    found = Voice.objects.select_related("deputy", "station", "area__parent", "ticket__unit").order_by("-pk")
    if by.holds("city_staff"):
        return found
    areas = [post.area for post in by.posts if post.role in VOICES]
    return found.filter(Q(area__in=areas) | Q(area__parent__in=areas))


def voice_for(by: Actor, pk: int) -> Voice:
    """One voice, for its area's staff. Raises Voice.DoesNotExist, NotAllowed."""
    voice = Voice.objects.select_related("deputy", "station", "area__parent").get(pk=pk)
    if not rules.is_area_staff(by, voice):
        raise NotAllowed(flow.RELEASE)
    return voice


@office(*VOICES)
def listed(request: HttpRequest) -> HttpResponse:
    """All messages, searched by any words."""
    words, state = asked(request), request.GET.get("state", "")
    found = voices_of(actor(request))
    found = found.filter(Q(words__contains=words) | Q(place__contains=words)) if words else found
    found = found.filter(state=state) if state in flow.VOICE.labels else found
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "asked": words, "state": state, "states": flow.VOICE.labels.items()}
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
