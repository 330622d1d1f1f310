"""答复函: one copy for each who is answered (浙江规定 第十八、二十二条); the class stands at the upper right (R28)."""

from __future__ import annotations

from kentan.papers import measures as m
from kentan.papers.facts import ReplyFacts
from kentan.papers.notice import mark
from kentan.papers.page import Page
from kentan.papers.sheet import Sheet
from kentan.papers.words import day


def reply(facts: ReplyFacts, kind: type[Page] = Sheet) -> bytes:
    """The file with as many copies as addressees."""
    sheet = kind(title_of(facts))
    for number, addressee in enumerate(facts.addressees):
        if number:
            sheet.next_copy()
        one_copy(sheet, facts, addressee)
    return sheet.bytes()


def title_of(facts: ReplyFacts) -> str:
    """关于对…的答复."""
    return f"关于《{facts.title}》的{'再次' if facts.is_again else ''}答复"


def one_copy(sheet: Page, facts: ReplyFacts, addressee: str) -> None:
    """One letter."""
    sheet.paragraph(facts.letter, font=m.HEI, align="right")
    mark(sheet, facts.unit, facts.number)
    sheet.title(title_of(facts))
    sheet.blank()
    sheet.paragraph(f"{addressee}：")
    sheet.body(
        f"{'您' if addressee.endswith('代表') else '你们'}提出的《{facts.title}》（{facts.suggestion_number}）收悉，现答复如下："
    )
    sheet.body(facts.words)
    if facts.promise_due is not None:
        sheet.body(f"我们承诺：{facts.promise or '按上述内容办好'}，{day(facts.promise_due)}前做到，到时再次答复。")
    if facts.contacts:
        sheet.body(f"答复以前已经沟通：{'；'.join(facts.contacts)}。")
    sheet.body("感谢对我们工作的关心和支持。如有意见，请向交办机构反映。")
    sheet.signature(facts.unit, day(facts.signed_on))
    sheet.paragraph(f"（签发人：{facts.signed_by}）", indent=m.INDENT)
    if facts.asked_at:
        sheet.paragraph(f"（联系人：{facts.asked_at}）", indent=m.INDENT)
    if facts.copies_to:
        sheet.paragraph(f"抄送：{'、'.join(facts.copies_to)}。", size=m.SMALL)
