"""谁可以: the congress body's staff record what came of it."""

from __future__ import annotations

from kentan.ground.accounts.actor import Actor
from kentan.stages.outcomes.models import Outcome


def is_host_staff(actor: Actor, outcome: Outcome) -> bool:
    """工作人员 of the recording body."""
    return actor.holds_at(outcome.host_id, "town_staff", "town_chair", "city_staff")
