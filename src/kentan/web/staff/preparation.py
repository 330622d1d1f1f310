"""会前准备: the checklist of one topic, its articles, studies and inspections, and the packs that were frozen."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kentan.ground.accounts.actor import Actor
from kentan.stages.preparation import actions, rules
from kentan.stages.preparation.labels import PreparationState
from kentan.stages.preparation.models import FieldWork, Preparation
from kentan.stages.preparation.queries import checklist, numbers_of, preparation_for
from kentan.stages.topics.models import Topic
from kentan.stages.topics.queries import topic_for
from kentan.web.parts import thread_moves
from kentan.web.parts.guard import actor
from kentan.web.parts.move_forms import MoveForm
from kentan.web.parts.moves import Given, Tried
from kentan.web.parts.thread_log import log_of
from kentan.web.parts.topic_pack import content_in
from kentan.web.staff import choosing_forms as forms
from kentan.web.staff.offices import VOICES, office
from kentan.web.staff.thread import thread_frame

Made = Callable[[Preparation, Actor, Given], object]
ROWS: dict[str, tuple[type[MoveForm], Made]] = {
    "law": (forms.LawAdded, lambda record, by, given: actions.add_law(record, by=by, **given)),
    "study": (forms.StudyHeld, lambda record, by, given: actions.hold_study(record, by=by, **given)),
    "field": (forms.FieldWorkRecorded, lambda record, by, given: actions.record_field_work(record, by=by, **given)),
}


@office(*VOICES)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The preparation of a topic; before it was opened, the step that opens it."""
    topic = topic_for(actor(request), pk)
    preparation = Preparation.objects.filter(topic=topic).first()
    return show(request, preparation) if preparation else unopened(request, topic)


def unopened(request: HttpRequest, topic: Topic) -> HttpResponse:
    """Nothing is prepared yet: what has to come first."""
    board = thread_moves.board(topic, actor(request), f"/staff/topics/{topic.pk}")
    shown = {"topic": topic, "board": board if board.opened and board.opened.move.name == "prepare" else None}
    return render(request, "staff/choosing/unopened.html", thread_frame(request, "topics", **shown))


def show(
    request: HttpRequest, record: Preparation, *, tried: Tried | None = None, status: int = 200, stale: str = "", kept: str = "",
    filled: dict[str, MoveForm] | None = None,
) -> HttpResponse:  # fmt: skip
    """The page, with whatever form was tried in it."""
    by, preparation = actor(request), preparation_for(actor(request), record.topic_id)
    topic, steps = preparation.topic, checklist(preparation)
    may_add = rules.is_host_staff(by, preparation) and preparation.state == PreparationState.OPEN
    shown = {
        "topic": topic, "preparation": preparation, "steps": steps, "missing": [one.label for one in steps if not one.is_done], "may_add": may_add,
        "board": thread_moves.board(preparation, by, f"/staff/topics/{topic.pk}/preparation", tried), "stale": stale, "kept": kept,
        "laws": list(preparation.law_items.all()),
        "studies": list(preparation.studies.prefetch_related("items")), "works": works_of(preparation),
        "packs": list(preparation.packs.order_by("-version")), "log": log_of(preparation),
    }  # fmt: skip
    shown |= {f"{name}_form": (filled or {}).get(name) or blank(name, by, preparation) for name in ROWS}
    return render(request, "staff/choosing/preparation.html", thread_frame(request, "topics", **shown), status=status)


def blank(name: str, by: Actor, preparation: Preparation) -> MoveForm:
    """One of the forms that add a row, empty."""
    return ROWS[name][0](actor=by, record=preparation, auto_id=f"{name}_%s")


def works_of(preparation: Preparation) -> list[tuple[FieldWork, str]]:
    """Inspections and studies, each with its 文号."""
    numbers = numbers_of(preparation)
    return [(work, numbers.get(work.pk, "")) for work in preparation.field_works.prefetch_related("findings")]


@office(*VOICES)
@require_POST
def add(request: HttpRequest, pk: int, row: str) -> HttpResponse:
    """加法条, 记学法, 记视察调研."""
    by, preparation = actor(request), preparation_for(actor(request), pk)
    form = ROWS[row][0](request.POST, actor=by, record=preparation, auto_id=f"{row}_%s")
    done = thread_moves.attempt(form, lambda given: ROWS[row][1](preparation, by, given))
    if form.overtaken:
        sentence = gettext("材料刚才已经定稿或从简，这一条没有保存。要改，先按“再改一版”。")
        return show(request, preparation, status=409, stale=sentence, kept=thread_moves.typed(request))
    if not done:
        return show(request, preparation, status=422, filled={row: form})
    messages.success(request, gettext("记下了。"))
    return redirect(f"/staff/topics/{pk}/preparation#{row}")


@office(*VOICES)
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """材料定稿, 再改一版, 从简."""

    def done(preparation: Preparation) -> HttpResponse:
        messages.success(request, gettext("记下了：%(state)s。") % {"state": preparation.state_label})
        return redirect("staff-choosing:preparation", pk=pk)

    return thread_moves.respond(request, preparation_for(actor(request), pk), name, page=show, done=done)


@office(*VOICES)
def pack(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """材料包: one frozen version, to print and lay before everybody."""
    found = preparation_for(actor(request), pk).packs.get(version=version)
    shown = {"topic": topic_for(actor(request), pk), "pack": found, "content": content_in(found)}
    return render(request, "staff/choosing/pack.html", thread_frame(request, "topics", **shown))
