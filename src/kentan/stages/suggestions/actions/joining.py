"""会同交办: what is for the government's units is assigned by the congress together with the government office."""

from __future__ import annotations

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.advance import remark, subject_of
from kentan.ground.ledger.errors import NotAllowed
from kentan.ground.ledger.models import Entry
from kentan.ground.network.models import Membership
from kentan.stages.suggestions import flow, rules
from kentan.stages.suggestions.errors import Unfit
from kentan.stages.suggestions.labels import SuggestionState as S
from kentan.stages.suggestions.models import Suggestion

JOIN = "join_assignment"
OPEN = (S.ASSIGNED, S.RETURN_REQUESTED, S.HANDLING)


def waits_for_gov_office() -> Q:
    """What lies with the government office: a return to settle, and what was assigned without it so far."""
    subject = Concat(Value(f"{Suggestion._meta.label}:"), Cast(OuterRef("pk"), CharField()))
    is_joined = Exists(Entry.objects.filter(move=JOIN, subject=subject))
    return Q(state=S.RETURN_REQUESTED) | Q(~is_joined, state__in=OPEN)


def joined_by(suggestion: Suggestion) -> Entry | None:
    """Who joined, and when; None while nobody has."""
    return Entry.objects.filter(subject=subject_of(suggestion), move=JOIN).first()


def joint_office(suggestion: Suggestion) -> str:
    """The name of the office that joined; empty while none has."""
    entry = joined_by(suggestion)
    held = Membership.objects.filter(account=entry.actor_id, role="gov_office") if entry else Membership.objects.none()
    post = held.select_related("organisation").order_by("-pk").first()
    return post.organisation.name if post else ""


def may_be_joined(suggestion: Suggestion) -> bool:
    """It was assigned, is not answered yet, and nobody has joined."""
    return suggestion.state in OPEN and joined_by(suggestion) is None


@transaction.atomic
def join_assignment(suggestion: Suggestion, *, by: Actor) -> Suggestion:
    """会同交办 (浙江规定 第十一条): the government office stands behind it; its units are told. Raises NotAllowed, Unfit when it was done."""
    if not rules.is_gov_office(by, suggestion):
        raise NotAllowed(flow.ASSIGN)
    locked = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if not may_be_joined(locked):
        raise Unfit({"join": gettext("现在不用会同：已经会同过，或者已经答复。")})
    remark(locked, JOIN, "会同交办", by=by, tells=("units", "host"))
    return locked
