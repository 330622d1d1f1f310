"""专报: drafted on evidence, checked, signed, numbered and issued; 批示: written on it, answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from deliberation.text.normalise import tidy
from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger import numbers
from kentan.ground.ledger.advance import advance, begin, remark
from kentan.ground.ledger.errors import NotAllowed
from kentan.ground.moment import today
from kentan.ground.network.models import Organisation
from kentan.ground.rulebook.queries import promise
from kentan.stages.outcomes import flow, rules
from kentan.stages.outcomes.labels import BulletinState
from kentan.stages.outcomes.models import Bulletin, BulletinEvidence, Instruction, Outcome
from kentan.stages.suggestions.errors import Unfit
from kentan.stages.suggestions.models import Suggestion

ANSWER_RULE = "instruction.reply"
"""The rule for the feedback on an instruction that names no day itself (B9)."""


@transaction.atomic
def draft(
    *, by: Actor, host: Organisation, title: str, situation: str, proposals: str, recipients: str, problems: str = "",
    suggestions: Iterable[Suggestion] = (), outcomes: Iterable[Outcome] = (),
) -> Bulletin:  # fmt: skip
    """起草专报 on evidence: without a record there is nothing to report. Raises NotAllowed, Unfit."""
    rows = [*dict.fromkeys(suggestions)], [*dict.fromkeys(outcomes)]
    if not any(rows):
        raise Unfit({"suggestions": gettext("请至少选一条依据：建议或者成果。")})
    bulletin = Bulletin(
        state=BulletinState.DRAFTING, title=tidy(title), situation=tidy(situation), problems=tidy(problems),
        proposals=tidy(proposals), recipients=tidy(recipients), host=host, area=host.area, drafted_by_id=by.account or 0,
    )  # fmt: skip
    if by.account is None or not rules.is_bulletin_staff(by, bulletin):
        raise NotAllowed(flow.CHECK)
    bulletin.save()
    BulletinEvidence.objects.bulk_create(
        [*(BulletinEvidence(bulletin=bulletin, suggestion=one) for one in rows[0]),
         *(BulletinEvidence(bulletin=bulletin, outcome=one) for one in rows[1])]
    )  # fmt: skip
    begin(bulletin, by=by, label="起草专报", note=bulletin.title)
    return bulletin


@transaction.atomic
def check(bulletin: Bulletin, *, by: Actor) -> Bulletin:
    """核稿."""
    advance(bulletin, flow.CHECK, by=by)
    return bulletin


@transaction.atomic
def send_back(bulletin: Bulletin, *, by: Actor, reason: str) -> Bulletin:
    """退改, with the reason."""
    bulletin.signed_on = None
    advance(bulletin, flow.SEND_BACK, by=by, note=reason.strip())
    bulletin.save(update_fields=["signed_on"])
    return bulletin


@transaction.atomic
def sign(bulletin: Bulletin, *, by: Actor) -> Bulletin:
    """签发: the day that will be printed as 印发日期 (R83)."""
    bulletin.signed_on = today()
    bulletin.save(update_fields=["signed_on"])
    advance(bulletin, flow.SIGN, by=by)
    return bulletin


@transaction.atomic
def issue(bulletin: Bulletin, *, by: Actor) -> Bulletin:
    """编号印发: the next 期号 of this body and year, without gaps; the leaders are told."""
    given = numbers.give(
        bulletin, body=bulletin.host, kind="专报", word=numbers.word_of(bulletin.host, "民情专报"), title=bulletin.title
    )
    advance(bulletin, flow.ISSUE, by=by, note=given.text)
    return bulletin


@transaction.atomic
def withdraw(bulletin: Bulletin, *, by: Actor, reason: str) -> Bulletin:
    """不发了, with the reason."""
    advance(bulletin, flow.WITHDRAW, by=by, note=reason.strip())
    return bulletin


@transaction.atomic
def instruct(
    bulletin: Bulletin, *, by: Actor, leader: str, words: str, unit: Organisation | None = None, due: date | None = None,
    given_on: date | None = None,
) -> Instruction:  # fmt: skip
    """批示: by the leader himself, or recorded by the body's staff. Raises NotAllowed, Unfit.

    The log says that there was one and by whom, never its words: they are for those who may read them.
    """
    if by.account is None or not rules.may_instruct(by, bulletin):
        raise NotAllowed(flow.ISSUE)
    on = given_on or today()
    due = due or (promise(ANSWER_RULE, since=on).due if unit else None)
    fields = {}
    if not tidy(words):
        fields["words"] = gettext("请写批示。")
    if on > today():
        fields["given_on"] = gettext("批示的日子不能在将来。")
    if due and due < on:
        fields["due"] = gettext("反馈的日子不能早于批示的日子。")
    if unit is not None and not unit.may_handle:
        fields["unit"] = gettext("请选办事的单位；人大机构只交办，不承办。")
    if fields:
        raise Unfit(fields)
    instruction = Instruction.objects.create(
        bulletin=bulletin, leader=tidy(leader), words=tidy(words), given_on=on, unit=unit, due=due, recorded_by_id=by.account,
    )  # fmt: skip
    remark(bulletin, f"instruction:{instruction.pk}", "批示", by=by, note=str(unit or ""), tells=("instructed",))
    return instruction


@transaction.atomic
def answer_instruction(instruction: Instruction, *, by: Actor, words: str) -> Instruction:
    """办理反馈, once: by the unit itself, or recorded by the body's staff. Raises NotAllowed, Unfit."""
    locked = Instruction.objects.select_for_update(of=("self",)).select_related("bulletin").get(pk=instruction.pk)
    if not rules.may_answer(by, locked):
        raise NotAllowed(flow.ISSUE)
    if locked.answered_on is not None:
        raise Unfit({"feedback": gettext("这条批示的反馈刚才已经记过了，没有再记。")})
    if not tidy(words):
        raise Unfit({"feedback": gettext("请写办理反馈。")})
    locked.feedback, locked.answered_on = tidy(words), today()
    locked.save(update_fields=["feedback", "answered_on"])
    remark(locked.bulletin, f"feedback:{locked.pk}", "批示反馈", by=by, tells=("host", "leaders"))
    return locked
