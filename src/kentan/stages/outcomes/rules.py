"""谁可以: the congress body's staff record what came of it."""

from __future__ import annotations

from kentan.ground.accounts.actor import Actor
from kentan.stages.outcomes.labels import BulletinState
from kentan.stages.outcomes.models import Bulletin, Instruction, Outcome


def is_host_staff(actor: Actor, outcome: Outcome) -> bool:
    """工作人员 of the recording body."""
    return actor.holds_at(outcome.host_id, "town_staff", "town_chair", "city_staff")


def is_bulletin_staff(actor: Actor, bulletin: Bulletin) -> bool:
    """工作人员 of the body that issues it."""
    return actor.holds_at(bulletin.host_id, "town_staff", "town_chair", "city_staff")


def may_sign(actor: Actor, bulletin: Bulletin) -> bool:
    """The town's chair, the street committee's head; for the city its own staff record who signed."""
    return actor.holds_at(bulletin.host_id, "town_chair", "city_staff")


def may_read(actor: Actor, bulletin: Bulletin) -> bool:
    """The issuing body's staff; a leader and the city's staff, once it is issued."""
    return is_bulletin_staff(actor, bulletin) or (bulletin.state == BulletinState.ISSUED and actor.holds("leader", "city_staff"))


def may_instruct(actor: Actor, bulletin: Bulletin) -> bool:
    """A leader on what was issued; the issuing body's staff for a leader who wrote on paper."""
    return bulletin.state == BulletinState.ISSUED and (actor.holds("leader") or is_bulletin_staff(actor, bulletin))


def may_answer(actor: Actor, instruction: Instruction) -> bool:
    """The unit that it was given to; the issuing body's staff for a unit that answered on paper."""
    is_ours = instruction.unit_id is not None and actor.holds_at(instruction.unit_id, "liaison", "unit_head")
    return is_ours or is_bulletin_staff(actor, instruction.bulletin)
