"""梳理: points are found in words, gathered into suggestions and separated again; no original is ever touched."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from deliberation.text.normalise import tidy
from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger import erasure
from kentan.ground.ledger.advance import begin, remark
from kentan.ground.ledger.errors import NotAllowed
from kentan.ground.moment import now
from kentan.ground.network.models import Deputy, Organisation
from kentan.stages.suggestions import flow, rules
from kentan.stages.suggestions.errors import Unfit
from kentan.stages.suggestions.labels import SuggestionState, Track
from kentan.stages.suggestions.models import Point, PointLink, Suggestion
from kentan.stages.talks.models import Utterance
from kentan.stages.talks.rules import is_host_staff as is_talk_staff
from kentan.stages.voices.models import Voice
from kentan.stages.voices.rules import is_area_staff


def may_sort(actor: Actor, source: Voice | Utterance) -> bool:
    """The area's staff for a voice, the host's staff (or the city's) for an utterance."""
    if isinstance(source, Voice):
        return is_area_staff(actor, source)
    return actor.holds("city_staff") or is_talk_staff(actor, source.talk)


@transaction.atomic
def find_point(
    source: Voice | Utterance, *, by: Actor, start: int, end: int, problem: str = "", ask: str = "", place: str = "",
) -> Point:  # fmt: skip
    """找要点: mark the very words. Raises NotAllowed, Unfit when the offsets lie outside the words."""
    if by.account is None or not may_sort(by, source):
        raise NotAllowed(flow.ASSIGN)
    if not 0 <= start < end <= len(source.words):
        raise Unfit({"words": "标出的文字不在原话里，请重新选。"})
    if not (problem.strip() or ask.strip()):
        raise Unfit({"ask": "请写明问题或诉求，至少写一样。"})
    where = {"voice": source} if isinstance(source, Voice) else {"utterance": source}
    made = Point.objects.create(
        **where, start=start, end=end, problem=tidy(problem), ask=tidy(ask), place=tidy(place) or source.place,
        found_by_id=by.account, found_at=now(),
    )  # fmt: skip
    remark(source if isinstance(source, Voice) else source.talk, f"point:{made.pk}", "标要点", by=by)
    return made


@transaction.atomic
def draft(
    points: Iterable[Point], *, by: Actor, host: Organisation, title: str, ask: str, situation: str = "",
    analysis: str = "", track: str = Track.TALK_OPINION, lead_deputy: Deputy | None = None, cosigners: Iterable[Deputy] = (),
) -> Suggestion:  # fmt: skip
    """起草建议 from points. A deputy's suggestion needs the deputy's signature. Raises NotAllowed, Unfit."""
    found = list(points)
    fields = {}
    if not tidy(title) or len(tidy(title)) > 80:  # noqa: PLR2004  the column's length
        fields["title"] = "请写案由，一事一件，不超过 80 字。"
    if not tidy(ask):
        fields["ask"] = "请写具体意见。"
    if not found:
        fields["points"] = "请至少选一条要点：没有原话的建议不能交办。"
    if track not in Track.values:
        fields["track"] = "请选择轨道。"
    if track == Track.DEPUTY_SUGGESTION and lead_deputy is None:
        fields["lead_deputy"] = "代表建议要有代表署名；没有署名的请用“恳谈意见”。"
    if fields:
        raise Unfit(fields)
    talk = next((point.utterance.talk for point in found if point.utterance), None)
    suggestion = Suggestion(
        state=SuggestionState.SORTED, title=tidy(title), situation=tidy(situation), analysis=tidy(analysis), ask=tidy(ask),
        track=track, host=host, area=host.area, talk=talk, lead_deputy=lead_deputy, drafted_by_id=by.account or 0,
    )  # fmt: skip
    if by.account is None or not rules.is_host_staff(by, suggestion):
        raise NotAllowed(flow.ASSIGN)
    suggestion.save()
    suggestion.cosigners.set(cosigners)
    begin(suggestion, by=by, label="梳理成件", note=suggestion.title)
    for point in found:
        gather(point, suggestion, by=by)
    return suggestion


@transaction.atomic
def gather(point: Point, suggestion: Suggestion, *, by: Actor) -> PointLink:
    """归入: a point belongs to one suggestion at a time; the earlier link is ended and kept.

    Who gathers may sort the words, and may take the point out of where it is. Raises NotAllowed.
    """
    if by.account is None or not rules.is_host_staff(by, suggestion) or not may_sort(by, point.source):
        raise NotAllowed(flow.ASSIGN)
    Point.objects.select_for_update().get(pk=point.pk)  # two who gather the same point queue here
    earlier = PointLink.objects.filter(point=point, ended_at__isnull=True).select_related("suggestion").first()
    if earlier and not (by.holds("city_staff") or rules.is_host_staff(by, earlier.suggestion)):
        raise NotAllowed(flow.ASSIGN)
    PointLink.objects.filter(point=point, ended_at__isnull=True).update(ended_at=now(), ended_by_id=by.account)
    link = PointLink.objects.create(point=point, suggestion=suggestion, linked_at=now(), linked_by_id=by.account)
    remark(suggestion, f"gather:{point.pk}", "归入要点", by=by)
    return link


@transaction.atomic
def separate(point: Point, *, by: Actor) -> PointLink:
    """拆出: the link ends, the point and its words stay. Raises PointLink.DoesNotExist when it is in none."""
    link = PointLink.objects.select_for_update().get(point=point, ended_at__isnull=True)
    if by.account is None or not rules.is_host_staff(by, link.suggestion):
        raise NotAllowed(flow.ASSIGN)
    link.ended_at, link.ended_by_id = now(), by.account
    link.save(update_fields=["ended_at", "ended_by"])
    remark(link.suggestion, f"separate:{point.pk}", "拆出要点", by=by)
    return link


def forget_points_of(source: Voice | Utterance) -> None:
    """After a lawful erasure of the words, what was written down from them goes too; the links stay."""
    for point in source.points.all():
        erasure.blank(point)
