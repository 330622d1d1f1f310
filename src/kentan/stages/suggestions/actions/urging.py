"""催办: those who wait remind the units, not too often."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.advance import remark
from kentan.ground.ledger.errors import NotAllowed
from kentan.ground.ledger.models import Entry
from kentan.ground.moment import now
from kentan.stages.suggestions import flow, rules
from kentan.stages.suggestions.errors import Unfit
from kentan.stages.suggestions.labels import SuggestionState as S
from kentan.stages.suggestions.models import Suggestion

WAITED_FOR = frozenset({S.ASSIGNED, S.HANDLING, S.REDO})
PAUSE_DAYS = 7
"""Days between two reminders (house rule, unconfirmed)."""


def may_be_urged(suggestion: Suggestion) -> bool:
    """Whether a unit is waited for and nobody reminded it in the last days."""
    since = now() - timedelta(days=PAUSE_DAYS)
    urged = Entry.objects.filter(chain__matter=suggestion.matter, move="urge", at__gt=since)
    return suggestion.state in WAITED_FOR and not urged.exists()


@transaction.atomic
def urge(suggestion: Suggestion, *, by: Actor) -> Suggestion:
    """催一下: the units are told who waits. Raises NotAllowed, Unfit when nobody is waited for or it was done lately."""
    if not rules.may_urge(by, suggestion):
        raise NotAllowed(flow.ASSIGN)
    locked = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if not may_be_urged(locked):
        raise Unfit({"urge": gettext("现在不用催：没有在等单位，或者 %(days)s 天里已经催过。") % {"days": PAUSE_DAYS}})
    remark(locked, "urge", "催办", by=by, tells=("units",))
    return locked
