"""《民情专报》: the head by custom, the body by the national layout, 报送发 at the foot. Never a 密级."""

from __future__ import annotations

from kentan.papers import measures as m
from kentan.papers.facts import BulletinFacts, EvidenceRow
from kentan.papers.page import Page
from kentan.papers.sheet import Sheet
from kentan.papers.words import day

NAME_LINE = 1600
THICK = 24
"""Three points: the line under the head."""


def bulletin(facts: BulletinFacts, kind: type[Page] = Sheet) -> bytes:
    """The file of one issue."""
    sheet = kind(facts.title)
    put_head(sheet, facts)
    sheet.blank()
    sheet.title(facts.title)
    sheet.blank()
    for heading, text in facts.parts:
        sheet.heading(heading)
        sheet.body(text)
    if facts.evidence:
        sheet.heading("依据")
        rows = [(str(number), named(row), row.number, row.unit, row.state) for number, row in enumerate(facts.evidence, start=1)]
        sheet.table((("序号", 8), ("名称和来源", 27), ("文号", 34), ("单位", 18), ("办理情况", 13)), rows)
    if facts.supplier:
        sheet.paragraph(f"（供稿：{facts.supplier}）", indent=m.INDENT)
    copies = f"共印{facts.head.copies}份" if facts.head.copies else ""
    lines = [(line, "") for line in facts.recipients]
    sheet.imprint([*lines[:-1], (lines[-1][0], copies)] if lines else [("", copies)])
    return sheet.bytes()


def put_head(sheet: Page, facts: BulletinFacts) -> None:
    """报头: mark, name in red, number, who and when, the red line."""
    head = facts.head
    issue, signed = facts.issue or "（未编号）", day(facts.signed_on) if facts.signed_on else "（未签发）"
    if sheet.headed(head.base, {"期号": issue, "编发": facts.host, "日期": signed}):
        return
    sheet.paragraph(head.mark, font=m.HEI)
    sheet.paragraph(
        head.name, font=m.TITLES, size=head.size * 2, align="center", line=max(NAME_LINE, head.size * 28), red=True, spacing=160,
    )  # fmt: skip
    sheet.paragraph(issue, align="center")
    sheet.paragraph(facts.host, end=signed, rule=THICK)


def named(row: EvidenceRow) -> str:
    """What it is, and under it whose words it stands on."""
    return f"{row.name}\n（{row.sources}）" if row.sources else row.name
