"""报名、签到、提问: what people do before and in the room, by themselves or through the clerk.

A sign-up and its telephone live only until the record is confirmed: whoever did not come leaves nothing behind.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction

from deliberation.text.normalise import fault, tidy
from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.advance import remark
from kentan.ground.ledger.errors import NotAllowed
from kentan.ground.ledger.sealed import seal as sealed
from kentan.ground.moment import now
from kentan.ground.network import crockford
from kentan.stages.talks import flow, rules
from kentan.stages.talks.actions.holding import record
from kentan.stages.talks.errors import DoorClosed, NotInProgress
from kentan.stages.talks.labels import SeatRole
from kentan.stages.talks.models import Question, Seat, SignUp, Talk, Utterance
from kentan.stages.talks.queries import is_door_open, is_taking_names

MOST_QUESTION = 500


def sign_up(talk: Talk, *, by: Actor, name: str = "", side: str = "", phone: str = "", key: str = "") -> SignUp:
    """报名: one place, with a slip to come back with; the same key again is the same sign-up. Raises DoorClosed."""
    if not is_taking_names(talk):
        raise DoorClosed(talk.state)
    if known := SignUp.objects.filter(key=key).first() if key else None:
        return known
    try:
        with transaction.atomic():
            made = SignUp.objects.create(
                talk=talk, name=tidy(name), side=tidy(side), slip=crockford.draw(crockford.RECEIPT_LENGTH), key=key or None,
                phone_sealed=sealed(phone) if phone else None, ending=phone[-4:], made_at=now(),
            )  # fmt: skip
            remark(talk, f"sign_up:{made.pk}", "报名", by=by)
    except IntegrityError:
        return SignUp.objects.get(key=key)
    return made


@transaction.atomic
def withdraw_sign_up(made: SignUp, *, by: Actor) -> None:
    """不来了: the sign-up and the telephone are gone at once. Raises DoorClosed when the seat is taken already."""
    if made.seat_id is not None:
        raise DoorClosed(made.talk.state)
    if not (by.kind == "participant" and by.key == made.slip) and not rules.is_host_staff(by, made.talk):
        raise NotAllowed(flow.START)
    talk, pk = made.talk, made.pk
    made.delete()
    remark(talk, f"signed_off:{pk}", "不来了", by=by)


@transaction.atomic
def arrive(made: SignUp, *, by: Actor) -> Seat:
    """签到 of somebody who signed up: the slip becomes the seat's; twice is once. Raises DoorClosed."""
    if not is_door_open(made.talk):
        raise DoorClosed(made.talk.state)
    if not (by.kind == "participant" and by.key == made.slip) and not rules.is_host_staff(by, made.talk):
        raise NotAllowed(flow.START)
    locked = SignUp.objects.select_for_update(of=("self",)).select_related("seat").get(pk=made.pk)
    if locked.seat is None:
        locked.seat = Seat.objects.create(
            talk=made.talk, role=SeatRole.CITIZEN, name=made.name, side=made.side, slip=made.slip, checked_in_at=now(),
            is_by_phone=by.kind == "participant",
        )  # fmt: skip
        locked.save(update_fields=["seat"])
    return locked.seat


def check_in(talk: Talk, *, by: Actor, name: str = "", side: str = "", key: str = "") -> Seat:
    """扫码签到: a citizen in the room takes a seat by himself; the same key again is the same seat. Raises DoorClosed, NotAllowed."""
    if by.kind != "code" or talk.code is None or by.key != talk.code.token:
        raise NotAllowed(flow.START)
    if not is_door_open(talk):
        raise DoorClosed(talk.state)
    if known := Seat.objects.filter(key=key).first() if key else None:
        return known
    try:
        with transaction.atomic():
            return Seat.objects.create(
                talk=talk, role=SeatRole.CITIZEN, name=tidy(name), side=tidy(side), key=key or None, is_by_phone=True,
                slip=crockford.draw(crockford.RECEIPT_LENGTH), checked_in_at=now(),
            )  # fmt: skip
    except IntegrityError:
        return Seat.objects.get(key=key)


def ask(talk: Talk, *, by: Actor, words: str, seat: Seat | None = None, key: str = "") -> Question:
    """提问 through the talk's code, with or without a seat. Raises DoorClosed, NotAllowed, ValueError on unfit words."""
    if by.kind != "code" or talk.code is None or by.key != talk.code.token or (seat and seat.talk_id != talk.pk):
        raise NotAllowed(flow.START)
    if not is_door_open(talk):
        raise DoorClosed(talk.state)
    said = tidy(words)
    if found := fault(said, least=2, most=MOST_QUESTION):
        raise ValueError(found)
    if known := Question.objects.filter(key=key).first() if key else None:
        return known
    try:
        with transaction.atomic():
            return Question.objects.create(talk=talk, seat=seat, words=said, asked_at=now(), key=key or None)
    except IntegrityError:
        return Question.objects.get(key=key)


@transaction.atomic
def read_out(question: Question, *, by: Actor) -> Utterance:
    """念出来: the question becomes a line of the record; who asked without a seat gets a nameless one. Raises NotInProgress."""
    locked = Question.objects.select_for_update().get(pk=question.pk)
    if not locked.is_open:
        raise NotInProgress(locked.talk.state)
    asked_by = locked.seat or Seat.objects.create(
        talk=locked.talk, role=SeatRole.CITIZEN, slip=crockford.draw(crockford.RECEIPT_LENGTH), checked_in_at=locked.asked_at,
        is_by_phone=True,
    )  # fmt: skip
    locked.utterance = record(locked.talk, by=by, seat=asked_by, words=locked.words, item="现场提问")
    locked.seat = asked_by
    locked.save(update_fields=["utterance", "seat"])
    return locked.utterance


@transaction.atomic
def set_aside(question: Question, *, by: Actor, reason: str) -> Question:
    """没念: with the reason, which the asker can be told. Raises NotAllowed, NotInProgress."""
    if not rules.is_host_staff(by, question.talk):
        raise NotAllowed(flow.START)
    locked = Question.objects.select_for_update().get(pk=question.pk)
    if not locked.is_open:
        raise NotInProgress(locked.talk.state)
    locked.set_aside_for = tidy(reason)[:80]
    locked.save(update_fields=["set_aside_for"])
    remark(locked.talk, f"set_aside:{locked.pk}", "没念", by=by, note=locked.set_aside_for)
    return locked
