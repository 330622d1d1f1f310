"""议程、线上人数、没念的理由."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kentan.stages.talks.models import AgendaItem, Talk
from kentan.web.parts.move_fields import WordsField
from kentan.web.parts.thread_fields import LineField

MOST_ITEMS, MOST_TITLE, MOST_MINUTES = 30, 60, 480
MINUTES = re.compile(r"[\s　]+([0-9]{1,3})\s*(?:分钟|分|min|′)?$")


class Agenda(forms.Form):
    """定议程: one line per item, minutes at its end if there are any."""

    words = WordsField(
        label=_("议程，一行一项"), rows=6, hint=_("行末可以写分钟，例如：部门情况说明 10 分钟。全部删掉就是没有议程。"), most=3000,
    )  # fmt: skip

    @classmethod
    def of(cls, items: Sequence[AgendaItem]) -> Agenda:
        """The agenda as it stands, to be changed."""
        lines = [f"{item.title} {item.minutes} 分钟" if item.minutes else item.title for item in items]
        return cls(initial={"words": "\n".join(lines)}, auto_id="agenda_%s")

    def clean_words(self) -> list[tuple[str, int | None]]:
        """The items with their minutes."""
        lines = [line.strip() for line in self.cleaned_data["words"].splitlines() if line.strip()]
        if len(lines) > MOST_ITEMS:
            raise forms.ValidationError(gettext("最多 %(most)s 项。") % {"most": MOST_ITEMS})
        return [item_of(line) for line in lines]


def item_of(line: str) -> tuple[str, int | None]:
    """部门情况说明 10 分钟 → its title and its minutes. Raises ValidationError on a title or a time that is too long."""
    found = MINUTES.search(line)
    title, minutes = (line[: found.start()].strip(), int(found[1])) if found else (line, None)
    if len(title) > MOST_TITLE or (minutes or 0) > MOST_MINUTES or not title:
        sentence = gettext("“%(line)s”太长了：每项最多 %(most)s 个字、%(minutes)s 分钟。")
        raise forms.ValidationError(sentence % {"line": line[:20], "most": MOST_TITLE, "minutes": MOST_MINUTES})
    return title, minutes


class Online(forms.Form):
    """线上人数: as the platform that carried it says."""

    people = forms.IntegerField(
        label=_("线上参加人数"), required=False, min_value=0, max_value=100_000_000,
        widget=forms.NumberInput(attrs={"class": "input input--day"}),
    )  # fmt: skip
    words = forms.IntegerField(
        label=_("线上留言条数"), required=False, min_value=0, max_value=100_000_000,
        widget=forms.NumberInput(attrs={"class": "input input--day"}),
    )  # fmt: skip

    @classmethod
    def of(cls, talk: Talk) -> Online:
        """The counts as they stand."""
        return cls(initial={"people": talk.online_people, "words": talk.online_words}, auto_id="online_%s")


class SetAside(forms.Form):
    """为什么没念."""

    reason = LineField(label=_("为什么没念"), empty=_("请写一句为什么没念，提问的人看得到。"), most=80)

    def __init__(self, *given: Any, **more: Any) -> None:
        more.setdefault("auto_id", "aside_%s")
        super().__init__(*given, **more)
