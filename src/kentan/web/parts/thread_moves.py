"""走一步: the open moves of a record as buttons with their forms, and one move made by hand.

Pages never list buttons themselves: they ask the flow which moves are open and look each one up in the table.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.errors import NotAllowed, NoteNeeded, WrongState
from kentan.ground.ledger.models import Staged
from kentan.stages.preparation.errors import Unfit as UnfitPreparation
from kentan.stages.suggestions.errors import Unfit
from kentan.stages.talks.errors import (
    InThePast,
    MediationOver,
    NotInProgress,
    NotInSeries,
    OtherHost,
    TooSoon,
    Unprepared,
    Unsigned,
)
from kentan.stages.topics.errors import Unfit as UnfitTopic
from kentan.stages.voices.errors import NotAcceptable
from kentan.web.parts.guard import actor
from kentan.web.parts.move_forms import MoveForm
from kentan.web.parts.move_rows import day_words
from kentan.web.parts.moves import Board, Button, Given, Page, Tried
from kentan.web.parts.thread_acts import TABLES

KEPT = (
    "title",
    "words",
    "ask",
    "situation",
    "analysis",
    "problem",
    "quote",
    "place",
    "item",
    "number",
    "promise_words",
    "feedback",
)
"""The fields whose words are given back when a page was stale."""


def buttons(record: Staged, by: Actor, base: str) -> list[Button]:
    """The open moves that a person makes by hand, in the order of the table."""
    table = TABLES[type(record)]
    opened = {move.name: move for move in table.flow.open_to(by, record)}
    return [
        Button(opened[name], act, f"{base}/{name}")
        for name, act in table.acts.items()
        if name in opened and (table.fits is None or table.fits(record, name))
    ]


def board(record: Staged, by: Actor, base: str, tried: Tried | None = None) -> Board:
    """The open moves: the one that was asked for (or comes first) with its form, the others as links."""
    found, wanted = buttons(record, by, base), tried.name if tried else ""
    ready = (wanted, *TABLES[type(record)].ready)
    first = next((button for name in ready for button in found if button.move.name == name), None)
    form = tried.form if tried and first and first.move.name == wanted else None
    if first is not None and form is None:
        form = first.act.form(actor=by, record=record)
    others = tuple(button for button in found if button is not first)
    return Board(first, form, others, stale=bool(tried and tried.stale), kept=tried.kept if tried else "")


def respond(request: HttpRequest, record: Staged, name: str, *, page: Page, done: Callable[[Any], HttpResponse]) -> HttpResponse:
    """One move on one record: GET shows its form, POST makes it. What fails changes nothing and keeps the words."""
    table, by = TABLES[type(record)], actor(request)
    if name not in table.acts:
        raise Http404(name)
    move = table.flow[name]
    if not move.allowed(by, record):
        raise NotAllowed(move)
    if record.state not in move.sources or not (table.fits is None or table.fits(record, name)):
        return overtaken(request, record, name, page)
    if request.method != "POST":
        return page(request, record, tried=Tried(name), status=200)
    form = table.acts[name].form(request.POST, actor=by, record=record)
    if not attempt(form, lambda given: table.acts[name].make(record, by, given)):
        return page(request, record, tried=Tried(name, form), status=422)
    return overtaken(request, record, name, page) if form.overtaken else done(record)


def too_soon(error: TooSoon) -> str:
    """公告得太晚了: until when it had to be, and the first day on which the talk can be held now."""
    return gettext("这场恳谈最晚要在 %(latest)s 公告，已经过了。今天公告，最早可以在 %(earliest)s 开。请改期。") % {
        "latest": day_words(error.latest), "earliest": day_words(error.earliest),
    }  # fmt: skip


def unsigned(error: Unsigned) -> str:
    """还没签: who has not signed, or that there is nothing to sign."""
    names = str(error)
    if not names:
        return gettext("要先记下至少两方，写好约定，再请各方签字。")
    return gettext("%(names)s还没有在这份约定上签字。") % {"names": names}


TALK_FAULTS: dict[type[ValueError], tuple[str, Callable[[Any], str]]] = {
    TooSoon: ("", too_soon),
    OtherHost: ("topic", lambda error: gettext("议题《%(title)s》是另一个机构定的，由它来开。") % {"title": error}),
    NotInSeries: ("series", lambda error: gettext("系列《%(title)s》已经结束，或者不在这里开。") % {"title": error}),
    InThePast: ("day", lambda _error: gettext("这个时间已经过了，请选以后的日子。")),
    Unprepared: (
        "", lambda error: gettext("议题《%(title)s》的材料还没有定稿，也没有说明免备，不能开会。") % {"title": error},
    ),
    Unsigned: ("", unsigned),
    MediationOver: ("", lambda _error: gettext("调解已经结束，或者会还没有开。没有保存。")),
    NotInProgress: ("", lambda _error: gettext("会没有在开，或者记录已经确认，不能再记。这句话没有保存。")),
}  # fmt: skip
"""What a talk refuses: beside which field, in which words."""


def attempt(form: MoveForm, act: Callable[[Given], object]) -> bool:
    """Call the action with what was filled in; False when something is to be changed, with the sentence in its place."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except WrongState:
        form.overtaken = True
    except NoteNeeded:
        form.refuse({"words": gettext("请写明理由。")})
    except (Unfit, UnfitTopic, UnfitPreparation, NotAcceptable) as error:
        form.refuse(error.fields)
    except tuple(TALK_FAULTS) as error:
        field, sentence = TALK_FAULTS[type(error)]
        form.refuse({field: sentence(error)})
    return not form.errors


def overtaken(request: HttpRequest, record: Staged, name: str, page: Page) -> HttpResponse:
    """Somebody was faster: one sentence, the record as it is now, the typed words kept beside it."""
    return page(request, record, tried=Tried(name, stale=True, kept=typed(request)), status=409)


def typed(request: HttpRequest) -> str:
    """All the words of a form that was sent in vain."""
    return "\n".join(filter(None, (request.POST.get(name, "").strip() for name in KEPT)))
