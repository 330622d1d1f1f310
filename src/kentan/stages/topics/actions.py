"""What is done with topics."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from deliberation.text.normalise import tidy
from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.advance import advance, begin, remark
from kentan.ground.ledger.errors import NotAllowed
from kentan.ground.ledger.models import Number
from kentan.ground.moment import now, today
from kentan.ground.network.models import Organisation
from kentan.stages.topics import flow, rules
from kentan.stages.topics.errors import Unfit
from kentan.stages.topics.labels import TopicKind, TopicSource, TopicState
from kentan.stages.topics.models import Evidence, Topic
from kentan.stages.voices.models import Voice
from kentan.stages.voices.rules import is_area_staff


@transaction.atomic
def propose(
    voices: Iterable[Voice], *, by: Actor, host: Organisation, title: str, kind: str, source: str, reason: str = "",
    papers: Iterable[Number] = (), people_stated: int = 0,
) -> Topic:  # fmt: skip
    """提出议题 with at least one row of evidence (B1). Raises NotAllowed, Unfit."""
    rows, cited = list(voices), list(papers)
    fields = {}
    if not tidy(title) or len(tidy(title)) > 80:  # noqa: PLR2004  the column's length
        fields["title"] = gettext("请写议题，不超过 80 字。")
    if kind not in TopicKind.values:
        fields["kind"] = gettext("请选类别。")
    if source not in TopicSource.values:
        fields["source"] = gettext("请选来源。")
    if not rows and not cited:
        fields["voices"] = gettext("请至少选一条依据：民声或有文号的视察、调研。")
    if people_stated > len(rows):
        fields["people_stated"] = gettext("只有 %(rows)s 条民声，人数不能比条数多。") % {"rows": len(rows)}
    if fields:
        raise Unfit(fields)
    topic = Topic(
        state=TopicState.PROPOSED, title=tidy(title), reason=tidy(reason), kind=kind, source=source, host=host, area=host.area,
        people_stated=people_stated, proposed_by_id=by.account or 0,
    )  # fmt: skip
    if by.account is None or not rules.is_host_staff(by, topic):
        raise NotAllowed(flow.SCREEN)
    topic.save()
    begin(topic, by=by, label="提出", note=topic.title)
    add_evidence(topic, by=by, voices=rows, papers=cited)
    return topic


@transaction.atomic
def add_evidence(
    topic: Topic, *, by: Actor, voices: Iterable[Voice] = (), papers: Iterable[Number] = (), note: str = "",
) -> list[Evidence]:  # fmt: skip
    """加依据: voices that this actor may read, papers by their 文号; each once."""
    if by.account is None or not rules.is_host_staff(by, topic):
        raise NotAllowed(flow.SCREEN)
    made = []
    for voice in voices:
        if not is_area_staff(by, voice):
            raise NotAllowed(flow.SCREEN)
        made.append(Evidence(topic=topic, voice=voice, note=tidy(note), added_by_id=by.account, added_at=now()))
    made += [Evidence(topic=topic, cites=paper, note=tidy(note), added_by_id=by.account, added_at=now()) for paper in papers]
    Evidence.objects.bulk_create(made, ignore_conflicts=True)
    remark(topic, "evidence", "加依据", by=by, note=f"{len(made)} 条")
    return made


@transaction.atomic
def move(topic: Topic, name: str, *, by: Actor, note: str = "") -> Topic:
    """筛选、列入候选、暂缓、不列入、开始准备、已恳谈、办结: moves that carry nothing but a note."""
    if name in {flow.APPROVE.name, flow.MERGE.name}:
        raise Unfit({"move": gettext("这一步要写会议或并入的议题。")})
    advance(topic, flow.TOPIC[name], by=by, note=note.strip())
    return topic


@transaction.atomic
def approve(topic: Topic, *, by: Actor, meeting: str, on: date) -> Topic:
    """确定: which meeting, on which day."""
    if not meeting.strip():
        raise Unfit({"meeting": gettext("请写明哪次会议确定的，例如“镇人大主席团第 3 次会议”。")})
    if on > today():
        raise Unfit({"on": gettext("会议日期不能在将来。")})
    topic.meeting, topic.approved_on = tidy(meeting), on
    topic.save(update_fields=["meeting", "approved_on"])
    advance(topic, flow.APPROVE, by=by, note=f"{topic.meeting}，{on.isoformat()}")
    return topic


@transaction.atomic
def merge(topic: Topic, *, by: Actor, into: Topic) -> Topic:
    """并入别的议题: the evidence rows go along as links; nothing is deleted."""
    if into.pk == topic.pk or into.host_id != topic.host_id:
        raise Unfit({"into": gettext("请选同一机构的另一个议题。")})
    topic.merged_into = into
    topic.save(update_fields=["merged_into"])
    rows = list(topic.evidence.select_related("voice", "cites").order_by("pk"))
    add_evidence(
        into, by=by, voices=[row.voice for row in rows if row.voice], papers=[row.cites for row in rows if row.cites], note=f"原在“{topic}”",
    )  # fmt: skip
    advance(topic, flow.MERGE, by=by, note=into.title)
    return topic
