"""一条线: 原话 → 要点 → 交办 → 答复 → 评价 → 回头看 → 改变, walked in both directions.

It lives in the last stage because only the last one may know all the earlier ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from django.utils.translation import gettext, pgettext

from kentan.ground.ledger.numbers import number_of
from kentan.ground.moment import SHANGHAI, today
from kentan.ground.rulebook.queries import working_days_left
from kentan.stages.outcomes.models import Bulletin, Outcome
from kentan.stages.outcomes.queries.bulletins import issued_on
from kentan.stages.outcomes.queries.lists import outcomes_from
from kentan.stages.suggestions.labels import SuggestionState as S
from kentan.stages.suggestions.models import Point, Reply, Suggestion
from kentan.stages.suggestions.queries import points_of, suggestions_from
from kentan.stages.voices.queries import Owed, Receipt, TraceStep, receipt
from kentan.stages.voices.queries.receipts import Status

PRESENT = {
    S.SORTED: "assigned", S.ASSIGNED: "replied", S.RETURN_REQUESTED: "replied", S.HANDLING: "replied", S.REDO: "replied",
    S.REPLIED: "rated", S.RATED: "looked_back", S.TRACKED: "looked_back", S.COORDINATED: "rated",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """Upstream: one original, as the public may read it. Words only where a public record holds them."""

    kind: str
    who: str
    at: datetime
    words: str
    point: Point


def morning(day: object) -> datetime | None:
    """A date as a moment, for the ribbon."""
    return datetime.combine(day, time(0), SHANGHAI) if day else None  # type: ignore[arg-type]


def sources_of(suggestion: Suggestion) -> list[Source]:
    """The originals behind a suggestion: an utterance's quotation is public; of a voice only its released extract is."""
    found = []
    for point in points_of(suggestion):
        if point.utterance:
            said = point.utterance
            found.append(Source("发言", said.seat.public_name, said.said_at, point.quotation, point))
        elif point.voice:
            voice = point.voice
            words = voice.extract if voice.state == "released" else ""
            found.append(Source("民声", f"{voice.area}群众", voice.said_at, words, point))
    return found


def latest_reply(suggestion: Suggestion) -> Reply | None:
    """The last answer given."""
    return suggestion.replies.select_related("unit", "evaluation").order_by("-pk").first()


def suggestion_steps(suggestion: Suggestion) -> list[TraceStep]:
    """The seven steps of a suggestion, those not reached included."""
    points = points_of(suggestion)
    reply, outcomes = latest_reply(suggestion), outcomes_from([suggestion])
    first = min((point.source.said_at for point in points), default=None)
    steps = [
        TraceStep(
            "spoken",
            "原话",
            "done",
            first,
            words=gettext("%(n)s 条原话，一字不动地留着") % {"n": len({(p.voice_id, p.utterance_id) for p in points})},
        ),
        TraceStep("point", "要点", "done", max((p.found_at for p in points), default=None), words=suggestion.title),
        assigned_step(suggestion),
        reply_step(reply),
        rating_step(reply),
        look_back_step(suggestion),
        outcome_step(outcomes),
    ]
    present = None if suggestion.state in {S.CLOSED, S.WITHDRAWN} else PRESENT.get(S(suggestion.state))
    return [mark(step, present) for step in steps]


def mark(step: TraceStep, present: str | None) -> TraceStep:
    """The present step is the one that is waited for, unless something already stands there."""
    waited = step.step == present and (step.status == "next" or step.step == "replied")
    return replace(step, status="now") if waited else step


def reached(condition: object) -> Status:
    """Done when there is something, next when not yet."""
    return "done" if condition else "next"


def assigned_step(suggestion: Suggestion) -> TraceStep:
    """交办: by whom, to whom, under which number."""
    units = [str(row) for row in suggestion.assignments.filter(ended_at__isnull=True).select_related("unit").order_by("pk")]
    words = f"{number_of(suggestion)}，{'、'.join(units)}" if units else ""
    return TraceStep("assigned", "交办", reached(units), morning(suggestion.assigned_on), str(suggestion.host), words)


def reply_step(reply: Reply | None) -> TraceStep:
    """答复: class, number and text."""
    if reply is None:
        return TraceStep("replied", "答复", "next")
    words = f"{reply.get_outcome_class_display()}，{reply.number}\n{reply.words}"
    return TraceStep("replied", "答复", "done", reply.signed_at, str(reply.unit), words)


def rating_step(reply: Reply | None) -> TraceStep:
    """评价: both axes."""
    given = getattr(reply, "evaluation", None) if reply else None
    if given is None:
        return TraceStep("rated", "评价", "next")
    words = gettext("态度%(attitude)s，结果%(result)s") % {
        "attitude": given.get_attitude_display(), "result": given.get_result_display(),
    }  # fmt: skip
    return TraceStep("rated", "评价", "done", given.given_at, f"{given.deputy}代表" if given.deputy else "", words)


def look_back_step(suggestion: Suggestion) -> TraceStep:
    """回头看: held, or planned."""
    last = suggestion.look_backs.order_by("-held_on", "due").first()
    if last is None:
        return TraceStep("looked_back", "回头看", "next")
    if last.held_on is None:
        return TraceStep("looked_back", "回头看", "next", morning(last.due), words=gettext("到那天再去看"))
    return TraceStep(
        "looked_back",
        "回头看",
        "done",
        morning(last.held_on),
        words=f"{last.get_finding_display()}：{last.words}",
    )


def outcome_step(outcomes: Sequence[Outcome]) -> TraceStep:
    """改变: what came of it."""
    if not outcomes:
        return TraceStep("changed", "改变", "next")
    words = "\n".join(f"《{outcome.title}》：{outcome.words}" for outcome in outcomes)
    return TraceStep("changed", "改变", "done", morning(outcomes[0].decided_on), str(outcomes[0].owner), words)


def reported_step(bulletin: Bulletin) -> TraceStep:
    """写进专报: its number and day; what the bulletin says and what leaders wrote on it are not public."""
    return TraceStep("reported", "写进民情专报", "done", morning(bulletin.signed_on), str(bulletin.host), number_of(bulletin))


def suggestion_owed(suggestion: Suggestion) -> Owed | None:
    """Who owes what by when on a suggestion."""
    if suggestion.due is None or suggestion.due_since is None:
        return None
    lead = suggestion.assignments.filter(role="lead", ended_at__isnull=True).select_related("unit").first()
    rater = f"{suggestion.lead_deputy}代表" if suggestion.lead_deputy else str(suggestion.host)
    who, what = (
        (rater, pgettext("duty", "评价答复"))
        if suggestion.state == S.REPLIED
        else (str(lead.unit) if lead else str(suggestion.host), pgettext("duty", "答复"))
    )
    return Owed(
        who, what, suggestion.due, working_days_left(suggestion.due, today()), suggestion.due_confirmed,
        tuple(suggestion.due_steps.splitlines()), suggestion.due_rule, suggestion.due_since,
    )  # fmt: skip


def full_receipt(written: str) -> Receipt | None:
    """我的话怎么样了, to the very end: the ticket's own steps, and what became of the points found in the words."""
    found = receipt(written)
    if found is None:
        return None
    onward = suggestions_from(found.voice)
    steps = list(found.steps)
    for suggestion in onward:
        name = f"「{suggestion.title}」" if len(onward) > 1 else ""
        steps += [replace(step, label=f"{step.label}{name}") for step in suggestion_steps(suggestion)[1:]]
    steps += [reported_step(bulletin) for bulletin in issued_on(onward)]
    duties = [owed for owed in [found.owed, *(suggestion_owed(suggestion) for suggestion in onward)] if owed]
    owed_to_speaker = [owed for owed in duties if owed.who != "您"] or duties
    return replace(found, steps=tuple(steps), owed=min(owed_to_speaker, key=lambda owed: owed.due, default=None))
