"""一张纸上能写什么: paragraphs, lines, tables, an imprint. A `Sheet` makes a Word file of it, a `Setting` a PDF."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Literal

from kentan.papers import measures as m
from kentan.papers.words import balanced, width_of

File = bytes
"""What a file holds; inside a `Page`, `bytes` is what it gives."""
Align = Literal["", "center", "right", "justify"]


class Page(ABC):
    """A paper that is being written. Sizes are half-points, lines and indents twips, rules eighths of a point."""

    @abstractmethod
    def __init__(self, title: str) -> None: ...

    @abstractmethod
    def paragraph(
        self, text: str = "", *, end: str = "", label: str = "", font: str = m.FANG, size: int = m.BODY, align: Align = "", indent: int = 0,
        right: int = 0, line: int = 0, red: bool = False, spacing: int = 0, keep: bool = False, rule: int = 0,
    ) -> None:  # fmt: skip
        """One paragraph; a line break inside the text stays one.

        `end` stands at the right end of the line, `label` opens it in 黑体, `line` is another exact height, `spacing` goes between
        characters, `rule` is a red line under it as wide as 版心, `keep` holds it on one page with what follows.
        """

    @abstractmethod
    def table(self, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]], *, size: int = m.TINY) -> None:
        """A ruled table: (heading, share of 版心 in per cent). The head comes again on every page; a row is torn only if it is long."""

    @abstractmethod
    def imprint(self, lines: Sequence[tuple[str, str]]) -> None:
        """版记 on the lower edge of 版心 of the last page; (left, right) in 4 号仿宋 between two lines."""

    @abstractmethod
    def next_copy(self) -> None:
        """A new page, for the next addressee."""

    @abstractmethod
    def hold_last(self) -> None:
        """What was written last stays on one page with what comes: no signature stands alone on a page."""

    @abstractmethod
    def bytes(self) -> bytes:
        """The file; the same paper gives the same bytes whenever and wherever it is asked."""

    def headed(self, base: File, told: Mapping[str, str]) -> bool:
        """Whether an office's own head stands above from now on; where it cannot, ours is set."""
        return False

    def body(self, text: str, *, font: str = m.FANG) -> None:
        """正文: every line of the text is a paragraph, two characters in; one that opens with （一） is a heading in 楷体."""
        for line in filter(None, (part.strip() for part in text.splitlines())):
            is_second = line.startswith("（") and line[1:2] in set(m.NUMERALS) and width_of(line) <= m.CHARACTERS
            self.paragraph(line, font=m.KAI if is_second else font, indent=m.INDENT, align="justify", keep=is_second)

    def heading(self, text: str) -> None:
        """一、黑体; it never stands alone at the foot of a page."""
        self.paragraph(text, font=m.HEI, indent=m.INDENT, keep=True)

    def title(self, text: str) -> None:
        """标题: 2 号小标宋, centred, its lines of nearly one length."""
        self.paragraph(balanced(text, m.TITLE_CHARACTERS), font=m.TITLES, size=m.TITLE, align="center", line=m.TITLE_LINE)

    def blank(self) -> None:
        """空一行."""
        self.paragraph()

    def signature(self, host: str, on: str) -> None:
        """署名 and 成文日期 a line below the text: the date four characters from the right, the name centred above it."""
        self.hold_last()
        self.paragraph(keep=True)
        right = 4 + (width_of(on) - width_of(host)) / 2
        self.paragraph(host, align="right", right=round(max(right, 0) * m.INDENT / 2), keep=True)
        self.paragraph(on, align="right", right=4 * m.INDENT // 2)
