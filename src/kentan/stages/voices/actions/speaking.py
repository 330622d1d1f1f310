"""说事: a sentence is stored once, receives a receipt and opens a ticket, all in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger import attachments
from kentan.ground.ledger.advance import begin, begin_many, tell
from kentan.ground.ledger.errors import NotAllowed
from kentan.ground.ledger.owing import reckon
from kentan.ground.ledger.sealed import keyed_hash, seal
from kentan.ground.moment import now
from kentan.ground.network import crockford
from kentan.ground.network.models import Area, Code
from kentan.ground.words import in_words
from kentan.stages.voices import flow, intake, rules
from kentan.stages.voices.actions.owing import rule_for
from kentan.stages.voices.errors import KeyReused, NotAcceptable
from kentan.stages.voices.labels import Channel, TicketState, VoiceState
from kentan.stages.voices.models import PracticeVoice, Ticket, Voice, VoiceContact, VoicePhoto

CHANNELS = {"deputy": Channel.DEPUTY_CODE, "station": Channel.STATION_CODE, "talk": Channel.TALK_CODE}
TOLD = ("addressee", "staff")
PHOTO_FAULTS = {
    "too_large": _("照片太大了，每张最多 15 MB。"),
    "heic": _("这种照片（HEIC）打不开。请在手机相机设置里选“兼容性最佳”，或截一张图再传。"),
    "unreadable": _("这个文件不是能打开的照片。请换一张 JPG 或 PNG。"),
}


@dataclass(frozen=True, slots=True)
class Heard:
    """The stored voice; `repeated` when the same sending had been stored before."""

    voice: Voice
    repeated: bool


def speak(
    *, by: Actor, code: Code, words: str, place: str = "", phone: str = "",
    photos: Sequence[UploadedFile[Any]] = (), key: str = "", notice: str = "",
) -> Heard:  # fmt: skip
    """A citizen speaks through a code. Raises NotAcceptable or KeyReused; then nothing was stored."""
    said = intake.accept(words=words, place=place, phone=phone)
    return store(by=by, code=code, said=said, photos=photos, key=key, notice=notice, channel=CHANNELS[code.kind])


def speak_by_proxy(
    *, by: Actor, code: Code, words: str, place: str = "", phone: str = "",
    photos: Sequence[UploadedFile[Any]] = (), key: str = "", said_at: datetime | None = None,
) -> Heard:  # fmt: skip
    """代录: staff or a deputy enters what somebody said to him, with the true time of saying.

    Raises NotAllowed, NotAcceptable or KeyReused.
    """
    voice = Voice(deputy=code.deputy, station=code.station, area=area_of(code))
    if by.account is None or not (rules.is_addressee(by, voice) or by.holds("town_staff", "town_chair", "city_staff")):
        raise NotAllowed(flow.RELAY)
    said = intake.accept(words=words, place=place, phone=phone)
    if said_at is not None and said_at > now():
        raise NotAcceptable({"said_at": gettext("说话的时间不能在将来。")})
    return store(by=by, code=code, said=said, photos=photos, key=key, notice="", channel=Channel.PROXY, said_at=said_at)


def area_of(code: Code) -> Area:
    """The area that a code's voices belong to."""
    if code.area is None:
        raise NotAcceptable({"code": gettext("这个码还没有连到代表或联络站。")})
    return code.area


def store(
    *, by: Actor, code: Code, said: intake.Said, photos: Sequence[UploadedFile[Any]], key: str, notice: str,
    channel: Channel, said_at: datetime | None = None,
) -> Heard:  # fmt: skip
    """Store once: an equal key waits for the first sending and answers with its voice."""
    if len(photos) > intake.MOST_PHOTOS:
        raise NotAcceptable({"photos": gettext("最多 %(most)s 张照片，请去掉几张。") % {"most": intake.MOST_PHOTOS}})
    fingerprint = said.fingerprint(code)
    if earlier := heard_before(key, fingerprint):
        return earlier
    pictures = readable(photos)
    try:
        with transaction.atomic():
            voice = Voice.objects.create(
                state=VoiceState.HELD, receipt=crockford.draw(crockford.RECEIPT_LENGTH),
                words=said.words, place=said.place, channel=channel, code=code, deputy=code.deputy,
                station=code.station, area=area_of(code), said_at=said_at or now(), received_at=now(),
                entered_by_id=by.account, notice=notice[:20], key=key or None, fingerprint=fingerprint,
                cites=code.cites,
            )  # fmt: skip
            keep_beside(voice, said, pictures)
            open_ticket(voice, by=by)
    except IntegrityError:
        if earlier := heard_before(key, fingerprint):
            return earlier
        raise
    return Heard(voice, repeated=False)


def heard_before(key: str, fingerprint: str) -> Heard | None:
    """The voice that an equal key stored; raises KeyReused when its content was another."""
    earlier = Voice.objects.filter(key=key).first() if key else None
    if earlier is None:
        return None
    if earlier.fingerprint != fingerprint:
        raise KeyReused(key)
    return Heard(earlier, repeated=True)


def readable(photos: Sequence[UploadedFile[Any]]) -> list[bytes]:
    """Every photo re-encoded, or none. Raises NotAcceptable with the sentence for the first bad one."""
    try:
        return [attachments.reencode(photo) for photo in photos]
    except attachments.NotAPhoto as error:
        raise NotAcceptable({"photos": in_words(PHOTO_FAULTS[error.reason])}) from error


def keep_beside(voice: Voice, said: intake.Said, pictures: Sequence[bytes]) -> None:
    """The telephone (sealed, apart) and the photos."""
    if said.phone:
        VoiceContact.objects.create(
            voice=voice, phone_sealed=seal(said.phone), phone_hash=keyed_hash(said.phone), ending=said.phone[-4:],
        )  # fmt: skip
    for picture in pictures:
        VoicePhoto.objects.create(voice=voice, attachment=attachments.keep_photo(picture))


def open_ticket(voice: Voice, *, by: Actor) -> Ticket:
    """Every voice that arrives by code or proxy opens its ticket, and the first clock starts."""
    ticket = ticket_of(voice)
    _heard, opened = begin_many([[(voice, "收到"), (ticket, "开件")]], by=by)
    tell(opened, ticket, TOLD)
    return ticket


def open_ticket_of(voice: Voice, *, by: Actor) -> Ticket:
    """开件: the ticket of a voice that was begun before; its first clock starts now."""
    ticket = ticket_of(voice)
    begin(ticket, by=by, label="开件", tells=TOLD)
    return ticket


def ticket_of(voice: Voice) -> Ticket:
    """Stored with its first date; its entry is the caller's to write."""
    ticket = Ticket(state=TicketState.RECEIVED, voice=voice)
    reckon(ticket, rule_for(ticket))
    ticket.save(force_insert=True)
    return ticket


def rehearse(*, code: Code, words: str) -> PracticeVoice:
    """练习: kept apart, never assigned, never counted, gone the next day. Raises NotAcceptable."""
    said = intake.accept(words=words)
    return PracticeVoice.objects.create(code=code, words=said.words, said_at=now())
