"""纸上写什么: what each paper says, as plain values; who may read it was settled before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Head:
    """报头: the words and sizes that an office may replace. `size`: points of the name. `base`: its own .docx instead."""

    name: str = "民情专报"
    mark: str = "内部资料　注意保存"
    size: int = 54
    copies: str = ""
    base: bytes = b""


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """依据的一行."""

    name: str
    number: str
    unit: str
    state: str
    sources: str = ""


@dataclass(frozen=True, slots=True)
class BulletinFacts:
    """《民情专报》: `issue` is 第 11 期, empty before it is numbered; `parts` are numbered headings with their text, in order."""

    head: Head
    issue: str
    host: str
    signed_on: date | None
    title: str
    parts: Sequence[tuple[str, str]]
    evidence: Sequence[EvidenceRow]
    recipients: Sequence[str]
    supplier: str = ""


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """交办通知单 for one suggestion."""

    host: str
    number: str
    title: str
    track: str
    ask: str
    situation: str
    sources: Sequence[str]
    lead: str
    co: Sequence[str]
    assigned_on: date
    due: date | None
    due_why: Sequence[str]
    is_provisional: bool
    deputies: Sequence[str] = ()
    contact: str = ""
    return_by: date | None = None
    jointly: str = ""
    """The government office that joined in the assignment."""


@dataclass(frozen=True, slots=True)
class ReplyFacts:
    """答复函: one copy for each of `addressees`; `asked_at` is whom to call; `letter` (A, B, C, D) stands at the upper right."""

    unit: str
    number: str
    letter: str
    title: str
    suggestion_number: str
    words: str
    addressees: Sequence[str]
    signed_by: str
    signed_on: date
    promise: str
    promise_due: date | None
    copies_to: Sequence[str]
    is_again: bool = False
    contacts: Sequence[str] = ()
    asked_at: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One line of the record: who (never a citizen's name), what, how it was answered."""

    number: int
    who: str
    words: str
    item: str = ""
    answered: str = ""
    is_confirmed: bool = True


@dataclass(frozen=True, slots=True)
class MinutesFacts:
    """恳谈纪要."""

    host: str
    number: str
    title: str
    held_on: date
    place: str
    present: Sequence[str]
    theme: str
    agenda: Sequence[str]
    lines: Sequence[Spoken]
    handed: Sequence[EvidenceRow]
    agreements: Sequence[tuple[str, str]] = field(default_factory=tuple)
