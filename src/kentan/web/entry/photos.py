"""照片: only for those who may see the voice, never under a name or type that executes."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext

from kentan.ground.accounts import throttle
from kentan.ground.ledger.errors import NotAllowed
from kentan.ground.ledger.models import Attachment
from kentan.stages.voices import flow, rules
from kentan.stages.voices.models import TicketPhoto, Voice, VoicePhoto
from kentan.stages.voices.queries import find_voice
from kentan.web.entry.doors import address_of
from kentan.web.parts.guard import actor, signed_in

PICTURE_TYPES = frozenset({"image/jpeg", "image/png", "image/webp"})
MOST_MISSES = 30


def served(attachment: Attachment) -> HttpResponse:
    """The bytes under a fixed type and a plain name."""
    kind = attachment.content_type if attachment.content_type in PICTURE_TYPES else "application/octet-stream"
    ending = "jpg" if kind == "image/jpeg" else kind.rpartition("/")[2] if kind in PICTURE_TYPES else "bin"
    try:
        stream = attachment.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    answer = FileResponse(stream, content_type=kind)
    answer["Content-Disposition"] = (
        f'{"inline" if kind in PICTURE_TYPES else "attachment"}; filename="kentan-{attachment.pk}.{ending}"'
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, max-age=600"
    return answer  # type: ignore[return-value]  # it streams; whoever passes it on only sets headers


def voice_behind(attachment: Attachment) -> Voice:
    """The voice that a photo belongs to, by itself or through its ticket's result."""
    photo = VoicePhoto.objects.select_related("voice__area__parent", "voice__ticket").filter(attachment=attachment).first()
    if photo is not None:
        return photo.voice
    result = TicketPhoto.objects.select_related("ticket__voice__area__parent").filter(attachment=attachment).first()
    if result is None:
        raise Http404
    return result.ticket.voice


@signed_in
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """A photo, for the addressee, the area's staff and the unit that has the ticket."""
    attachment = Attachment.objects.get(pk=pk)
    if not rules.may_see(actor(request), voice_behind(attachment)):
        raise NotAllowed(flow.RELAY)
    return served(attachment)


def photo_of_receipt(request: HttpRequest, receipt: str, n: int) -> HttpResponse:
    """The n-th photo of one's own matter, counted from 1: what was sent first, then what the unit showed."""
    voice = find_voice(receipt)
    if voice is None:
        if throttle.wait_seconds("receipt", address_of(request), most=MOST_MISSES):
            return HttpResponse(gettext("试错太多次了，请过几分钟再查。"), status=429)
        throttle.count_miss("receipt", address_of(request))
        raise Http404
    sent = Attachment.objects.filter(voice_photo__voice=voice).order_by("voice_photo__pk")
    shown = Attachment.objects.filter(ticket_photo__ticket__voice=voice).order_by("ticket_photo__pk")
    found = [*sent, *shown]
    if not 1 <= n <= len(found):
        raise Http404
    return served(found[n - 1])
