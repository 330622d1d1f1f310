"""驾驶舱 as a page: the figures of the chosen year, the bars drawn by the server, the table behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from kentan.ground.network.models import Area
from kentan.stages.outcomes.queries import Overview, overview, years

BAR = 200
"""The longest bar, in units of the drawing."""


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


def bars(found: Overview) -> list[Bars]:
    """Every township on one scale."""

    def long(number: int) -> int:
        return round(BAR * number / found.widest)

    return [
        Bars(
            one.area, one.voices, one.assigned, one.replied, one.overdue, long(one.voices), long(one.assigned), long(one.replied)
        )
        for one in found.townships
    ]


def shown(request: HttpRequest, areas: Iterable[Area]) -> dict[str, Any]:
    """What the template needs; `?year=` chooses a year in which something was assigned."""
    known, asked = years(), request.GET.get("year", "")
    year = next((one for one in known if str(one) == asked), None)
    found = overview(areas=areas, year=year)
    return {"overview": found, "bars": bars(found), "years": known, "year": year, "bar": BAR}
