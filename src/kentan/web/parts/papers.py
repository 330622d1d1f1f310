"""公文下载: records made into the facts of a paper, and the paper into an answer. Who may read was asked before.

Papers are Chinese whatever the reader's interface speaks; an office replaces the head by `papers.toml` in the data folder.
"""

from __future__ import annotations

import io
import tomllib
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.http import content_disposition_header
from django.utils.translation import override

from kentan.ground.ledger import numbers
from kentan.ground.moment import local, today
from kentan.papers.facts import BulletinFacts, EvidenceRow, Head, MinutesFacts, NoticeFacts, ReplyFacts, Spoken
from kentan.papers.page import Page
from kentan.papers.words import day
from kentan.stages.outcomes.queries import sources_of
from kentan.stages.suggestions.actions import joint_office, last_day_to_return
from kentan.stages.suggestions.models import Reply, Suggestion
from kentan.stages.suggestions.queries import suggestions_of_talk
from kentan.stages.talks.models import Talk
from kentan.stages.talks.queries import citizens_named, mediations, seats, utterances, without_names
from kentan.web.parts.bulletins import BulletinSheet
from kentan.web.parts.thread_matter import public_words
from kentan.web.parts.thread_records import present
from kentan.web.parts.thread_rows import SuggestionRow, rows_of

TYPES = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf"}
HEADS, OWN_HEAD = "papers.toml", "papers.docx"


def both(route: str, view: Callable[..., HttpResponse], *, name: str) -> list[URLPattern]:
    """The addresses of one paper: as a Word file and as a PDF, side by side."""
    return [
        path(f"{route}.docx", view, {"form": "docx"}, name=name),
        path(f"{route}.pdf", view, {"form": "pdf"}, name=f"{name}-pdf"),
    ]


def paper(form: str, write: Callable[[type[Page]], bytes], name: str) -> HttpResponse:
    """The paper in the form that was asked for, under a Chinese name; without a Chinese font a page that says what to do instead."""
    from kentan.papers.fonts import NoFont  # the page-setter is in memory only for those who ask for papers
    from kentan.papers.setting import Setting
    from kentan.papers.sheet import Sheet

    try:
        content = write(Setting if form == "pdf" else Sheet)
    except NoFont as refusal:
        return HttpResponse(render_to_string("parts/no_font.html", {"why": str(refusal)}), status=503)
    return answer(content, name, form)


def answer(content: bytes, name: str, form: str) -> HttpResponse:
    """The file; a PDF opens in the browser, a Word file is kept."""
    made = HttpResponse(content, content_type=TYPES[form])
    kept = f"{name.replace('/', '／')}.{form}"
    made["Content-Disposition"] = content_disposition_header(as_attachment=form != "pdf", filename=kept) or ""
    made["X-Content-Type-Options"] = "nosniff"
    return made


def in_chinese(make: Callable[[], HttpResponse]) -> HttpResponse:
    """States and classes in the office's words."""
    with override("zh-hans"):
        return make()


def head() -> Head:
    """报头 as the office gave it; the usual one without a file. Keys: name, mark, size, copies. `papers.docx` stands in its place."""
    try:
        given = tomllib.loads((settings.DATA / HEADS).read_text("utf-8-sig")).get("bulletin", {})
    except (OSError, ValueError):
        given = {}
    given, known = given if isinstance(given, dict) else {}, Head()
    size = given.get("size", known.size)
    return Head(
        name=str(given.get("name", known.name))[:12], mark=str(given.get("mark", known.mark))[:40],
        size=size if isinstance(size, int) and 20 <= size <= 80 else known.size,  # noqa: PLR2004  points that fit a page
        copies=str(given.get("copies", known.copies))[:6], base=own_head(),
    )  # fmt: skip


def own_head() -> bytes:
    """The office's own head as a Word file; nothing when there is none or it cannot be opened."""
    try:
        content = (settings.DATA / OWN_HEAD).read_bytes()
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            return content if "word/document.xml" in file.namelist() else b""
    except (OSError, zipfile.BadZipFile):
        return b""


def evidence_row(row: SuggestionRow) -> EvidenceRow:
    """A suggestion as a row of a table."""
    return EvidenceRow(row.suggestion.title, row.number, str(row.lead or ""), row.suggestion.state_label)


def origins(suggestion: Suggestion) -> str:
    """原话 7 条，其中恳谈发言 2 条，盐官人大恳谈〔2026〕1号: whose words a suggestion stands on, counted."""
    points = [source.point for source in sources_of(suggestion)]
    talks = dict.fromkeys(point.utterance.talk for point in points if point.utterance)
    said = sum(point.utterance is not None for point in points)
    parts = [
        f"原话 {len(points)} 条" if points else "",
        f"其中恳谈发言 {said} 条" if said else "",
        *map(numbers.number_of, talks),
    ]
    return "，".join(filter(None, parts))


def bulletin_paper(sheet: BulletinSheet, form: str = "docx") -> HttpResponse:
    """《民情专报》."""
    from kentan.papers.bulletin import bulletin  # a word processor in memory only for those who ask for papers

    def make() -> HttpResponse:
        one = sheet.bulletin
        rows = [replace(evidence_row(row), sources=origins(row.suggestion)) for row in sheet.suggestions]
        rows += [EvidenceRow(made.title, made.paper, str(made.owner), made.state_label) for made in sheet.outcomes]
        facts = BulletinFacts(
            head(), issue_words(sheet.issue), one.host.name, one.signed_on, one.title, sheet.parts, rows, sheet.recipients,
        )  # fmt: skip
        return paper(form, partial(bulletin, facts), f"{head().name} {sheet.number or '未编号'} {one.title}")

    return in_chinese(make)


def issue_words(issue: str) -> str:
    """2026 年第 1 期 as the head writes it: 第1期, by year."""
    return issue.replace(" ", "")


def notice_paper(suggestion: Suggestion, form: str = "docx") -> HttpResponse:
    """交办通知单."""
    from kentan.papers.notice import notice  # a word processor in memory only for those who ask for papers

    def make() -> HttpResponse:
        row = rows_of([suggestion])[0]
        facts = NoticeFacts(
            host=suggestion.host.name, number=numbers.number_of(suggestion), title=suggestion.title, track=str(suggestion.get_track_display()),
            ask=suggestion.ask, situation=suggestion.situation, sources=sources_in(suggestion), lead=str(row.lead or ""),
            co=[str(unit) for unit in row.co], assigned_on=suggestion.assigned_on or today(), due=suggestion.due,
            due_why=[line for line in suggestion.due_steps.splitlines() if line], is_provisional=not suggestion.due_confirmed,
            deputies=[f"{deputy.name}代表" for deputy in suggestion.deputies], contact=settings.HELP_PHONE,
            return_by=last_day_to_return(suggestion) if suggestion.assigned_on else None, jointly=joint_office(suggestion),
        )  # fmt: skip
        return paper(form, partial(notice, facts), f"交办通知单 {facts.number} {suggestion.title}")

    return in_chinese(make)


def sources_in(suggestion: Suggestion) -> list[str]:
    """The originals as the public may read them, each with who and when."""
    return [f"{one.who}，{day(local(one.at).date())}：{one.words}" for one in public_words(sources_of(suggestion))]


def reply_paper(made: Reply, form: str = "docx", *, to: int | None = None) -> HttpResponse:
    """答复函, a copy for each deputy, or for the one who asks; without a deputy, for the assigning body."""
    from kentan.papers.reply import reply  # a word processor in memory only for those who ask for papers

    def make() -> HttpResponse:
        suggestion = made.suggestion
        found = list(made.addressees.select_related("deputy").order_by("pk"))
        found = [one for one in found if one.deputy_id == to] or found
        addressees = [f"{one.deputy.name}代表" for one in found]
        promise = suggestion.commitments.filter(unit=made.unit).order_by("pk").first() if made.outcome_class == "B" else None
        contacts = suggestion.contacts.filter(on__lte=local(made.signed_at).date()).order_by("on", "pk")
        facts = ReplyFacts(
            unit=made.unit.name, number=made.number, letter=made.outcome_class, title=suggestion.title,
            suggestion_number=numbers.number_of(suggestion), words=made.words, addressees=addressees or [suggestion.host.name],
            signed_by=made.signed_by, signed_on=local(made.signed_at).date(), promise=promise.words if promise else "",
            promise_due=promise.due if promise else None, copies_to=[suggestion.host.name] if addressees else [], is_again=made.is_redo,
            contacts=[f"{day(one.on)}{one.get_kind_display()}" for one in contacts], asked_at=liaison_of(made),
        )  # fmt: skip
        return paper(form, partial(reply, facts), f"答复 {made.number} {suggestion.title}")

    return in_chinese(make)


def liaison_of(made: Reply) -> str:
    """联系人: who was the unit's liaison on the day of signing, and its telephone."""
    on = local(made.signed_at).date()
    posts = (
        made.unit.memberships.filter(role="liaison", since__lte=on).exclude(until__lt=on).select_related("account").order_by("pk")
    )
    first = posts.first()
    return "，".join(filter(None, [first.account.name if first else "", made.unit.phone]))


def minutes_paper(talk: Talk, form: str = "docx") -> HttpResponse:
    """恳谈纪要: citizens by their side, never by name."""
    from kentan.papers.minutes import minutes  # a word processor in memory only for those who ask for papers

    def make() -> HttpResponse:
        names = citizens_named([talk.pk]).get(talk.pk, [])
        facts = MinutesFacts(
            host=talk.host.name, number=numbers.number_of(talk), title=talk.title, held_on=local(talk.starts_at).date(), place=talk.place,
            present=[f"{role} {count} 位" for role, count in present(seats(talk))], theme=talk.theme,
            agenda=[item.title for item in talk.agenda.all()], lines=spoken(talk, names),
            handed=[evidence_row(row) for row in rows_of(suggestions_of_talk(talk).order_by("pk"))],
            agreements=[(one.subject, without_names(one.terms, names)) for one in mediations(talk) if one.state == "agreed"],
        )  # fmt: skip
        return paper(form, partial(minutes, facts), f"恳谈纪要 {facts.number} {talk.title}")

    return in_chinese(make)


def spoken(talk: Talk, names: list[str]) -> list[Spoken]:
    """The record line by line; an erased line keeps its number."""
    lines = list(utterances(talk))
    answers: dict[int, list[str]] = {}
    for one in lines:
        if one.answers_id:
            until = f"，{day(one.promised_on)}前" if one.promised_on else ""
            answers.setdefault(one.answers_id, []).append(
                f"{one.seat.public_name}：{one.get_response_display() or '回应'}{until}"
            )
    return [
        Spoken(
            one.position, one.seat.public_name, without_names(one.words, names) or "（已依申请删除）", one.item,
            "\n".join(answers.get(one.pk, [])), bool(one.confirmed),
        )
        for one in lines
    ]  # fmt: skip
