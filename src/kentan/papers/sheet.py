"""一张纸: a document in the national layout, built from paragraphs, lines and tables; its bytes depend on nothing else."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as Written
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor, Twips
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from kentan.papers import measures as m
from kentan.papers.package import repacked, tidied
from kentan.papers.page import Align, File, Page
from kentan.papers.words import lines_of

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
ALIGNED = {"center": ALIGN.CENTER, "right": ALIGN.RIGHT, "justify": ALIGN.JUSTIFY}


PARAGRAPH = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers", "pBdr", "shd", "tabs",
    "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd",
    "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
    "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
)  # fmt: skip
"""The order in which a paragraph's properties must stand (ISO/IEC 29500-1, CT_PPr); a strict reader refuses another one."""
RUN = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss", "imprint", "noProof",
    "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd",
    "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
"""The same for a run (CT_RPr)."""

TABLE = (
    "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc", "tblCellSpacing", "tblInd",
    "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription",
)  # fmt: skip
"""The same for a table (CT_TblPr)."""


def put(properties: Any, child: Any, order: tuple[str, ...]) -> None:
    """The child at its place among the properties; one of its kind that stands there already goes."""
    name = child.tag.rpartition("}")[2]
    for old in properties.findall(child.tag):
        properties.remove(old)
    later = {qn(f"w:{one}") for one in order[order.index(name) + 1 :]}
    at = next((number for number, one in enumerate(properties) if one.tag in later), len(properties))
    properties.insert(at, child)


def element(name: str, **attributes: object) -> Any:
    """One element of the file's language, its attributes in the same name space."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def typeface(run: Run, name: str, size: int, *, red: bool = False, bold: bool = False) -> Run:
    """Font for Latin and for Chinese alike; `size` in half-points."""
    run.font.name, run.font.size, run.font.bold = name, Pt(size / 2), bold
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)
    if red:
        run.font.color.rgb = RGBColor.from_string(m.RED)
    return run


class Sheet(Page):
    """A document that is being written."""

    def __init__(self, title: str) -> None:
        self.name = title
        self.begin(Document())

    def begin(self, document: Written) -> None:
        """Page, style and page numbers of a document, ours or an office's own."""
        self.document = document
        properties = self.document.core_properties
        properties.title, properties.author, properties.last_modified_by, properties.comments = self.name, "恳谈", "恳谈", ""
        properties.created = properties.modified = EPOCH
        properties.revision = 1
        self.set_page()
        self.set_style()
        self.number_pages()

    def set_page(self) -> None:
        """Paper, margins and the grid of 22 lines; 28 characters a line come from the style, which every program reads alike."""
        section = self.document.sections[0]
        section.page_width, section.page_height = Twips(m.PAGE_WIDTH), Twips(m.PAGE_HEIGHT)
        section.top_margin, section.bottom_margin = Twips(m.TOP), Twips(m.BOTTOM)
        section.left_margin, section.right_margin = Twips(m.LEFT), Twips(m.RIGHT)
        section.footer_distance, section.header_distance = Twips(m.FOOTER), Twips(850)
        properties = section._sectPr
        for grid in properties.findall(qn("w:docGrid")):
            properties.remove(grid)
        properties.append(element("w:docGrid", type="lines", linePitch=m.LINE))

    def set_style(self) -> None:
        """Body text: 3 号仿宋, exactly 28.95 pt a line, nothing before or after."""
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = m.FANG, Pt(m.BODY / 2)
        fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), m.FANG)
        for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{attribute}"), None)
        spacing = normal.paragraph_format
        spacing.space_before = spacing.space_after = Pt(0)
        put(normal.element.get_or_add_pPr(), element("w:spacing", before=0, after=0, line=m.LINE, lineRule="exact"), PARAGRAPH)
        put(normal.element.get_or_add_rPr(), element("w:spacing", val=m.TIGHT), RUN)
        for language in self.document.styles.element.iter(qn("w:lang")):
            language.set(qn("w:eastAsia"), "zh-CN")

    def number_pages(self) -> None:
        """— 1 —, 4 号宋体: odd pages at the right, even ones at the left, one character in."""
        self.document.settings.odd_and_even_pages_header_footer = True
        section = self.document.sections[0]
        for footer, align in ((section.footer, ALIGN.RIGHT), (section.even_page_footer, ALIGN.LEFT)):
            for old in list(footer._element):
                footer._element.remove(old)
            paragraph = footer.add_paragraph()
            paragraph.paragraph_format.line_spacing = Twips(m.FOOT_LINE)
            off_grid(paragraph)
            paragraph.alignment = align
            paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Twips(m.SMALL * 10)
            for kind, text in (("text", "— "), ("field", "PAGE"), ("text", " —")):
                run = typeface(paragraph.add_run(text if kind == "text" else ""), m.SONG, m.SMALL)
                if kind == "field":
                    for part in (
                        element("w:fldChar", fldCharType="begin"),
                        instruction(text),
                        element("w:fldChar", fldCharType="end"),
                    ):
                        run._element.append(part)

    def paragraph(
        self, text: str = "", *, end: str = "", label: str = "", font: str = m.FANG, size: int = m.BODY, align: Align = "", indent: int = 0,
        right: int = 0, line: int = 0, red: bool = False, spacing: int = 0, keep: bool = False, rule: int = 0,
    ) -> None:  # fmt: skip
        """One paragraph."""
        made = self.document.add_paragraph()
        shape = made.paragraph_format
        made.alignment = ALIGNED[align] if align else None  # type: ignore[assignment]
        shape.first_line_indent = Twips(indent) if indent else None
        shape.right_indent = Twips(right) if right else None
        shape.line_spacing = Twips(line) if line else None
        shape.keep_with_next = keep or None
        if line:
            off_grid(made)
        if label:
            typeface(made.add_run(label), m.HEI, size)
        if end:
            shape.tab_stops.add_tab_stop(Twips(m.WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        run = typeface(made.add_run(f"{text}\t{end}" if end else text), font, size, red=red)
        if spacing:
            put(run._element.get_or_add_rPr(), element("w:spacing", val=spacing), RUN)
        if rule:
            put(made._element.get_or_add_pPr(), red_line(rule), PARAGRAPH)

    def headed(self, base: File, told: Mapping[str, str]) -> bool:
        """The office's own head: its document goes on under it, {期号} and the like filled in."""
        if not base:
            return False
        self.begin(Document(io.BytesIO(base)))
        cells = [cell for table in self.document.tables for row in table.rows for cell in row.cells]
        for paragraph in [*self.document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]:
            put_words(paragraph, told)
        return True

    def hold_last(self) -> None:
        """The last paragraph stays with the next one."""
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True

    def table(self, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]], *, size: int = m.TINY) -> None:
        """A ruled table, as wide as 版心."""
        made = self.document.add_table(rows=1, cols=len(columns))
        made.autofit = False
        put(made._tbl.tblPr, framed(), TABLE)
        put(made._tbl.tblPr, element("w:tblInd", w=m.CELL, type="dxa"), TABLE)
        shares = [share for _name, share in columns]
        for cell, (name, _share) in zip(made.rows[0].cells, columns, strict=True):
            fill(cell, name, m.HEI, size)
        mark_row(made.rows[0], "w:cantSplit")
        mark_row(made.rows[0], "w:tblHeader")
        for row in rows:
            cells = made.add_row()
            if lines_of(row, shares, size) <= m.WHOLE:
                mark_row(cells, "w:cantSplit")
            for cell, text in zip(cells.cells, row, strict=True):
                fill(cell, text, m.FANG, size)
        for column, share in zip(made.columns, shares, strict=True):
            column.width = Twips(m.WIDTH * share // 100)
            for cell in column.cells:
                cell.width = Twips(m.WIDTH * share // 100)

    def imprint(self, lines: Sequence[tuple[str, str]]) -> None:
        """版记, a frame.

        One paragraph with line breaks: a frame of several is torn apart by one of the word processors.
        """
        inner = m.SMALL * 10
        text = "\n".join(f"{left}\t{right}" if right else left for left, right in lines)
        self.paragraph(text, size=m.SMALL)
        made = self.document.paragraphs[-1]
        made.paragraph_format.left_indent = made.paragraph_format.right_indent = Twips(inner)
        made.paragraph_format.tab_stops.add_tab_stop(Twips(m.WIDTH - inner), WD_TAB_ALIGNMENT.RIGHT)
        frame = element("w:framePr", w=m.WIDTH, wrap="around", vAnchor="margin", hAnchor="margin", xAlign="left", yAlign="bottom")
        for part in (frame, ruled()):
            put(made._element.get_or_add_pPr(), part, PARAGRAPH)
        self.paragraph(size=2, line=20)  # what the frame hangs on

    def next_copy(self) -> None:
        """A new page."""
        self.document.add_page_break()  # type: ignore[no-untyped-call]

    def bytes(self) -> bytes:
        """The file; the same sheet gives the same bytes whenever and wherever it is asked."""
        tidied(self.document)
        kept = io.BytesIO()
        self.document.save(kept)
        return repacked(kept.getvalue())


def instruction(text: str) -> Any:
    """What a field asks for."""
    made = element("w:instrText")
    made.text = text
    return made


def fill(cell: Any, text: str, font: str, size: int) -> None:
    """The words of a cell; its lines are lower than those of the body."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.line_spacing = Twips(size * 14)
    off_grid(paragraph)
    typeface(paragraph.add_run(text), font, size)


def put_words(paragraph: Paragraph, told: Mapping[str, str]) -> None:
    """The words in place of their names in braces; where a name is torn over several runs, the first one's type is kept."""
    for name, words in told.items():
        wanted = f"{{{name}}}"
        for run in paragraph.runs:
            if wanted in run.text:
                run.text = run.text.replace(wanted, words)
        if wanted in paragraph.text:
            whole = paragraph.text.replace(wanted, words)
            for number, run in enumerate(paragraph.runs):
                run.text = "" if number else whole


def off_grid(paragraph: Paragraph) -> None:
    """Words in a table and large words keep their own height: one word processor would round it up to whole lines of the body."""
    put(paragraph._element.get_or_add_pPr(), element("w:snapToGrid", val=0), PARAGRAPH)


def mark_row(row: Any, name: str) -> None:
    """CantSplit or tblHeader."""
    row._tr.get_or_add_trPr().append(element(name))


def red_line(eighths: int) -> Any:
    """红色反线, so many eighths of a point thick."""
    made = element("w:pBdr")
    made.append(element("w:bottom", val="single", sz=eighths, space=4, color=m.RED))
    return made


def framed() -> Any:
    """A thin line around every cell, whatever styles the document knows."""
    made = element("w:tblBorders")
    for name in ("top", "left", "bottom", "right", "insideH", "insideV"):
        made.append(element(f"w:{name}", val="single", sz=4, space=0, color="000000"))
    return made


def ruled() -> Any:
    """版记的线: 0.35 mm above and below."""
    made = element("w:pBdr")
    for name in ("top", "bottom"):
        made.append(element(f"w:{name}", val="single", sz=8, space=1, color="000000"))
    return made
