"""我的话怎么样了: the trace of one voice, as whoever holds its receipt may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from kentan.ground.ledger.models import Entry
from kentan.ground.moment import today
from kentan.ground.network import crockford
from kentan.ground.rulebook.queries import working_days_left
from kentan.ground.words import in_words
from kentan.stages.voices.labels import TicketState, VoiceState
from kentan.stages.voices.models import Ticket, Voice

Status = Literal["done", "now", "next"]
T = TicketState


@dataclass(frozen=True, slots=True)
class Owed:
    """追责句: who owes what by when, and why that day."""

    who: str
    what: str
    due: date
    working_days_left: int
    confirmed: bool
    steps: tuple[str, ...]
    rule: str
    since: date


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One step of the ribbon."""

    step: str
    label: str
    status: Status
    at: datetime | None = None
    who: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything that a receipt's page says."""

    receipt: str
    state: str
    state_label: str
    voice: Voice
    ticket: Ticket | None
    owed: Owed | None
    steps: tuple[TraceStep, ...]
    may_rate: bool
    is_erased: bool


PLAIN = {
    T.RECEIVED: _("收到了，等代表看"), T.ANSWERED: _("代表当场答复了"), T.UNIT_PENDING: _("转给单位了，等它接件"), T.HANDLING: _("有人在办"),
    T.DISPUTED: _("归谁办有争议，人大在定"), T.FINISHED: _("单位说办完了，代表去看"), T.TOLD: _("办完了，等您评价"), T.RATED: _("您评价过了"),
    T.NO_VERDICT: _("到期没有评价，记为未表态"), T.CLOSED: _("办结"), T.ESCALATED_TOWN: _("转给镇街人大了"), T.ESCALATED_CITY: _("转给市人大了"),
    T.CONVERTED: _("转为议题或建议了"), T.ROUTED_OUT: _("不归这里受理，已指路"), T.DUPLICATE: _("和别人说的是同一件事，并在一起办"),
}  # fmt: skip
ORDER = ("spoken", "relayed", "accepted", "result", "rating")
NAMES = {"spoken": _("原话"), "relayed": _("转送"), "accepted": _("受理"), "result": _("结果"), "rating": _("评价")}
REACHED = {
    T.RECEIVED: "relayed", T.ESCALATED_TOWN: "relayed", T.ESCALATED_CITY: "relayed", T.UNIT_PENDING: "accepted",
    T.DISPUTED: "accepted", T.HANDLING: "result", T.FINISHED: "result", T.ANSWERED: "rating", T.TOLD: "rating",
}  # fmt: skip
STEP_OF_MOVE = {
    "relay": "relayed", "escalate_town": "relayed", "escalate_city": "relayed", "route_out": "relayed", "join": "relayed",
    "convert": "relayed", "accept": "accepted", "decline": "accepted", "decide": "accepted", "finish": "result", "answer": "result",
    "confirm": "result", "send_back": "result", "rate": "rating", "lapse": "rating", "reopen": "rating",
}  # fmt: skip


def find_voice(written: str) -> Voice | None:
    """The voice of a receipt as somebody typed it; None when there is none."""
    token = crockford.tidy(written)
    if not crockford.is_token(token):
        return None
    known = Voice.objects.select_related("deputy", "station", "area__parent", "code", "ticket__unit", "ticket__same_as")
    return known.filter(receipt=token).first()


def receipt(written: str) -> Receipt | None:
    """The page of one receipt; None when there is none."""
    voice = find_voice(written)
    if voice is None:
        return None
    ticket: Ticket | None = getattr(voice, "ticket", None)
    state = ticket.state if ticket else voice.state
    label = in_words(PLAIN[TicketState(ticket.state)]) if ticket else gettext("已收下，还没有开件")
    if voice.is_erased:
        state, label = VoiceState.ERASED.value, str(VoiceState.ERASED.label)
    return Receipt(
        receipt=voice.receipt, state=state, state_label=label, voice=voice, ticket=ticket,
        owed=owed_by(ticket) if ticket and not voice.is_erased else None, steps=tuple(steps_of(voice, ticket)),
        may_rate=ticket is not None and ticket.state in {T.ANSWERED, T.TOLD} and not voice.is_erased,
        is_erased=voice.is_erased,
    )  # fmt: skip


def who_owes(ticket: Ticket) -> tuple[str, str]:
    """Who owes the next act, and what it is, in plain words."""
    voice, unit = ticket.voice, ticket.unit
    unit_name = unit.short_name if unit else ""
    return {
        T.RECEIVED: (voice.addressee, gettext("看到并答复或转送")),
        T.ESCALATED_TOWN: (f"{voice.area.township or voice.area}人大", gettext("定下由谁办")),
        T.ESCALATED_CITY: (gettext("市人大常委会"), gettext("定下由谁办")),
        T.UNIT_PENDING: (unit_name, gettext("接件或说明为什么不归它")),
        T.DISPUTED: (gettext("人大"), gettext("定下由谁办")),
        T.HANDLING: (unit_name, gettext("办完并报结果")),
        T.FINISHED: (voice.addressee, gettext("去看过并告诉您")),
        T.ANSWERED: (gettext("您"), gettext("评价")),
        T.TOLD: (gettext("您"), gettext("评价")),
    }.get(TicketState(ticket.state), ("", ""))


def owed_by(ticket: Ticket) -> Owed | None:
    """What is owed now to the speaker; None when nothing is."""
    if ticket.due is None or ticket.due_since is None:
        return None
    who, what = who_owes(ticket)
    return Owed(
        who, what, ticket.due, working_days_left(ticket.due, today()), ticket.due_confirmed,
        tuple(ticket.due_steps.splitlines()), ticket.due_rule, ticket.due_since,
    )  # fmt: skip


def steps_of(voice: Voice, ticket: Ticket | None) -> list[TraceStep]:
    """原话 → 转送 → 受理 → 结果 → 评价, each with the entries that belong to it."""
    spoken = TraceStep("spoken", gettext("原话"), "done", voice.said_at, voice.addressee, "" if voice.is_erased else voice.words)
    if ticket is None:
        return [spoken]
    entries = Entry.objects.filter(chain__matter=voice.matter, move__in=STEP_OF_MOVE).select_related("words").order_by("position")
    by_step: dict[str, list[Entry]] = {}
    for entry in entries:
        by_step.setdefault(STEP_OF_MOVE[entry.move], []).append(entry)
    present = None if voice.is_erased else REACHED.get(TicketState(ticket.state))
    return [spoken, *(one_step(name, by_step.get(name, []), present) for name in ORDER[1:])]


def one_step(name: str, entries: list[Entry], present: str | None) -> TraceStep:
    """One step of the ribbon: its last entry's time and hand, all its lines of words."""
    lines = [f"{entry.label}{'：' if entry.note else ''}{entry.note}" for entry in entries]
    status: Status = "now" if name == present else "done" if entries else "next"
    last = entries[-1] if entries else None
    return TraceStep(
        name,
        in_words(NAMES[name]),
        status,
        last.at if last else None,
        last.actor_title if last else "",
        "\n".join(lines),
    )
