"""What pages ask about points and suggestions."""

from __future__ import annotations

from django.db.models import F, Prefetch, QuerySet

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.errors import NotAllowed
from kentan.stages.suggestions import flow, rules
from kentan.stages.suggestions.labels import SuggestionState as S
from kentan.stages.suggestions.models import Assignment, Point, PointLink, Suggestion
from kentan.stages.talks.models import Talk, Utterance
from kentan.stages.voices.models import Voice

PUBLIC = (
    S.ASSIGNED,
    S.RETURN_REQUESTED,
    S.HANDLING,
    S.REPLIED,
    S.REDO,
    S.RATED,
    S.TRACKED,
    S.COORDINATED,
    S.CLOSED,
)


def suggestions() -> QuerySet[Suggestion]:
    """Suggestions with all that a row shows, due first."""
    current = Prefetch(
        "assignments",
        Assignment.objects.filter(ended_at__isnull=True).select_related("unit"),
        to_attr="current_units",
    )
    return (
        Suggestion.objects.select_related("host", "area", "talk", "lead_deputy")
        .prefetch_related(current)
        .order_by(F("due").asc(nulls_last=True), "-pk")
    )


def public_suggestions() -> QuerySet[Suggestion]:
    """What was assigned is public, with its answers (代表法 第五十一条)."""
    return suggestions().filter(state__in=PUBLIC)


def unit_suggestions(actor: Actor) -> QuerySet[Suggestion]:
    """What lies with the units of this liaison or head."""
    held = [post.organisation for post in actor.posts if post.role in {"liaison", "unit_head"}]
    return suggestions().filter(assignments__unit__in=held, assignments__ended_at__isnull=True).distinct()


def staff_suggestions(actor: Actor) -> QuerySet[Suggestion]:
    """What the bodies of this actor assign; the city sees all."""
    if actor.holds("city_staff"):
        return suggestions()
    hosts = [post.organisation for post in actor.posts if post.role in {"town_staff", "town_chair"}]
    return suggestions().filter(host__in=hosts)


def suggestion_for(actor: Actor, pk: int) -> Suggestion:
    """One suggestion, if this actor may see it. Raises Suggestion.DoesNotExist, NotAllowed."""
    suggestion = suggestions().get(pk=pk)
    if not rules.may_see(actor, suggestion):
        raise NotAllowed(flow.ASSIGN)
    return suggestion


def points_of(suggestion: Suggestion) -> list[Point]:
    """The points gathered in it now, each with its source."""
    links = PointLink.objects.filter(suggestion=suggestion, ended_at__isnull=True).select_related(
        "point__voice__area", "point__utterance__talk", "point__utterance__seat",
    )  # fmt: skip
    return [link.point for link in links.order_by("pk")]


def suggestions_from(source: Voice | Utterance) -> list[Suggestion]:
    """Downstream: the suggestions that points of these words are gathered in now."""
    where = {"links__point__voice": source} if isinstance(source, Voice) else {"links__point__utterance": source}
    return list(suggestions().filter(links__ended_at__isnull=True, **where).distinct())


def loose_points(talk: Talk) -> QuerySet[Point]:
    """Points of a talk that belong to no suggestion yet."""
    return (
        Point.objects.filter(utterance__talk=talk)
        .exclude(links__ended_at__isnull=True, links__isnull=False)
        .select_related("utterance__seat")
        .order_by("utterance__position", "start")
    )
