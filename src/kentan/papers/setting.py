"""排成 PDF: the same papers as `sheet`, set by Typst from a list of blocks; `setting.typ` knows how a block looks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import typst

from kentan.papers import measures as m
from kentan.papers.fonts import faces, installed
from kentan.papers.page import Align, Page
from kentan.papers.words import lines_of

HERE = Path(__file__).parent
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def typeset(
    source: str, told: Mapping[str, Any], *, families: frozenset[str] | None = None, kind: Literal["pdf", "png"] = "pdf",
) -> bytes:  # fmt: skip
    """A Typst file of this folder with what it is told, or a picture of its first page. Raises NoFont.

    Nothing of the words is ever read as markup: they travel as data.
    """
    fonts = faces(frozenset(installed().families()) if families is None else families)
    inputs = {"told": json.dumps({**told, "fonts": fonts}, ensure_ascii=False, sort_keys=True)}
    made = typst.compile(HERE / source, root=HERE, font_paths=installed(), format=kind, sys_inputs=inputs, timestamp=EPOCH)
    first = made[0] if isinstance(made, list) else made
    assert first is not None  # noqa: S101  nothing was written to a file
    return first


class Setting(Page):
    """A PDF that is being written."""

    def __init__(self, title: str) -> None:
        self.name = title
        self.blocks: list[dict[str, Any]] = []

    def paragraph(
        self, text: str = "", *, end: str = "", label: str = "", font: str = m.FANG, size: int = m.BODY, align: Align = "", indent: int = 0,
        right: int = 0, line: int = 0, red: bool = False, spacing: int = 0, keep: bool = False, rule: int = 0,
    ) -> None:  # fmt: skip
        """One paragraph, in points."""
        self.blocks.append({
            "kind": "paragraph", "text": text, "end": end, "label": label, "font": font, "size": size / 2, "align": align or "left",
            "indent": indent / 20, "right": right / 20, "line": (line or m.LINE) / 20, "red": red, "tracking": (spacing or m.TIGHT) / 20,
            "keep": keep, "rule": rule / 8,
        })  # fmt: skip

    def hold_last(self) -> None:
        """The last paragraph stays with the next one."""
        self.blocks[-1]["keep"] = True

    def table(self, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]], *, size: int = m.TINY) -> None:
        """A ruled table."""
        shares = [share for _name, share in columns]
        whole = [lines_of(row, shares, size) <= m.WHOLE for row in rows]
        names = [name for name, _share in columns]
        self.blocks.append({
            "kind": "table", "head": names, "shares": shares, "rows": [list(row) for row in rows], "whole": whole, "size": size / 2, "keep": False,
        })  # fmt: skip

    def imprint(self, lines: Sequence[tuple[str, str]]) -> None:
        """版记."""
        self.blocks.append({"kind": "imprint", "lines": [list(line) for line in lines], "keep": False})

    def next_copy(self) -> None:
        """A new page."""
        self.blocks.append({"kind": "page", "keep": False})

    def bytes(self) -> bytes:
        """The file."""
        return typeset("setting.typ", {"title": self.name, "blocks": self.blocks})
