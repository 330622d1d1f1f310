"""会办与并案: a co-unit tells the lead unit what it thinks; a lead unit answers one matter once, each deputy on paper of his own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from deliberation.text.normalise import tidy
from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.advance import remark
from kentan.ground.ledger.errors import NotAllowed
from kentan.ground.moment import now
from kentan.ground.network.models import Organisation
from kentan.stages.suggestions import flow, rules
from kentan.stages.suggestions.actions.answering import reply
from kentan.stages.suggestions.errors import Unfit
from kentan.stages.suggestions.labels import SuggestionState as S
from kentan.stages.suggestions.labels import UnitRole
from kentan.stages.suggestions.models import Assignment, GroupMember, HandlingGroup, Reply, Suggestion

ANSWERABLE = frozenset({S.HANDLING, S.REDO})
LEAST_MEMBERS = 2


@transaction.atomic
def give_opinion(assignment: Assignment, *, by: Actor, words: str) -> Assignment:
    """会办意见, to the lead unit; given again it replaces the earlier one until the answer is out (R19). Raises NotAllowed, Unfit."""
    is_ours = by.holds_at(assignment.unit_id, "liaison", "unit_head")
    if assignment.role != UnitRole.CO or assignment.ended_at is not None or not is_ours:
        raise NotAllowed(flow.REPLY)
    suggestion = Suggestion.objects.select_for_update().get(pk=assignment.suggestion_id)
    if suggestion.state not in {S.ASSIGNED, S.RETURN_REQUESTED, *ANSWERABLE}:
        raise Unfit({"": gettext("主办单位已经答复，会办意见不能再改。没有保存。")})
    if not words.strip():
        raise Unfit({"words": gettext("请写会办意见。")})
    assignment.opinion, assignment.opinion_at = words.strip(), now()
    assignment.save(update_fields=["opinion", "opinion_at"])
    remark(suggestion, f"opinion:{assignment.pk}", "会办意见", by=by, note=assignment.opinion, tells=("units",))
    return assignment


@transaction.atomic
def handle_together(suggestions: Sequence[Suggestion], *, by: Actor, unit: Organisation, title: str) -> HandlingGroup:
    """并案办理 of two or more that this unit leads and handles now. Raises NotAllowed, Unfit."""
    found = list(Suggestion.objects.select_for_update().filter(pk__in=[one.pk for one in suggestions]).order_by("pk"))
    leads = set(Assignment.objects.filter(
        unit=unit, role=UnitRole.LEAD, ended_at__isnull=True, suggestion__in=found).values_list("suggestion", flat=True))  # fmt: skip
    if not by.holds_at(unit.pk, "liaison", "unit_head") or {one.pk for one in found} != leads:
        raise NotAllowed(flow.REPLY)
    if len(found) < LEAST_MEMBERS:
        raise Unfit({"suggestions": gettext("并案至少要两件。")})
    if any(one.state not in ANSWERABLE for one in found):
        raise Unfit({"suggestions": gettext("只有接了件、还没有答复的才能并案。")})
    if GroupMember.objects.filter(suggestion__in=found, ended_at__isnull=True).exists():
        raise Unfit({"suggestions": gettext("选中的里面有一件已经并在别的案里，请先拆出来。")})
    if not tidy(title):
        raise Unfit({"title": gettext("请写并成什么事。")})
    group = HandlingGroup.objects.create(unit=unit, title=tidy(title)[:80], made_at=now())
    GroupMember.objects.bulk_create([GroupMember(group=group, suggestion=one, joined_at=now()) for one in found])
    for one in found:
        remark(one, f"group:{group.pk}", "并案办理", by=by, note=group.title, tells=("host",))
    return group


def current_members(group: HandlingGroup) -> list[Suggestion]:
    """What is in the group now, oldest first."""
    return list(Suggestion.objects.filter(group_rows__group=group, group_rows__ended_at__isnull=True).order_by("pk"))


@transaction.atomic
def handle_apart(suggestion: Suggestion, *, by: Actor) -> Suggestion:
    """拆出来单独办; a group of one is no group and ends too. Raises NotAllowed, GroupMember.DoesNotExist."""
    if not rules.is_lead_liaison(by, suggestion):
        raise NotAllowed(flow.REPLY)
    row = GroupMember.objects.select_for_update().get(suggestion=suggestion, ended_at__isnull=True)
    rest = GroupMember.objects.filter(group=row.group_id, ended_at__isnull=True).exclude(pk=row.pk)
    leaving = [row, *rest] if rest.count() < LEAST_MEMBERS else [row]
    for one in leaving:
        one.ended_at = now()
        one.save(update_fields=["ended_at"])
        remark(one.suggestion, f"apart:{one.group_id}", "拆出单独办", by=by, note=str(row.group))
    return suggestion


@transaction.atomic
def reply_together(
    group: HandlingGroup, *, by: Actor, outcome_class: str, words: str, numbers: Mapping[int, str], signed_by: str,
    promise_words: str = "", promise_due: date | None = None,
) -> list[Reply]:  # fmt: skip
    """一起答复: the same words, to each suggestion an answer with a number of its own, addressed to its own deputies; all or none (R25).

    `numbers`: 文号 by the key of the suggestion. Raises what `reply` raises, the field of a number as number_<key>.
    """
    members = [one for one in current_members(group) if one.state in ANSWERABLE]
    if not members:
        raise Unfit({"": gettext("并案里没有等答复的建议了。")})
    given = [tidy(numbers.get(one.pk, "")) for one in members]
    faults = {
        f"number_{one.pk}": gettext("每件要有自己的文号。")
        for one, number in zip(members, given, strict=True) if not number or given.count(number) > 1
    }  # fmt: skip
    if faults:
        raise Unfit(faults)
    shared = {
        "outcome_class": outcome_class, "words": words, "signed_by": signed_by, "promise_words": promise_words, "promise_due": promise_due,
    }  # fmt: skip
    return [one_of_many(one, number, by=by, shared=shared) for one, number in zip(members, given, strict=True)]


def one_of_many(suggestion: Suggestion, number: str, *, by: Actor, shared: Mapping[str, object]) -> Reply:
    """One of the answers; what is wrong with it names the suggestion."""
    try:
        return reply(suggestion, by=by, number=number, **shared)  # type: ignore[arg-type]
    except Unfit as error:
        raise Unfit({
            name if name != "contact" else "": f"《{suggestion.title}》：{sentence}" if name == "contact" else sentence
            for name, sentence in error.fields.items()
        }) from error  # fmt: skip
