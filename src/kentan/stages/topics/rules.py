"""谁可以: staff propose and screen; only the competent body approves."""

from __future__ import annotations

from kentan.ground.accounts.actor import Actor
from kentan.stages.topics.models import Topic


def is_host_staff(actor: Actor, topic: Topic) -> bool:
    """工作人员 of the body that decides on topics: presidium, street committee, standing committee."""
    return actor.holds_at(topic.host_id, "town_staff", "town_chair", "city_staff")


def may_approve(actor: Actor, topic: Topic) -> bool:
    """The town's chair, the street committee's head; for the city its staff record the directors' meeting."""
    return actor.holds_at(topic.host_id, "town_chair", "city_staff")
