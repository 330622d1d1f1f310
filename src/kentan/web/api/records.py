"""公开的恳谈与建议: what anybody may read, and the trace of a suggestion in both directions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Router, Schema

from kentan.stages.outcomes.models import Outcome
from kentan.stages.outcomes.queries import Source
from kentan.stages.suggestions.models import Suggestion
from kentan.stages.suggestions.queries import public_suggestions
from kentan.stages.talks.models import Talk
from kentan.stages.talks.queries import public_talks
from kentan.web.api.voices import Problem, StepOut, end_of
from kentan.web.parts.thread_matter import thread
from kentan.web.parts.thread_pages import is_key, leaf
from kentan.web.parts.thread_records import Line, public_record
from kentan.web.parts.thread_rows import SuggestionRow, rows_of

router = Router(tags=["records"])


class TalkOut(Schema):
    """A talk as the list shows it."""

    id: int
    title: str
    theme: str
    state: str
    label: str
    starts_at: datetime
    place: str
    host: str
    url: str


class TalksOut(Schema):
    """One page of talks; `next` is given as `after` to read on."""

    talks: list[TalkOut]
    next: int | None


class LineOut(Schema):
    """One line of the record: never a citizen's name."""

    position: int
    item: str
    who: str
    words: str
    place: str
    is_confirmed: bool
    is_erased: bool
    answers: int | None
    response: str
    promised_on: date | None
    suggestions: list[int]


class OutcomeOut(Schema):
    """What words became."""

    id: int
    kind: str
    title: str
    words: str
    owner: str
    paper: str
    decided_on: date
    state: str
    url: str


class SuggestionOut(Schema):
    """A suggestion as the list shows it."""

    id: int
    number: str
    title: str
    track: str
    state: str
    label: str
    lead: str
    co: list[str]
    due: str | None
    talk: int | None
    url: str


class SuggestionsOut(Schema):
    """One page of suggestions; `next` is given as `after` to read on."""

    suggestions: list[SuggestionOut]
    next: int | None


class TalkDetailOut(TalkOut):
    """One talk: its record, what it was handed on as, what came of it."""

    lines: list[LineOut]
    suggestions: list[SuggestionOut]
    outcomes: list[OutcomeOut]


class SourceOut(Schema):
    """An original behind a suggestion; without words when they are not public."""

    kind: str
    who: str
    at: datetime
    words: str
    talk: int | None
    position: int | None


class ReplyOut(Schema):
    """One answer with its rating."""

    unit: str
    outcome_class: str
    words: str
    number: str
    signed_by: str
    signed_at: datetime
    is_redo: bool
    attitude: str
    result: str


class SuggestionDetailOut(SuggestionOut):
    """One suggestion: why that day, and the trace both ways."""

    situation: str
    analysis: str
    ask: str
    steps: list[str]
    trace: list[StepOut]
    sources: list[SourceOut]
    contacts: int
    replies: list[ReplyOut]
    outcomes: list[OutcomeOut]


def talk_out(talk: Talk) -> dict[str, Any]:
    """One talk as TalkOut."""
    return {
        "id": talk.pk, "title": talk.title, "theme": talk.theme, "state": talk.state, "label": talk.state_label,
        "starts_at": talk.starts_at, "place": talk.place, "host": str(talk.host), "url": f"{settings.PUBLIC_URL}/talks/{talk.pk}",
    }  # fmt: skip


def suggestion_out(row: SuggestionRow) -> dict[str, Any]:
    """One suggestion as SuggestionOut."""
    found = row.suggestion
    return {
        "id": found.pk, "number": row.number, "title": found.title, "track": found.track, "state": found.state, "label": row.plain,
        "lead": row.lead, "co": list(row.co), "due": end_of(found.due) if found.due else None, "talk": found.talk_id,
        "url": f"{settings.PUBLIC_URL}/suggestions/{found.pk}",
    }  # fmt: skip


def outcome_out(outcome: Outcome) -> dict[str, Any]:
    """One outcome as OutcomeOut."""
    return {
        "id": outcome.pk, "kind": outcome.kind, "title": outcome.title, "words": outcome.words, "owner": str(outcome.owner),
        "paper": outcome.paper, "decided_on": outcome.decided_on, "state": outcome.state,
        "url": f"{settings.PUBLIC_URL}/outcomes/{outcome.pk}",
    }  # fmt: skip


def line_out(line: Line) -> dict[str, Any]:
    """One line as LineOut."""
    said = line.utterance
    return {
        "position": said.position, "item": said.item, "who": said.seat.public_name, "words": line.words, "place": said.place,
        "is_confirmed": bool(said.confirmed), "is_erased": said.erased_at is not None,
        "answers": said.answers.position if said.answers else None, "response": said.response, "promised_on": said.promised_on,
        "suggestions": [suggestion.pk for suggestion in line.suggestions],
    }  # fmt: skip


def source_out(source: Source) -> dict[str, Any]:
    """One original as SourceOut."""
    said = source.point.utterance
    return {
        "kind": source.kind, "who": source.who, "at": source.at, "words": source.words, "talk": said.talk_id if said else None,
        "position": said.position if said else None,
    }  # fmt: skip


def reply_out(reply: Any) -> dict[str, Any]:
    """One answer as ReplyOut."""
    given = getattr(reply, "evaluation", None)
    return {
        "unit": str(reply.unit), "outcome_class": reply.outcome_class, "words": reply.words, "number": reply.number,
        "signed_by": reply.signed_by, "signed_at": reply.signed_at, "is_redo": reply.is_redo,
        "attitude": given.attitude if given else "", "result": given.result if given else "",
    }  # fmt: skip


@router.get("/talks", response={200: TalksOut, 400: Problem})
def talks(request: HttpRequest, after: str = Query("", max_length=20)):  # type: ignore[no-untyped-def,type-arg]  # noqa: ANN201
    """恳谈, newest first."""
    page = leaf(request, public_talks(), by="-starts_at")
    return {"talks": [talk_out(talk) for talk in page.rows], "next": page.onward}


@router.get("/talks/{talk_id}", response={200: TalkDetailOut, 400: Problem, 404: Problem})
def talk(request: HttpRequest, talk_id: str):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """One talk; its lines only after the host has confirmed the record."""
    record = public_record(public_talks().get(pk=key(talk_id)))
    said = sorted(
        (line for item in record.items for one in item.lines for line in (one, *one.answers)),
        key=lambda line: line.utterance.position,
    )
    return talk_out(record.talk) | {
        "lines": [line_out(line) for line in said], "suggestions": [suggestion_out(row) for row in record.handed],
        "outcomes": [outcome_out(outcome) for outcome in record.outcomes],
    }  # fmt: skip


@router.get("/suggestions", response={200: SuggestionsOut, 400: Problem})
def suggestions(request: HttpRequest, after: str = Query("", max_length=20)):  # type: ignore[no-untyped-def,type-arg]  # noqa: ANN201
    """建议 that were assigned, newest first."""
    page = leaf(request, public_suggestions(), by="-assigned_on")
    return {"suggestions": [suggestion_out(row) for row in rows_of(page.rows)], "next": page.onward}


@router.get("/suggestions/{suggestion_id}", response={200: SuggestionDetailOut, 400: Problem, 404: Problem})
def suggestion(request: HttpRequest, suggestion_id: str):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """One suggestion, with its trace back to the words and on to what changed."""
    found = thread(public_suggestions().get(pk=key(suggestion_id)))
    steps = [one.step for one in found.ribbon]
    return suggestion_out(found.row) | {
        **{name: getattr(found.suggestion, name) for name in ("situation", "analysis", "ask")},
        "steps": list(found.owed.steps) if found.owed else [], "contacts": len(found.contacts),
        "trace": [{"step": one.step, "label": one.label, "at": one.at, "who": one.who, "words": one.words} for one in steps if one.status != "next"],
        "sources": [source_out(one) for one in found.sources], "replies": [reply_out(one) for one in found.replies],
        "outcomes": [outcome_out(one) for one in found.outcomes],
    }  # fmt: skip


def key(written: str) -> int:
    """The key in an address; one that cannot be a key is unknown. Raises Suggestion.DoesNotExist."""
    if not is_key(written):
        raise Suggestion.DoesNotExist
    return int(written)
