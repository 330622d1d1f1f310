"""承诺兑现、回头看、办结."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.advance import advance, remark
from kentan.ground.ledger.errors import NotAllowed
from kentan.ground.moment import now, today
from kentan.stages.suggestions import flow, rules
from kentan.stages.suggestions.errors import Unfit
from kentan.stages.suggestions.labels import LookBackFinding, SuggestionState
from kentan.stages.suggestions.models import Commitment, LookBack, Suggestion


@transaction.atomic
def keep_commitment(commitment: Commitment, *, by: Actor, words: str) -> Commitment:
    """兑现: the unit answers again what it had promised (浙江规定 第二十条)."""
    if not by.holds_at(commitment.unit_id, "liaison", "unit_head"):
        raise NotAllowed(flow.REPLY)
    if Commitment.objects.select_for_update().get(pk=commitment.pk).kept_at is not None:
        raise Unfit({"words": "这一项已经记过兑现了，没有再记。"})
    if not words.strip():
        raise Unfit({"words": "请写明怎么兑现的。"})
    commitment.kept_at, commitment.kept_words = now(), words.strip()
    commitment.save(update_fields=["kept_at", "kept_words"])
    remark(
        commitment.suggestion,
        f"kept:{commitment.pk}",
        "承诺兑现",
        by=by,
        note=words.strip(),
        tells=("host", "deputies"),
    )
    return commitment


@transaction.atomic
def plan_look_back(suggestion: Suggestion, *, by: Actor, due: date) -> LookBack:
    """定回头看的日子; only for answered matters (R39)."""
    if not rules.is_host_staff(by, suggestion):
        raise NotAllowed(flow.CLOSE)
    if not suggestion.replies.exists():
        raise Unfit({"due": "还没有答复，不能安排回头看。"})
    made = LookBack.objects.create(suggestion=suggestion, due=due)
    remark(suggestion, f"look_back_planned:{made.pk}", "定回头看", by=by)
    return made


@transaction.atomic
def hold_look_back(look_back: LookBack, *, by: Actor, on: date, finding: str, words: str) -> LookBack:
    """回头看: what was found on that day."""
    if not rules.is_host_staff(by, look_back.suggestion):
        raise NotAllowed(flow.CLOSE)
    if LookBack.objects.select_for_update().get(pk=look_back.pk).held_on is not None:
        raise Unfit({"words": "这一次已经看过了，没有改。要再看，请另定一个日子。"})
    if on > today():
        raise Unfit({"on": "回头看的日子不能在将来。"})
    if finding not in LookBackFinding.values or not words.strip():
        raise Unfit({"words": "请选结论，并写明看到了什么。"})
    look_back.held_on, look_back.finding, look_back.words = on, finding, words.strip()
    look_back.save(update_fields=["held_on", "finding", "words"])
    remark(
        look_back.suggestion,
        f"look_back:{look_back.pk}",
        "回头看",
        by=by,
        note=str(LookBackFinding(finding).label),
    )
    return look_back


@transaction.atomic
def close(suggestion: Suggestion, *, by: Actor) -> Suggestion:
    """办结; open promises are listed and followed first (R36). Raises Unfit while a followed one is not kept."""
    has_open_promises = suggestion.commitments.filter(kept_at__isnull=True).exists()
    if has_open_promises and suggestion.state == SuggestionState.RATED:
        advance(suggestion, flow.TRACK, by=by)
        return suggestion
    if has_open_promises and flow.CLOSE.allowed(by, suggestion):
        raise Unfit({"": "还有承诺没有兑现，兑现以后再办结。"})
    advance(suggestion, flow.CLOSE, by=by)
    return suggestion
