"""What pages ask about voices and tickets."""

from kentan.stages.voices.queries.alike import Alike, alike
from kentan.stages.voices.queries.inboxes import (
    contactless,
    deputy_inbox,
    staff_inbox,
    ticket_for,
    unit_inbox,
)
from kentan.stages.voices.queries.receipts import Owed, Receipt, TraceStep, find_voice, receipt

__all__ = [
    "Alike", "Owed", "Receipt", "TraceStep", "alike", "contactless", "deputy_inbox", "find_voice", "receipt", "staff_inbox",
    "ticket_for", "unit_inbox",
]  # fmt: skip
