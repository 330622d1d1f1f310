"""谁可以，以及什么算准备好了."""

from __future__ import annotations

from kentan.ground.accounts.actor import Actor
from kentan.stages.preparation.labels import PreparationState
from kentan.stages.preparation.models import Preparation
from kentan.stages.topics.models import Topic


def is_host_staff(actor: Actor, preparation: Preparation) -> bool:
    """工作人员 of the body that hosts the topic."""
    return actor.holds_at(preparation.topic.host_id, "town_staff", "town_chair", "city_staff")


def may_waive(actor: Actor, preparation: Preparation) -> bool:
    """从简 is for the chair, or for the city's staff."""
    return actor.holds_at(preparation.topic.host_id, "town_chair", "city_staff")


def is_ready(topic: Topic) -> bool:
    """Whether a talk on this topic may begin: the pack is frozen, or the checklist was waived with a reason (B2)."""
    preparation = Preparation.objects.filter(topic=topic).first()
    return preparation is not None and preparation.state in {PreparationState.FROZEN, PreparationState.WAIVED}
