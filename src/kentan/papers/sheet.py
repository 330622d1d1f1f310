"""一张纸: a document in the national layout, built from paragraphs, lines and tables; its bytes depend on nothing else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor, Twips
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from kentan.papers import measures as m

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
ZIP_TIME = (2000, 1, 1, 0, 0, 0)


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


class Sheet:
    """A document that is being written."""

    def __init__(self, title: str) -> None:
        self.document = Document()
        properties = self.document.core_properties
        properties.title, properties.author, properties.last_modified_by, properties.comments = title, "恳谈", "恳谈", ""
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

    def number_pages(self) -> None:
        """— 1 —, 4 号宋体: odd pages at the right, even ones at the left, one character in."""
        self.document.settings.odd_and_even_pages_header_footer = True
        section = self.document.sections[0]
        for footer, align in ((section.footer, ALIGN.RIGHT), (section.even_page_footer, ALIGN.LEFT)):
            paragraph = footer.paragraphs[0]
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
        self, text: str = "", *, font: str = m.FANG, size: int = m.BODY, align: ALIGN | None = None, indent: int = 0, line: int = 0,
        red: bool = False, spacing: int = 0, keep: bool = False,
    ) -> Paragraph:  # fmt: skip
        """One paragraph; a line break inside the text stays one. `line`: another exact height; `spacing`: between characters."""
        made = self.document.add_paragraph()
        if align is not None:
            made.alignment = align
        if indent:
            made.paragraph_format.first_line_indent = Twips(indent)
        if line:
            made.paragraph_format.line_spacing = Twips(line)
        made.paragraph_format.keep_with_next = keep or None
        run = typeface(made.add_run(text), font, size, red=red)
        if spacing:
            put(run._element.get_or_add_rPr(), element("w:spacing", val=spacing), RUN)
        return made

    def body(self, text: str, *, font: str = m.FANG) -> None:
        """正文: every line of the text is a paragraph, two characters in."""
        for line in filter(None, (part.strip() for part in text.splitlines())):
            self.paragraph(line, font=font, indent=m.INDENT, align=ALIGN.JUSTIFY)

    def heading(self, text: str) -> None:
        """一、黑体; it never stands alone at the foot of a page."""
        self.paragraph(text, font=m.HEI, indent=m.INDENT, keep=True)

    def title(self, text: str) -> None:
        """标题: 2 号小标宋, centred."""
        self.paragraph(text, font=m.TITLES, size=m.TITLE, align=ALIGN.CENTER, line=m.TITLE_LINE)

    def ends(self, left: str, right: str, *, font: str = m.FANG, size: int = m.BODY) -> Paragraph:
        """One line with words at both ends of 版心."""
        made = self.paragraph(font=font, size=size)
        made.paragraph_format.tab_stops.add_tab_stop(Twips(m.WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        typeface(made.add_run(f"{left}\t{right}"), font, size)
        return made

    def red_line(self, paragraph: Paragraph, eighths: int) -> None:
        """红色反线 under a paragraph, as wide as 版心; `eighths` of a point."""
        border = element("w:pBdr")
        border.append(element("w:bottom", val="single", sz=eighths, space=4, color=m.RED))
        put(paragraph._element.get_or_add_pPr(), border, PARAGRAPH)

    def blank(self) -> None:
        """空一行."""
        self.paragraph()

    def table(self, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]], *, size: int = m.TINY) -> None:
        """A ruled table: (heading, share of 版心 in per cent); the head comes again on every page and no row is torn."""
        made = self.document.add_table(rows=1, cols=len(columns))
        made.style, made.autofit = "Table Grid", False
        for column, (_name, share) in zip(made.columns, columns, strict=True):
            column.width = Twips(m.WIDTH * share // 100)
        for cell, (name, _share) in zip(made.rows[0].cells, columns, strict=True):
            fill(cell, name, m.HEI, size)
        mark_row(made.rows[0], "w:tblHeader")
        for row in rows:
            cells = made.add_row()
            mark_row(cells, "w:cantSplit")
            for cell, text in zip(cells.cells, row, strict=True):
                fill(cell, text, m.FANG, size)
        for number, (_name, share) in enumerate(columns):
            for row in made.rows:
                row.cells[number].width = Twips(m.WIDTH * share // 100)

    def imprint(self, lines: Sequence[tuple[str, str]]) -> None:
        """版记: a frame that stands on the lower edge of 版心 of the last page; (left, right) in 4 号仿宋 between two lines.

        One paragraph with line breaks: a frame of several is torn apart by one of the word processors.
        """
        inner = m.SMALL * 10
        made = self.paragraph(size=m.SMALL)
        made.paragraph_format.left_indent = made.paragraph_format.right_indent = Twips(inner)
        made.paragraph_format.tab_stops.add_tab_stop(Twips(m.WIDTH - inner), WD_TAB_ALIGNMENT.RIGHT)
        text = "\n".join(f"{left}\t{right}" if right else left for left, right in lines)
        typeface(made.add_run(text), m.FANG, m.SMALL)
        frame = element("w:framePr", w=m.WIDTH, wrap="around", vAnchor="margin", hAnchor="margin", xAlign="left", yAlign="bottom")
        for part in (frame, ruled()):
            put(made._element.get_or_add_pPr(), part, PARAGRAPH)
        self.paragraph(size=2, line=20)  # what the frame hangs on

    def signature(self, host: str, on: str) -> None:
        """署名 and 成文日期: the date four characters from the right, the name centred above it."""
        right = 4 + (width_of(on) - width_of(host)) / 2
        for text, indent in ((host, max(right, 0)), (on, 4)):
            made = self.paragraph(text, align=ALIGN.RIGHT, keep=text == host)
            made.paragraph_format.right_indent = Twips(round(indent * m.INDENT / 2))

    def next_copy(self) -> None:
        """A new page, for the next addressee."""
        self.document.add_page_break()  # type: ignore[no-untyped-call]

    def bytes(self) -> bytes:
        """The file; the same sheet gives the same bytes whenever and wherever it is asked."""
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


def off_grid(paragraph: Paragraph) -> None:
    """Words in a table and large words keep their own width."""
    put(paragraph._element.get_or_add_pPr(), element("w:snapToGrid", val=0), PARAGRAPH)


def mark_row(row: Any, name: str) -> None:
    """CantSplit or tblHeader."""
    row._tr.get_or_add_trPr().append(element(name))


def ruled() -> Any:
    """版记的线: 0.35 mm above and below."""
    made = element("w:pBdr")
    for name in ("top", "bottom"):
        made.append(element(f"w:{name}", val="single", sz=8, space=1, color="000000"))
    return made


def width_of(text: str) -> float:
    """In characters of Chinese; a Latin letter or digit is half of one."""
    return sum(0.5 if letter.isascii() else 1 for letter in text)


def repacked(content: bytes) -> bytes:
    """The same parts in the same order with one time for all of them."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        names = sorted(given.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            made.writestr(entry, given.read(name))
    return kept.getvalue()
