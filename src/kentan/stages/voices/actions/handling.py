"""办理: what the unit does, what the addressee says to it, what the citizen says to that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger import attachments
from kentan.ground.ledger.advance import advance, subject_of
from kentan.ground.ledger.models import Entry
from kentan.ground.moment import now, today
from kentan.ground.network.models import Organisation
from kentan.ground.rulebook.queries import promise
from kentan.ground.words import day_in_words
from kentan.stages.voices import flow, rules
from kentan.stages.voices.actions.owing import owe
from kentan.stages.voices.actions.speaking import readable
from kentan.stages.voices.actions.triage import handling_unit
from kentan.stages.voices.errors import NotAcceptable
from kentan.stages.voices.intake import fit, required
from kentan.stages.voices.labels import Scope, TicketState, Verdict
from kentan.stages.voices.models import Ticket, TicketPhoto

ENDED = (TicketState.RATED, TicketState.NO_VERDICT)


def mark_read(ticket: Ticket, *, by: Actor) -> None:
    """The unit opened the page: the addressee sees that it was read."""
    if rules.is_liaison(by, ticket) and ticket.read_by_unit_at is None:
        Ticket.objects.filter(pk=ticket.pk, read_by_unit_at=None).update(read_by_unit_at=now())


@transaction.atomic
def accept(ticket: Ticket, *, by: Actor, needs_many: bool = False) -> Ticket:
    """接件: the handling clock starts; a matter for several units has the longer one."""
    ticket.needs_many = needs_many
    ticket.save(update_fields=["needs_many"])
    advance(ticket, flow.ACCEPT, by=by)
    owe(ticket)
    return ticket


@transaction.atomic
def decline(ticket: Ticket, *, by: Actor, reason: str) -> Ticket:
    """退件, with the reason and whose it is in the unit's view; the township or the city decides."""
    advance(ticket, flow.DECLINE, by=by, note=required(reason, "words", gettext("请写明为什么不归本单位，应当归谁。")))
    owe(ticket)
    return ticket


@transaction.atomic
def decide(ticket: Ticket, *, by: Actor, unit: Organisation, words: str = "") -> Ticket:
    """裁定归属: the unit decided upon cannot decline again."""
    ticket.unit, ticket.is_decided, ticket.read_by_unit_at = handling_unit(unit), True, None
    ticket.save(update_fields=["unit", "is_decided", "read_by_unit_at"])
    advance(ticket, flow.DECIDE, by=by, note=fit(words))
    owe(ticket)
    return ticket


@transaction.atomic
def finish(ticket: Ticket, *, by: Actor, result: str, scope: str, photos: Sequence[UploadedFile[Any]] = ()) -> Ticket:
    """报结果: what was done, how far it reaches, photos of it."""
    if scope not in Scope.values:
        raise NotAcceptable({"scope": gettext("请选择这次办好了多大范围。")})
    ticket.result, ticket.scope = required(result, "words", gettext("请写明做了什么、什么时候做的。")), scope
    pictures = readable(photos)
    ticket.save(update_fields=["result", "scope"])
    advance(ticket, flow.FINISH, by=by, note=ticket.result)
    for picture in pictures:
        TicketPhoto.objects.create(ticket=ticket, attachment=attachments.keep_photo(picture))
    owe(ticket)
    return ticket


@transaction.atomic
def confirm(ticket: Ticket, *, by: Actor, words: str = "") -> Ticket:
    """确认办好: now the citizen is told and may rate."""
    advance(ticket, flow.CONFIRM, by=by, note=fit(words))
    owe(ticket)
    return ticket


@transaction.atomic
def send_back(ticket: Ticket, *, by: Actor, reason: str) -> Ticket:
    """没办好，退回: the unit handles on."""
    advance(ticket, flow.SEND_BACK, by=by, note=required(reason, "words", gettext("请写明哪里没办好。")))
    owe(ticket)
    return ticket


@transaction.atomic
def rate(ticket: Ticket, *, by: Actor, verdict: str, remark: str = "") -> Ticket:
    """评价: no value is chosen beforehand; 不满意 asks for words."""
    if verdict not in Verdict.values:
        raise NotAcceptable({"verdict": gettext("请选一个：满意、基本满意，或者不满意。")})
    said = fit(remark, "remark")
    if verdict == Verdict.UNSATISFIED:
        required(said, "remark", gettext("请说一句哪里不满意，好让他们知道改什么。"))
    ticket.verdict, ticket.verdict_words = verdict, said
    ticket.save(update_fields=["verdict", "verdict_words"])
    words = f"{Verdict(verdict).label}：{ticket.verdict_words}" if ticket.verdict_words else str(Verdict(verdict).label)
    advance(ticket, flow.RATE, by=by, note=words)
    owe(ticket)
    return ticket


@transaction.atomic
def reopen(ticket: Ticket, *, by: Actor, reason: str) -> Ticket:
    """重开, once, within the days of the rule (30) after it ended. Raises NotAcceptable."""
    ended = Entry.objects.filter(subject=subject_of(ticket), after__in=ENDED).order_by("-position").first()
    last_day = promise("ticket.reopen", since=ended.at).due if ended else today()
    if today() > last_day:
        raise NotAcceptable(
            {"words": gettext("重开的期限是 %(day)s，已经过了。请作为新的一件再说一次。") % {"day": day_in_words(last_day)}}
        )
    advance(ticket, flow.REOPEN, by=by, note=required(reason, "words", gettext("请说一句为什么要重开。")))
    ticket.reopened, ticket.verdict = True, ""
    ticket.save(update_fields=["reopened", "verdict"])
    owe(ticket)
    return ticket
