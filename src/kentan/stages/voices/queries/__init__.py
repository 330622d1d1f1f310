"""What pages ask about voices and tickets."""

from kentan.stages.voices.queries.alike import Alike, alike
from kentan.stages.voices.queries.inboxes import (
    contactless,
    deputy_inbox,
    staff_inbox,
    ticket_for,
    unit_inbox,
    voices_citing,
)
from kentan.stages.voices.queries.receipts import Owed, Receipt, TraceStep, find_voice, receipt
from kentan.stages.voices.queries.search import Page, containing, kept_voices, page_of, visible_voices, voice_for

__all__ = [
    "Alike",
    "Owed",
    "Page",
    "Receipt",
    "TraceStep",
    "alike",
    "contactless",
    "containing",
    "deputy_inbox",
    "find_voice",
    "kept_voices",
    "page_of",
    "receipt",
    "staff_inbox",
    "ticket_for",
    "unit_inbox",
    "visible_voices",
    "voice_for",
    "voices_citing",
]
