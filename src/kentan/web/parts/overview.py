"""驾驶舱 as a page: the figures of the chosen year, the bars drawn by the server, and the list behind each figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from kentan.ground.network.models import Area
from kentan.ground.network.queries import townships
from kentan.stages.outcomes.queries import Overview, Rate, overview, years
from kentan.web.parts.counted import address

BAR = 200
"""The longest bar, in units of the drawing."""
MOST_SQUARES = 24


@dataclass(frozen=True, slots=True)
class Bars:
    """One township's bars, each 0 to 200 long."""

    area: Area
    voices: int
    assigned: int
    replied: int
    overdue: int
    voices_long: int
    assigned_long: int
    replied_long: int
    address: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the funnel on the common scale; without an address where no public list holds it."""

    name: str
    number: int
    long: int
    measure: str
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """One rate with its bar and the lists behind numerator and denominator."""

    rate: Rate
    long: int
    address: str
    of_address: str


@dataclass(frozen=True, slots=True)
class Late:
    """One unit with a square for each overdue suggestion."""

    name: str
    open: int
    overdue: int
    squares: range
    address: str


def bars(found: Overview, year: int | None) -> list[Bars]:
    """Every township on one scale."""

    def long(number: int) -> int:
        return round(BAR * number / found.widest)

    return [
        Bars(
            one.area, one.voices, one.assigned, one.replied, one.overdue, long(one.voices), long(one.assigned), long(one.replied),
            address(area=one.area.pk, year=year),
        )
        for one in found.townships
    ]  # fmt: skip


def steps(found: Overview, **asked: Any) -> list[Step]:
    """原话 → 要点 → 交办 → 落实, with what each of them counts."""
    told = (
        (gettext("条"), gettext("群众、代表在码上和会上说的每一句"), ""),
        (gettext("个"), gettext("同一件事归在一起，原话一条不删"), ""),
        (gettext("件"), gettext("人大机关正式交给单位的"), address(**asked)),
        (gettext("件"), gettext("回头看，确实做到了的。没做到的会再问"), address(counted="implemented", **asked)),
    )
    longest = max((number for _name, number in found.funnel), default=0) or 1
    return [
        Step(name, number, round(BAR * number / longest), *words)
        for (name, number), words in zip(found.funnel, told, strict=True)
    ]


def drawn(rates: Iterable[Rate], **asked: Any) -> list[Drawn]:
    """The rates as bars."""
    return [
        Drawn(
            rate, round(BAR * rate.numerator / rate.denominator) if rate.denominator else 0,
            address(counted=rate.counted, **asked), address(counted=None if rate.of == "all" else rate.of, **asked),
        )
        for rate in rates
    ]  # fmt: skip


def late_units(found: Overview, **asked: Any) -> list[Late]:
    """The units that owe an answer, one square a suggestion."""
    return [
        Late(
            str(load.unit), load.open, load.overdue, range(min(load.overdue, MOST_SQUARES)),
            address(show="late", unit=load.unit.pk, **asked),
        )
        for load in found.units
        if load.overdue
    ]  # fmt: skip


def shown(request: HttpRequest, areas: Iterable[Area]) -> dict[str, Any]:
    """What the template needs; `?year=` chooses a year. The lists are narrowed to the areas unless they are the whole city."""
    known, wanted, towns = years(), request.GET.get("year", ""), list(areas)
    year = next((one for one in known if str(one) == wanted), None)
    found = overview(areas=towns, year=year)
    within = sorted({pk for town in towns for pk in (town.pk, town.parent_id) if pk})
    asked: dict[str, Any] = {"year": year, "area": None if len(towns) == townships().count() else within}
    return {
        "overview": found, "bars": bars(found, year), "years": known, "year": year, "bar": BAR, "steps": steps(found, **asked),
        "rates": drawn(found.rates, **asked), "further": drawn(found.further, **asked), "late": late_units(found, **asked),
        "late_address": address(show="late", **asked), "unfinished": found.rates[-1].denominator - found.rates[-1].numerator,
    }  # fmt: skip
