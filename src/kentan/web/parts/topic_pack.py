"""材料包的内容: a frozen pack as pages show it, read from the frozen text and from nothing else."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from kentan.stages.preparation.labels import FieldKind
from kentan.stages.preparation.models import MaterialPack
from kentan.stages.topics.labels import TopicKind, TopicSource


def content_in(pack: MaterialPack) -> dict[str, Any]:
    """What was frozen, with the words for its kinds."""
    content: dict[str, Any] = json.loads(pack.content)
    topic = content["topic"]
    topic["kind_label"] = dict(TopicKind.choices).get(topic["kind"], topic["kind"])
    topic["source_label"] = dict(TopicSource.choices).get(topic["source"], topic["source"])
    for work in content["field"]:
        work["day"] = date.fromisoformat(work["on"])
        work["kind_label"] = dict(FieldKind.choices).get(work["kind"], work["kind"])
    return content
