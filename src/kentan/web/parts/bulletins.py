"""专报一页: the bulletin as it is read, the records it stands on, and the forms around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kentan.ground.ledger.models import Number
from kentan.ground.ledger.numbers import number_of
from kentan.ground.moment import local
from kentan.stages.outcomes.models import Bulletin, Instruction, Outcome
from kentan.stages.outcomes.queries import suggestions_cited_by
from kentan.web.parts.move_fields import WordsField
from kentan.web.parts.move_forms import MoveForm
from kentan.web.parts.thread_fields import LineField, all_units, day_field, one_of
from kentan.web.parts.thread_rows import SuggestionRow, rows_of


@dataclass(frozen=True, slots=True)
class BulletinSheet:
    """The bulletin with its head (期号), its evidence and what leaders wrote on it."""

    bulletin: Bulletin
    number: str
    issue: str
    suggestions: tuple[SuggestionRow, ...]
    outcomes: tuple[Outcome, ...]
    instructions: Sequence[Instruction]


def sheet(bulletin: Bulletin) -> BulletinSheet:
    """All that one page shows."""
    outcomes = tuple(row.outcome for row in bulletin.evidence.all() if row.outcome)
    return BulletinSheet(
        bulletin, number_of(bulletin), issue_of(bulletin), tuple(rows_of(suggestions_cited_by(bulletin))),
        outcomes, list(bulletin.instructions.all()),
    )  # fmt: skip


def issue_of(bulletin: Bulletin) -> str:
    """第×期 of its year; empty before it is numbered."""
    given = Number.objects.filter(subject=f"{bulletin._meta.label}:{bulletin.pk}").first()
    return f"{local(given.given_at).year} 年第 {given.serial} 期" if given else ""


class InstructionForm(MoveForm):
    """批示, as a leader writes it."""

    words = WordsField(label=_("批示"), empty=_("请写批示。"), rows=3)
    unit = one_of(all_units(), label=_("交给谁办"), none=_("不交办，只是知道了"))
    due = day_field(_("哪天前反馈（不填就是一个月）"))


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
