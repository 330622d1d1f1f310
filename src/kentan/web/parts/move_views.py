"""每一面都有的两页: making a move, and looking at a telephone number. The faces give the page around them."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kentan.stages.voices.actions import look_at_contact
from kentan.stages.voices.models import Ticket, Voice
from kentan.stages.voices.queries import ticket_for
from kentan.stages.voices.queries.receipts import owed_by
from kentan.web.parts import moves
from kentan.web.parts.guard import actor, posted
from kentan.web.parts.move_fields import large_choice
from kentan.web.parts.move_rows import day_words

Detail = Callable[..., HttpResponse]
REASONS = [
    ("告知进展", _("告诉他办到哪一步了")), ("问清情况", _("问清楚地点和情况")),
    ("约看现场", _("约他一起看现场")), ("电话问评价", _("问他满意不满意")),
]  # fmt: skip


class LookForm(forms.Form):
    """为什么要看电话: the reason is logged with the look."""

    reason = large_choice(_("为什么要看电话"), REASONS, empty=_("请选一个事由。看电话会记下来。"))


def make_move(request: HttpRequest, pk: int, name: str, *, detail: Detail, back: str) -> HttpResponse:
    """One move on a ticket; afterwards a sentence, and the page that `back` names."""
    ticket = ticket_for(actor(request), pk)

    def page(asked: HttpRequest, record: Ticket, *, tried: moves.Tried, status: int) -> HttpResponse:
        return detail(asked, record.pk, tried=tried, status=status)

    def done(record: Ticket) -> HttpResponse:
        messages.success(request, sentence_after(record))
        return redirect(back.format(pk=pk))

    return moves.respond(request, ticket, name, page=page, done=done)


def sentence_after(ticket: Ticket) -> str:
    """What has happened, and who owes the next step by when."""
    fresh = Ticket.objects.select_related("voice__deputy", "voice__station", "voice__area__parent", "unit").get(pk=ticket.pk)
    owed = owed_by(fresh)
    if owed is None:
        return gettext("记下了：%(state)s。") % {"state": fresh.state_label}
    who = gettext("群众") if owed.who == gettext("您") else owed.who
    return gettext("记下了：%(state)s。%(who)s应在 %(day)s 前%(what)s。") % {
        "state": fresh.state_label, "who": who, "day": day_words(owed.due), "what": owed.what.replace(gettext("您"), gettext("群众")),
    }  # fmt: skip


def make_voice_move(request: HttpRequest, voice: Voice, name: str, *, page: moves.Page, back: str) -> HttpResponse:
    """One move on a voice: release, withhold, erase."""

    def done(record: Voice) -> HttpResponse:
        messages.success(request, gettext("记下了：%(state)s。") % {"state": record.state_label})
        return redirect(back)

    return moves.respond(request, voice, name, page=page, done=done)


def look(request: HttpRequest, pk: int, *, detail: Detail) -> HttpResponse:
    """看电话: by POST with a reason, logged first; the number is on this one answer and nowhere else."""
    by = actor(request)
    ticket = ticket_for(by, pk)
    form = LookForm(posted(request))
    if not form.is_valid():
        return detail(request, pk, look=form, status=422 if form.errors else 200)
    phone = look_at_contact(ticket.voice, by=by, reason=form.cleaned_data["reason"])
    return detail(request, pk, phone=phone)
