"""一件建议的全页: sources, units, contacts, answers, ratings, promises, look-backs, outcomes, as every face shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.models import Entry
from kentan.ground.rulebook.queries import calendar
from kentan.stages.outcomes.models import Outcome
from kentan.stages.outcomes.queries import Source, outcomes_from, sources_of, suggestion_owed, suggestion_steps
from kentan.stages.suggestions.models import Assignment, Commitment, Contact, LookBack, Reply, Suggestion
from kentan.stages.talks.queries import citizens_named, without_names
from kentan.stages.voices.queries import Owed, TraceStep
from kentan.stages.voices.rules import is_area_staff
from kentan.web.parts import thread_moves
from kentan.web.parts.move_rows import Due
from kentan.web.parts.moves import Board, Tried
from kentan.web.parts.thread_rows import SuggestionRow, numbers_of, pressure_of, row_of

ANCHORS = {
    "spoken": "said", "point": "said", "assigned": "units", "replied": "replies", "rated": "replies", "looked_back": "look", "changed": "changed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RibbonStep:
    """One step of the ribbon: its first line, the day owed when it is the present one, and where its record stands."""

    step: TraceStep
    line: str
    anchor: str
    owed: Owed | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """Everything that the public may read about one suggestion."""

    suggestion: Suggestion
    row: SuggestionRow
    owed: Owed | None
    promised: Commitment | None
    promised_due: Due
    ribbon: tuple[RibbonStep, ...]
    sources: tuple[Source, ...]
    assignments: tuple[Assignment, ...]
    contacts: tuple[Contact, ...]
    replies: tuple[Reply, ...]
    commitments: tuple[Commitment, ...]
    look_backs: tuple[LookBack, ...]
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """The same, for those who work on it: with the open moves and the log."""

    thread: Thread
    board: Board
    log: tuple[Entry, ...]
    base: str


def thread(suggestion: Suggestion) -> Thread:
    """What became of it, walked both ways."""
    owed, on = suggestion_owed(suggestion), calendar()
    commitments = tuple(suggestion.commitments.select_related("unit").order_by("due", "pk"))
    promised = next((one for one in commitments if one.kept_at is None), None)
    return Thread(
        suggestion, row_of(suggestion, pressure_of(suggestion.due, on), numbers_of([suggestion]).get(suggestion.pk, "")), owed,
        promised, pressure_of(promised.due if promised else None, on), tuple(ribbon(suggestion_steps(suggestion), owed)), tuple(public_words(sources_of(suggestion))),
        tuple(suggestion.assignments.select_related("unit").order_by("ended_at", "-role", "pk")),
        tuple(suggestion.contacts.select_related("unit", "deputy").order_by("-on", "-pk")),
        tuple(suggestion.replies.select_related("unit", "evaluation__deputy").prefetch_related("addressees__deputy").order_by("-pk")),
        commitments, tuple(suggestion.look_backs.order_by("due", "pk")), tuple(outcomes_from([suggestion])),
    )  # fmt: skip


def ribbon(steps: Iterable[TraceStep], owed: Owed | None) -> Iterable[RibbonStep]:
    """The seven steps as the ribbon draws them."""
    for step in steps:
        line, *_more = step.words.split("\n")
        yield RibbonStep(step, line, ANCHORS[step.step], owed if step.status == "now" else None)


def public_words(sources: Iterable[Source]) -> list[Source]:
    """The originals without the names of citizens that were spoken in them."""
    found = list(sources)
    names = citizens_named({source.point.utterance.talk_id for source in found if source.point.utterance})
    return [
        replace(source, words=without_names(source.words, names.get(source.point.utterance.talk_id, ())))
        if source.point.utterance else source
        for source in found
    ]  # fmt: skip


def staff_words(sources: Iterable[Source], by: Actor) -> list[Source]:
    """The originals as those read them who may see the voices behind them."""
    return [
        replace(source, words=source.point.quotation)
        if source.point.voice is None or is_area_staff(by, source.point.voice) else source
        for source in sources
    ]  # fmt: skip


def matter(suggestion: Suggestion, by: Actor, base: str, tried: Tried | None = None, *, is_staff: bool = True) -> Matter:
    """Everything about one suggestion, for this reader; `base` is its address in his face."""
    found = thread(suggestion)
    if is_staff:
        found = replace(found, sources=tuple(staff_words(sources_of(suggestion), by)))
    log = Entry.objects.filter(chain__matter=suggestion.matter).select_related("words").order_by("position")
    return Matter(found, thread_moves.board(suggestion, by, base, tried), tuple(log), base)
