"""专报: composed from what no bulletin has cited yet, checked, signed, numbered; 批示 recorded and answered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from kentan.ground.ledger.models import Entry
from kentan.ground.network.models import Organisation
from kentan.stages.outcomes import actions, rules
from kentan.stages.outcomes.models import Bulletin
from kentan.stages.outcomes.queries import bulletin_for, bulletins_for, fresh_outcomes, fresh_suggestions
from kentan.web.parts import thread_moves
from kentan.web.parts.bulletins import Answered, InstructionRecorded, checks, sheet
from kentan.web.parts.guard import actor, posted
from kentan.web.parts.move_fields import WordsField
from kentan.web.parts.moves import Tried
from kentan.web.parts.thread_fields import LineField, Many, one_of
from kentan.web.parts.thread_pages import leaf, told_apart
from kentan.web.staff.offices import VOICES, frame, office
from kentan.web.staff.thread_forms import HostedForm

SENT_TO = "报：市委。送：市政府。发：有关部门、镇（街道）。"


class BulletinDrafted(HostedForm):
    """起草专报: 情况、问题、建议, on ticked evidence."""

    suggestions = Many(Organisation.objects.none(), label=_("依据：建议（还没有写进专报的）"))
    outcomes = Many(Organisation.objects.none(), label=_("依据：成果（还没有写进专报的）"))
    title = LineField(label=_("标题"), empty=_("请写标题。"), most=80, hint=_("标题就说问题。"))
    situation = WordsField(label=_("情况"), empty=_("请写情况。"), rows=4, hint=_("不写群众的姓名。"))
    problems = WordsField(label=_("问题"), rows=4)
    proposals = WordsField(label=_("建议"), empty=_("请写建议。"), rows=4, hint=_("写明由谁做。"))
    recipients = LineField(label=_("报送范围"), empty=_("请写报、送、发给谁。"), most=200)
    host = one_of(Organisation.objects.none(), label=_("编发"), empty=_("请选编发机构。"))

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["suggestions"].queryset = fresh_suggestions(self.actor)  # type: ignore[attr-defined]
        self.fields["outcomes"].queryset = fresh_outcomes(self.actor)  # type: ignore[attr-defined]
        self.fields["recipients"].initial = SENT_TO


@office(*VOICES)
def listed(request: HttpRequest) -> HttpResponse:
    """专报 of this desk's bodies."""
    page = leaf(request, bulletins_for(actor(request)), by="-signed_on")
    return render(request, "staff/thread/bulletins.html", frame(request, "bulletins", page=page, query=told_apart(request)))


@office(*VOICES)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """起草."""
    by = actor(request)
    form = BulletinDrafted(posted(request), actor=by, record=None)
    made: list[Bulletin] = []
    if request.method == "POST" and thread_moves.attempt(form, lambda given: made.append(actions.draft(by=by, **given))):
        messages.success(request, gettext("起草好了，等核稿。"))
        return redirect("staff-thread:bulletin", pk=made[0].pk)
    status = 422 if form.errors else 200
    return render(request, "staff/thread/bulletin_new.html", frame(request, "bulletins", form=form), status=status)


@office(*VOICES)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One bulletin, as it will be read."""
    return show(request, bulletin_for(actor(request), pk))


def show(
    request: HttpRequest, record: Bulletin, *, tried: Tried | None = None, status: int = 200, **filled: Any,
) -> HttpResponse:  # fmt: skip
    """The page, with whatever form was tried in it."""
    by, bulletin = actor(request), bulletin_for(actor(request), record.pk)
    log = Entry.objects.filter(chain__matter=bulletin.matter).select_related("words").order_by("position")
    shown = {
        "sheet": (found := sheet(bulletin)), "checks": checks(found), "board": thread_moves.board(bulletin, by, f"/staff/bulletins/{bulletin.pk}", tried), "log": list(log),
        "may_instruct": rules.may_instruct(by, bulletin), "stale": filled.get("stale"), "answered": filled.get("answered"),
        "instruct_form": filled.get("instruct_form") or InstructionRecorded(actor=by, record=bulletin, auto_id="ins_%s"),
        "answer_form": filled.get("answer_form") or Answered(actor=by, record=bulletin),
    }  # fmt: skip
    return render(request, "staff/thread/bulletin.html", frame(request, "bulletins", **shown), status=status)


@office(*VOICES)
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """核稿, 签发, 编号印发, 退改, 不发了."""

    def done(bulletin: Bulletin) -> HttpResponse:
        messages.success(request, gettext("记下了：%(state)s。") % {"state": bulletin.state_label})
        return redirect("staff-thread:bulletin", pk=bulletin.pk)

    return thread_moves.respond(request, bulletin_for(actor(request), pk), name, page=show, done=done)


@office(*VOICES)
@require_POST
def instruct(request: HttpRequest, pk: int) -> HttpResponse:
    """登记批示 that was written on paper."""
    by, bulletin = actor(request), bulletin_for(actor(request), pk)
    form = InstructionRecorded(request.POST, actor=by, record=bulletin, auto_id="ins_%s")
    if not thread_moves.attempt(form, lambda given: actions.instruct(bulletin, by=by, **given)):
        return show(request, bulletin, status=422, instruct_form=form)
    messages.success(request, gettext("批示登记好了。"))
    return redirect("staff-thread:bulletin", pk=pk)


@office(*VOICES)
@require_POST
def answer(request: HttpRequest, pk: int, one: int) -> HttpResponse:
    """记办理反馈; what was recorded already is not written over."""
    by, bulletin = actor(request), bulletin_for(actor(request), pk)
    instruction = bulletin.instructions.get(pk=one)
    if instruction.answered_on is not None:
        return show(request, bulletin, status=409, stale=gettext("这条批示的反馈刚才已经记过了，没有再记。"))
    form = Answered(request.POST, actor=by, record=bulletin)
    if not thread_moves.attempt(form, lambda given: actions.answer_instruction(instruction, by=by, words=given["feedback"])):
        return show(request, bulletin, status=422, answer_form=form, answered=one)
    messages.success(request, gettext("反馈记下了。"))
    return redirect("staff-thread:bulletin", pk=pk)
