"""清单上的一行: what a desk and an inbox show of a ticket, reckoned once for the whole list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.utils.translation import get_language, gettext, ngettext

from deliberation.clock import Calendar, spell
from kentan.ground.moment import today
from kentan.ground.rulebook.queries import calendar, working_days_left
from kentan.stages.voices.labels import TicketState as T
from kentan.stages.voices.models import Ticket

Pressure = Literal["late", "soon", "doing", "none"]
SOON_DAYS = 3
TITLE_LENGTH = 26
ENDINGS = "。！？；\n"


@dataclass(frozen=True, slots=True)
class Due:
    """How pressing a date is: the mark, the words beside it, and the day."""

    pressure: Pressure
    words: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One ticket in a list."""

    ticket: Ticket
    title: str
    due: Due
    waits_for: str
    what: str
    is_ours: bool = False
    is_unread: bool = False
    is_returned: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """先办, 本周, 以后."""

    name: str
    rows: tuple[Row, ...]


def title_of(ticket: Ticket) -> str:
    """The released title, else the first sentence of the words, cut short."""
    voice = ticket.voice
    if voice.is_erased:
        return gettext("（已依申请删除）")
    if voice.title:
        return voice.title
    end = min((place for place in (voice.words.find(mark) for mark in ENDINGS) if place > 0), default=len(voice.words))
    first = voice.words[:end]
    return first if len(first) <= TITLE_LENGTH else f"{first[:TITLE_LENGTH]}…"


def day_words(day: date) -> str:
    """11月24日 周二; with the year when it is another one; for an English reader Tue 24 November."""
    return spell(day, "en" if get_language() == "en" else "zh", year=today().year)


def due_of(ticket: Ticket, on: Calendar) -> Due:
    """逾期 3 个工作日 · 今天 · 还有 4 个工作日."""
    if ticket.due is None:
        return Due("none", "")
    left = working_days_left(ticket.due, today(), on=on)
    if ticket.is_overdue_on(today()):
        words = ngettext("逾期 %(days)s 个工作日", "逾期 %(days)s 个工作日", max(-left, 1)) % {"days": max(-left, 1)}
        return Due("late", words, ticket.due)
    if ticket.due == today():
        return Due("soon", gettext("今天"), ticket.due)
    words = ngettext("还有 %(days)s 个工作日", "还有 %(days)s 个工作日", max(left, 0)) % {"days": max(left, 0)}
    return Due("soon" if left <= SOON_DAYS else "doing", words, ticket.due)


def waiting(ticket: Ticket, *, is_ours: bool) -> tuple[str, str]:
    """等谁, 做什么; `is_ours` when it is the reader himself who is waited for."""
    voice = ticket.voice
    congress = gettext("%(area)s人大") % {"area": voice.area.township or voice.area}
    who, what = {
        T.RECEIVED: (voice.addressee, gettext("答复或转送")),
        T.ESCALATED_TOWN: (congress, gettext("定由谁办")),
        T.ESCALATED_CITY: (gettext("市人大"), gettext("定由谁办")),
        T.UNIT_PENDING: (str(ticket.unit or ""), gettext("接件") if ticket.read_by_unit_at else gettext("未读")),
        T.DISPUTED: (congress, gettext("定归属")),
        T.HANDLING: (str(ticket.unit or ""), gettext("重办") if ticket.result else gettext("办理")),
        T.FINISHED: (voice.addressee, gettext("确认办好没有")),
        T.ANSWERED: (gettext("群众"), gettext("评价")),
        T.TOLD: (gettext("群众"), gettext("评价")),
    }.get(T(ticket.state), ("", ticket.state_label))
    return (gettext("我们") if is_ours else who), what


def rows_of(tickets: Iterable[Ticket], *, ours: Callable[[Ticket], bool]) -> list[Row]:
    """The rows of a list; `ours` says which of them wait for the reader. The calendar is asked for once."""
    on = calendar()
    return [row_of(ticket, on, is_ours=ours(ticket)) for ticket in tickets]


def row_of(ticket: Ticket, on: Calendar, *, is_ours: bool) -> Row:
    """One row."""
    who, what = waiting(ticket, is_ours=is_ours)
    return Row(
        ticket, title_of(ticket), due_of(ticket, on), who, what, is_ours=is_ours,
        is_unread=ticket.state == T.UNIT_PENDING and ticket.read_by_unit_at is None,
        is_returned=ticket.state == T.HANDLING and ticket.result != "",
    )  # fmt: skip


def grouped(rows: Iterable[Row], *, apart: bool = False) -> list[Group]:
    """先办 (due today or overdue), 本周 (until Sunday), 以后; empty groups are left out.

    With `apart`, what waits for others stands last, in a group of its own.
    """
    sunday = today() + timedelta(days=6 - today().weekday())
    found: dict[str, list[Row]] = {name: [] for name in (gettext("先办"), gettext("本周"), gettext("以后"), gettext("等别人"))}
    first, week, later, others = found.values()
    for row in rows:
        day = row.due.day
        if apart and not row.is_ours:
            others.append(row)
        else:
            (later if day is None or day > sunday else first if day <= today() else week).append(row)
    return [Group(name, tuple(kept)) for name, kept in found.items() if kept]
