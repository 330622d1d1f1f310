"""会场的表单: as little as possible is asked, nothing but the question itself is required."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentan.stages.talks import queries as talk_queries
from kentan.stages.talks.actions.coming import MOST_QUESTION
from kentan.stages.talks.models import Seat, Talk
from kentan.stages.voices.intake import PHONE, tidy_phone
from kentan.web.citizen.forms import MOST_KEY, new_key
from kentan.web.parts.move_fields import WordsField
from kentan.web.parts.thread_fields import LineField


class HallForm(forms.Form):
    """The base: a sending key, so that a double click is one sending."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *given: Any, **more: Any) -> None:
        more.setdefault("auto_id", "hall_%s")
        super().__init__(*given, **more)
        self.fields["key"].initial = new_key()

    def clean_key(self) -> str:
        """As long as it is kept."""
        return str(self.cleaned_data["key"])[:MOST_KEY]


class CameForm(HallForm):
    """扫码签到."""

    name = LineField(label=_("怎么称呼您（可以不填，不公开）"), most=40)
    side = LineField(label=_("您是哪一方（可以不填，会公开）"), most=20, hint=_("例如：村民、商户、低楼层。"))


class SignUpForm(CameForm):
    """报名."""

    phone = forms.CharField(
        label=_("手机号（可以不填）"), required=False, help_text=_("改期或者取消时打给您；会开完就删掉。"),
        widget=forms.TextInput(attrs={"class": "input", "inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip

    def clean_phone(self) -> str:
        """A telephone as it is dialled here, or none."""
        phone = tidy_phone(self.cleaned_data["phone"])
        if phone and not PHONE.fullmatch(phone):
            raise forms.ValidationError(_("电话号码看起来不对。手机号是 11 位；座机请带区号。也可以不填。"))
        return phone


class AskForm(HallForm):
    """提问."""

    words = WordsField(
        label=_("您想问什么？"), empty=_("还没有写要问的话。"), most=MOST_QUESTION, rows=3,
        hint=_("一次问一件。主持人在会上念出来，请单位回答。"), min_length=2,
    )  # fmt: skip
    slip = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["words"].error_messages["min_length"] = _("话太短了，看不出问什么。请至少写两个字。")

    def seat_in(self, talk: Talk) -> Seat | None:
        """The asker's seat in this talk, when his slip is one of it."""
        found = talk_queries.slip(self.cleaned_data["slip"]) if self.cleaned_data["slip"] else None
        return found if found is not None and found.talk_id == talk.pk else None
