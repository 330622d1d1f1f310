"""留痕: the steps of one record, as its page and the API show them."""

from __future__ import annotations

from django.db.models import QuerySet

from kentan.ground.ledger.models import Entry, Staged


def log_of(record: Staged) -> QuerySet[Entry]:
    """Every step from the first; what was said at a talk stands in its record and is not repeated here."""
    found = Entry.objects.filter(chain__matter=record.matter).select_related("words").order_by("position")
    for said in ("utterance:", "confirmed:", "point:"):
        found = found.exclude(move__startswith=said)
    return found
