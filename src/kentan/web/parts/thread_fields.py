"""Fields that the forms of talks, suggestions and outcomes share: one line of words, a day, several of many."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deliberation.text.normalise import fault, tidy
from kentan.ground.moment import today
from kentan.ground.network.queries import units
from kentan.stages.voices.intake import SENTENCES


class LineField(forms.CharField):
    """One line of words: tidied, and refused for the reasons for which any words are."""

    def __init__(self, *, label: Any, empty: Any = "", most: int, hint: Any = "", listed: str = "", **more: Any) -> None:
        shape = {"class": "input", "autocomplete": "off"} | ({"list": listed} if listed else {})
        super().__init__(
            label=label, required=bool(empty), help_text=hint, widget=forms.TextInput(attrs=shape), strip=False, **more
        )
        self.error_messages["required"] = empty or self.error_messages["required"]
        self.most = most

    def clean(self, value: Any) -> str:
        """The tidied line."""
        words = tidy(str(value or ""))
        found = "control" if "\n" in words else fault(words, most=self.most)
        if found == "too_long":
            raise forms.ValidationError(_("太长了，最多 %(most)s 个字。"), params={"most": self.most})
        if found:
            raise forms.ValidationError(SENTENCES["words", found])
        return str(super().clean(words))


def day_field(label: Any, *, empty: Any = "", hint: Any = "") -> forms.DateField:
    """A day; asked for by the browser's own calendar."""
    field = forms.DateField(
        label=label, required=bool(empty), help_text=hint,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input input--day"}),
    )  # fmt: skip
    field.error_messages["required"] = empty or field.error_messages["required"]
    field.error_messages["invalid"] = _("日期写得不对，请从日历里选。")
    return field


class Many(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """None, one or several of a list, each with a box to tick."""

    def __init__(self, found: QuerySet[Any], *, label: Any, empty: Any = "", gone: Any = "", hint: Any = "") -> None:
        super().__init__(found, label=label, required=bool(empty), help_text=hint, widget=forms.CheckboxSelectMultiple)
        self.error_messages["required"] = empty or self.error_messages["required"]
        if gone:
            self.error_messages["invalid_choice"] = self.error_messages["invalid_pk_value"] = gone


def one_of(found: QuerySet[Any], *, label: Any, empty: Any = "", none: Any = "", hint: Any = "") -> forms.ModelChoiceField[Any]:
    """One of a list; `empty` says what to do when nothing was chosen, `none` names the choice of nothing."""
    field = forms.ModelChoiceField(
        found, label=label, required=bool(empty), help_text=hint, empty_label=none or _("请选择"),
        widget=forms.Select(attrs={"class": "select"}),
    )  # fmt: skip
    if empty:
        field.error_messages["required"] = field.error_messages["invalid_choice"] = empty
    return field


def all_units() -> QuerySet[Any]:
    """The units that can be asked."""
    return units()


def choice(label: Any, choices: Any, *, none: Any = "", empty: Any = "", hint: Any = "") -> forms.ChoiceField:
    """One of a few words, in a list that opens; `none` is the first line when nothing need be chosen."""
    rows = [("", none or _("请选择")), *choices]
    field = forms.ChoiceField(
        label=label, choices=rows, required=bool(empty), help_text=hint, widget=forms.Select(attrs={"class": "select"}),
    )  # fmt: skip
    if empty:
        field.error_messages["required"] = field.error_messages["invalid_choice"] = empty
    return field


def not_to_come(form: forms.Form, name: str) -> None:
    """What took place is recorded after its day."""
    if form.cleaned_data.get(name) and form.cleaned_data[name] > today():
        form.add_error(name, gettext("这一天还没到，请选今天或以前的日子。"))
