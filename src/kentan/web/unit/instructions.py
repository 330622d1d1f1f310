"""批示: what leaders asked of this unit, until when, and the unit's own feedback."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kentan.ground.rulebook.queries import calendar
from kentan.stages.outcomes import actions
from kentan.stages.outcomes.queries import instructions_for
from kentan.web.parts import thread_moves
from kentan.web.parts.bulletins import Answered
from kentan.web.parts.guard import actor, face
from kentan.web.parts.thread_rows import pressure_of
from kentan.web.unit.suggestions import frame

MOST = 200


def page(
    request: HttpRequest, *, form: Answered | None = None, answered: int = 0, stale: str = "", status: int = 200
) -> HttpResponse:
    """All of them, those not answered first; `form` is the one that was tried on the instruction `answered`."""
    on = calendar()
    rows = [
        (one, pressure_of(one.due, on) if one.answered_on is None else None) for one in instructions_for(actor(request))[:MOST]
    ]
    shown = {
        "rows": rows,
        "form": form,
        "answered": answered,
        "stale": stale,
        "words_kept": thread_moves.typed(request) if stale else "",
        "open": sum(one.answered_on is None for one, _due in rows),
    }
    return render(request, "unit/thread/instructions.html", frame(request, **shown), status=status)


@face("unit")
def listed(request: HttpRequest) -> HttpResponse:
    """The list."""
    return page(request)


@face("unit")
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """办理反馈; what was recorded already is not written over."""
    by = actor(request)
    one = instructions_for(by).get(pk=pk)
    if one.answered_on is not None:
        return page(request, stale=gettext("这条批示的反馈刚才已经记过了，没有再记。"), status=409)
    form = Answered(request.POST, actor=by, record=one.bulletin)
    if not thread_moves.attempt(form, lambda given: actions.answer_instruction(one, by=by, words=given["feedback"])):
        return page(request, form=form, answered=pk, status=422)
    messages.success(request, gettext("反馈送到了。"))
    return redirect("unit-thread:instructions")
