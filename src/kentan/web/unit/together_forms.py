"""并案的表单: which ones, and one answer with a number for each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kentan.stages.suggestions.models import Suggestion
from kentan.stages.suggestions.queries import groupable
from kentan.web.parts.move_forms import MoveForm
from kentan.web.parts.thread_fields import LineField, Many
from kentan.web.parts.thread_forms import Replied


class Grouped(MoveForm):
    """并案: two or more that this unit leads and handles."""

    suggestions = Many(
        Suggestion.objects.none(), label=_("哪几件说的是同一件事"), empty=_("请选要并的建议，至少两件。"),
        gone=_("选中的里面有一件刚才变了，请重新选。"),
    )  # fmt: skip
    title = LineField(label=_("并成什么事"), empty=_("请写并成什么事。"), most=80)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["suggestions"].queryset = groupable(self.actor)  # type: ignore[attr-defined]


class RepliedTogether(Replied):
    """一起答复: the words once, a 文号 for each suggestion."""

    def __init__(self, *given: Any, members: Iterable[Suggestion], **more: Any) -> None:
        super().__init__(*given, **more)
        del self.fields["number"]
        self.members = list(members)
        for one in self.members:
            label = gettext("《%(title)s》答复的文号") % {"title": one.title}
            self.fields[f"number_{one.pk}"] = LineField(label=label, empty=_("请写答复的文号。"), most=60)

    def clean(self) -> dict[str, Any]:
        """`numbers` by suggestion."""
        given = super().clean() or {}
        given["numbers"] = {one.pk: given.pop(f"number_{one.pk}", "") for one in self.members}
        return given
