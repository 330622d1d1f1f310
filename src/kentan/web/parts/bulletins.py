"""专报一页: the bulletin as it is read, the records it stands on, and the forms around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_noop, override
from django.utils.translation import gettext_lazy as _

from deliberation.text.normalise import is_classified
from kentan.ground.ledger.models import Number
from kentan.ground.ledger.numbers import number_of
from kentan.ground.moment import local
from kentan.papers.words import ordinal
from kentan.stages.outcomes.models import Bulletin, Instruction, Outcome
from kentan.stages.outcomes.queries import suggestions_cited_by
from kentan.stages.suggestions.queries import points_of
from kentan.stages.talks.queries import citizens_named
from kentan.web.parts.lasting import naming
from kentan.web.parts.move_fields import WordsField
from kentan.web.parts.move_forms import MoveForm
from kentan.web.parts.thread_fields import LineField, all_units, day_field, one_of
from kentan.web.parts.thread_rows import SuggestionRow, rows_of

PRIVATE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|\d{17}[\dXx])(?!\d)")
"""Telephone and identity numbers."""


@dataclass(frozen=True, slots=True)
class BulletinSheet:
    """The bulletin with its head (期号), its evidence and what leaders wrote on it."""

    bulletin: Bulletin
    number: str
    issue: str
    suggestions: tuple[SuggestionRow, ...]
    outcomes: tuple[Outcome, ...]
    instructions: Sequence[Instruction]
    parts: tuple[tuple[str, str], ...]
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """发出前检查: one thing that a bulletin must not carry, or must; what was found wrong."""

    words: str
    is_kept: bool
    found: str = ""


def sheet(bulletin: Bulletin) -> BulletinSheet:
    """All that one page shows."""
    outcomes = tuple(row.outcome for row in bulletin.evidence.all() if row.outcome)
    return BulletinSheet(
        bulletin, number_of(bulletin), issue_of(bulletin), tuple(rows_of(suggestions_cited_by(bulletin))),
        outcomes, list(bulletin.instructions.all()), tuple(parts_of(bulletin)), tuple(recipients_of(bulletin.recipients)),
    )  # fmt: skip


def parts_of(bulletin: Bulletin) -> Iterator[tuple[str, str]]:
    """一、情况 …, as the paper heads them whatever the reader's interface speaks; an empty part is left out."""
    with override("zh-hans"):
        names = gettext("情况"), gettext("问题"), gettext("建议")
    written = zip(names, (bulletin.situation, bulletin.problems, bulletin.proposals), strict=True)
    for number, (name, text) in enumerate(((name, text) for name, text in written if text), start=1):
        yield f"{ordinal(number)}{name}", text


def recipients_of(words: str) -> list[str]:
    """报：… 送：… 发：…, a line each."""
    return [line.strip() for line in re.sub("(送：|发：)", r"\n\1", words).splitlines() if line.strip()]


def checks(shown: BulletinSheet) -> list[Check]:
    """What is looked at before a bulletin goes out; a person still reads it."""
    one = shown.bulletin
    text = "\n".join([one.title, one.situation, one.problems, one.proposals, one.recipients])
    cited = {point.utterance.talk_id for row in shown.suggestions for point in points_of(row.suggestion) if point.utterance}
    named = sorted({name for names in citizens_named(cited).values() for name in names if len(name) > 1 and name in text})
    rows = len(shown.suggestions) + len(shown.outcomes)
    count = sum(not letter.isspace() for letter in f"{one.situation}{one.problems}{one.proposals}")
    return [
        Check(gettext("正文 %(count)s 字，依据 %(rows)s 条。") % {"count": count, "rows": rows}, rows > 0),
        Check(gettext("没有发言群众的姓名。"), not named, "、".join(named)),
        Check(gettext("没有电话号码、身份证号。"), not (found := PRIVATE.findall(text)), "、".join(found)),
        Check(gettext("没有密级标志。"), not is_classified(text)),
    ]  # fmt: skip


def issue_of(bulletin: Bulletin) -> str:
    """第×期 of its year; empty before it is numbered."""
    given = Number.objects.filter(subject=f"{bulletin._meta.label}:{bulletin.pk}").first()
    return f"{local(given.given_at).year} 年第 {given.serial} 期" if given else ""


class InstructionForm(MoveForm):
    """批示, as a leader writes it."""

    words = WordsField(label=_("批示"), empty=_("请写批示。"), rows=3)
    unit = one_of(all_units(), label=_("交给谁办"), none=_("不交办，只是知道了"))
    due = day_field(naming(gettext_noop("哪天前反馈（不填就是 %(days)s）"), "instruction.reply"))


class InstructionRecorded(InstructionForm):
    """批示 that a leader wrote on paper, recorded by the office."""

    leader = LineField(label=_("谁批示（职务和姓名）"), empty=_("请写谁批示。"), most=60)
    given_on = day_field(_("批示日期"), empty=_("请写批示日期。"))
    field_order = ("leader", "given_on", "words", "unit", "due")


class Answered(MoveForm):
    """办理反馈."""

    feedback = WordsField(label=_("办理反馈"), empty=_("请写办理反馈。"), rows=3)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.auto_id = "fb_%s"
