"""What pages ask about talks."""

from __future__ import annotations

from django.db.models import QuerySet

from kentan.ground.accounts.actor import Actor
from kentan.ground.network.crockford import tidy
from kentan.stages.talks.labels import TalkState
from kentan.stages.talks.models import Seat, Talk, Utterance

PUBLIC = (
    TalkState.ANNOUNCED,
    TalkState.IN_PROGRESS,
    TalkState.ADJOURNED,
    TalkState.CONFIRMED,
    TalkState.CLOSED,
)


def public_talks() -> QuerySet[Talk]:
    """Talks that were announced, newest first."""
    return Talk.objects.filter(state__in=PUBLIC).select_related("host", "area", "station").order_by("-starts_at")


def hosted_talks(actor: Actor) -> QuerySet[Talk]:
    """Talks of the bodies that this actor works for."""
    hosts = [post.organisation for post in actor.posts if post.role in {"town_staff", "town_chair", "city_staff"}]
    return Talk.objects.filter(host__in=hosts).select_related("host", "area", "station").order_by("-starts_at")


def utterances(talk: Talk) -> QuerySet[Utterance]:
    """The record of a talk, line by line."""
    return talk.utterances.select_related("seat__deputy", "seat__organisation", "answers").order_by("position")


def slip(written: str) -> Seat | None:
    """The seat of a slip: whose utterances it lists; None when there is none."""
    return Seat.objects.select_related("talk__host", "deputy", "organisation").filter(slip=tidy(written)).first()
