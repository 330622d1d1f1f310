"""交办通知单: what is handed over, to whom, until when and why that day."""

from __future__ import annotations

from collections.abc import Sequence

from kentan.papers import measures as m
from kentan.papers.facts import NoticeFacts
from kentan.papers.page import Page
from kentan.papers.sheet import Sheet
from kentan.papers.words import balanced, day

MARK, THIN = 64, 8


def mark(sheet: Page, name: str, number: str) -> None:
    """发文机关标志 in red, 文号 under it, the red line; a long name is set smaller, a very long one on two lines."""
    across = m.WIDTH // (m.TITLE * 10)
    size = min(MARK, max(m.TITLE, m.WIDTH // (len(name) * 10)))
    shown = name if len(name) <= across else balanced(name, across)
    sheet.paragraph(shown, font=m.TITLES, size=size, align="center", line=max(size * 14, m.TITLE_LINE), red=True)
    sheet.paragraph(number or "（未编号）", align="center", rule=THIN)
    sheet.blank()


def notice(facts: NoticeFacts, kind: type[Page] = Sheet) -> bytes:
    """The file of one 交办."""
    sheet = kind(f"关于交办《{facts.title}》的通知")
    mark(sheet, facts.host, facts.number)
    sheet.title(f"关于交办《{facts.title}》的通知")
    sheet.blank()
    sheet.paragraph(f"{'、'.join([facts.lead, *facts.co])}：")
    sheet.body(f"现将《{facts.title}》（{facts.track}）交给你们办理。{divided(facts)}请按下面的要求办理并书面答复。")
    due = f"{day(facts.due)}前答复{'（期限未经核实，暂定）' if facts.is_provisional else ''}" if facts.due else "按规定"
    rows = [
        ("具体意见", facts.ask), *([("情况", facts.situation)] if facts.situation else []),
        *sources(facts.sources), *([("提出代表", "、".join(facts.deputies))] if facts.deputies else []),
        *([("会同交办", facts.jointly)] if facts.jointly else []),
        ("主办", facts.lead), ("会办", "、".join(facts.co) or "无"), ("期限", due), ("为什么是这一天", "\n".join(facts.due_why) or "—"),
    ]  # fmt: skip
    sheet.table((("项目", 20), ("内容", 80)), rows, size=m.SMALL)
    until = f"在{day(facts.return_by)}前" if facts.return_by else "按规定的期限"
    sheet.body(f"答复以前，请和提出的人当面或者电话沟通，并在系统里记下。不归你们办的，请{until}说明理由申请退回，不要自行转交。")
    sheet.signature(facts.host, day(facts.assigned_on))
    if facts.contact:
        sheet.paragraph(f"（联系电话：{facts.contact}）", indent=m.INDENT)
    sheet.imprint([(f"{facts.host}", f"{day(facts.assigned_on)}印发")])
    return sheet.bytes()


def sources(lines: Sequence[str]) -> list[tuple[str, str]]:
    """One row for each original, so that many of them do not make a row as tall as a page."""
    return [("从哪些话来" if not number else "", line) for number, line in enumerate(lines or ["见系统"])]


def divided(facts: NoticeFacts) -> str:
    """Who leads and who helps."""
    co = f"{'、'.join(facts.co)}会办，会办意见送主办单位，" if facts.co else ""
    return f"由{facts.lead}主办，{co}由主办单位统一答复。" if facts.co else f"由{facts.lead}办理。"
