"""What pages ask about talks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.errors import NotAllowed
from kentan.ground.moment import SHANGHAI, now, today
from kentan.ground.network.crockford import is_token, tidy
from kentan.stages.talks import flow, rules
from kentan.stages.talks.labels import SeatRole, SeriesState, TalkState
from kentan.stages.talks.models import Question, Seat, SignUp, Talk, TalkSeries, Utterance

PUBLIC = (
    TalkState.ANNOUNCED,
    TalkState.IN_PROGRESS,
    TalkState.ADJOURNED,
    TalkState.CONFIRMED,
    TalkState.CLOSED,
)


HELD = frozenset({TalkState.ADJOURNED, TalkState.CONFIRMED, TalkState.CLOSED})
"""It took place."""
DOOR_OPENS = timedelta(hours=1)
"""签到: so long before the hour the room's door is open."""


def is_door_open(talk: Talk) -> bool:
    """Whether people in the room can check in by themselves: while it runs, or shortly before."""
    if talk.state == TalkState.IN_PROGRESS:
        return True
    return talk.state == TalkState.ANNOUNCED and now() >= talk.starts_at - DOOR_OPENS


def is_taking_names(talk: Talk) -> bool:
    """Whether one may still sign up: announced and not begun."""
    return talk.state == TalkState.ANNOUNCED and now() < talk.starts_at


def public_talks() -> QuerySet[Talk]:
    """Talks that were announced, newest first."""
    return (
        Talk.objects.filter(state__in=PUBLIC)
        .select_related("host", "area", "station", "topic", "pack", "series", "code")
        .order_by("-starts_at")
    )


def listed_talks() -> QuerySet[Talk]:
    """The same as rows of a list, which name the host and nothing else."""
    return public_talks().select_related(None).select_related("host")


def announced_talks() -> QuerySet[Talk]:
    """The public talks, and those that were called off after people had been told of them: whoever meant to come reads it."""
    known = Talk.objects.filter(Q(state__in=PUBLIC) | Q(state=TalkState.CANCELLED, announced_at__isnull=False))
    return known.select_related("host", "area", "station", "topic", "pack", "series", "code")


def coming() -> Q:
    """The public talks that run now or are still to come."""
    return Q(state=TalkState.IN_PROGRESS) | Q(
        state=TalkState.ANNOUNCED, starts_at__gte=datetime.combine(today(), time(), SHANGHAI)
    )


def hosted_talks(actor: Actor) -> QuerySet[Talk]:
    """Talks of the bodies that this actor works for; the city sees all."""
    found = Talk.objects.select_related("host", "area", "station").order_by("-starts_at")
    if actor.holds("city_staff"):
        return found
    return found.filter(host__in=[post.organisation for post in actor.posts if post.role in {"town_staff", "town_chair"}])


RECORD_PUBLIC = frozenset({TalkState.CONFIRMED, TalkState.CLOSED})
"""From then on what was said is public; before, the host still reads it over."""


def talk_for(actor: Actor, pk: int) -> Talk:
    """One talk, for the staff of its host. Raises Talk.DoesNotExist, NotAllowed."""
    talk = Talk.objects.select_related("host", "area", "station", "code", "topic", "pack", "series").get(pk=pk)
    if not (actor.holds("city_staff") or rules.is_host_staff(actor, talk)):
        raise NotAllowed(flow.START)
    return talk


def seats(talk: Talk) -> QuerySet[Seat]:
    """Who is in the room, in the order of checking in."""
    return talk.seats.select_related("deputy", "organisation").order_by("pk")


def without_names(words: str, names: Iterable[str]) -> str:
    """The words as the public reads them: a citizen's name that was spoken is left out and the gap is shown."""
    for name in sorted({name for name in names if len(name) > 1}, key=len, reverse=True):
        words = words.replace(name, "〔姓名〕")
    return words


def citizens_named(talks: Iterable[int]) -> dict[int, list[str]]:
    """Per talk the names that must not be printed: those of citizens (and experts) who took a seat."""
    found: dict[int, list[str]] = {}
    rows = Seat.objects.filter(talk__in=list(talks)).exclude(name="").exclude(role__in=[SeatRole.DEPUTY, SeatRole.UNIT])
    for talk, name in rows.values_list("talk", "name"):
        found.setdefault(talk, []).append(name)
    return found


def utterances(talk: Talk) -> QuerySet[Utterance]:
    """The record of a talk, line by line."""
    return talk.utterances.select_related("seat__deputy", "seat__organisation", "answers").order_by("position")


def slip(written: str) -> Seat | None:
    """The seat of a slip: whose utterances it lists; None when there is none."""
    token = tidy(written)
    known = Seat.objects.select_related("talk__host", "talk__code", "deputy", "organisation")
    return known.filter(slip=token).first() if is_token(token) else None


def sign_up(written: str) -> SignUp | None:
    """The sign-up of a slip, while it has no seat."""
    token = tidy(written)
    known = SignUp.objects.filter(seat=None).select_related("talk__host", "talk__code")
    return known.filter(slip=token).first() if is_token(token) else None


def sign_ups(talk: Talk) -> QuerySet[SignUp]:
    """Who means to come and is not there yet."""
    return talk.sign_ups.filter(seat=None).order_by("pk")


def open_questions(talk: Talk) -> QuerySet[Question]:
    """What was asked by telephone and waits to be read out, oldest first."""
    waiting = talk.questions.filter(utterance=None, set_aside_for="", erased_at=None)
    return waiting.select_related("seat__deputy", "seat__organisation").order_by("pk")


def series_open_to(actor: Actor) -> QuerySet[TalkSeries]:
    """TalkSeries that this actor's bodies lead or may sit in; the city sees all."""
    found = TalkSeries.objects.select_related("host", "area", "topic").order_by("-opened_on", "-pk")
    if actor.holds("city_staff"):
        return found
    posts = [post for post in actor.posts if post.role in {"town_staff", "town_chair"}]
    hosts, above = [post.organisation for post in posts], [post.area for post in posts]
    return found.filter(Q(host__in=hosts) | Q(area__in=above) | Q(area__parts__in=above)).distinct()


def joinable(actor: Actor) -> QuerySet[TalkSeries]:
    """Those of them that still take sittings."""
    return series_open_to(actor).filter(state=SeriesState.OPEN)


def series_for(actor: Actor, pk: int) -> TalkSeries:
    """One series, for the staff of the bodies that sit in it. Raises NotAllowed, TalkSeries.DoesNotExist."""
    series = TalkSeries.objects.select_related("host", "area", "topic").get(pk=pk)
    if not series_open_to(actor).filter(pk=pk).exists():
        raise NotAllowed(flow.CLOSE_SERIES)
    return series


def sittings(series: TalkSeries) -> QuerySet[Talk]:
    """The sittings in their order, each with how many came and how many lines were recorded."""
    return series.sittings.select_related("host", "area").annotate(
        people=Count("seats", distinct=True), lines=Count("utterances", distinct=True)
    ).order_by("sitting")  # fmt: skip


def public_series() -> QuerySet[TalkSeries]:
    """TalkSeries of which a sitting was announced."""
    known = Talk.objects.filter(series=OuterRef("pk"), state__in=PUBLIC)
    return TalkSeries.objects.filter(Exists(known)).select_related("host", "area", "topic")
