"""公开的议题: what was chosen to be talked about, what stands behind it, what was laid before everybody."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from kentan.ground.moment import local
from kentan.stages.preparation.models import MaterialPack, Preparation
from kentan.stages.preparation.queries import latest_pack
from kentan.stages.talks.queries import public_talks
from kentan.stages.topics.models import Evidence
from kentan.stages.topics.queries import public_topics, weight
from kentan.web.parts.belonging import number_of_rows
from kentan.web.parts.thread_pages import asked, leaf, told_apart
from kentan.web.parts.topic_pack import content_in


def listed(request: HttpRequest) -> HttpResponse:
    """议题: approved ones, newest first."""
    words = asked(request)
    found = public_topics()
    found = found.filter(Q(title__contains=words) | Q(reason__contains=words)) if words else found
    page = leaf(
        request, found.annotate(messages=number_of_rows(Evidence.objects.all(), "topic", Count("voice"))), by="-approved_on"
    )
    return render(request, "citizen/topics/topics.html", {"page": page, "asked": words, "query": told_apart(request)})


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One topic: why, how much stands behind it, the frozen material, the talks held on it."""
    topic = get_object_or_404(public_topics(), pk=pk)
    shown: dict[str, Any] = {"topic": topic, "weight": weight(topic), "talks": list(public_talks().filter(topic=topic))}
    preparation = Preparation.objects.filter(topic=topic).first()
    if preparation is not None:
        last = latest_pack(preparation)
        shown |= {"preparation": preparation, "pack": last, "content": content_in(last) if last else None}
    return render(request, "citizen/topics/topic.html", shown)


def pack(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """The frozen text byte for byte: its SHA-256 is the digest on the topic's page."""
    topic = get_object_or_404(public_topics(), pk=pk)
    found = MaterialPack.objects.filter(preparation__topic=topic, version=version).first()
    if found is None:
        raise Http404
    answer = HttpResponse(found.content.encode(), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="topic-{pk}-v{version}-{local(found.frozen_at):%Y%m%d}.json"'
    return answer
