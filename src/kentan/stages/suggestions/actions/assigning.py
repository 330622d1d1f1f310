"""交办、申请退回、改派."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger import numbers
from kentan.ground.ledger.advance import advance, tell
from kentan.ground.ledger.owing import owe, share
from kentan.ground.moment import now, today
from kentan.ground.network.models import Organisation
from kentan.ground.rulebook.queries import promise
from kentan.stages.suggestions import flow
from kentan.stages.suggestions.errors import Unfit
from kentan.stages.suggestions.labels import REPLY_RULES, Step, Track, UnitRole, rule_of
from kentan.stages.suggestions.models import Assignment, Suggestion


@dataclass(frozen=True, slots=True)
class Units:
    """主办会办: exactly one lead, any number of co-units (R12)."""

    lead: Organisation
    co: Sequence[Organisation] = ()


@transaction.atomic
def assign(suggestion: Suggestion, *, by: Actor, units: Units) -> Suggestion:
    """交办: numbered, with one lead unit; the clock starts on the day after (R13). Raises Unfit."""
    check_units(units)
    suggestion.assigned_on = today()
    suggestion.save(update_fields=["assigned_on"])
    entry = advance(suggestion, flow.ASSIGN, by=by, note="、".join(str(unit) for unit in (units.lead, *units.co)))
    owe(suggestion, REPLY_RULES[Track(suggestion.track)])
    numbers.give(
        suggestion,
        body=suggestion.host,
        kind="交办",
        word=numbers.word_of(suggestion.host, "交"),
        title=suggestion.title,
    )
    hand_out(suggestion, units)
    tell(entry, suggestion, flow.ASSIGN.tells)  # the units are known only now
    return suggestion


def check_units(units: Units) -> None:
    """R12: one lead and co-units that all differ, each a unit that handles. Raises Unfit."""
    named = [units.lead, *units.co]
    if units.lead in units.co:
        raise Unfit({"units": "同一个单位不能既主办又会办。"})
    if len(set(named)) != len(named):
        raise Unfit({"units": "同一个会办单位选了两次。"})
    if not all(unit.may_handle for unit in named):
        raise Unfit({"units": "请选办事的单位；人大机构只交办，不承办。"})


def hand_out(suggestion: Suggestion, units: Units) -> None:
    """One assignment row per unit: the lead owes the suggestion's date, a co-unit its opinion (R19)."""
    for unit, role in [(units.lead, UnitRole.LEAD), *((unit, UnitRole.CO) for unit in units.co)]:
        assignment = Assignment.objects.create(suggestion=suggestion, unit=unit, role=role, assigned_at=now())
        if role == UnitRole.LEAD:
            share(suggestion, assignment)
        else:
            owe(assignment, rule_of(suggestion.track, Step.CO_OPINION))
            never_later_than(assignment, suggestion)


def never_later_than(assignment: Assignment, suggestion: Suggestion) -> None:
    """A co-unit's opinion is of no use after the answer is due."""
    if assignment.due and suggestion.due and assignment.due > suggestion.due:
        assignment.due = suggestion.due
        assignment.save(update_fields=["due"])


def last_day_to_return(suggestion: Suggestion) -> date:
    """申请退回 is possible until this day, counted from the day the lead unit got it."""
    lead = suggestion.assignments.filter(role=UnitRole.LEAD, ended_at__isnull=True).first()
    return promise(rule_of(suggestion.track, Step.RETURN), since=lead.assigned_at if lead else now()).due


@transaction.atomic
def request_return(suggestion: Suggestion, *, by: Actor, reason: str) -> Suggestion:
    """申请退回: within the days of the rule (10) after the unit got it, with the reason and whose it is (R14). Raises Unfit."""
    last_day = last_day_to_return(suggestion)
    if today() > last_day:
        raise Unfit({"words": f"申请退回的期限是 {last_day.month}月{last_day.day}日，已经过了，请继续办。"})
    if not reason.strip():
        raise Unfit({"words": "请写明为什么不归本单位，建议由谁办。"})
    advance(suggestion, flow.REQUEST_RETURN, by=by, note=reason.strip())
    return suggestion


@transaction.atomic
def refuse_return(suggestion: Suggestion, *, by: Actor, reason: str) -> Suggestion:
    """不同意退回: back to the same unit with the old date (R16)."""
    if not reason.strip():
        raise Unfit({"words": "请写明为什么不同意退回。"})
    advance(suggestion, flow.REFUSE_RETURN, by=by, note=reason.strip())
    return suggestion


@transaction.atomic
def reassign(suggestion: Suggestion, *, by: Actor, units: Units) -> Suggestion:
    """改派: new rows, the old ones ended; the date counts from the first 交办 (R17). Raises Unfit."""
    check_units(units)
    suggestion.assignments.filter(ended_at__isnull=True).update(ended_at=now())
    entry = advance(suggestion, flow.REASSIGN, by=by, note="、".join(str(unit) for unit in (units.lead, *units.co)))
    hand_out(suggestion, units)
    tell(entry, suggestion, flow.REASSIGN.tells)
    return suggestion


@transaction.atomic
def withdraw(suggestion: Suggestion, *, by: Actor, reason: str) -> Suggestion:
    """撤回 before 交办 (R9)."""
    advance(suggestion, flow.WITHDRAW, by=by, note=reason.strip())
    return suggestion
