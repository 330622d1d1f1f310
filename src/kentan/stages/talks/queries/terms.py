"""届内统计: how many talks, joint or own, at which level, who came, what was said, in one term of the congress.

The seed counts 9 talks of the city and 27 of its townships in one term; here each figure is a sum over rows that can be opened.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_noop as _

from kentan.ground.ledger.models import Number
from kentan.ground.network.labels import OrganisationKind
from kentan.ground.network.models import Term
from kentan.stages.talks.labels import Initiative, SeatRole
from kentan.stages.talks.models import Talk
from kentan.stages.talks.queries.rooms import HELD
from kentan.stages.voices.queries import voices_citing

LEVELS = {
    OrganisationKind.STANDING_COMMITTEE: _("市级"), OrganisationKind.COMMITTEE: _("市级"),
    OrganisationKind.PRESIDIUM: "镇", OrganisationKind.STREET_COMMITTEE: "街道",
}  # fmt: skip
ORDER = ("市级", "街道", "镇")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: level × joint or own, with its sums."""

    level: str
    initiative: str
    talks: int = 0
    people: int = 0
    deputies: int = 0
    units: int = 0
    lines: int = 0
    voices: int = 0
    online_people: int = 0
    online_words: int = 0
    keys: frozenset[int] = field(default=frozenset(), compare=False)


SUMS = ("talks", "people", "deputies", "units", "lines", "voices", "online_people", "online_words")


def terms() -> QuerySet[Term]:
    """The terms of the city's congress, newest first."""
    return Term.objects.filter(congress__kind=OrganisationKind.STANDING_COMMITTEE).order_by("-since")


def held_talks(*, since: date | None = None, until: date | None = None) -> QuerySet[Talk]:
    """Talks that took place within these days, with what is counted of each."""
    within = Q() if since is None else Q(starts_at__date__gte=since)
    within &= Q() if until is None else Q(starts_at__date__lte=until)
    present = {
        "people": Count("seats", distinct=True),
        "deputies": Count("seats", filter=Q(seats__role=SeatRole.DEPUTY), distinct=True),
        "units": Count("seats", filter=Q(seats__role=SeatRole.UNIT), distinct=True),
        "lines": Count("utterances", distinct=True),
    }
    return Talk.objects.filter(within, state__in=HELD).select_related("host").annotate(**present).order_by("starts_at")


def term_table(talks: Iterable[Talk]) -> list[Row]:
    """The table: one row per level and initiative that occurs, in the institution's order."""
    found = list(talks)
    subjects = {f"talks.Talk:{talk.pk}": talk.pk for talk in found}
    cited = {subjects[one.subject]: one.text for one in Number.objects.filter(subject__in=subjects)}
    raised = voices_citing(cited.values())
    rows: dict[tuple[str, str], Row] = {}
    for talk in found:
        level = LEVELS.get(OrganisationKind(talk.host.kind), "镇")
        place = (level, talk.initiative)
        rows[place] = grown(
            rows.get(place, Row(level, str(Initiative(talk.initiative).label))), talk, raised.get(cited.get(talk.pk, ""), 0)
        )
    return [rows[level, initiative] for level in ORDER for initiative in Initiative.values if (level, initiative) in rows]


def grown(row: Row, talk: Talk, voices: int) -> Row:
    """The row with one talk more."""
    return Row(
        row.level, row.initiative, row.talks + 1, row.people + talk.people, row.deputies + talk.deputies,  # type: ignore[attr-defined]
        row.units + talk.units, row.lines + talk.lines, row.voices + voices,  # type: ignore[attr-defined]
        row.online_people + (talk.online_people or 0), row.online_words + (talk.online_words or 0), row.keys | {talk.pk},
    )  # fmt: skip


def total(rows: Iterable[Row]) -> Row:
    """合计."""
    found = list(rows)
    keys = frozenset(key for row in found for key in row.keys)
    sums: dict[str, Any] = {name: sum(getattr(row, name) for row in found) for name in SUMS}
    return Row(_("合计"), "", keys=keys, **sums)
