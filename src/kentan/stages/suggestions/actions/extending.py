"""延期: asked for by the lead unit with a reason, consented to by the assigning body, never beyond the longest time of the rule."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.advance import remark
from kentan.ground.ledger.errors import NotAllowed
from kentan.ground.ledger.owing import share
from kentan.ground.moment import now, today
from kentan.ground.rulebook.queries import promise
from kentan.stages.suggestions import flow, rules
from kentan.stages.suggestions.errors import Unfit
from kentan.stages.suggestions.labels import REPLY_RULES, ExtensionDecision, Track
from kentan.stages.suggestions.labels import SuggestionState as S
from kentan.stages.suggestions.models import Extension, Suggestion

EXTENDABLE = frozenset({S.ASSIGNED, S.HANDLING})


def longest(suggestion: Suggestion) -> date | None:
    """The last day that the rule of its track allows at all, counted from the 交办; None before it was assigned (R21: never 3 + 6)."""
    if suggestion.assigned_on is None:
        return None
    return promise(REPLY_RULES[Track(suggestion.track)], since=suggestion.assigned_on, is_extended=True).due


def may_be_extended(suggestion: Suggestion) -> bool:
    """Whether more time can be asked for: it runs, nobody asks already, and the rule leaves room."""
    limit = longest(suggestion)
    has_room = suggestion.due is not None and limit is not None and suggestion.due < limit
    return suggestion.state in EXTENDABLE and has_room and not suggestion.extensions.filter(decision="").exists()


@transaction.atomic
def request_extension(suggestion: Suggestion, *, by: Actor, until: date, reason: str) -> Extension:
    """申请延期, before the day has passed. Raises NotAllowed, Unfit."""
    if by.account is None or not rules.is_lead_liaison(by, suggestion):
        raise NotAllowed(flow.REPLY)
    locked = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    limit = longest(locked)
    if not may_be_extended(locked) or locked.due is None or limit is None:
        raise Unfit({"": gettext("现在不能申请延期：不在办理中，已经申请过，或者规定不能再延。")})
    if today() > locked.due:
        raise Unfit({"": gettext("期限已经过了，不能再申请延期。请尽快答复。")})
    if not locked.due < until <= limit:
        raise Unfit(
            {"until": gettext("要晚于现在的期限，最晚 %(month)s月%(day)s日。") % {"month": limit.month, "day": limit.day}}
        )
    if not reason.strip():
        raise Unfit({"words": gettext("请写明为什么要延期。")})
    made = Extension.objects.create(
        suggestion=locked, asked_by_id=by.account, asked_at=now(), due_before=locked.due, until=until, reason=reason.strip(),
    )  # fmt: skip
    remark(locked, f"extension:{made.pk}", "申请延期", by=by, note=f"{until:%Y-%m-%d} {made.reason}", tells=("host",))
    return made


@transaction.atomic
def decide_extension(extension: Extension, *, by: Actor, is_granted: bool, words: str = "") -> Extension:
    """同意或不同意延期. A refusal needs its reason; consent moves the date of suggestion and lead unit. Raises NotAllowed, Unfit."""
    suggestion = Suggestion.objects.select_for_update().get(pk=extension.suggestion_id)
    if not rules.may_assign(by, suggestion):
        raise NotAllowed(flow.ASSIGN)
    if Extension.objects.get(pk=extension.pk).decision or suggestion.state not in EXTENDABLE:
        raise Unfit({"": gettext("这次申请已经答复过，或者这件建议已经答复。没有保存。")})
    if not is_granted and not words.strip():
        raise Unfit({"words": gettext("不同意要写明理由。")})
    extension.decision = ExtensionDecision.GRANTED if is_granted else ExtensionDecision.REFUSED
    extension.decided_at, extension.words = now(), words.strip()
    extension.save(update_fields=["decision", "decided_at", "words"])
    if is_granted:
        move_due(suggestion, extension)
    label = str(ExtensionDecision(extension.decision).label)
    remark(suggestion, f"extension:{extension.pk}:decided", label, by=by, note=extension.words, tells=("units", "deputies"))
    return extension


def move_due(suggestion: Suggestion, extension: Extension) -> None:
    """The new day with its explanation, for the suggestion and for the unit that leads it."""
    before, until = extension.due_before, extension.until
    said = f"原定 {before.month}月{before.day}日，交办机构同意延到 {until.month}月{until.day}日。"
    suggestion.due, suggestion.due_steps = extension.until, f"{suggestion.due_steps}\n{said}".strip()
    suggestion.save(update_fields=["due", "due_steps"])
    for lead in suggestion.assignments.filter(role="lead", ended_at__isnull=True):
        share(suggestion, lead)
