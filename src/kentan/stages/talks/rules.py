"""谁可以: staff and chair of the hosting body."""

from __future__ import annotations

from kentan.ground.accounts.actor import Actor
from kentan.stages.talks.models import Mediation, Party, Talk, TalkSeries


def is_host_staff(actor: Actor, talk: Talk) -> bool:
    """工作人员 of the hosting presidium, street committee or standing committee."""
    return actor.holds_at(talk.host_id, "town_staff", "town_chair", "city_staff")


def may_approve(actor: Actor, talk: Talk) -> bool:
    """The town's chair, the street committee's head; for the city the committee's own staff record the decision."""
    return actor.holds_at(talk.host_id, "town_chair", "city_staff")


def is_lead_staff(actor: Actor, series: TalkSeries) -> bool:
    """工作人员 of the body that leads the series."""
    return actor.holds_at(series.host_id, "town_staff", "town_chair", "city_staff")


def is_mediating_staff(actor: Actor, mediation: Mediation) -> bool:
    """工作人员 of the body that holds the talk."""
    return is_host_staff(actor, mediation.talk)


def may_sign_terms(actor: Actor, party: Party) -> bool:
    """Whoever speaks for the side, with his slip; or the host's staff who saw it signed."""
    if actor.kind == "participant":
        return party.seat is not None and actor.key == party.seat.slip
    return is_mediating_staff(actor, party.mediation)


def is_within(talk: Talk, series: TalkSeries) -> bool:
    """Whether the talk's host sits where the series is held: the leading body, its committees, or a body of an area below it."""
    return series.area_id in {talk.area_id, talk.area.parent_id}
