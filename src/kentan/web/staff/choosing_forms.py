"""选题、会前的表单. What is wrong is said beside its field; nothing that was typed is lost."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kentan.ground.ledger.models import Number
from kentan.stages.preparation.labels import FieldKind, StudyKind
from kentan.stages.preparation.models import LawItem
from kentan.stages.topics.labels import TopicKind, TopicSource
from kentan.stages.voices.models import Voice
from kentan.stages.voices.queries import visible_voices
from kentan.web.parts.move_fields import WordsField, large_choice
from kentan.web.parts.move_forms import MoveForm
from kentan.web.parts.thread_fields import LineField, Many, choice, day_field, not_to_come, one_of
from kentan.web.staff.thread_forms import HostedForm

GONE = _("选中的民声里有一条您不能用，或者已经是依据了。请重新选。")


def numbered(form: forms.Form) -> list[Number]:
    """The paper whose 文号 was typed; a sentence beside the field when there is none."""
    text = form.cleaned_data.get("paper") or ""
    found = list(Number.objects.filter(text=text)) if text else []
    if text and not found:
        form.add_error("paper", gettext("没有找到这个文号。请照纸上的写，例如：盐官人大视察〔2026〕1号。"))
    return found


class Picking(MoveForm):
    """The evidence of a topic: messages to tick, and a 文号."""

    voices = Many(Voice.objects.none(), label=_("民声"), gone=GONE)
    paper = LineField(label=_("文号（视察、调研，可以不写）"), most=60, hint=_("例如：盐官人大视察〔2026〕1号。"))

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        found = visible_voices(self.actor)
        taken = self.record.evidence.filter(voice__isnull=False).values("voice") if self.record else []
        self.fields["voices"].queryset = found.exclude(pk__in=taken)  # type: ignore[attr-defined]

    def chosen(self) -> list[Voice]:
        """The messages that are ticked now, whether the form is right or not."""
        typed = self["voices"].value() or []
        keys = [int(key) for key in typed if str(key).isascii() and str(key).isdigit() and len(str(key)) < 19]  # noqa: PLR2004
        return list(self.fields["voices"].queryset.filter(pk__in=keys).order_by("-pk"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """`papers`: the numbered papers."""
        given = super().clean() or {}
        given["papers"] = numbered(self)
        return given


class Proposed(Picking, HostedForm):
    """提出议题."""

    title = LineField(label=_("议题"), empty=_("请写议题，不超过 80 字。"), most=80, hint=_("一句话，说给群众听。"))
    kind = choice(_("类别"), TopicKind.choices, empty=_("请选类别。"))
    source = choice(_("来源"), TopicSource.choices, empty=_("请选来源。"), hint=_("前六种是监督法第十二条列的。"))
    reason = WordsField(label=_("为什么提"), rows=3, hint=_("会公开。不写群众的姓名。"))
    people_stated = forms.IntegerField(
        label=_("您知道至少是几个人说的（可以不写）"), required=False, min_value=0, widget=forms.NumberInput(attrs={"class": "input input--day"}),
        help_text=_("条数机器会数；人数只能从下往上说“至少”。"),
        error_messages={"invalid": _("请写一个整数。"), "min_value": _("请写一个不小于 0 的整数。")},
    )  # fmt: skip
    host = one_of(Voice.objects.none(), label=_("由谁确定"), empty=_("请选由哪个机构确定。"))


class Evidenced(Picking):
    """加依据."""

    note = LineField(label=_("说明什么（可以不写）"), most=200)

    def clean(self) -> dict[str, Any]:
        """At least one, and no paper twice."""
        given = super().clean()
        if not given.get("voices") and not given["papers"] and not self.errors:
            self.add_error("voices", gettext("请至少选一条民声，或者写一个文号。"))
        if given["papers"] and self.record.evidence.filter(cites__in=given["papers"]).exists():
            self.add_error("paper", gettext("这个文号已经是依据了。"))
        return given


class LawAdded(MoveForm):
    """加法条."""

    law = LineField(label=_("法律法规"), empty=_("请写法律名称。"), most=80, hint=_("全名，不加书名号。"))
    article = LineField(label=_("第几条"), empty=_("请写第几条。"), most=30, hint=_("例如：第三十三条。"))
    text = WordsField(label=_("条文"), empty=_("请抄上条文。"), rows=3, hint=_("照原文，一字不改。"))
    plain = WordsField(label=_("大白话（可以不写）"), rows=2)


class StudyHeld(MoveForm):
    """学法: when, who, which articles."""

    kind = choice(_("系列"), StudyKind.choices, empty=_("请选是哪个系列的学习。"))
    held_on = day_field(_("哪一天"), empty=_("请写哪一天学的。"))
    attended = WordsField(label=_("谁参加"), empty=_("请写谁参加。"), rows=2)
    items = Many(LawItem.objects.none(), label=_("学了哪些条"), empty=_("请至少选一条法条；还没有的，先加法条。"))

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["items"].queryset = self.record.law_items.all()  # type: ignore[attr-defined]
        self.fields["kind"].initial = StudyKind.BEFORE_TALK

    def clean(self) -> dict[str, Any]:
        """A study session is recorded after it took place."""
        given = super().clean() or {}
        not_to_come(self, "held_on")
        return given


class FieldWorkRecorded(MoveForm):
    """记视察、调研、问卷: findings one per line."""

    kind = large_choice(_("种类"), FieldKind.choices, empty=_("请选种类。"))
    title = LineField(label=_("题目"), empty=_("请写题目。"), most=80)
    held_on = day_field(_("哪一天"), empty=_("请写哪一天去的。"))
    place = LineField(label=_("地点"), empty=_("请写地点。"), most=120)
    members = WordsField(label=_("参加人（不公开）"), rows=2)
    findings = WordsField(
        label=_("看到什么"),
        empty=_("请至少写一条，一行一条。"),
        rows=5,
        hint=_("一行一条，会公开。写数字和地点，不写群众的姓名。"),
    )

    def clean(self) -> dict[str, Any]:
        """`findings` as lines; nothing is recorded before it took place."""
        given = super().clean() or {}
        not_to_come(self, "held_on")
        given["findings"] = [line for line in given.get("findings", "").splitlines() if line.strip()]
        return given
