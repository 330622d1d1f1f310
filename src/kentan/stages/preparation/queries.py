"""What pages ask about preparations: the checklist, the pack as it would be frozen."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from django.utils.translation import gettext

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.models import Number
from kentan.stages.preparation.models import MaterialPack, Preparation
from kentan.stages.topics.queries import topic_for, weight


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the checklist."""

    name: str
    label: str
    is_done: bool


def preparation_for(actor: Actor, pk: int) -> Preparation:
    """The preparation of one topic (by the topic's key), for the staff of its host. Raises Topic.DoesNotExist, Preparation.DoesNotExist, NotAllowed."""
    return Preparation.objects.select_related("topic__host").get(topic=topic_for(actor, pk))


def checklist(preparation: Preparation) -> tuple[Step, ...]:
    """What must be there before the pack is frozen: law, study, and at least one look at the place or the people."""
    return (
        Step("law", gettext("法条摘编"), preparation.law_items.exists()),
        Step("study", gettext("会前学法"), preparation.studies.exists()),
        Step("field", gettext("视察或调研"), preparation.field_works.exists()),
    )


def numbers_of(preparation: Preparation) -> dict[int, str]:
    """The 文号 of each field work, by its id."""
    keys = {f"preparation.FieldWork:{work.pk}": work.pk for work in preparation.field_works.all()}
    return {keys[number.subject]: number.text for number in Number.objects.filter(subject__in=keys)}


def content_of(preparation: Preparation) -> str:
    """The pack as canonical JSON (sorted keys, no spaces): topic, evidence in figures, law, field work with findings."""
    topic, numbers = preparation.topic, numbers_of(preparation)
    counted = weight(topic)
    pack = {
        "topic": {"title": topic.title, "reason": topic.reason, "kind": topic.kind, "source": topic.source},
        "evidence": {"messages": counted.messages, "papers": counted.papers, "people_at_least": counted.people_at_least},
        "law": [
            {"law": item.law, "article": item.article, "text": item.text, "plain": item.plain}
            for item in preparation.law_items.all()
        ],
        "field": [
            {
                "number": numbers.get(work.pk, ""),
                "kind": work.kind,
                "title": work.title,
                "on": work.held_on.isoformat(),
                "place": work.place,
                "findings": [{"words": row.words, "place": row.place, "count": row.count} for row in work.findings.all()],
            }
            for work in preparation.field_works.prefetch_related("findings")
        ],
    }
    return json.dumps(pack, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(content: str) -> str:
    """SHA-256 of the canonical JSON."""
    return hashlib.sha256(content.encode()).hexdigest()


def latest_pack(preparation: Preparation) -> MaterialPack | None:
    """The last frozen version."""
    return preparation.packs.order_by("-version").first()
