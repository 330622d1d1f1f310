"""公开与删除: release is a staff act; lawful erasure leaves a green chain; looking at a contact is logged."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext

from deliberation.text.normalise import fault, tidy
from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger import attachments, erasure
from kentan.ground.ledger.advance import advance, remark
from kentan.ground.ledger.errors import NotAllowed
from kentan.ground.ledger.models import EntryWords
from kentan.ground.ledger.sealed import OtherKey, keyed_hash, unseal
from kentan.ground.moment import now
from kentan.stages.voices import flow, rules
from kentan.stages.voices.errors import NotAcceptable
from kentan.stages.voices.intake import fit
from kentan.stages.voices.labels import Withhold
from kentan.stages.voices.models import ContactLook, Ticket, Voice, VoiceContact


@transaction.atomic
def release(voice: Voice, *, by: Actor, title: str, extract: str) -> Voice:
    """公开摘录: a redacted extract and its title; names, house numbers and faces are taken out by a person."""
    voice.title, voice.extract = tidy(title), tidy(extract)
    if fault(voice.title, least=2, most=60) or fault(voice.extract, least=2, most=1000):
        raise NotAcceptable({"extract": gettext("请写标题（2 到 60 字）和去掉姓名门牌的摘录（2 到 1000 字）。")})
    voice.save(update_fields=["title", "extract"])
    advance(voice, flow.RELEASE, by=by, note=voice.title)
    return voice


@transaction.atomic
def withhold(voice: Voice, *, by: Actor, reason: str) -> Voice:
    """收回公开, with a coded reason."""
    if reason not in Withhold.values:
        raise NotAcceptable({"reason": gettext("请选择收回的理由。")})
    voice.withheld_for = reason
    voice.save(update_fields=["withheld_for"])
    advance(voice, flow.WITHHOLD, by=by, note=str(Withhold(reason).label))
    return voice


def tombstone_of(source: str, source_id: str) -> str:
    """What stays of an erased message's identity: a keyed hash, so that the same file cannot bring the words back."""
    return "erased:" + keyed_hash(f"{source}/{source_id}")


@transaction.atomic
def erase(voice: Voice, *, by: Actor) -> Voice:
    """依申请删除 (个人信息保护法 第四十七条): words, contact, photos and all notes of the matter go; the steps stay."""
    advance(voice, flow.ERASE, by=by)
    tombstone = tombstone_of(voice.source, voice.source_id) if voice.source_id else ""
    erasure.blank(voice)
    Voice.objects.filter(pk=voice.pk).update(source_id=tombstone)
    VoiceContact.objects.filter(voice=voice).delete()
    for ticket in Ticket.objects.filter(voice=voice):
        erasure.blank(ticket)
    for photo in voice.photos.select_related("attachment"):
        kept = photo.attachment
        photo.delete()
        attachments.discard(kept)
    EntryWords.objects.filter(entry__chain__matter=voice.matter).delete()
    return voice


@transaction.atomic
def tell_by_phone(ticket: Ticket, *, by: Actor, words: str = "") -> None:
    """已电话告知: the person was rung up and told; the look at his number and the telling are both kept. Raises NotAllowed."""
    look_at_contact(ticket.voice, by=by, reason=f"已电话告知：{words.strip()}" if words.strip() else "已电话告知")
    remark(ticket, "told_by_phone", "已电话告知", by=by, note=words.strip())


def look_at_contact(voice: Voice, *, by: Actor, reason: str) -> str:
    """The telephone number, for those who may; the look is logged first. Raises NotAllowed."""
    contact = VoiceContact.objects.filter(voice=voice).first()
    if by.account is None or contact is None or not rules.may_see_contact(by, voice):
        raise NotAllowed(flow.RELEASE)
    ContactLook.objects.create(voice=voice, account_id=by.account, at=now(), reason=fit(reason, "reason")[:80] or "未写事由")
    try:
        return unseal(bytes(contact.phone_sealed))
    except OtherKey:
        return gettext("号码读不出：这个安装没有当时的密钥")
