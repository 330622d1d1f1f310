"""恳谈纪要: who came, what was talked about, what was said and answered, what was handed on. No citizen's name."""

from __future__ import annotations

from kentan.papers import measures as m
from kentan.papers.facts import MinutesFacts, Spoken
from kentan.papers.notice import mark
from kentan.papers.page import Page
from kentan.papers.sheet import Sheet
from kentan.papers.words import day


def minutes(facts: MinutesFacts, kind: type[Page] = Sheet) -> bytes:
    """The file of one talk's record."""
    sheet = kind(facts.title)
    mark(sheet, "民情恳谈纪要", facts.number)
    sheet.title(facts.title)
    sheet.blank()
    labels = (
        ("时间", day(facts.held_on)),
        ("地点", facts.place),
        ("主办", facts.host),
        ("出席", "，".join(facts.present) or "见签到表"),
    )
    for name, text in labels:
        sheet.paragraph(text, label=f"{name}：", indent=m.INDENT)
    if facts.theme:
        sheet.heading("一、为什么谈")
        sheet.body(facts.theme)
    if facts.agenda:
        sheet.heading("二、议程" if facts.theme else "一、议程")
        sheet.body("\n".join(f"{number}. {title}" for number, title in enumerate(facts.agenda, start=1)))
    sheet.heading("会上说了什么")
    sheet.table((("序号", 8), ("谁", 20), ("原话", 50), ("怎么答的", 22)), [row_of(line) for line in facts.lines])
    for name, terms in facts.agreements:
        sheet.heading(f"商量成的：{name}")
        sheet.body(terms)
    if facts.handed:
        sheet.heading("交办的事")
        rows = [(row.name, row.number, row.unit, row.state) for row in facts.handed]
        sheet.table((("建议", 33), ("文号", 34), ("主办", 18), ("到哪一步", 15)), rows)
    sheet.imprint([(facts.host, day(facts.held_on))])
    return sheet.bytes()


def row_of(line: Spoken) -> tuple[str, str, str, str]:
    """One line of the record as a row; what the speaker did not confirm says so."""
    words = line.words if line.is_confirmed else f"{line.words}（本人未确认）"
    return str(line.number), line.who, words, line.answered
