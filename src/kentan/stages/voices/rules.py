"""谁可以: predicates over (actor, record), named after the office's own words."""

from __future__ import annotations

from kentan.ground.accounts.actor import Actor
from kentan.stages.voices.models import Ticket, Voice


def voice_of(record: Voice | Ticket) -> Voice:
    """The voice behind either record."""
    return record.voice if isinstance(record, Ticket) else record


def is_area_staff(actor: Actor, record: Voice | Ticket) -> bool:
    """镇街人大工作人员 of that township, or 市人大工作人员."""
    if actor.holds("city_staff"):
        return True
    township = voice_of(record).area.township
    return township is not None and actor.holds_in(township.pk, "town_staff", "town_chair")


def is_city_staff(actor: Actor, record: Voice | Ticket) -> bool:
    """市人大工作人员."""
    return actor.holds("city_staff")


def is_addressee(actor: Actor, record: Voice | Ticket) -> bool:
    """The deputy whose code it was; for a station, the staff on duty there: the area's staff."""
    voice = voice_of(record)
    if voice.deputy_id is not None:
        return actor.deputy == voice.deputy_id
    return is_area_staff(actor, record)


def may_triage(actor: Actor, record: Voice | Ticket) -> bool:
    """The addressee, or the area's staff in his stead."""
    return is_addressee(actor, record) or is_area_staff(actor, record)


def is_liaison(actor: Actor, ticket: Ticket) -> bool:
    """The liaison (or head) of the unit that has it now."""
    return ticket.unit_id is not None and actor.holds_at(ticket.unit_id, "liaison", "unit_head")


def may_decline(actor: Actor, ticket: Ticket) -> bool:
    """A unit designated after a dispute may not decline again (潍坊 12345 条例 第二十二条)."""
    return is_liaison(actor, ticket) and not ticket.is_decided


def is_speaker(actor: Actor, record: Voice | Ticket) -> bool:
    """Whoever holds the receipt."""
    return actor.kind == "receipt" and actor.key == voice_of(record).receipt


def may_rate(actor: Actor, ticket: Ticket) -> bool:
    """The speaker; or staff who asked him by telephone and enter his words (代录)."""
    return is_speaker(actor, ticket) or is_area_staff(actor, ticket)


def may_reopen(actor: Actor, ticket: Ticket) -> bool:
    """Speaker or addressee, once."""
    return not ticket.reopened and (is_speaker(actor, ticket) or is_addressee(actor, ticket))


def is_system(actor: Actor, record: Voice | Ticket) -> bool:
    """The clock, acting through the chores."""
    return actor.kind == "system"


def may_see(actor: Actor, voice: Voice) -> bool:
    """Who sees a voice: its addressee, staff of that area, the handling unit, the speaker. Nobody else."""
    ticket = getattr(voice, "ticket", None)
    at_unit = ticket is not None and is_liaison(actor, ticket)
    return is_addressee(actor, voice) or is_area_staff(actor, voice) or is_speaker(actor, voice) or at_unit


def may_see_contact(actor: Actor, voice: Voice) -> bool:
    """Who may look at the telephone: the addressee and the area's staff; never the handling unit."""
    return is_addressee(actor, voice) or is_area_staff(actor, voice)
