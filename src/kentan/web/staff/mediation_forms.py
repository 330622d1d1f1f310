"""调解记录的表单: what is bargained over, each side, the text, how it was signed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentan.stages.talks.labels import Confirmed
from kentan.stages.talks.models import Seat
from kentan.stages.talks.queries import seats
from kentan.web.parts.move_fields import WordsField
from kentan.web.parts.move_forms import MoveForm
from kentan.web.parts.thread_fields import LineField, choice, one_of
from kentan.web.staff.thread_forms import seat_words


class SeatedForm(MoveForm):
    """A form in which somebody of the room is chosen; `room` is the talk."""

    seat_field = "seat"

    def __init__(self, *given: Any, room: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        field = self.fields[self.seat_field]
        field.queryset = seats(room)  # type: ignore[attr-defined]
        field.label_from_instance = seat_words  # type: ignore[attr-defined]


class Opened(SeatedForm):
    """开始调解."""

    seat_field = "mediator"
    subject = LineField(label=_("调解什么"), empty=_("请写调解什么。"), most=80, hint=_("例如：加装电梯各层怎么出钱。会公开。"))
    mediator = one_of(Seat.objects.none(), label=_("调解人"), none=_("没有专门的调解人"), hint=_("先给调解人签到。"))


class Sided(SeatedForm):
    """记一方: the same name again replaces what stood there."""

    name = LineField(
        label=_("哪一方（公开这个）"), empty=_("请写是哪一方。"), most=20, listed="sides", hint=_("例如：低楼层、村民、商户。")
    )
    seat = one_of(Seat.objects.none(), label=_("谁代表这一方"), none=_("没有固定的人"), hint=_("选了，他可以凭发言条自己签。"))
    position = WordsField(label=_("主张"), most=5000, rows=2, hint=_("只给会务人员看。"))
    offer = WordsField(label=_("愿意让什么"), most=5000, rows=2)


class Termed(MoveForm):
    """写约定."""

    terms = WordsField(
        label=_("约定"), empty=_("请写约定了什么。"), most=5000, rows=4, hint=_("谁、什么时候、做什么。改了字，已经签的要重新签。"),
    )  # fmt: skip


class Signed(MoveForm):
    """签字 that staff saw, on the text that stood on the page."""

    how = choice(_("怎么签的"), [row for row in Confirmed.choices if row[0] != Confirmed.LINK], empty=_("请选怎么签的。"))
    terms = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
