"""账号的表单: open one, give an office, register a deputy."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kentan.ground.accounts import roles
from kentan.ground.accounts.models import Account
from kentan.ground.network.labels import DeputyLevel
from kentan.ground.network.models import Organisation
from kentan.ground.network.queries import townships

OFFICES = [(role.code, role.label) for role in roles.ALL if role != roles.DEPUTY]


def line(label: Any, *, empty: Any = "", most: int = 40) -> forms.CharField:
    """One line of text."""
    widget = forms.TextInput(attrs={"class": "input", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=most, required=bool(empty), error_messages={"required": empty}, widget=widget)


def select(label: Any, rows: Any, *, empty: Any) -> forms.ModelChoiceField:  # type: ignore[type-arg]
    """One of a list of records."""
    words = {"required": empty, "invalid_choice": empty}
    return forms.ModelChoiceField(
        rows, label=label, empty_label=_("请选择"), error_messages=words, widget=forms.Select({"class": "select"})
    )


class OpenForm(forms.Form):
    """开账号."""

    name = line(_("姓名"), empty=_("请填姓名。"))
    username = line(_("登录名"), empty=_("请填登录名。"))

    def clean_username(self) -> str:
        """A name that nobody has yet."""
        username = str(self.cleaned_data["username"])
        if Account.objects.filter(username=username).exists():
            raise ValidationError(gettext("这个登录名已经有人用了，请换一个。"))
        return username


class OfficeForm(forms.Form):
    """给职务."""

    role = forms.ChoiceField(
        label=_("职务"), choices=[("", _("请选择")), *OFFICES], widget=forms.Select({"class": "select"}),
        error_messages={"required": _("请选职务。"), "invalid_choice": _("请选职务。")},
    )  # fmt: skip
    organisation = select(_("在哪个机构"), Organisation.objects.filter(is_active=True).order_by("pk"), empty=_("请选机构。"))


class DeputyForm(forms.Form):
    """登记代表."""

    level = forms.ChoiceField(label=_("级别"), choices=DeputyLevel.choices, widget=forms.Select({"class": "select"}))
    area = select(_("联系哪个镇街"), townships(), empty=_("请选镇街。"))
    constituency = line(_("选区（可以不写）"), most=60)
