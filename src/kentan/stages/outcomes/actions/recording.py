"""What is done with outcomes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from deliberation.text.normalise import tidy
from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.advance import advance, begin
from kentan.ground.ledger.errors import NotAllowed
from kentan.ground.network.models import Organisation
from kentan.stages.outcomes import flow, rules
from kentan.stages.outcomes.labels import OutcomeKind, OutcomeState
from kentan.stages.outcomes.models import Outcome, OutcomeSource
from kentan.stages.suggestions.errors import Unfit
from kentan.stages.suggestions.models import Suggestion


@transaction.atomic
def record(
    suggestions: Iterable[Suggestion], *, by: Actor, host: Organisation, owner: Organisation, kind: str, title: str,
    words: str, decided_on: date, paper: str = "",
) -> Outcome:  # fmt: skip
    """登记成果 from suggestions: without one there is nothing that it came of. Raises NotAllowed, Unfit."""
    sources = list(dict.fromkeys(suggestions))
    fields = {}
    if kind not in OutcomeKind.values:
        fields["kind"] = "请选择种类。"
    if not tidy(title) or not tidy(words):
        fields["title"] = "请写名称，并用一句话写清改变了什么。"
    if not sources:
        fields["suggestions"] = "请至少选一件建议。"
    if fields:
        raise Unfit(fields)
    outcome = Outcome(
        state=OutcomeState.RECORDED, kind=kind, title=tidy(title), words=tidy(words), owner=owner, host=host, area=host.area,
        paper=tidy(paper), decided_on=decided_on,
    )  # fmt: skip
    if not rules.is_host_staff(by, outcome):
        raise NotAllowed(flow.PUBLISH)
    outcome.save()
    OutcomeSource.objects.bulk_create([OutcomeSource(outcome=outcome, suggestion=suggestion) for suggestion in sources])
    begin(outcome, by=by, label="登记成果", note=outcome.title)
    return outcome


@transaction.atomic
def publish(outcome: Outcome, *, by: Actor) -> Outcome:
    """公开."""
    advance(outcome, flow.PUBLISH, by=by)
    return outcome


@transaction.atomic
def put_in_force(outcome: Outcome, *, by: Actor) -> Outcome:
    """已施行、已落实."""
    advance(outcome, flow.IN_FORCE, by=by)
    return outcome


@transaction.atomic
def end(outcome: Outcome, *, by: Actor, reason: str) -> Outcome:
    """终止, with the reason."""
    advance(outcome, flow.END, by=by, note=reason.strip())
    return outcome
