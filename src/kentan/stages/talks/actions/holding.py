"""What is done in and around one talk."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from deliberation.text.normalise import fault, tidy
from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger import erasure, numbers
from kentan.ground.ledger.advance import advance, begin, remark
from kentan.ground.ledger.errors import NotAllowed
from kentan.ground.ledger.followers import happened
from kentan.ground.moment import local, now, today
from kentan.ground.network import crockford
from kentan.ground.network.actions import close_code, make_talk_code, replace_code
from kentan.ground.network.models import Deputy, Organisation, Station
from kentan.ground.rulebook.queries import promise
from kentan.stages.preparation.queries import latest_pack
from kentan.stages.preparation.rules import is_ready
from kentan.stages.talks import flow, rules
from kentan.stages.talks.errors import InThePast, NotInProgress, NotInSeries, OtherHost, TooSoon, Unprepared
from kentan.stages.talks.labels import Confirmed, Initiative, Response, SeatRole, SeriesState, TalkForm, TalkState
from kentan.stages.talks.models import Seat, SignUp, Talk, TalkSeries, Utterance
from kentan.stages.topics.models import Topic

RECORDING = (TalkState.IN_PROGRESS, TalkState.ADJOURNED)
OVER = (TalkState.CONFIRMED, TalkState.CLOSED, TalkState.CANCELLED)
MOST_WORDS = 5000


@transaction.atomic
def plan(
    *, by: Actor, host: Organisation, title: str, place: str, starts_at: datetime,
    theme: str = "", station: Station | None = None, form: str = TalkForm.FACE, topic: Topic | None = None,
    series: TalkSeries | None = None, initiative: str = "",
) -> Talk:  # fmt: skip
    """拟一场恳谈, alone or as the next sitting of a series.

    Raises NotAllowed, OtherHost when the topic is another body's, NotInSeries when the series is over or held elsewhere.
    """
    talk = Talk(
        state=TalkState.DRAFT, title=tidy(title), theme=tidy(theme), host=host, area=host.area, station=station,
        place=tidy(place), starts_at=starts_at, form=form, topic=topic or (series.topic if series else None),
        initiative=initiative or (Initiative.JOINT if series and series.host_id != host.pk else Initiative.OWN),
    )  # fmt: skip
    if not rules.is_host_staff(by, talk):
        raise NotAllowed(flow.ANNOUNCE)
    if series is not None:
        join(talk, series)
    if talk.topic is not None and talk.topic.host_id not in {talk.host_id, series.host_id if series else None}:
        raise OtherHost(talk.topic.title)
    talk.save()
    begin(talk, by=by, label="拟办", note=series.title if series else "")
    return talk


def join(talk: Talk, series: TalkSeries) -> None:
    """Take the next place in an open series; two who plan at once queue here. Raises NotInSeries."""
    locked = TalkSeries.objects.select_for_update(of=("self",)).select_related("host", "area").get(pk=series.pk)
    if locked.state != SeriesState.OPEN or not rules.is_within(talk, locked):
        raise NotInSeries(locked.title)
    last = locked.sittings.aggregate(last=Max("sitting"))["last"] or 0
    talk.series, talk.sitting = locked, last + 1


@transaction.atomic
def announce(talk: Talk, *, by: Actor) -> Talk:
    """公告: at least as many days before as the rule pack asks (3); numbered, and given its code. Raises TooSoon."""
    check_notice(local(talk.starts_at).date())
    advance(talk, flow.ANNOUNCE, by=by)
    number = numbers.give(talk, body=talk.host, kind="恳谈", word=numbers.word_of(talk.host, "恳谈"), title=talk.title)
    talk.announced_at = now()
    talk.code = make_talk_code(held_in=talk.area, title=talk.title, cites=number.text)
    talk.save(update_fields=["announced_at", "code"])
    return talk


@transaction.atomic
def renew_code(talk: Talk, *, by: Actor) -> Talk:
    """换恳谈码: the old poster points to the new one. Raises NotAllowed, NotInProgress without a code in use."""
    if not rules.is_host_staff(by, talk):
        raise NotAllowed(flow.ANNOUNCE)
    if talk.code is None or talk.code.revoked_at is not None:
        raise NotInProgress(talk.state)
    talk.code = replace_code(talk.code)
    talk.save(update_fields=["code"])
    remark(talk, f"code:{talk.code.pk}", "换恳谈码", by=by)
    return talk


@transaction.atomic
def postpone(talk: Talk, *, by: Actor, starts_at: datetime, reason: str) -> Talk:
    """改期, with the reason: what was announced is announced anew with this step, so the days of notice count again.

    Raises InThePast, TooSoon.
    """
    if starts_at <= now():
        raise InThePast(starts_at)
    before, is_announced = talk.starts_at, talk.state == TalkState.ANNOUNCED
    if is_announced:
        check_notice(local(starts_at).date())
    note = f"{reason.strip()}（原定 {local(before):%Y-%m-%d %H:%M}）" if reason.strip() else ""
    advance(talk, flow.POSTPONE if is_announced else flow.REPLAN, by=by, note=note)
    talk.starts_at = starts_at
    if is_announced:
        talk.announced_at, talk.postponed_from = now(), talk.postponed_from or before
    talk.save(update_fields=["starts_at", "announced_at", "postponed_from"])
    return talk


def check_notice(held_on: date) -> None:
    """The days between today and the talk, as many as the rule pack asks (3). Raises TooSoon."""
    notice = promise("talk.announce", since=held_on)
    if today() > notice.due:
        raise TooSoon(notice.due, today() + (held_on - notice.due), notice.rule)


@transaction.atomic
def move(talk: Talk, name: str, *, by: Actor, note: str = "") -> Talk:
    """批准、开会、散会、确认记录、归档、取消: the moves that carry nothing but a note."""
    if name == flow.ANNOUNCE.name:
        return announce(talk, by=by)
    if name == flow.START.name:
        return start(talk, by=by)
    advance(talk, flow.TALK[name], by=by, note=note.strip())
    if name == flow.CANCEL.name and talk.code is not None:
        close_code(talk.code)
    if name == flow.CONFIRM_RECORD.name:
        forget_who_did_not_come(talk)
    return talk


def forget_who_did_not_come(talk: Talk) -> None:
    """Sign-ups without a seat are deleted, the telephones of the others too: they have served."""
    talk.sign_ups.filter(seat=None).delete()
    talk.sign_ups.update(phone_sealed=None, ending="")


@transaction.atomic
def start(talk: Talk, *, by: Actor) -> Talk:
    """开会: a talk on a topic adopts the frozen pack; without one (or a waiver) it cannot begin. Raises Unprepared."""
    if talk.topic is not None:
        if not is_ready(talk.topic):
            raise Unprepared(talk.topic.title)
        talk.pack = latest_pack(talk.topic.preparation)
        talk.save(update_fields=["pack"])
    advance(talk, flow.START, by=by, note=talk.pack.digest if talk.pack else "")
    return talk


@transaction.atomic
def seat(
    talk: Talk, *, by: Actor, role: str, name: str = "", side: str = "",
    deputy: Deputy | None = None, organisation: Organisation | None = None,
) -> Seat:  # fmt: skip
    """签到: somebody takes a seat and gets a slip. Raises NotAllowed, NotInProgress once the record is confirmed."""
    if not rules.is_host_staff(by, talk):
        raise NotAllowed(flow.START)
    if talk.state in OVER:
        raise NotInProgress(talk.state)
    return Seat.objects.create(
        talk=talk, role=role, name=tidy(name), side=tidy(side), deputy=deputy, organisation=organisation,
        slip=crockford.draw(crockford.RECEIPT_LENGTH), checked_in_at=now(),
    )  # fmt: skip


@transaction.atomic
def record(
    talk: Talk, *, by: Actor, seat: Seat, words: str, item: str = "", place: str = "",
    answers: Utterance | None = None, response: str = "", promised_on: date | None = None,
) -> Utterance:  # fmt: skip
    """记一条: what this person said, word for word. Raises NotAllowed, NotInProgress, ValueError on unfit words."""
    if by.account is None or not rules.is_host_staff(by, talk):
        raise NotAllowed(flow.START)
    locked = Talk.objects.select_for_update().get(pk=talk.pk)
    if locked.state not in RECORDING or seat.talk_id != talk.pk:
        raise NotInProgress(locked.state)
    said = tidy(words)
    if found := fault(said, least=1, most=MOST_WORDS):
        raise ValueError(found)
    if answers is not None and answers.talk_id != talk.pk:
        raise ValueError("answers")
    if response == Response.LATER and promised_on is None:
        raise ValueError("promised_on")
    last = talk.utterances.aggregate(last=Max("position"))["last"] or 0
    utterance = Utterance.objects.create(
        talk=talk, seat=seat, position=last + 1, item=tidy(item), words=said, place=tidy(place), said_at=now(),
        recorded_by_id=by.account, answers=answers, response=response, promised_on=promised_on,
    )  # fmt: skip
    remark(talk, f"utterance:{utterance.pk}", "记一条", by=by, note=said)
    return utterance


def may_confirm(actor: Actor, utterance: Utterance) -> bool:
    """The speaker himself with his slip, or the host's staff who asked him."""
    if actor.kind == "participant":
        return actor.key == utterance.seat.slip
    return rules.is_host_staff(actor, utterance.talk)


@transaction.atomic
def confirm_wording(utterance: Utterance, *, by: Actor, how: str) -> Utterance:
    """确认原话: by whom, how, when; without it the page says 未确认."""
    if not may_confirm(by, utterance):
        raise NotAllowed(flow.CONFIRM_RECORD)
    utterance.confirmed, utterance.confirmed_at = Confirmed(how), now()
    utterance.save(update_fields=["confirmed", "confirmed_at"])
    remark(utterance.talk, f"confirmed:{utterance.pk}", "确认原话", by=by, note=str(Confirmed(how).label))
    return utterance


@transaction.atomic
def erase_seat(seat: Seat, *, by: Actor) -> Seat:
    """依申请删除: everything one citizen said in this talk, and his name; the record keeps the empty lines."""
    if not rules.is_host_staff(by, seat.talk) or seat.role != SeatRole.CITIZEN:
        raise NotAllowed(flow.CONFIRM_RECORD)
    for utterance in seat.utterances.all():
        utterance.erased_at = now()
        utterance.save(update_fields=["erased_at"])
        erasure.blank(utterance)
        erasure.forget_remarks(seat.talk, f"utterance:{utterance.pk}")
    for question in seat.questions.all():
        question.erased_at = now()
        question.save(update_fields=["erased_at"])
        erasure.blank(question)
    for party in seat.speaks_for.select_related("mediation__talk"):
        erasure.blank(party)
        erasure.forget_remarks(party.mediation, f"party:{party.pk}")
    for made in SignUp.objects.filter(seat=seat):
        erasure.blank(made)
    erasure.blank(seat)
    remark(seat.talk, f"erased:{seat.pk}", "依申请删除", by=by)
    happened(flow.SEAT_ERASED, seat, by=by)
    return seat
