"""表和单: what hangs on a wall, lies on a table or is handed over. A4, black and white, set by Typst.

A `Ledger` (签到表, 接待登记表, 电话告知单) is a ruled sheet with some rows filled in and others free for a pen; a `Poster` and the
`Slip`s carry a code to scan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import segno

from kentan.papers.words import width_of

QUIET = 4
"""Modules of white around a code."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ruled sheet: (heading, share of the width) a column, the filled rows, and so many rows left free."""

    title: str
    facts: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, ...], ...] = ()
    free: int = 0
    caption: str = ""
    foot: str = ""
    is_wide: bool = False

    @property
    def free_rows(self) -> list[int]:
        """The numbers of the free rows, going on from the filled ones."""
        return list(range(len(self.rows) + 1, len(self.rows) + self.free + 1))


@dataclass(frozen=True, slots=True)
class Poster:
    """海报: whom one speaks to, the code, and how it is done in three steps."""

    organ: str
    lines: tuple[str, ...]
    who: str
    address: str
    code: str
    steps: tuple[str, ...]
    plain: str
    help: str


@dataclass(frozen=True, slots=True)
class Slip:
    """条: a code for one person, what it opens, and his own words where there are any."""

    name: str
    address: str
    code: str
    lines: tuple[str, ...] = ()


def matrix(address: str) -> list[str]:
    """The code of an address, row by row in 0 and 1."""
    return ["".join("1" if dark else "0" for dark in row) for row in segno.make(address, error="m", micro=False).matrix]


def ledger(sheet: Ledger) -> bytes:
    """The PDF of a ruled sheet."""
    from kentan.papers.setting import typeset  # the page-setter is in memory only for those who ask for papers

    rows = [list(row) for row in sheet.rows]
    rows += [[str(number), *[""] * (len(sheet.columns) - 1)] for number in sheet.free_rows]
    return typeset("forms.typ", {"form": "ledger", **asdict(sheet), "rows": rows})


def poster(sheet: Poster) -> bytes:
    """The PDF of a poster."""
    from kentan.papers.setting import typeset  # the page-setter is in memory only for those who ask for papers

    return typeset("forms.typ", told_of(sheet))


def told_of(sheet: Poster) -> dict[str, Any]:
    """What the page-setter is told: a long name is set smaller and never broken inside a word."""
    longest = max(width_of(line) for line in sheet.lines)
    size = max(20, min(44, int(480 / longest)))
    return {"form": "poster", **asdict(sheet), "size": size, "matrix": matrix(sheet.address)}


def slips(title: str, given: Sequence[Slip], *, is_large: bool = False) -> bytes:
    """The PDF of slips to cut apart, eight a page; or of one slip in large print."""
    from kentan.papers.setting import typeset  # the page-setter is in memory only for those who ask for papers

    told = [{**asdict(one), "matrix": matrix(one.address)} for one in given]
    return typeset("forms.typ", {"form": "large" if is_large else "slips", "title": title, "slips": told})
