"""What pages ask about points and suggestions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.errors import NotAllowed
from kentan.stages.suggestions import flow, rules
from kentan.stages.suggestions.labels import SuggestionState as S
from kentan.stages.suggestions.models import Assignment, Commitment, HandlingGroup, Point, PointLink, Suggestion
from kentan.stages.talks.models import Talk, TalkSeries, Utterance
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
        Assignment.objects.filter(ended_at__isnull=True).select_related("unit").order_by("pk"),
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


def promised_in(found: QuerySet[Suggestion]) -> Commitment | None:
    """What a unit promised on one of these suggestions and has not kept yet, the earliest day first."""
    open_ones = Commitment.objects.filter(suggestion__in=found.values("pk"), kept_at__isnull=True)
    return open_ones.select_related("unit").order_by("due", "pk").first()


def unit_suggestions(actor: Actor) -> QuerySet[Suggestion]:
    """What lies with the units of this liaison or head."""
    held = [post.organisation for post in actor.posts if post.role in {"liaison", "unit_head"}]
    return suggestions().filter(assignments__unit__in=held, assignments__ended_at__isnull=True).distinct()


def staff_suggestions(actor: Actor) -> QuerySet[Suggestion]:
    """What the bodies of this actor assign; the city sees all, a government office what its congress has assigned."""
    if actor.holds("city_staff"):
        return suggestions()
    hosts = [post.organisation for post in actor.posts if post.role in {"town_staff", "town_chair"}]
    areas = [post.area for post in actor.posts if post.role == "gov_office"]
    return suggestions().filter(Q(host__in=hosts) | Q(host__area__in=areas, state__in=PUBLIC))


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


def points_in(source: Voice | Utterance) -> QuerySet[Point]:
    """What was found in these words, from the first character on, each with the suggestion it is in now."""
    return with_links(source.points.all()).order_by("start", "pk")


def points_of_talk(talk: Talk) -> QuerySet[Point]:
    """What was found in everything that was said in a talk, line by line."""
    return with_links(Point.objects.filter(utterance__talk=talk)).order_by("utterance__position", "start", "pk")


def with_links(found: QuerySet[Point]) -> QuerySet[Point]:
    """Points, each with its source and (as `current`) its link in force."""
    current = PointLink.objects.filter(ended_at__isnull=True).select_related("suggestion")
    return found.select_related("utterance__seat__deputy", "utterance__seat__organisation", "utterance__talk", "voice__area").prefetch_related(
        Prefetch("links", current, to_attr="current"),
    )  # fmt: skip


def loose_points_of(actor: Actor) -> QuerySet[Point]:
    """Points in no suggestion yet, from the talks and the voices of this actor's bodies; the city sees all."""
    linked = PointLink.objects.filter(point=OuterRef("pk"), ended_at__isnull=True)
    found = with_links(Point.objects.exclude(Exists(linked))).order_by("-pk")
    if actor.holds("city_staff"):
        return found
    posts = [post for post in actor.posts if post.role in {"town_staff", "town_chair"}]
    hosts, areas = [post.organisation for post in posts], [post.area for post in posts]
    return found.filter(Q(utterance__talk__host__in=hosts) | Q(voice__area__in=areas) | Q(voice__area__parent__in=areas))


def suggestions_of_utterances(talk: Talk) -> dict[int, list[Suggestion]]:
    """Per utterance of a talk the suggestions that its words are gathered in now."""
    links = PointLink.objects.filter(point__utterance__talk=talk, ended_at__isnull=True).select_related("suggestion", "point")
    found: dict[int, list[Suggestion]] = {}
    for link in links.order_by("pk"):
        rows = found.setdefault(link.point.utterance_id or 0, [])
        if link.suggestion not in rows:
            rows.append(link.suggestion)
    return found


def suggestions_of_talk(talk: Talk) -> QuerySet[Suggestion]:
    """What was handed to whom: every suggestion that has words of this talk in it, or was drafted from it."""
    where = Q(talk=talk) | Q(links__point__utterance__talk=talk, links__ended_at__isnull=True)
    return suggestions().filter(where).distinct()


@dataclass(frozen=True, slots=True)
class SeriesCount:
    """What the sittings of a series brought: per sitting points and suggestions, and the sums.

    A suggestion that gathers points of three sittings counts in each of the three, and once in `suggestions`;
    `merged` of the points were put to another point's suggestion, so that points - loose - merged = suggestions.
    """

    points_of: dict[int, int]
    suggestions_of: dict[int, int]
    points: int
    loose: int
    suggestions: int
    across: int

    @property
    def merged(self) -> int:
        """Points that stand in a suggestion beside another one."""
        return self.points - self.loose - self.suggestions


def series_counts(series: TalkSeries) -> SeriesCount:
    """The points of all sittings of a series and what they stand in now; two queries. Withdrawn suggestions do not count."""
    points_of = Counter(Point.objects.filter(utterance__talk__series=series).values_list("utterance__talk", flat=True))
    links = PointLink.objects.filter(point__utterance__talk__series=series, ended_at__isnull=True)
    links = links.exclude(suggestion__state=S.WITHDRAWN)
    rows = list(links.values_list("point__utterance__talk", "suggestion"))
    talks_of: dict[int, set[int]] = {}
    for talk, suggestion in rows:
        talks_of.setdefault(suggestion, set()).add(talk or 0)
    within = Counter(talk for talks in talks_of.values() for talk in talks)
    return SeriesCount(
        points_of={talk or 0: number for talk, number in points_of.items()}, suggestions_of=dict(within),
        points=points_of.total(), loose=points_of.total() - len(rows), suggestions=len(talks_of),
        across=sum(len(talks) > 1 for talks in talks_of.values()),
    )  # fmt: skip


def gathered_from(series: TalkSeries, *, is_public: bool) -> QuerySet[Suggestion]:
    """The suggestions that points of this series stand in now."""
    links = PointLink.objects.filter(suggestion=OuterRef("pk"), ended_at__isnull=True, point__utterance__talk__series=series)
    found = public_suggestions() if is_public else suggestions().exclude(state=S.WITHDRAWN)
    return found.filter(Exists(links))


def count_from_talks(talks: Iterable[int]) -> int:
    """How many assigned suggestions gather at least one line of these talks; one that gathers from two counts once."""
    links = PointLink.objects.filter(suggestion=OuterRef("pk"), ended_at__isnull=True, point__utterance__talk__in=list(talks))
    return Suggestion.objects.filter(Exists(links), state__in=PUBLIC).count()


def deputy_suggestions(actor: Actor) -> QuerySet[Suggestion]:
    """What this deputy signed, as the first or with others, once it was assigned."""
    if actor.deputy is None:
        return suggestions().none()
    mine = Suggestion.objects.filter(Q(lead_deputy=actor.deputy) | Q(cosigners=actor.deputy)).values("pk")
    return public_suggestions().filter(pk__in=mine)


def group_of(suggestion: Suggestion) -> HandlingGroup | None:
    """并案: the group in which it is handled now."""
    return HandlingGroup.objects.filter(rows__suggestion=suggestion, rows__ended_at__isnull=True).select_related("unit").first()


def groups_of(actor: Actor) -> QuerySet[HandlingGroup]:
    """The groups of this actor's units that still hold something."""
    held = [post.organisation for post in actor.posts if post.role in {"liaison", "unit_head"}]
    return HandlingGroup.objects.filter(unit__in=held, rows__ended_at__isnull=True).select_related("unit").distinct()


def groupable(actor: Actor) -> QuerySet[Suggestion]:
    """What this actor's units lead and handle now, in no group."""
    held = [post.organisation for post in actor.posts if post.role in {"liaison", "unit_head"}]
    lead = Assignment.objects.filter(unit__in=held, role="lead", ended_at__isnull=True).values("suggestion")
    grouped = Q(group_rows__ended_at__isnull=True, group_rows__isnull=False)
    return suggestions().filter(pk__in=lead, state__in=[S.HANDLING, S.REDO]).exclude(grouped)
