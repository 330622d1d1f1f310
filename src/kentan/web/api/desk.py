"""案头: every other record that an office works on — voices, topics, preparations, talks, series, mediations, suggestions,
outcomes, bulletins — with the same lists, the same open moves and the same forms as the pages.

A record says which moves are open and what each of them asks for; a move is made by sending just that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext
from ninja import Field, Query, Router, Schema

from deliberation.flow import Move
from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.errors import NotAllowed, WrongState
from kentan.ground.ledger.models import Entry, Staged
from kentan.ground.words import in_words
from kentan.stages.outcomes.queries import bulletin_for, bulletins_for, hosted_outcomes, outcome_for
from kentan.stages.preparation.models import Preparation
from kentan.stages.preparation.queries import preparation_for
from kentan.stages.suggestions import queries as suggestions
from kentan.stages.suggestions.models import Suggestion
from kentan.stages.talks.models import Mediation
from kentan.stages.talks.queries import hosted_talks, series_for, series_open_to, talk_for
from kentan.stages.topics.queries import hosted_topics, topic_for
from kentan.stages.voices.queries import kept_voices, voice_for
from kentan.web.api.doors import SignedIn, problem
from kentan.web.api.voices import Problem
from kentan.web.parts import thread_moves
from kentan.web.parts.guard import actor
from kentan.web.parts.move_forms import MoveForm
from kentan.web.parts.moves import Act
from kentan.web.parts.thread_acts import TABLES
from kentan.web.parts.thread_log import log_of
from kentan.web.parts.thread_pages import is_key, leaf

router = Router(tags=["desk"], auth=SignedIn())
Name = Literal["voices", "topics", "preparations", "talks", "series", "mediations", "suggestions", "outcomes", "bulletins"]
Value = str | int | bool | list[str | int] | None
ANSWERS: dict[int, Any] = {400: Problem, 401: Problem, 403: Problem, 404: Problem}


class ChoiceOut(Schema):
    """One answer that a field takes."""

    value: str
    label: str


class AskedOut(Schema):
    """One thing that a move asks for."""

    name: str
    label: str
    is_required: bool
    takes_many: bool
    choices: list[ChoiceOut]


class OpenOut(Schema):
    """One open move."""

    name: str
    label: str
    asks: list[AskedOut]


class LogOut(Schema):
    """留痕, one step."""

    at: datetime
    who: str
    move: str
    label: str
    words: str


class RecordOut(Schema):
    """A record as its list shows it."""

    kind: str
    id: int
    title: str
    state: str
    label: str
    due: date | None
    moves: list[str]


class RecordsOut(Schema):
    """One page of a list; `next` is given as `after` to read on."""

    records: list[RecordOut]
    next: int | None


class RecordDetailOut(RecordOut):
    """One record: its own words, what is open and what it asks for, every step so far."""

    words: dict[str, str]
    opened: list[OpenOut]
    log: list[LogOut]


class DeskMoveIn(Schema):
    """What the move asks for, by the names that the record gave."""

    given: dict[str, Value] = Field(default_factory=dict, max_length=40)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record: what an office may list, one of them, in which order, its own words (the first is its title)."""

    listed: Callable[[Actor], QuerySet[Any]]
    one: Callable[[Actor, int], Any]
    words: tuple[str, ...]
    order: str = "-pk"


def own_suggestions(by: Actor) -> QuerySet[Suggestion]:
    """What the pages of this actor's faces list: assigned by his bodies, lying with his units, signed by himself."""
    lists = (suggestions.staff_suggestions(by), suggestions.unit_suggestions(by), suggestions.deputy_suggestions(by))
    found = Q()
    for one in lists:
        found |= Q(pk__in=one.order_by().values("pk"))
    return suggestions.suggestions().filter(found)


def own_mediations(by: Actor) -> QuerySet[Mediation]:
    """Of the talks that this actor's bodies hold."""
    return Mediation.objects.filter(talk__in=hosted_talks(by).order_by().values("pk")).select_related("talk")


def mediation_for(by: Actor, pk: int) -> Mediation:
    """One mediation, for the staff of its talk's host. Raises Mediation.DoesNotExist, NotAllowed."""
    found = Mediation.objects.select_related("talk").get(pk=pk)
    talk_for(by, found.talk_id)
    return found


def own_preparations(by: Actor) -> QuerySet[Preparation]:
    """Of the topics of this actor's bodies."""
    return Preparation.objects.filter(topic__in=hosted_topics(by).order_by().values("pk")).select_related("topic")


def preparation_by_key(by: Actor, pk: int) -> Preparation:
    """One preparation by its own key. Raises Preparation.DoesNotExist, NotAllowed."""
    return preparation_for(by, Preparation.objects.values_list("topic", flat=True).get(pk=pk))


KINDS: dict[str, Kind] = {
    "voices": Kind(kept_voices, voice_for, ("words", "heading", "place")),
    "topics": Kind(hosted_topics, topic_for, ("title", "reason")),
    "preparations": Kind(own_preparations, preparation_by_key, ("topic",)),
    "talks": Kind(hosted_talks, talk_for, ("title", "theme", "place"), "-starts_at"),
    "series": Kind(series_open_to, series_for, ("title", "theme"), "-opened_on"),
    "mediations": Kind(own_mediations, mediation_for, ("subject", "terms")),
    "suggestions": Kind(own_suggestions, suggestions.suggestion_for, ("title", "situation", "analysis", "ask"), "due"),
    "outcomes": Kind(hosted_outcomes, outcome_for, ("title", "words", "paper"), "-decided_on"),
    "bulletins": Kind(bulletins_for, bulletin_for, ("title",), "-signed_on"),
}
assert set(KINDS) == set(get_args(Name))  # noqa: S101  the description and the table name the same kinds


def found(request: HttpRequest, kind: str, key: str) -> Any:
    """The record, if this account may see it. Raises DoesNotExist, NotAllowed."""
    if not is_key(key):
        raise Suggestion.DoesNotExist
    return KINDS[kind].one(actor(request), int(key))


def row(kind: str, record: Staged, by: Actor) -> dict[str, Any]:
    """One record as RecordOut."""
    return {
        "kind": kind, "id": record.pk, "title": str(getattr(record, KINDS[kind].words[0])), "state": record.state,
        "label": record.state_label, "due": getattr(record, "due", None),
        "moves": [button.move.name for button in thread_moves.buttons(record, by, "")],
    }  # fmt: skip


def asked_for(form: MoveForm) -> list[dict[str, Any]]:
    """The fields of a move as AskedOut."""
    return [
        {
            "name": name, "label": str(field.label or ""), "is_required": field.required,
            "takes_many": isinstance(field, (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)),
            "choices": [
                {"value": str(value), "label": str(label)} for value, label in getattr(field, "choices", ()) if str(value)
            ],
        }
        for name, field in form.fields.items()
    ]  # fmt: skip


def step_out(entry: Entry) -> dict[str, Any]:
    """One step as LogOut."""
    who = entry.actor_title or gettext("群众")
    return {"at": entry.at, "who": who, "move": entry.move, "label": in_words(entry.label), "words": in_words(entry.note)}


def detail(kind: str, record: Staged, by: Actor) -> dict[str, Any]:
    """One record as RecordDetailOut."""
    buttons = thread_moves.buttons(record, by, "")
    return row(kind, record, by) | {
        "words": {name: str(getattr(record, name) or "") for name in KINDS[kind].words},
        "opened": [
            {"name": one.move.name, "label": str(one.act.offer), "asks": asked_for(one.act.form(actor=by, record=record))}
            for one in buttons
        ],
        "log": [step_out(one) for one in log_of(record)],
    }  # fmt: skip


@router.get("/desk/{kind}", response={200: RecordsOut, **ANSWERS})
def listed(request: HttpRequest, kind: Name, after: str = Query("", max_length=20)):  # type: ignore[no-untyped-def,type-arg]  # noqa: ANN201
    """What lies with this account; an office that works on none of them has an empty list."""
    by = actor(request)
    page = leaf(request, KINDS[kind].listed(by), by=KINDS[kind].order)
    return {"records": [row(kind, record, by) for record in page.rows], "next": page.onward}


@router.get("/desk/{kind}/{key}", response={200: RecordDetailOut, **ANSWERS})
def one(request: HttpRequest, kind: Name, key: str):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """One record, for those who may see it."""
    return detail(kind, found(request, kind, key), actor(request))


@router.post("/desk/{kind}/{key}/moves/{move}", response={200: RecordDetailOut, **ANSWERS, 409: Problem, 422: Problem})
def make(request: HttpRequest, kind: Name, key: str, move: str, sent: DeskMoveIn):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """One move, through the same form and the same door as the page's button."""
    by, record = actor(request), found(request, kind, key)
    act, step = opened(record, move, by)
    form = act.form(filled(sent.given), actor=by, record=record)
    if unknown := sorted(set(sent.given) - set(form.fields)):
        return problem(400, "malformed", gettext("请求的格式不对。"), dict.fromkeys(unknown, gettext("这一步没有这一项。")))
    if not thread_moves.attempt(form, lambda given: act.make(record, by, given)):
        return refused(form)
    if form.overtaken:
        raise WrongState(step, record.state)
    return detail(kind, found(request, kind, key), by)


def opened(record: Staged, name: str, by: Actor) -> tuple[Act, Move]:
    """A move that this person may make now, with its form. Raises DoesNotExist, NotAllowed, WrongState."""
    table = TABLES[type(record)]
    if name not in table.acts:
        raise Suggestion.DoesNotExist
    step = table.flow[name]
    if not step.allowed(by, record):
        raise NotAllowed(step)
    if record.state not in step.sources or not (table.fits is None or table.fits(record, name)):
        raise WrongState(step, record.state)
    return table.acts[name], step


def filled(given: dict[str, Value]) -> QueryDict:
    """As a browser would send it: a ticked box is "on", an empty one is not sent, several are several."""
    sent = QueryDict(mutable=True)
    for name, value in given.items():
        if isinstance(value, list):
            sent.setlist(name, [str(one) for one in value])
        elif value is True:
            sent[name] = "on"
        elif value is not None and value is not False:
            sent[name] = str(value)
    return sent


def refused(form: MoveForm) -> HttpResponse:
    """What is to be changed, beside its field; what belongs to no field is the message."""
    faults = form.faults
    message = faults.pop("__all__", "") or gettext("有几处要改，没有保存。")
    return problem(422, "not_acceptable", message, faults)
