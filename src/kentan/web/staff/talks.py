"""恳谈: the list, planning one, and the console from which one clerk runs it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kentan.ground.accounts.actor import Actor
from kentan.stages.talks import actions, rules
from kentan.stages.talks.actions import RECORDING
from kentan.stages.talks.labels import SeatRole, TalkState
from kentan.stages.talks.models import Seat, Talk, Utterance
from kentan.stages.talks.queries import hosted_talks, seats, talk_for, utterances
from kentan.web.parts import thread_moves
from kentan.web.parts.guard import actor, posted
from kentan.web.parts.lasting import lasting
from kentan.web.parts.moves import Given, Tried
from kentan.web.parts.thread_log import log_of
from kentan.web.parts.thread_pages import asked, leaf, told_apart
from kentan.web.staff import thread_forms as forms
from kentan.web.staff.mediation_forms import Opened
from kentan.web.staff.offices import VOICES, frame, office
from kentan.web.staff.room_shown import room

SEATING = (TalkState.ANNOUNCED, *RECORDING)


@office(*VOICES)
def listed(request: HttpRequest) -> HttpResponse:
    """恳谈 of the bodies that this desk works for, newest first."""
    words = asked(request)
    found = hosted_talks(actor(request))
    found = found.filter(title__contains=words) if words else found
    page = leaf(request, found, by="-starts_at")
    return render(request, "staff/thread/talks.html", frame(request, "talks", page=page, asked=words, query=told_apart(request)))


@office(*VOICES)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """拟一场恳谈."""
    by = actor(request)
    chosen = {name: request.GET.get(name, "") for name in ("topic", "series")}
    form = forms.Planned(posted(request), actor=by, record=None, initial=chosen)
    made: list[Talk] = []
    if request.method == "POST" and thread_moves.attempt(form, lambda given: made.append(plan(given, by))):
        messages.success(request, gettext("拟好了。批准以后，要在会前 %(days)s公告。") % {"days": lasting("talk.announce")})
        return redirect("staff-thread:talk", pk=made[0].pk)
    status = 422 if form.errors else 200
    return render(request, "staff/thread/talk_new.html", frame(request, "talks", form=form), status=status)


def plan(given: Given, by: Actor) -> Talk:
    """The action with what the form holds."""
    names = ("host", "title", "theme", "place", "starts_at", "station", "form", "topic", "series", "initiative")
    return actions.plan(by=by, **{name: given[name] for name in names})


@office(*VOICES)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """会场: agenda and seats at the left, what was said in the middle, what is to be done at the right."""
    return console(request, talk_for(actor(request), pk))


def console(
    request: HttpRequest, record: Talk, *, tried: Tried | None = None, status: int = 200, **filled: Any,
) -> HttpResponse:  # fmt: skip
    """The console, with whatever form was tried in it."""
    by, talk = actor(request), talk_for(actor(request), record.pk)
    is_host = rules.is_host_staff(by, talk)
    board = thread_moves.board(talk, by, f"/staff/talks/{talk.pk}", tried)
    shown = {
        "talk": talk, "board": board, "seats": list(seats(talk)), "lines": lines_of(talk), "is_host": is_host,
        "stale": filled.get("stale"), "words_kept": filled.get("words_kept"),
        "may_seat": is_host and talk.state in SEATING, "may_record": is_host and talk.state in RECORDING,
        "seat_form": filled.get("seat_form") or forms.Seated(actor=by, record=talk),
        "record_form": filled.get("record_form") or forms.Recorded(actor=by, record=talk, auto_id="said_%s"),
        "may_mediate": is_host and talk.state in actions.MEDIATING,
        "mediation_form": filled.get("mediation_form") or Opened(actor=by, record=talk, room=talk, auto_id="mediation_%s"),
        "how_form": forms.WordingConfirmed(actor=by, record=talk, auto_id="how_%s"), "log": log_of(talk), **room(talk, is_host=is_host, **filled),
    }  # fmt: skip
    return render(request, "staff/thread/console.html", frame(request, "talks", **shown), status=status)


def lines_of(talk: Talk) -> list[Utterance]:
    """What was said, newest last."""
    return list(utterances(talk))


@office(*VOICES)
def lines(request: HttpRequest, pk: int) -> HttpResponse:
    """The live list alone: asked for again and again while the talk runs."""
    by, talk = actor(request), talk_for(actor(request), pk)
    how = forms.WordingConfirmed(actor=by, record=talk, auto_id="how_%s")
    shown = {"talk": talk, "lines": lines_of(talk), "is_host": rules.is_host_staff(by, talk), "how_form": how}
    return render(request, "staff/thread/lines.html", shown)


@office(*VOICES)
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """批准, 公告, 开会, 散会, 确认记录, 归档, 取消."""

    def done(talk: Talk) -> HttpResponse:
        messages.success(request, gettext("记下了：%(state)s。") % {"state": talk.state_label})
        return redirect("staff-thread:talk", pk=talk.pk)

    return thread_moves.respond(request, talk_for(actor(request), pk), name, page=console, done=done)


@office(*VOICES)
@require_POST
def seat(request: HttpRequest, pk: int) -> HttpResponse:
    """签到."""
    by, talk = actor(request), talk_for(actor(request), pk)
    form = forms.Seated(request.POST, actor=by, record=talk)
    taken: list[Seat] = []
    if talk.state not in SEATING and rules.is_host_staff(by, talk):
        return console(request, talk, status=409, stale=gettext("这场恳谈现在不能签到。下面是现在的样子。"), seat_form=form)
    if not thread_moves.attempt(form, lambda given: taken.append(actions.seat(talk, by=by, **given))):
        return console(request, talk, status=422, seat_form=form)
    messages.success(request, gettext("签到了：%(who)s。") % {"who": forms.seat_words(taken[0])})
    return redirect(f"/staff/talks/{pk}#sign-in")


@office(*VOICES)
@require_POST
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """记一条: a second click of the same form records nothing."""
    by, talk = actor(request), talk_for(actor(request), pk)
    form = forms.Recorded(request.POST, actor=by, record=talk, auto_id="said_%s")
    if rules.is_host_staff(by, talk) and form.is_valid() and form.is_repeated():
        return redirect(f"/staff/talks/{pk}#last")
    if thread_moves.attempt(form, lambda given: write_down(talk, by, given)):
        return redirect(f"/staff/talks/{pk}#last")
    if talk.state in RECORDING:
        return console(request, talk, status=422, record_form=form)
    stale = gettext("会没有在开，或者记录已经确认，不能再记。这句话没有保存。")
    return console(request, talk, status=409, stale=stale, words_kept=thread_moves.typed(request))


def write_down(talk: Talk, by: Actor, given: Given) -> Utterance:
    """The action with what the form holds."""
    names = ("seat", "words", "item", "place", "answers", "response", "promised_on")
    return actions.record(talk, by=by, **{name: given[name] for name in names})


@office(*VOICES)
@require_POST
def confirm(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """确认原话, as the speaker told the clerk."""
    by, talk = actor(request), talk_for(actor(request), pk)
    utterance = talk.utterances.select_related("seat", "talk").get(pk=line)
    form = forms.WordingConfirmed(request.POST, actor=by, record=talk)
    if not thread_moves.attempt(form, lambda given: actions.confirm_wording(utterance, by=by, how=given["how"])):
        return console(request, talk, status=422, stale=gettext("请选是怎么确认的，再按“确认”。"))
    return redirect(f"/staff/talks/{pk}#u{line}")


@office(*VOICES)
def slips(request: HttpRequest, pk: int) -> HttpResponse:
    """条: one per speaker, with its code, to cut apart and hand over."""
    talk = talk_for(actor(request), pk)
    return render(request, "staff/thread/slips.html", frame(request, "talks", talk=talk, slips=list(seats(talk))))


@office(*VOICES)
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, pk: int, seat_pk: int) -> HttpResponse:
    """依申请删除: asked once more on its own page, because it cannot be undone."""
    by, talk = actor(request), talk_for(actor(request), pk)
    one = talk.seats.filter(role=SeatRole.CITIZEN).get(pk=seat_pk)
    if request.method != "POST":
        said = one.utterances.filter(erased_at=None).order_by("position")
        return render(request, "staff/thread/erase.html", frame(request, "talks", talk=talk, seat=one, lines=list(said)))
    actions.erase_seat(one, by=by)
    messages.success(request, gettext("已经依申请删除。记录里留着空行，链条不断。"))
    return redirect("staff-thread:talk", pk=pk)
