"""一个系列的账: its sittings in order, what each brought, and what was gathered from all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kentan.stages.suggestions.queries import SeriesCount, gathered_from, series_counts
from kentan.stages.talks.models import Talk, TalkSeries
from kentan.stages.talks.queries import sittings
from kentan.web.parts.thread_rows import SuggestionRow, rows_of


@dataclass(frozen=True, slots=True)
class SittingRow:
    """One sitting: how many came, how many lines, points, and suggestions that its points stand in."""

    talk: Talk
    points: int
    suggestions: int


@dataclass(frozen=True, slots=True)
class SeriesSheet:
    """The series with its sums: `merged` points more than suggestions, because several said the same."""

    series: TalkSeries
    rows: tuple[SittingRow, ...]
    count: SeriesCount
    suggestions: tuple[SuggestionRow, ...]

    @property
    def people(self) -> int:
        """Seats taken in all sittings."""
        return sum(getattr(row.talk, "people", 0) for row in self.rows)

    @property
    def lines(self) -> int:
        """Lines recorded in all sittings."""
        return sum(getattr(row.talk, "lines", 0) for row in self.rows)


def sheet(series: TalkSeries, *, states: Iterable[str] | None = None) -> SeriesSheet:
    """The account of a series; for the public only sittings and suggestions in `states` of their own public lists."""
    count = series_counts(series)
    found = sittings(series) if states is None else sittings(series).filter(state__in=list(states))
    rows = tuple(SittingRow(talk, count.points_of.get(talk.pk, 0), count.suggestions_of.get(talk.pk, 0)) for talk in found)
    gathered = gathered_from(series, is_public=states is not None)
    return SeriesSheet(series, rows, count, tuple(rows_of(gathered)))
