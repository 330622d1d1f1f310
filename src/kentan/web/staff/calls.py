"""电话告知单: who left a telephone, what has moved since he was last told, and the tick that he was told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.models import Entry
from kentan.ground.words import in_words
from kentan.stages.outcomes.models import BulletinEvidence, OutcomeSource
from kentan.stages.suggestions.models import PointLink
from kentan.stages.voices import rules
from kentan.stages.voices.actions import look_at_contact, tell_by_phone
from kentan.stages.voices.errors import NotAcceptable
from kentan.stages.voices.labels import VoiceState
from kentan.stages.voices.models import ContactLook, Ticket
from kentan.stages.voices.queries import staff_inbox, ticket_for
from kentan.web.parts.guard import actor
from kentan.web.parts.move_rows import title_of
from kentan.web.parts.templatetags.move_words import when
from kentan.web.staff.offices import VOICES, frame, office

MOST = 200
TOLD = "已电话告知"
BULLETIN = "outcomes.Bulletin"
"""Of a bulletin a speaker hears when it is issued; how it was drafted and signed is the office's own."""
SILENT = frozenset({"begin", "release", "withhold"})
"""Steps that nobody is telephoned about."""


@dataclass(frozen=True, slots=True)
class Call:
    """One line of the sheet: whom to ring about what."""

    ticket: Ticket
    title: str
    last: Entry
    phone: str


def news_of(by: Actor, *, has_phone: bool) -> list[tuple[Entry, Ticket]]:
    """Tickets with (or without) a telephone that moved since they were spoken, each with its last step; the newest 200."""
    found = staff_inbox(by).filter(voice__contact__isnull=not has_phone).exclude(voice__state=VoiceState.ERASED)
    tickets = list(found.order_by("-pk")[:MOST])
    onward = matters_of(tickets)
    moved = last_steps(matter for matters in onward.values() for matter in matters)
    return [(latest, ticket) for ticket in tickets if (latest := newest(moved, onward[ticket.voice_id]))]


def calls_of(by: Actor) -> list[Call]:
    """Tickets with a telephone whose last step came after he was last told; the oldest step first."""
    news = news_of(by, has_phone=True)
    told = told_at([ticket for _last, ticket in news])
    due = [(last, ticket) for last, ticket in news if ticket.voice_id not in told or told[ticket.voice_id] < last.at]
    due.sort(key=lambda pair: pair[0].at)
    return [Call(ticket, title_of(ticket), last, f"尾号 {ticket.voice.contact.ending}") for last, ticket in due]


def told_at(tickets: Iterable[Ticket]) -> dict[int, datetime]:
    """When each speaker was last told by telephone; a call stands in the log of looks, with its reason."""
    looks = ContactLook.objects.filter(voice__in=[ticket.voice_id for ticket in tickets], reason__startswith=TOLD)
    return dict(looks.order_by("at").values_list("voice", "at"))


def matters_of(tickets: Iterable[Ticket]) -> dict[int, list[str]]:
    """Per voice every chain that its speaker follows: its own, its suggestions, what came of them, the bulletins that carried them."""
    found = {ticket.voice_id: [ticket.voice.matter] for ticket in tickets}
    links = PointLink.objects.filter(ended_at__isnull=True, point__voice__in=found).values_list("point__voice", "suggestion")
    into: dict[int, set[int]] = {}
    for voice, suggestion in links:
        into.setdefault(suggestion, set()).add(voice)
    came = OutcomeSource.objects.filter(suggestion__in=into).values_list("suggestion", "outcome")
    carried = BulletinEvidence.objects.filter(suggestion__in=into).values_list("suggestion", "bulletin")
    for kind, rows in (("suggestions.Suggestion", [(one, one) for one in into]), ("outcomes.Outcome", came), (BULLETIN, carried)):
        for suggestion, record in rows:
            for voice in into[suggestion]:
                found[voice].append(f"{kind}:{record}")
    return found


def newest(moved: dict[str, Entry], matters: Iterable[str]) -> Entry | None:
    """The latest of the last steps of these chains."""
    return max((moved[matter] for matter in matters if matter in moved), key=lambda entry: entry.at, default=None)


def last_steps(matters: Iterable[str]) -> dict[str, Entry]:
    """Per matter the last step that a speaker would want to hear of; matters without one are left out."""
    told_of = ~Q(before=F("after")) | Q(move__startswith="kept:") | Q(move__startswith="look_back:")
    entries = Entry.objects.filter(told_of, chain__matter__in=list(matters)).exclude(move__in=SILENT).exclude(after="")
    entries = entries.exclude(~Q(move="issue"), chain__matter__startswith=f"{BULLETIN}:")
    return {entry.chain.matter: entry for entry in entries.select_related("chain", "words").order_by("chain", "position")}


def sheet(request: HttpRequest, calls: list[Call], *, is_open: bool, fault: str = "") -> HttpResponse:
    """The page, with endings only or with whole numbers; `fault`: why a line was not ticked off."""
    by = actor(request)
    shown = {"calls": calls, "is_open": is_open, "untold": len(news_of(by, has_phone=False)), "fault": fault}
    return render(request, "staff/calls.html", frame(request, "calls", **shown), status=422 if fault else 200)


@office(*VOICES)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The sheet with the last four digits."""
    return sheet(request, calls_of(actor(request)), is_open=False)


@office(*VOICES)
@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """显示号码，好打印: each number is a look, and each look is logged."""
    return sheet(request, opened_calls(actor(request)), is_open=True)


def opened_calls(by: Actor) -> list[Call]:
    """The calls with whole numbers, each of them logged as a look."""
    return [
        Call(call.ticket, call.title, call.last, look_at_contact(call.ticket.voice, by=by, reason="打印电话告知单"))
        for call in calls_of(by) if rules.may_see_contact(by, call.ticket.voice)
    ]  # fmt: skip


def when_and_what(call: Call) -> str:
    """5月20日，镇政府答复：修好了三盏路灯。"""
    last = call.last
    told = f"{when(last.at)}，{last.actor_title or gettext('群众')}{in_words(last.label)}"
    return f"{told}：{in_words(last.note)}" if last.note else told


@office(*VOICES)
@require_POST
def told(request: HttpRequest, pk: int) -> HttpResponse:
    """打过了: one line is ticked off."""
    by = actor(request)
    try:
        tell_by_phone(ticket_for(by, pk), by=by, words=request.POST.get("words", ""))
    except NotAcceptable as error:
        return sheet(request, calls_of(by), is_open=False, fault=" ".join(error.fields.values()))
    messages.success(request, gettext("记下了：已电话告知。"))
    return redirect("/staff/calls")
