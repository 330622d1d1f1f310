"""接件、沟通、答复、评价."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.advance import advance, remark
from kentan.ground.ledger.errors import NotAllowed
from kentan.ground.ledger.owing import owe, settle
from kentan.ground.moment import now
from kentan.ground.network.models import Deputy, Organisation
from kentan.stages.suggestions import flow, rules
from kentan.stages.suggestions.errors import Unfit
from kentan.stages.suggestions.labels import (
    NEEDS_FOLLOW_UP,
    ContactKind,
    OutcomeClass,
    Rating,
    Step,
    SuggestionState,
    rule_of,
)
from kentan.stages.suggestions.models import (
    Addressee,
    Commitment,
    Contact,
    Evaluation,
    LookBack,
    Reply,
    Suggestion,
)


@transaction.atomic
def accept(suggestion: Suggestion, *, by: Actor) -> Suggestion:
    """接件 by the lead unit."""
    suggestion.assignments.filter(ended_at__isnull=True, accepted_at__isnull=True).update(accepted_at=now())
    advance(suggestion, flow.ACCEPT, by=by)
    return suggestion


@transaction.atomic
def record_contact(
    suggestion: Suggestion, *, by: Actor, unit: Organisation, kind: str, on: date, words: str, deputy: Deputy | None = None,
) -> Contact:  # fmt: skip
    """记一次沟通 with the deputy, or for 恳谈意见 with those who spoke."""
    if by.account is None or not (rules.is_any_liaison(by, suggestion) and by.holds_at(unit.pk, "liaison", "unit_head")):
        raise NotAllowed(flow.REPLY)
    if kind not in ContactKind.values or not words.strip():
        raise Unfit({"words": "请选沟通方式，并写明谈了什么。"})
    contact = Contact.objects.create(
        suggestion=suggestion, unit=unit, deputy=deputy, kind=kind, on=on, words=words.strip(), recorded_by_id=by.account,
    )  # fmt: skip
    remark(suggestion, f"contact:{contact.pk}", "沟通", by=by, note=str(ContactKind(kind).label))
    return contact


def check_reply(suggestion: Suggestion, outcome_class: str, words: str, number: str, promise_due: date | None) -> None:
    """R22, R23, R29: a contact, a class, a text, a number, and for B a date. Raises Unfit."""
    fields = {}
    if not suggestion.contacts.exists():
        fields["contact"] = "还没有一次沟通记录，不能答复。请先和提出的人当面或电话沟通。"
    if outcome_class not in OutcomeClass.values:
        fields["outcome_class"] = "请选择答复类别。"
    if not words.strip():
        fields["words"] = "请写答复。写清做了什么、什么时候做。"
    if not number.strip():
        fields["number"] = "请写答复的文号。"
    if outcome_class in NEEDS_FOLLOW_UP and promise_due is None:
        fields["promise_due"] = "B 类答复是承诺，请写明哪一天前做到。"
    if fields:
        raise Unfit(fields)


@transaction.atomic
def reply(
    suggestion: Suggestion, *, by: Actor, outcome_class: str, words: str, number: str, signed_by: str,
    promise_words: str = "", promise_due: date | None = None,
) -> Reply:  # fmt: skip
    """答复, signed by the unit's head, addressed to each deputy; a B opens a commitment and a look-back."""
    check_reply(suggestion, outcome_class, words, number, promise_due)
    lead = suggestion.assignments.select_related("unit").get(role="lead", ended_at__isnull=True)
    is_redo = suggestion.state == SuggestionState.REDO
    advance(suggestion, flow.REPLY, by=by, note=f"{outcome_class} {number.strip()}")
    made = Reply.objects.create(
        suggestion=suggestion, unit=lead.unit, outcome_class=outcome_class, words=words.strip(), number=number.strip(),
        signed_by=signed_by.strip(), signed_at=now(), is_redo=is_redo,
    )  # fmt: skip
    Addressee.objects.bulk_create([Addressee(reply=made, deputy=deputy) for deputy in suggestion.deputies])
    if outcome_class in NEEDS_FOLLOW_UP and promise_due is not None:
        Commitment.objects.create(
            suggestion=suggestion,
            unit=lead.unit,
            words=promise_words.strip() or words.strip(),
            due=promise_due,
        )
        LookBack.objects.create(suggestion=suggestion, due=promise_due)
    owe(suggestion, rule_of(suggestion.track, Step.RATING))
    return made


@transaction.atomic
def evaluate(suggestion: Suggestion, *, by: Actor, attitude: str, result: str, words: str = "") -> Evaluation:
    """评价 on two axes. 不满意 with the result opens a redo of one month (R33); the second one is coordinated (R34)."""
    fields = {}
    if attitude not in Rating.values:
        fields["attitude"] = "请评价办理态度。"
    if result not in Rating.values:
        fields["result"] = "请评价办理结果。"
    if Rating.UNSATISFIED in {attitude, result} and not words.strip():
        fields["words"] = "请写明哪里不满意。"
    if fields:
        raise Unfit(fields)
    latest = suggestion.replies.order_by("-pk").first()
    again = suggestion.redo_count > 0
    unsatisfied = flow.COORDINATE if again else flow.RATE_UNSATISFIED
    move = unsatisfied if result == Rating.UNSATISFIED else flow.RATE
    advance(suggestion, move, by=by, note=f"态度{Rating(attitude).label}，结果{Rating(result).label}")
    assert latest is not None  # noqa: S101  a replied suggestion has a reply
    made = Evaluation.objects.create(
        reply=latest, deputy=suggestion.lead_deputy, attitude=attitude, result=result, words=words.strip(), given_at=now(),
    )  # fmt: skip
    if move is flow.RATE_UNSATISFIED:
        suggestion.redo_count += 1
        suggestion.save(update_fields=["redo_count"])
        owe(suggestion, rule_of(suggestion.track, Step.REDO))
    else:
        settle(suggestion)
    return made
