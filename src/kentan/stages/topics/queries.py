"""What pages ask about topics."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.errors import NotAllowed
from kentan.stages.topics import flow, rules
from kentan.stages.topics.labels import TopicState
from kentan.stages.topics.models import Topic
from kentan.stages.voices.labels import Channel
from kentan.stages.voices.models import Voice

PUBLIC = (TopicState.APPROVED, TopicState.PREPARING, TopicState.DISCUSSED, TopicState.CLOSED)
ENDED = (TopicState.CLOSED, TopicState.MERGED, TopicState.REJECTED)
"""Nothing is added to a topic from here on."""


@dataclass(frozen=True, slots=True)
class Weight:
    """How much stands behind a topic: messages are counted, people only from below (至少 n 人)."""

    messages: int
    papers: int
    people_at_least: int
    channels: tuple[tuple[str, int], ...]


def people_at_least(voices: list[Voice]) -> int:
    """The fewest people who can have sent these: known contacts and senders once each, each proxy entry, one unknown."""
    known = {voice.contact.phone_hash for voice in voices if hasattr(voice, "contact")}
    known |= {voice.sender_hash for voice in voices if voice.sender_hash}
    seen = sum(1 for voice in voices if voice.channel == Channel.PROXY and not hasattr(voice, "contact"))
    unknown = any(not hasattr(voice, "contact") and not voice.sender_hash and voice.channel != Channel.PROXY for voice in voices)
    return len(known) + seen + int(unknown)


def weight(topic: Topic) -> Weight:
    """The evidence in figures; what staff stated counts where it is more than the machine can know."""
    rows = list(topic.evidence.select_related("voice__contact").order_by("voice_id", "pk"))
    voices = [row.voice for row in rows if row.voice is not None]
    channels: dict[str, int] = {}
    for voice in voices:
        channels[voice.get_channel_display()] = channels.get(voice.get_channel_display(), 0) + 1
    people = max(people_at_least(voices), min(topic.people_stated, len(voices)))
    return Weight(len(voices), len(rows) - len(voices), people, tuple(channels.items()))


def hosted_topics(actor: Actor) -> QuerySet[Topic]:
    """Topics of the bodies that this actor works for; the city sees all."""
    topics = Topic.objects.select_related("host", "area")
    if actor.holds("city_staff"):
        return topics
    hosts = [post.organisation for post in actor.posts if post.role in {"town_staff", "town_chair"}]
    return topics.filter(host__in=hosts)


def topic_for(actor: Actor, pk: int) -> Topic:
    """One topic, for the staff of its host; the city sees all. Raises Topic.DoesNotExist, NotAllowed."""
    topic = Topic.objects.select_related("host", "area", "merged_into").get(pk=pk)
    if not (actor.holds("city_staff") or rules.is_host_staff(actor, topic)):
        raise NotAllowed(flow.SCREEN)
    return topic


def public_topics() -> QuerySet[Topic]:
    """Topics that were approved."""
    return Topic.objects.filter(state__in=PUBLIC).select_related("host", "area")
