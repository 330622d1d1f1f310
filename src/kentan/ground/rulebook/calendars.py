"""放假安排: the shipped years, read from `calendars/<year>.csv`, and the reading of any such file.

A file has the columns `date,kind` with kind `off` or `work` (others are passed over, the header may be
missing); lines that begin with # name the notice.
A year that no notice names is absent here on purpose: its dates are 暂定.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from deliberation.clock import Calendar, DayKind

FOLDER = Path(__file__).with_name("calendars")
HEADER = ["date", "kind"]
KINDS = tuple(DayKind)
ALWAYS_OFF = ((1, 1), (5, 1), (10, 1))


class RowsError(ValueError):
    """A calendar file that cannot be trusted; `problems` has a sentence for each line."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@cache
def shipped() -> Calendar:
    """The calendar of this release: every published year. Raises RowsError."""
    rows: list[tuple[date, str]] = []
    for path in sorted(FOLDER.glob("*.csv")):
        found = read_rows(path.read_text(encoding="utf-8"))
        strays = [f"{path.name}: {day.isoformat()} is another year" for day, _ in found if day.year != int(path.stem)]
        if strays:
            raise RowsError(strays)
        check_whole_years(found, {int(path.stem)})
        rows += found
    return Calendar.of(rows)


def read_rows(text: str) -> list[tuple[date, DayKind]]:
    """The rows of a calendar file, by day. Raises RowsError with every problem and its line."""
    problems: list[str] = []
    rows: dict[date, DayKind] = {}
    places = (0, 1)
    lines = enumerate(text.lstrip("\ufeff").splitlines(), start=1)
    written = [(number, line) for number, line in lines if line.strip() and not line.startswith("#")]
    for position, (number, line) in enumerate(written):
        cells = [cell.strip() for cell in line.split(",")]
        if position == 0 and set(HEADER) <= set(cells):
            places = (cells.index("date"), cells.index("kind"))
            continue
        problem = read_row(cells, places, rows)
        if problem:
            problems.append(f"line {number}: {problem}")
    if not rows and not problems:
        problems.append("no rows")
    if problems:
        raise RowsError(problems)
    return sorted(rows.items())


def read_row(cells: list[str], places: tuple[int, int], rows: dict[date, DayKind]) -> str:
    """Put one row in, or say what is wrong with it."""
    if len(cells) <= max(places):
        return "date,kind are needed"
    written, kind = (cells[place] for place in places)
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return f"no date: {written!r}"
    if kind not in KINDS:
        return f"kind must be off or work, not {kind!r}"
    if day in rows:
        return f"{day.isoformat()} twice"
    rows[day] = DayKind(kind)
    return ""


def check_whole_years(rows: list[tuple[date, DayKind]], years: set[int]) -> None:
    """A year's notice always has New Year, Labour Day and National Day off; without them it is only a piece.

    Source: 全国年节及纪念日放假办法. Raises RowsError.
    """
    off = {day for day, kind in rows if kind == DayKind.OFF}
    needed = [date(year, month, day) for year in sorted(years) for month, day in ALWAYS_OFF]
    missing = [day for day in needed if day not in off]
    problems = [f"{day.isoformat()} is not off: the notice of {day.year} is not complete" for day in missing]
    if problems:
        raise RowsError(problems)
