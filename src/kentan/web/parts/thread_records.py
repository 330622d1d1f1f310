"""恳谈会的公开记录: line by line, with the answers beside what they answer and the suggestions that it was handed on as."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kentan.ground.ledger import numbers
from kentan.ground.moment import today
from kentan.stages.outcomes.models import Outcome
from kentan.stages.outcomes.queries import Source, outcomes_from, sources_of
from kentan.stages.suggestions.models import Suggestion
from kentan.stages.suggestions.queries import PUBLIC, suggestions_from, suggestions_of_talk, suggestions_of_utterances
from kentan.stages.talks.labels import Response, SeatRole
from kentan.stages.talks.models import AgendaItem, Seat, Talk, Utterance
from kentan.stages.talks.queries import (
    HELD,
    RECORD_PUBLIC,
    PublicMediation,
    citizens_named,
    is_taking_names,
    public_mediations,
    seats,
    utterances,
    without_names,
)
from kentan.stages.topics.queries import Weight, weight
from kentan.web.parts.thread_matter import public_words
from kentan.web.parts.thread_rows import SuggestionRow, rows_of


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the record as the public reads it."""

    utterance: Utterance
    words: str
    answers: tuple[Line, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the agenda with what was said under it."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """A talk's page: who came, what was said, what was answered how, what was handed to whom, what came of it."""

    talk: Talk
    number: str
    agenda: tuple[AgendaItem, ...]
    takes_names: bool
    weight: Weight | None
    is_open: bool
    is_held: bool
    present: tuple[tuple[str, int], ...]
    items: tuple[Item, ...]
    answered: dict[str, int]
    next_promise: date | None
    said: int
    unconfirmed: int
    handed: tuple[SuggestionRow, ...]
    outcomes: tuple[Outcome, ...]
    mediations: tuple[PublicMediation, ...]


def public_record(talk: Talk) -> PublicRecord:
    """The page of one talk. Words stand on it only after the host has confirmed the record."""
    is_open = talk.state in RECORD_PUBLIC
    said = list(utterances(talk)) if is_open else []
    names = citizens_named([talk.pk]).get(talk.pk, [])
    onward = suggestions_of_utterances(talk) if is_open else {}
    lines = {one.pk: Line(one, without_names(one.words, names), suggestions=shown_of(onward.get(one.pk, ()))) for one in said}
    handed = [one for one in suggestions_of_talk(talk).order_by("pk") if one.state in PUBLIC] if is_open else []
    promised = [
        one.promised_on for one in said if one.response == Response.LATER and one.promised_on and one.promised_on >= today()
    ]
    return PublicRecord(
        talk, numbers.number_of(talk), tuple(talk.agenda.all()), is_taking_names(talk), weight(talk.topic) if talk.topic else None, is_open, talk.state in HELD, tuple(present(seats(talk)) if talk.state in HELD else ()), tuple(items(said, lines)),
        dict(Counter(one.response for one in said if one.response)), min(promised, default=None), len(said),
        sum(not one.confirmed and one.erased_at is None for one in said), tuple(rows_of(handed)), tuple(outcomes_from(handed)),
        tuple(public_mediations(talk, names)) if is_open else (),
    )  # fmt: skip


def shown_of(suggestions: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """Those that are public."""
    return tuple(one for one in suggestions if one.state in PUBLIC)


def present(found: Iterable[Seat]) -> list[tuple[str, int]]:
    """来了谁: how many in which role, in the order of the roles."""
    counts = Counter(seat.role for seat in found)
    return [(str(SeatRole(role).label), counts[role]) for role in SeatRole.values if counts[role]]


def items(said: Sequence[Utterance], lines: dict[int, Line]) -> list[Item]:
    """The record under its items, in the order of speaking; an answer stands beside what it answers."""
    answers: dict[int, list[Line]] = {}
    for one in said:
        if one.answers_id in lines:
            answers.setdefault(one.answers_id or 0, []).append(lines[one.pk])
    found: dict[str, list[Line]] = {}
    for one in said:
        if one.answers_id not in lines:
            line = lines[one.pk]
            found.setdefault(one.item, []).append(Line(one, line.words, tuple(answers.get(one.pk, ())), line.suggestions))
    return [Item(name, tuple(rows)) for name, rows in found.items()]


@dataclass(frozen=True, slots=True)
class Heard:
    """One of a speaker's own lines, how it was answered, and what became of it."""

    utterance: Utterance
    answers: tuple[Line, ...]
    onward: tuple[SuggestionRow, ...]
    outcomes: tuple[Outcome, ...]


def heard_from(seat: Seat) -> list[Heard]:
    """Everything that this speaker said, with what became of each line."""
    names = citizens_named([seat.talk_id]).get(seat.talk_id, [])
    return [heard(one, names) for one in seat.utterances.order_by("position")]


def heard(one: Utterance, names: Sequence[str]) -> Heard:
    """What became of one line."""
    onward = shown_of(suggestions_from(one))
    answers = one.answered_by.select_related("seat__deputy", "seat__organisation").order_by("position")
    return Heard(
        one, tuple(Line(answer, without_names(answer.words, names)) for answer in answers), tuple(rows_of(onward)),
        tuple(outcomes_from(onward)),
    )  # fmt: skip


def original_lines(suggestion: Suggestion) -> list[Source]:
    """The originals behind a suggestion, as the public may read them."""
    return public_words(sources_of(suggestion))
