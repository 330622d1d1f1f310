"""驾驶舱: from words to change in figures, each with its numerator, its denominator and the words of its formula (R43).

Four words for "done" are four rates: 答复 (a reply was issued), 办完 (the unit says it is finished: a reply of class A, or every promise
kept), 办结 (closed after the rating), 落实 (looked back upon and found carried out). No person is ranked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_noop as _

from kentan.ground.moment import today
from kentan.ground.network.models import Area, Organisation
from kentan.stages.suggestions.labels import LookBackFinding, OutcomeClass, Rating
from kentan.stages.suggestions.labels import SuggestionState as S
from kentan.stages.suggestions.models import Assignment, Commitment, Contact, Evaluation, LookBack, Point, Reply, Suggestion
from kentan.stages.talks.models import Utterance
from kentan.stages.voices.models import Voice

OWING = (S.ASSIGNED, S.RETURN_REQUESTED, S.HANDLING, S.REDO, S.COORDINATED)
COUNTED = {
    "all": Q(), "replied": Q(is_replied=True), "met": Q(is_replied=True, is_met=True), "finished": Q(is_solved=True) | Q(is_kept=True),
    "closed": Q(state=S.CLOSED), "implemented": Q(is_implemented=True), "rated": Q(is_rated=True), "satisfied": Q(is_satisfied=True),
    "planned": Q(is_planned=True),
}  # fmt: skip
"""What each figure counts among the marked suggestions."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate: its name, how many of how many, the formula in words, and what it counts (a key of COUNTED)."""

    name: str
    numerator: int
    denominator: int
    formula: str
    counted: str = "all"
    of: str = "all"

    @property
    def per_cent(self) -> int | None:
        """0 to 100, rounded; None where there is nothing to divide by."""
        return round(100 * self.numerator / self.denominator) if self.denominator else None


@dataclass(frozen=True, slots=True)
class Township:
    """One small multiple: what a town or street heard, assigned, answered, and what is overdue."""

    area: Area
    voices: int
    assigned: int
    replied: int
    overdue: int


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """A unit that leads suggestions: how many are open, how many of them overdue."""

    unit: Organisation
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole page: funnel (name, number) top down, four rates, further rates, townships in the institution's order, units."""

    funnel: tuple[tuple[str, int], ...]
    rates: tuple[Rate, ...]
    further: tuple[Rate, ...]
    townships: tuple[Township, ...]
    units: tuple[UnitLoad, ...]
    overdue: int

    @property
    def widest(self) -> int:
        """The longest bar of the townships, at least 1."""
        return max((max(one.voices, one.assigned) for one in self.townships), default=0) or 1


def overview(*, areas: Iterable[Area], year: int | None = None) -> Overview:
    """What was assigned in a year (all years without one), and the words behind it, within these townships and the city itself."""
    towns = list(areas)
    within = Q(area__in=towns) | Q(area__parent__in=towns)
    assigned = marked(Suggestion.objects.filter(assigned_on__isnull=False).exclude(state=S.WITHDRAWN))
    said = Voice.objects.filter(within)
    if year is not None:
        assigned, said = assigned.filter(assigned_on__year=year), said.filter(said_at__year=year)
    assigned = assigned.filter(area__in=[*towns, *{town.parent_id for town in towns}])
    figures = sums(assigned)
    return Overview(
        funnel=funnel(said.count(), figures, year), rates=four_rates(figures), further=further_rates(figures),
        townships=tuple(multiples(towns, said, assigned)), units=tuple(loads(assigned)),
        overdue=assigned.filter(state__in=OWING, due__lt=today()).count(),
    )  # fmt: skip


def marked(found: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """Each suggestion with what can be said of it: replied, met, finished, kept, carried out, satisfied."""
    own = {"suggestion": OuterRef("pk")}
    promised = Commitment.objects.filter(**own)
    rated = Evaluation.objects.filter(reply__suggestion=OuterRef("pk"))
    return found.annotate(
        is_replied=Exists(Reply.objects.filter(**own)), is_met=Exists(Contact.objects.filter(**own)),
        is_solved=Exists(Reply.objects.filter(**own, outcome_class=OutcomeClass.A)),
        is_kept=Exists(promised) & ~Exists(promised.filter(kept_at__isnull=True)),
        is_planned=Exists(Reply.objects.filter(**own, outcome_class=OutcomeClass.B)),
        is_implemented=Exists(LookBack.objects.filter(**own, finding=LookBackFinding.IMPLEMENTED)),
        is_rated=Exists(rated), is_satisfied=Exists(rated.exclude(result=Rating.UNSATISFIED)),
    )  # fmt: skip


def sums(assigned: QuerySet[Suggestion]) -> dict[str, int]:
    """All counts in one query."""
    return dict(assigned.aggregate(**{name: Count("pk", filter=test) for name, test in COUNTED.items()}))


def counted(found: QuerySet[Suggestion], name: str) -> QuerySet[Suggestion]:
    """The suggestions behind one figure; all of them for a name that counts nothing."""
    return marked(found).filter(COUNTED.get(name, Q()))


def funnel(voices: int, figures: dict[str, int], year: int | None) -> tuple[tuple[str, int], ...]:
    """原话 → 要点 → 交办 → 落实."""
    lines, points = Utterance.objects.all(), Point.objects.all()
    if year is not None:
        lines, points = lines.filter(said_at__year=year), points.filter(found_at__year=year)
    return (
        (_("原话"), voices + lines.count()), (_("要点"), points.count()), (_("交办"), figures["all"]),
        (_("落实"), figures["implemented"]),
    )  # fmt: skip


def four_rates(figures: dict[str, int]) -> tuple[Rate, ...]:
    """答复率, 办完率, 办结率, 落实率, all of what was assigned."""
    every = figures["all"]
    return (
        Rate(_("答复率"), figures["replied"], every, _("已经答复的 ÷ 交办的"), "replied"),
        Rate(_("办完率"), figures["finished"], every, _("答复为 A 类、或者承诺全部兑现的 ÷ 交办的"), "finished"),
        Rate(_("办结率"), figures["closed"], every, _("评价以后办结的 ÷ 交办的"), "closed"),
        Rate(_("落实率"), figures["implemented"], every, _("回头看结论是已落实的 ÷ 交办的"), "implemented"),
    )


def further_rates(figures: dict[str, int]) -> tuple[Rate, ...]:
    """面商率, 满意率 (with 基本满意, said so), share of B."""
    return (
        Rate(_("面商率"), figures["met"], figures["replied"], _("答复以前和提出的人沟通过的 ÷ 答复的"), "met", "replied"),
        Rate(
            _("满意率"),
            figures["satisfied"],
            figures["rated"],
            _("结果满意或者基本满意的 ÷ 评价过的，不含未表态"),
            "satisfied",
            "rated",
        ),
        Rate(
            _("B 类占比"),
            figures["planned"],
            figures["replied"],
            _("答复过 B 类的 ÷ 答复的；每一件都有承诺日期"),
            "planned",
            "replied",
        ),
    )


def multiples(towns: list[Area], said: QuerySet[Voice], assigned: QuerySet[Suggestion]) -> list[Township]:
    """One row per township, in the order that was given."""
    heard: Counter[int] = Counter()
    parent = dict(Area.objects.filter(parent__in=towns).values_list("pk", "parent"))
    for area, many in said.order_by().values_list("area").annotate(many=Count("pk")):
        heard[parent.get(area) or area] += many
    late = Q(state__in=OWING, due__lt=today())
    counts = {
        row["area"]: row
        for row in assigned.order_by().values("area").annotate(
            all=Count("pk"), replied=Count("pk", filter=Q(is_replied=True)), late=Count("pk", filter=late)
        )
    }  # fmt: skip
    nothing: dict[str, int] = {}
    rows = [(town, counts.get(town.pk, nothing)) for town in towns]
    return [Township(town, heard[town.pk], row.get("all", 0), row.get("replied", 0), row.get("late", 0)) for town, row in rows]


def loads(assigned: QuerySet[Suggestion], most: int = 12) -> list[UnitLoad]:
    """Units with the most overdue first."""
    led = Assignment.objects.filter(
        role="lead", ended_at__isnull=True, suggestion__in=assigned.filter(state__in=OWING).values("pk")
    )
    late = Q(suggestion__due__lt=today())
    rows = (
        led.order_by()
        .values("unit")
        .annotate(open=Count("pk"), late=Count("pk", filter=late))
        .order_by("-late", "-open", "unit")[:most]
    )
    units = {unit.pk: unit for unit in Organisation.objects.filter(pk__in=[row["unit"] for row in rows])}
    return [UnitLoad(units[row["unit"]], row["open"], row["late"]) for row in rows]


def years() -> list[int]:
    """The years in which something was assigned, newest first."""
    return [day.year for day in Suggestion.objects.filter(assigned_on__isnull=False).dates("assigned_on", "year", order="DESC")]
