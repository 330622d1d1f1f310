"""What is done before a talk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from deliberation.text.normalise import tidy
from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger import numbers
from kentan.ground.ledger.advance import advance, begin, remark
from kentan.ground.ledger.errors import NotAllowed, WrongState
from kentan.ground.moment import now
from kentan.stages.preparation import flow, rules
from kentan.stages.preparation.errors import Unfit
from kentan.stages.preparation.labels import FIELD_WORDS, FieldKind, PreparationState, StudyKind
from kentan.stages.preparation.models import FieldWork, Finding, LawItem, MaterialPack, Preparation, StudySession
from kentan.stages.preparation.queries import checklist, content_of, digest_of
from kentan.stages.topics import actions as topics
from kentan.stages.topics.models import Topic


@transaction.atomic
def open_preparation(topic: Topic, *, by: Actor) -> Preparation:
    """开会前清单: the topic moves to 会前准备."""
    topics.move(topic, "prepare", by=by)
    preparation = Preparation.objects.create(state=PreparationState.OPEN, topic=topic)
    begin(preparation, by=by, label="开清单")
    return preparation


def open_to(preparation: Preparation, by: Actor) -> None:
    """Only the host's staff, only while nothing is frozen. Raises NotAllowed, WrongState."""
    if not rules.is_host_staff(by, preparation):
        raise NotAllowed(flow.FREEZE)
    if preparation.state != PreparationState.OPEN:
        raise WrongState(flow.FREEZE, preparation.state)


@transaction.atomic
def add_law(preparation: Preparation, *, by: Actor, law: str, article: str, text: str, plain: str = "") -> LawItem:
    """加法条: one article as a row that can be cited."""
    open_to(preparation, by)
    if not (tidy(law) and tidy(article) and tidy(text)):
        raise Unfit({"law": gettext("请写法律名称、第几条和条文。")})
    if preparation.law_items.filter(law=tidy(law), article=tidy(article)).exists():
        raise Unfit({"article": gettext("这一条已经在清单里了。")})
    item = LawItem.objects.create(
        preparation=preparation, law=tidy(law), article=tidy(article), text=tidy(text), plain=tidy(plain)
    )
    remark(preparation, f"law:{item.pk}", "加法条", by=by, note=str(item))
    return item


@transaction.atomic
def hold_study(
    preparation: Preparation, *, by: Actor, held_on: date, attended: str, items: Iterable[LawItem], kind: str = StudyKind.BEFORE_TALK,
) -> StudySession:  # fmt: skip
    """学法: who attended, which articles."""
    open_to(preparation, by)
    chosen = [item for item in items if item.preparation_id == preparation.pk]
    if not chosen or not tidy(attended):
        raise Unfit({"attended": gettext("请写谁参加，并至少选一条法条。")})
    session = StudySession.objects.create(preparation=preparation, kind=kind, held_on=held_on, attended=tidy(attended))
    session.items.set(chosen)
    remark(preparation, f"study:{session.pk}", "学法", by=by, note=str(session))
    return session


@transaction.atomic
def record_field_work(
    preparation: Preparation, *, by: Actor, kind: str, title: str, held_on: date, place: str, findings: Sequence[str], members: str = "",
) -> FieldWork:  # fmt: skip
    """记视察、调研: numbered at once, with at least one finding."""
    open_to(preparation, by)
    seen = [tidy(words) for words in findings if tidy(words)]
    if kind not in FieldKind.values or not tidy(title) or not tidy(place) or not seen:
        raise Unfit({"findings": gettext("请写种类、题目、地点，并至少写一条发现。")})
    host = preparation.topic.host
    work = FieldWork.objects.create(
        preparation=preparation, host=host, kind=kind, title=tidy(title), held_on=held_on, place=tidy(place), members=tidy(members),
    )  # fmt: skip
    Finding.objects.bulk_create([Finding(field_work=work, position=place_, words=words) for place_, words in enumerate(seen, 1)])
    numbers.give(work, body=host, kind=FIELD_WORDS[kind], word=numbers.word_of(host, FIELD_WORDS[kind]), title=work.title)
    remark(preparation, f"field:{work.pk}", "记视察调研", by=by, note=work.title)
    return work


@transaction.atomic
def freeze(preparation: Preparation, *, by: Actor) -> MaterialPack:
    """材料定稿: the checklist is complete; the pack gets a version and a digest. Raises Unfit."""
    missing = [step.label for step in checklist(preparation) if not step.is_done]
    if missing:
        raise Unfit({"checklist": gettext("还缺：%(missing)s。补齐，或由主席说明理由从简。") % {"missing": "、".join(missing)}})
    content = content_of(preparation)
    last = preparation.packs.order_by("-version").first()
    pack = MaterialPack.objects.create(
        preparation=preparation, version=(last.version if last else 0) + 1, content=content, digest=digest_of(content), frozen_at=now(),
    )  # fmt: skip
    advance(preparation, flow.FREEZE, by=by, note=pack.digest)
    return pack


@transaction.atomic
def revise(preparation: Preparation, *, by: Actor, reason: str) -> Preparation:
    """再改一版, with the reason; the frozen version stays."""
    advance(preparation, flow.REVISE, by=by, note=reason.strip())
    return preparation


@transaction.atomic
def waive(preparation: Preparation, *, by: Actor, reason: str) -> Preparation:
    """从简: the chair says why."""
    preparation.waiver = tidy(reason)
    preparation.save(update_fields=["waiver"])
    advance(preparation, flow.WAIVE, by=by, note=preparation.waiver)
    return preparation
