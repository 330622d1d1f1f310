"""什么引出什么: the only file that ties stages to each other and names who is told. Read it to know the consequences."""

from __future__ import annotations

from collections.abc import Iterable

from kentan.ground.accounts.actor import Actor
from kentan.ground.accounts.models import Account
from kentan.ground.ledger import audiences, erasure
from kentan.ground.ledger.followers import follow
from kentan.ground.network.models import Area, Membership
from kentan.ground.network.queries import held_now
from kentan.stages.outcomes.models import Bulletin, Outcome
from kentan.stages.suggestions import actions as suggestions
from kentan.stages.suggestions.models import Suggestion
from kentan.stages.talks import flow as talks_flow
from kentan.stages.talks.models import Seat, Talk
from kentan.stages.topics import actions as topics
from kentan.stages.topics import flow as topics_flow
from kentan.stages.topics.labels import TopicState
from kentan.stages.topics.models import Topic
from kentan.stages.voices import flow as voices_flow
from kentan.stages.voices.models import Ticket, Voice


def holders(*roles: str, area: Area | None = None, organisation: int | None = None) -> Iterable[Account]:
    """The accounts that hold one of these roles today, in an area or at an organisation."""
    held = Membership.objects.filter(held_now(), role__in=roles).select_related("account")
    if area is not None:
        held = held.filter(organisation__area=area)
    if organisation is not None:
        held = held.filter(organisation=organisation)
    return [membership.account for membership in held]


def addressee(ticket: Ticket) -> Iterable[Account | None]:
    """The deputy spoken to; for a station, the township's staff."""
    return [ticket.voice.deputy.account] if ticket.voice.deputy else staff(ticket)


def staff(ticket: Ticket) -> Iterable[Account]:
    """The staff of the ticket's township, else of the city."""
    township = ticket.voice.area.township
    return holders("town_staff", area=township) if township else holders("city_staff")


def unit(ticket: Ticket) -> Iterable[Account]:
    """The liaisons of the unit that has it now."""
    return holders("liaison", organisation=ticket.unit_id) if ticket.unit_id else []


def city_staff(ticket: Ticket) -> Iterable[Account]:
    """市人大工作人员."""
    return holders("city_staff")


def units(suggestion: Suggestion) -> Iterable[Account]:
    """The liaisons and heads of every unit that has the suggestion."""
    rows = suggestion.assignments.filter(ended_at__isnull=True)
    return [account for row in rows for account in holders("liaison", "unit_head", organisation=row.unit_id)]


def deputies(suggestion: Suggestion) -> Iterable[Account | None]:
    """The deputies who are each answered."""
    return [deputy.account for deputy in suggestion.deputies]


def host(suggestion: Suggestion) -> Iterable[Account]:
    """The staff of the assigning body."""
    return holders("town_staff", "town_chair", "city_staff", organisation=suggestion.host_id)


def gov_office(suggestion: Suggestion) -> Iterable[Account]:
    """政府办公室 beside the congress that assigned it; a town has none."""
    return holders("gov_office", area=suggestion.host.area)


def outcome_units(outcome: Outcome) -> Iterable[Account]:
    """The units of the suggestions that it came from."""
    return [account for source in outcome.sources.select_related("suggestion") for account in units(source.suggestion)]


def outcome_deputies(outcome: Outcome) -> Iterable[Account | None]:
    """The deputies of the suggestions that it came from."""
    return [account for source in outcome.sources.select_related("suggestion") for account in deputies(source.suggestion)]


def leaders(bulletin: Bulletin) -> Iterable[Account]:
    """领导: whoever reads bulletins."""
    return holders("leader")


def instructed(bulletin: Bulletin) -> Iterable[Account]:
    """The liaisons and heads of the unit that the newest instruction on it names."""
    newest = bulletin.instructions.order_by("pk").last()
    return holders("liaison", "unit_head", organisation=newest.unit_id) if newest and newest.unit_id else []


def bulletin_host(bulletin: Bulletin) -> Iterable[Account]:
    """The staff of the body that issued it."""
    return holders("town_staff", "town_chair", "city_staff", organisation=bulletin.host_id)


def forget_points_of_voice(voice: Voice, *, by: Actor) -> None:
    """民声依申请删除 → what was written down from it goes too."""
    suggestions.forget_points_of(voice)
    for row in voice.evidence.all():
        erasure.blank(row)


def forget_points_of_seat(seat: Seat, *, by: Actor) -> None:
    """发言依申请删除 → what was written down from it goes too."""
    for utterance in seat.utterances.all():
        suggestions.forget_points_of(utterance)


def topic_discussed(talk: Talk, *, by: Actor) -> None:
    """恳谈记录已确认 → 议题已恳谈; where another body hosts the topic, its own staff say so."""
    topic = talk.topic
    if topic is not None and topic.state == TopicState.PREPARING and topics_flow.DISCUSS.allowed(by, topic):
        topics.move(topic, "discuss", by=by)


def proposer(topic: Topic) -> Iterable[Account]:
    """Whoever proposed the topic."""
    return [topic.proposed_by]


def connect() -> None:
    """Called once when the system starts."""
    for name, audience in (
        ("addressee", addressee),
        ("staff", staff),
        ("unit", unit),
        ("city_staff", city_staff),
    ):
        audiences.register(Ticket, name, audience)
    for name, asked in (("units", units), ("deputies", deputies), ("host", host), ("gov_office", gov_office)):
        audiences.register(Suggestion, name, asked)
    audiences.register(Outcome, "units", outcome_units)
    audiences.register(Outcome, "deputies", outcome_deputies)
    for name, reading in (("leaders", leaders), ("instructed", instructed), ("host", bulletin_host)):
        audiences.register(Bulletin, name, reading)
    audiences.register(Topic, "proposer", proposer)
    follow(talks_flow.CONFIRM_RECORD, topic_discussed)
    follow(voices_flow.ERASE, forget_points_of_voice)
    follow(talks_flow.SEAT_ERASED, forget_points_of_seat)
