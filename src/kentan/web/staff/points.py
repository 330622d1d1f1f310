"""要点: words of an original are marked, nothing of it is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.errors import NotAllowed
from kentan.stages.suggestions import actions, flow
from kentan.stages.suggestions.actions.sorting import may_sort
from kentan.stages.suggestions.models import Point
from kentan.stages.suggestions.queries import points_in, points_of_talk
from kentan.stages.talks.models import Utterance
from kentan.stages.talks.queries import talk_for, utterances
from kentan.stages.voices.models import Voice
from kentan.web.parts import thread_moves
from kentan.web.parts.guard import actor
from kentan.web.parts.moves import Given
from kentan.web.parts.thread_pages import is_key
from kentan.web.staff.offices import VOICES, frame, office
from kentan.web.staff.thread_forms import Found


@dataclass(frozen=True, slots=True)
class Original:
    """Some words and what was found in them; `form` when they are being marked now."""

    source: Voice | Utterance
    points: tuple[Point, ...]
    form: Found | None = None

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The words cut where marks begin and end: (text, whether it is marked)."""
        words = self.source.words
        edges = sorted({0, len(words), *(edge for point in self.points for edge in (point.start, min(point.end, len(words))))})
        cuts = pairwise(edges)
        return [(words[a:b], any(point.start <= a and b <= point.end for point in self.points)) for a, b in cuts]


@office(*VOICES)
@require_http_methods(["GET", "POST"])
def of_talk(request: HttpRequest, pk: int) -> HttpResponse:
    """The record of a talk, each line with its points; one line at a time is marked."""
    by, talk = actor(request), talk_for(actor(request), pk)
    wanted = request.POST.get("line", "") or request.GET.get("line", "")
    lines = list(utterances(talk))
    source = next((line for line in lines if is_key(wanted) and line.pk == int(wanted)), None)
    form = form_for(request, source, by)
    if request.method == "POST" and source is not None and found(form, source, by):
        messages.success(request, gettext("标好了一条要点。"))
        return redirect(f"/staff/talks/{pk}/points?line={source.pk}#u{source.pk}")
    shown = {"talk": talk, "originals": in_order(lines, list(points_of_talk(talk)), source, form)}
    status = 422 if form and form.errors else 200
    return render(request, "staff/thread/points_talk.html", frame(request, "talks", **shown), status=status)


@office(*VOICES)
@require_http_methods(["GET", "POST"])
def of_voice(request: HttpRequest, pk: int) -> HttpResponse:
    """One message with its points."""
    by = actor(request)
    voice = Voice.objects.select_related("deputy", "station", "area__parent").get(pk=pk)
    if not may_sort(by, voice):
        raise NotAllowed(flow.ASSIGN)
    form = None if voice.is_erased else form_for(request, voice, by)
    if request.method == "POST" and found(form, voice, by):
        messages.success(request, gettext("标好了一条要点。"))
        return redirect("staff-thread:voice-points", pk=pk)
    shown = {"voice": voice, "original": Original(voice, tuple(points_in(voice)), form)}
    status = 422 if form and form.errors else 200
    return render(request, "staff/thread/points_voice.html", frame(request, "voices", **shown), status=status)


def form_for(request: HttpRequest, source: Voice | Utterance | None, by: Actor) -> Found | None:
    """The form that marks words of this source, as far as it was filled in; None without words."""
    if source is None or not source.words:
        return None
    initial = {"place": source.place}
    return Found(request.POST if request.method == "POST" else None, actor=by, record=source, initial=initial)


def found(form: Found | None, source: Voice | Utterance, by: Actor) -> bool:
    """Mark the words; False when something is to be changed in the form."""
    return form is not None and thread_moves.attempt(form, lambda given: mark(source, by, given))


def mark(source: Voice | Utterance, by: Actor, given: Given) -> Point:
    """The action with what the form holds."""
    start, end = given["span"]
    return actions.find_point(
        source, by=by, start=start, end=end, problem=given["problem"], ask=given["ask"], place=given["place"],
    )  # fmt: skip


def in_order(lines: Sequence[Utterance], points: Sequence[Point], source: Utterance | None, form: Found | None) -> list[Original]:
    """Every line with its own points."""
    return [
        Original(line, tuple(point for point in points if point.utterance_id == line.pk), form if line == source else None)
        for line in lines
    ]
