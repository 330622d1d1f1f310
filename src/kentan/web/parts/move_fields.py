"""Fields that several move forms share: words, large choices, photos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from deliberation.text.normalise import fault, tidy
from kentan.ground.network.queries import units
from kentan.stages.voices.intake import MOST_PHOTOS, SENTENCES


class WordsField(forms.CharField):
    """Words of an office holder: tidied, and refused for the reasons for which a citizen's words are."""

    def __init__(self, *, label: Any, empty: Any = "", most: int = 2000, rows: int = 4, hint: Any = "", **more: Any) -> None:
        widget = forms.Textarea(attrs={"class": "area", "rows": rows})
        super().__init__(label=label, required=bool(empty), help_text=hint, widget=widget, strip=False, **more)
        self.error_messages["required"] = empty or self.error_messages["required"]
        self.most = most

    def clean(self, value: Any) -> str:
        """The tidied words."""
        words = tidy(str(value or ""))
        found = fault(words, most=self.most)
        if found == "too_long":
            raise forms.ValidationError(_("太长了，最多 %(most)s 个字。"), params={"most": self.most})
        if found:
            raise forms.ValidationError(SENTENCES["words", found])
        return str(super().clean(words))


def large_choice(
    label: Any, choices: Sequence[tuple[str, Any]], *, empty: Any, hint: Any = "", required: bool = True
) -> forms.ChoiceField:
    """Radio buttons, each as wide as the page; nothing is chosen beforehand."""
    field = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, help_text=hint, required=required)
    field.error_messages["required"] = empty
    field.error_messages["invalid_choice"] = empty
    return field


class UnitSelect(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for the checker only
    """One of all the units."""

    def __init__(self, *, label: Any, empty: Any, required: bool = True, hint: Any = "") -> None:
        super().__init__(
            units(), label=label, required=required, empty_label=_("请选择单位"), help_text=hint,
            widget=forms.Select(attrs={"class": "select"}),
        )  # fmt: skip
        self.error_messages["required"] = self.error_messages["invalid_choice"] = empty


class ManyPhotosInput(forms.FileInput):
    """A file field that takes several pictures."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """照片: none, one or several; whether each can be opened is found out by the action."""

    widget = ManyPhotosInput

    def __init__(self, *, label: Any, hint: Any = "") -> None:
        super().__init__(
            label=label, required=False, help_text=hint, widget=ManyPhotosInput(attrs={"accept": "image/*", "class": "input"})
        )

    def clean(self, value: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """The uploaded files."""
        photos = [photo for photo in (value if isinstance(value, list) else [value]) if photo]
        if len(photos) > MOST_PHOTOS:
            raise forms.ValidationError(_("最多 %(most)s 张照片，请去掉几张。"), params={"most": MOST_PHOTOS})
        return photos
