"""调解记录: one page on which a clerk writes down positions, offers and the text, and sees who has signed it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kentan.stages.talks import actions, rules
from kentan.stages.talks.errors import MediationOver
from kentan.stages.talks.labels import MediationState
from kentan.stages.talks.models import Mediation
from kentan.stages.talks.queries import mediation_of, talk_for
from kentan.web.parts import thread_moves
from kentan.web.parts.guard import actor
from kentan.web.parts.moves import Given, Tried
from kentan.web.staff import mediation_forms as forms
from kentan.web.staff.offices import VOICES, frame, office
from kentan.web.staff.talks import console


def found(request: HttpRequest, pk: int, one: int) -> Mediation:
    """One record of a talk that this desk may see."""
    return mediation_of(talk_for(actor(request), pk), one)


def page(
    request: HttpRequest, record: Mediation, *, tried: Tried | None = None, status: int = 200, **filled: Any
) -> HttpResponse:
    """The page, with whatever form was tried in it."""
    by, talk = actor(request), record.talk
    is_open = record.state == MediationState.OPEN and rules.is_mediating_staff(by, record)
    base = f"/staff/talks/{talk.pk}/mediations/{record.pk}"
    shown = {
        "mediation": record, "talk": talk, "parties": list(record.parties.select_related("seat").order_by("pk")), "is_open": is_open,
        "board": thread_moves.board(record, by, base, tried), "stale": filled.get("stale"), "words_kept": filled.get("words_kept"),
        "may_release": record.state == MediationState.AGREED and rules.is_mediating_staff(by, record),
        "party_form": filled.get("party_form") or forms.Sided(actor=by, record=record, room=talk, auto_id="party_%s"),
        "terms_form": filled.get("terms_form") or forms.Termed(actor=by, record=record, initial={"terms": record.terms}, auto_id="t_%s"),
        "sign_form": forms.Signed(actor=by, record=record, initial={"terms": record.terms}, auto_id=False),
    }  # fmt: skip
    return render(request, "staff/thread/mediation.html", frame(request, "talks", **shown), status=status)


@office(*VOICES)
def detail(request: HttpRequest, pk: int, one: int) -> HttpResponse:
    """The record as it stands."""
    return page(request, found(request, pk, one))


@office(*VOICES)
@require_POST
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """开始调解."""
    by, talk = actor(request), talk_for(actor(request), pk)
    form = forms.Opened(request.POST, actor=by, record=talk, room=talk, auto_id="mediation_%s")
    made: list[Mediation] = []
    if not thread_moves.attempt(form, lambda given: made.append(actions.open_mediation(talk, by=by, **given))):
        return console(request, talk, status=422, mediation_form=form)
    return redirect("staff-thread:mediation", pk=talk.pk, one=made[0].pk)


def step(request: HttpRequest, record: Mediation, form: Any, act: Any, name: str) -> HttpResponse:
    """One form of the page: stored, or shown again with the sentence beside the field."""
    if thread_moves.attempt(form, act):
        messages.success(request, gettext("记下了。"))
        return redirect("staff-thread:mediation", pk=record.talk_id, one=record.pk)
    return page(request, mediation_of(record.talk, record.pk), status=422, **{name: form})


@office(*VOICES)
@require_POST
def party(request: HttpRequest, pk: int, one: int) -> HttpResponse:
    """记一方."""
    by, record = actor(request), found(request, pk, one)
    form = forms.Sided(request.POST, actor=by, record=record, room=record.talk, auto_id="party_%s")
    return step(request, record, form, lambda given: actions.set_party(record, by=by, **given), "party_form")


@office(*VOICES)
@require_POST
def terms(request: HttpRequest, pk: int, one: int) -> HttpResponse:
    """写约定."""
    by, record = actor(request), found(request, pk, one)
    form = forms.Termed(request.POST, actor=by, record=record, auto_id="t_%s")
    return step(request, record, form, lambda given: actions.write_terms(record, by=by, terms=given["terms"]), "terms_form")


@office(*VOICES)
@require_POST
def sign(request: HttpRequest, pk: int, one: int, side: int) -> HttpResponse:
    """签字 that staff saw; a text that changed in the meantime is not signed."""
    by, record = actor(request), found(request, pk, one)
    one_side = record.parties.select_related("seat", "mediation__talk").get(pk=side)
    form = forms.Signed(request.POST, actor=by, record=record)

    def act(given: Given) -> object:
        return actions.sign_terms(one_side, by=by, how=given["how"], terms=given["terms"])

    if thread_moves.attempt(form, act):
        messages.success(request, gettext("签字记下了。"))
        return redirect("staff-thread:mediation", pk=pk, one=one)
    stale = " ".join(str(sentence) for sentences in form.errors.values() for sentence in sentences)
    return page(request, mediation_of(record.talk, one), status=422, stale=stale)


@office(*VOICES)
@require_POST
def release(request: HttpRequest, pk: int, one: int) -> HttpResponse:
    """公开约定, or take it back."""
    by, record = actor(request), found(request, pk, one)
    try:
        actions.release_terms(record, by=by, is_released=bool(request.POST.get("released")))
    except MediationOver:
        return page(request, record, stale=gettext("还没有达成约定，没有可以公开的。"), status=409)
    messages.success(request, gettext("约定现在公开。") if record.is_released else gettext("约定现在不公开。"))
    return redirect("staff-thread:mediation", pk=pk, one=one)


@office(*VOICES)
def move(request: HttpRequest, pk: int, one: int, name: str) -> HttpResponse:
    """达成约定、没有谈拢、再谈."""

    def done(record: Mediation) -> HttpResponse:
        messages.success(request, gettext("记下了：%(state)s。") % {"state": record.state_label})
        return redirect("staff-thread:mediation", pk=pk, one=record.pk)

    return thread_moves.respond(request, found(request, pk, one), name, page=page, done=done)
