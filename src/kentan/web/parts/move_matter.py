"""一件事的全页: words, photos, place, who owes what, the log and the open moves, as every face shows them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest

from kentan.ground.ledger.models import Attachment, Entry
from kentan.ground.rulebook.queries import calendar
from kentan.stages.voices import rules
from kentan.stages.voices.models import Ticket, Voice, VoiceContact
from kentan.stages.voices.queries.receipts import Owed, owed_by
from kentan.web.parts.guard import actor
from kentan.web.parts.move_rows import Due, due_of, title_of
from kentan.web.parts.moves import Board, Tried, board


@dataclass(frozen=True, slots=True)
class Matter:
    """What a page about one ticket shows; lists are asked for when they are shown."""

    ticket: Ticket
    voice: Voice
    title: str
    due: Due
    owed: Owed | None
    board: Board
    photos: QuerySet[Attachment]
    result_photos: QuerySet[Attachment]
    log: QuerySet[Entry]
    has_phone: bool
    base: str
    phone: str = ""


def matter(request: HttpRequest, ticket: Ticket, *, base: str, tried: Tried | None = None, phone: str = "") -> Matter:
    """Everything about one ticket, for this reader; `base` is its address in his face."""
    by, voice = actor(request), ticket.voice
    return Matter(
        ticket, voice, title_of(ticket), due_of(ticket, calendar()), None if voice.is_erased else owed_by(ticket),
        board(ticket, by, base, tried),
        Attachment.objects.filter(voice_photo__voice=voice).order_by("voice_photo__pk"),
        Attachment.objects.filter(ticket_photo__ticket=ticket).order_by("ticket_photo__pk"), log_of(voice), rules.may_see_contact(by, voice) and has_contact(voice), base, phone,
    )  # fmt: skip


def has_contact(voice: Voice) -> bool:
    """Whether a telephone was left."""
    try:
        return voice.contact is not None
    except VoiceContact.DoesNotExist:
        return False


def log_of(voice: Voice) -> QuerySet[Entry]:
    """留痕 of the whole matter, oldest first."""
    return Entry.objects.filter(chain__matter=voice.matter).select_related("words").order_by("position")
