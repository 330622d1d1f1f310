"""调解: positions, offers, the text, the signatures. What was signed is never changed under a signature."""

from __future__ import annotations

from django.db import transaction

from deliberation.text.normalise import fault, tidy
from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.advance import advance, begin, remark
from kentan.ground.ledger.errors import NotAllowed
from kentan.ground.moment import now
from kentan.stages.talks import flow, rules
from kentan.stages.talks.errors import MediationOver, Unsigned
from kentan.stages.talks.labels import Confirmed, MediationState, TalkState
from kentan.stages.talks.models import Mediation, Party, Seat, Talk

MEDIATING = (TalkState.IN_PROGRESS, TalkState.ADJOURNED, TalkState.CONFIRMED)
LEAST_SIDES, MOST_WORDS = 2, 5000


@transaction.atomic
def open_mediation(talk: Talk, *, by: Actor, subject: str, mediator: Seat | None = None) -> Mediation:
    """开始调解 over one matter. Raises NotAllowed, MediationOver before the talk began or after it was filed."""
    mediation = Mediation(
        talk=talk, subject=tidy(subject)[:80], mediator=of_this_talk(mediator, talk), opened_at=now(), state=MediationState.OPEN,
    )  # fmt: skip
    if not rules.is_mediating_staff(by, mediation):
        raise NotAllowed(flow.AGREE)
    if Talk.objects.select_for_update().get(pk=talk.pk).state not in MEDIATING:
        raise MediationOver(talk.state)
    mediation.save()
    begin(mediation, by=by, label="开始调解", note=mediation.subject)
    return mediation


def of_this_talk(seat: Seat | None, talk: Talk) -> Seat | None:
    """The seat, if it is one of this talk's. Raises ValueError."""
    if seat is not None and seat.talk_id != talk.pk:
        raise ValueError("seat")
    return seat


def opened(mediation: Mediation, by: Actor) -> Mediation:
    """The row, locked, while it is open. Raises NotAllowed, MediationOver."""
    if not rules.is_mediating_staff(by, mediation):
        raise NotAllowed(flow.AGREE)
    locked = Mediation.objects.select_for_update().get(pk=mediation.pk)
    if locked.state != MediationState.OPEN:
        raise MediationOver(locked.state)
    return locked


@transaction.atomic
def set_party(
    mediation: Mediation, *, by: Actor, name: str, position: str = "", offer: str = "", seat: Seat | None = None,
) -> Party:  # fmt: skip
    """记一方: what it wants and what it offers; said again it replaces what stood there. Raises NotAllowed, MediationOver, ValueError."""
    locked, words = opened(mediation, by), [tidy(position), tidy(offer)]
    if found := next(filter(None, (fault(text, most=MOST_WORDS) for text in words)), None):
        raise ValueError(found)
    party, _made = Party.objects.update_or_create(
        mediation=locked, name=tidy(name)[:20],
        defaults={"position": words[0], "offer": words[1], "seat": of_this_talk(seat, mediation.talk)},
    )  # fmt: skip
    remark(mediation, f"party:{party.pk}", "记一方主张", by=by, note="\n".join([party.name, *words]))
    return party


@transaction.atomic
def write_terms(mediation: Mediation, *, by: Actor, terms: str) -> Mediation:
    """写约定: another text needs new signatures; the same text keeps them. Raises NotAllowed, MediationOver, ValueError."""
    locked, written = opened(mediation, by), tidy(terms)
    if found := fault(written, least=1, most=MOST_WORDS):
        raise ValueError(found)
    if written != locked.terms:
        locked.parties.update(signed="", signed_at=None)
        locked.terms = mediation.terms = written
        locked.save(update_fields=["terms"])
        remark(mediation, "terms", "写约定", by=by, note=written)
    return locked


@transaction.atomic
def sign_terms(party: Party, *, by: Actor, how: str, terms: str | None = None) -> Party:
    """签字 of one side: by whoever speaks for it with his slip, or recorded by staff who saw it.

    `terms` is the text that the signer saw: another one in the meantime is not signed (Unsigned). Pressing twice signs once.
    Raises NotAllowed, MediationOver, Unsigned.
    """
    if not rules.may_sign_terms(by, party):
        raise NotAllowed(flow.AGREE)
    locked = Mediation.objects.select_for_update().get(pk=party.mediation_id)
    if locked.state != MediationState.OPEN:
        raise MediationOver(locked.state)
    if not locked.terms or (terms is not None and tidy(terms) != locked.terms):
        raise Unsigned(party.name)
    party.refresh_from_db()
    if party.signed:
        return party
    party.signed, party.signed_at = Confirmed(how), now()
    party.save(update_fields=["signed", "signed_at"])
    remark(locked, f"signed:{party.pk}", "签字", by=by, note=f"{party.name}：{Confirmed(how).label}")
    return party


@transaction.atomic
def agree(mediation: Mediation, *, by: Actor) -> Mediation:
    """达成约定: at least two sides, every one of them has signed the text. Raises NotAllowed, Unsigned, WrongState."""
    locked = Mediation.objects.select_for_update().get(pk=mediation.pk)
    unsigned = [party.name for party in locked.parties.all() if not party.signed]
    if rules.is_mediating_staff(by, mediation) and (unsigned or not locked.terms or locked.parties.count() < LEAST_SIDES):
        raise Unsigned("、".join(unsigned))
    mediation.terms = locked.terms
    advance(mediation, flow.AGREE, by=by)
    return mediation


@transaction.atomic
def end_without(mediation: Mediation, *, by: Actor, reason: str) -> Mediation:
    """没有谈拢: an honest end, with what still stands between the sides."""
    advance(mediation, flow.END_WITHOUT, by=by, note=reason)
    return mediation


@transaction.atomic
def resume(mediation: Mediation, *, by: Actor, reason: str) -> Mediation:
    """再谈: after there was no agreement."""
    advance(mediation, flow.RESUME, by=by, note=reason)
    return mediation


@transaction.atomic
def release_terms(mediation: Mediation, *, by: Actor, is_released: bool) -> Mediation:
    """公开约定, or take it back: without it the public reads only that the sides agreed. Raises NotAllowed, MediationOver."""
    if not rules.is_mediating_staff(by, mediation):
        raise NotAllowed(flow.AGREE)
    if mediation.state != MediationState.AGREED:
        raise MediationOver(mediation.state)
    mediation.is_released = is_released
    mediation.save(update_fields=["is_released"])
    remark(mediation, "released" if is_released else "withheld", "公开约定" if is_released else "收回公开约定", by=by)
    return mediation
