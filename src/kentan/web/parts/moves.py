"""一步一表: which form and which action stand behind each move that a person makes by hand.

Pages never list buttons themselves: they ask the flow which moves are open and look each one up here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deliberation.flow import Flow, Move
from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.errors import NotAllowed, NoteNeeded, WrongState
from kentan.ground.network.models import Organisation
from kentan.stages.voices import actions, flow
from kentan.stages.voices.errors import NotAcceptable
from kentan.stages.voices.models import Ticket, Voice
from kentan.web.parts import move_forms as forms
from kentan.web.parts.guard import actor

Given = dict[str, Any]
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Act:
    """How a move is made by hand: the words on its button, its form, the action behind it."""

    button: Words
    form: type[forms.MoveForm]
    make: Callable[[Any, Actor, Given], object]
    link: Words = ""

    @property
    def offer(self) -> Words:
        """The words of the link that leads to the form."""
        return self.link or self.button


def relay(ticket: Ticket, by: Actor, given: Given) -> object:
    """转送, or 说不清归谁: the same question, another answer."""
    unit: Organisation | None = given["chosen"]
    if unit is None:
        return actions.escalate_town(ticket, by=by, words=given["words"])
    return actions.relay(ticket, by=by, unit=unit, words=given["words"])


def finish(ticket: Ticket, by: Actor, given: Given) -> object:
    """报结果, with photos."""
    return actions.finish(ticket, by=by, result=given["words"], scope=given["scope"], photos=given["photos"])


TICKET_ACTS: dict[str, Act] = {
    "decide": Act(
        _("定下由它办"), forms.Decide,
        lambda ticket, by, given: actions.decide(ticket, by=by, unit=given["unit"], words=given["words"]),
    ),
    "relay": Act(_("转送"), forms.Relay, relay, _("转给单位")),
    "accept": Act(
        _("接件"), forms.Accept, lambda ticket, by, given: actions.accept(ticket, by=by, needs_many=given["needs_many"]),
    ),
    "finish": Act(_("报结果"), forms.Finish, finish),
    "confirm": Act(_("去看过，办好了"), forms.Remark, lambda ticket, by, given: actions.confirm(ticket, by=by, words=given["words"])),
    "send_back": Act(
        _("没办好，退回"), forms.SendBack, lambda ticket, by, given: actions.send_back(ticket, by=by, reason=given["words"]),
    ),
    "decline": Act(_("退件，不归我们"), forms.Decline, lambda ticket, by, given: actions.decline(ticket, by=by, reason=given["reason"])),
    "answer": Act(
        _("记下我的答复"), forms.Answer, lambda ticket, by, given: actions.answer(ticket, by=by, words=given["words"]),
        _("我当场答复了"),
    ),
    "route_out": Act(
        _("不予受理，给他指路"), forms.RouteOutForm, lambda ticket, by, given: actions.route_out(ticket, by=by, kind=given["kind"]),
        _("不归我们受理"),
    ),
    "join": Act(
        _("并入那一件"), forms.Join, lambda ticket, by, given: actions.join(ticket, by=by, same_as=given["chosen"]),
        _("和另一件是同一件事"),
    ),
    "escalate_town": Act(
        _("请镇街人大定"), forms.Remark, lambda ticket, by, given: actions.escalate_town(ticket, by=by, words=given["words"]),
        _("说不清归谁"),
    ),
    "escalate_city": Act(
        _("转市人大"), forms.EscalateCity, lambda ticket, by, given: actions.escalate_city(ticket, by=by, words=given["words"]),
    ),
    "convert": Act(
        _("转为议题或建议"), forms.Convert, lambda ticket, by, given: actions.convert(ticket, by=by, words=given["words"]),
    ),
    "rate": Act(
        _("记下他的评价"), forms.Rate,
        lambda ticket, by, given: actions.rate(ticket, by=by, verdict=given["verdict"], remark=given["remark"]),
        _("电话问过了，代录评价"),
    ),
    "reopen": Act(_("重开"), forms.Reopen, lambda ticket, by, given: actions.reopen(ticket, by=by, reason=given["words"])),
}  # fmt: skip
VOICE_ACTS: dict[str, Act] = {
    "release": Act(
        _("公开这段摘录"), forms.Release,
        lambda voice, by, given: actions.release(voice, by=by, title=given["title"], extract=given["extract"]),
        _("公开摘录"),
    ),
    "withhold": Act(_("收回公开"), forms.WithholdForm, lambda voice, by, given: actions.withhold(voice, by=by, reason=given["reason"])),
    "erase": Act(_("确认删除，不能恢复"), forms.Erase, lambda voice, by, _given: actions.erase(voice, by=by), _("依申请删除")),
}  # fmt: skip
BY_NOBODY = frozenset({"lapse", "close"})
"""Moves of the clock: no form stands behind them."""
FIRST = ("decide", "relay", "accept", "finish", "confirm")
"""When one of these is open, its form stands ready on the page; the others wait behind a link."""


@dataclass(frozen=True, slots=True)
class Button:
    """One open move, as a page offers it."""

    move: Move
    act: Act
    address: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What somebody just tried: the form with his words in it, or the sentence that says why nothing changed."""

    name: str
    form: forms.MoveForm | None = None
    stale: bool = False
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """All that a page needs to offer the open moves of one record."""

    opened: Button | None
    form: forms.MoveForm | None
    others: tuple[Button, ...]
    stale: bool = False
    kept: str = ""


def acts_of(record: Model) -> dict[str, Act]:
    """The table of this kind of record."""
    return VOICE_ACTS if isinstance(record, Voice) else TICKET_ACTS


def flow_of(record: Model) -> Flow:
    """The flow of this kind of record."""
    return flow.VOICE if isinstance(record, Voice) else flow.TICKET


def buttons(record: Ticket | Voice, by: Actor, base: str) -> list[Button]:
    """The open moves that a person makes by hand, in the order of the table."""
    table = acts_of(record)
    opened = {move.name: move for move in flow_of(record).open_to(by, record)}
    return [Button(opened[name], act, f"{base}/{name}") for name, act in table.items() if name in opened]


def board(record: Ticket | Voice, by: Actor, base: str, tried: Tried | None = None) -> Board:
    """The open moves: the one that was asked for (or comes first) with its form, the others as links."""
    found = buttons(record, by, base)
    wanted = tried.name if tried and tried.name else ""
    first = next((button for button in found if button.move.name == wanted), None)
    if first is None:
        first = next((button for name in FIRST for button in found if button.move.name == name), None)
    form = tried.form if tried and tried.form and first and first.move.name == wanted else None
    if first is not None and form is None:
        form = first.act.form(actor=by, record=record)
    asked = {"relay", "escalate_town"} if first and first.move.name == "relay" else set()
    others = tuple(button for button in found if button is not first and button.move.name not in asked)
    return Board(first, form, others, stale=bool(tried and tried.stale), kept=tried.kept if tried else "")


Page = Callable[..., HttpResponse]
"""(request, record, tried=…, status=…) → the face's page about one record."""


def respond(
    request: HttpRequest, record: Ticket | Voice, name: str, *, page: Page, done: Callable[[Any], HttpResponse]
) -> HttpResponse:
    """One move on one record: GET shows its form, POST makes it. What fails changes nothing and keeps the words."""
    act = acts_of(record).get(name)
    if act is None:
        raise Http404(name)
    by, move = actor(request), flow_of(record)[name]
    if not move.allowed(by, record):
        raise NotAllowed(move)
    if record.state not in move.sources:
        return overtaken(request, record, name, page)
    if request.method != "POST":
        return page(request, record, tried=Tried(name), status=200)
    form = act.form(request.POST, request.FILES, actor=by, record=record)
    if not (form.is_valid() and made(act, record, by, form)):
        return page(request, type(record).objects.get(pk=record.pk), tried=Tried(name, form), status=422)
    if form.overtaken:
        return overtaken(request, record, name, page)
    return done(record)


def made(act: Act, record: Ticket | Voice, by: Actor, form: forms.MoveForm) -> bool:
    """Call the action; False when its refusal belongs to a field, with the sentence put there."""
    try:
        act.make(record, by, form.cleaned_data)
    except WrongState:
        form.overtaken = True
    except NoteNeeded:
        form.refuse({"words": gettext("请写明理由。")})
        return False
    except NotAcceptable as error:
        form.refuse(error.fields)
        return False
    return True


def overtaken(request: HttpRequest, record: Ticket | Voice, name: str, page: Page) -> HttpResponse:
    """Somebody was faster: one sentence, the record as it is now, the typed words kept beside it."""
    typed = [request.POST.get(field, "").strip() for field in ("words", "remark", "title", "extract")]
    fresh = type(record).objects.get(pk=record.pk)
    return page(request, fresh, tried=Tried(name, stale=True, kept="\n".join(filter(None, typed))), status=409)
