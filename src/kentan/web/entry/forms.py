"""Forms of the entry: sign in, one-time code, new password, first run."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from kentan.ground.accounts.models import Account
from kentan.ground.network.founding import Named, NotATownship, township_named


def text(
    label: Any, *, complete: str, empty: Any, most: int = 80, hint: Any = "", secret: bool = False, **attrs: str
) -> forms.CharField:
    """One line, or one secret word."""
    widget = forms.PasswordInput if secret else forms.TextInput
    return forms.CharField(
        label=label, max_length=most, help_text=hint, strip=not secret, error_messages={"required": empty},
        widget=widget(attrs={"class": "input", "autocomplete": complete, **attrs}),
    )  # fmt: skip


class SignIn(forms.Form):
    """登录."""

    username = text(_("登录名"), complete="username", empty=_("请填登录名。"), autocapitalize="none")
    password = text(_("密码"), complete="current-password", empty=_("请填密码。"), most=200, secret=True)


class OneTimeCode(forms.Form):
    """动态口令."""

    code = text(_("动态口令"), complete="one-time-code", empty=_("请填手机上的 6 位数字。"), most=8, inputmode="numeric")


class NewPassword(forms.Form):
    """改密码."""

    old = text(_("现在的密码"), complete="current-password", empty=_("请填现在的密码。"), most=200, secret=True)
    new = text(
        _("新密码"),
        complete="new-password",
        empty=_("请填新密码。"),
        most=200,
        secret=True,
        hint=_("至少 10 个字符，不要全是数字。"),
    )
    again = text(_("再填一次新密码"), complete="new-password", empty=_("请再填一次新密码。"), most=200, secret=True)

    def __init__(self, *given: Any, account: Account, **more: Any) -> None:
        super().__init__(*given, **more)
        self.account = account

    def clean_old(self) -> str:
        """The password in use."""
        if not self.account.check_password(self.cleaned_data["old"]):
            raise ValidationError(gettext("现在的密码不对，请再填一次。"))
        return str(self.cleaned_data["old"])

    def clean(self) -> dict[str, Any]:
        """Twice the same, strong enough, and another one than before."""
        given = super().clean() or {}
        new = given.get("new", "")
        if new and given.get("again") and new != given["again"]:
            self.add_error("again", gettext("两次填的新密码不一样，请再填一次。"))
        if new and new == given.get("old"):
            self.add_error("new", gettext("新密码要和现在的不一样。"))
        try:
            validate_password(new, self.account)
        except ValidationError as error:
            if new:
                self.add_error("new", error)
        return given


class FirstRun(forms.Form):
    """第一次使用: the city, its townships, the first administrator."""

    word = text(
        _("一次性口令"),
        complete="off",
        empty=_("请填终端里显示的一次性口令。"),
        hint=_("启动程序的终端里显示过，只能用一次。"),
        autocapitalize="none",
    )
    city = text(_("市（县、区）的名称"), complete="off", empty=_("请填名称，例如：海宁市。"), most=40)
    townships = forms.CharField(
        label=_("镇和街道，每行一个"), help_text=_("名称的最后一个字定种类：…街道 是街道，…镇、…乡 是镇。"),
        error_messages={"required": _("请至少写一个镇或街道。")}, widget=forms.Textarea(attrs={"class": "area", "rows": 6}),
    )  # fmt: skip
    name = text(_("系统管理员的姓名"), complete="name", empty=_("请填姓名。"), most=40)
    username = text(_("系统管理员的登录名"), complete="username", empty=_("请填登录名。"), most=40, autocapitalize="none")

    def clean_townships(self) -> list[Named]:
        """One township a line; a wrong line is named."""
        lines = [line.strip() for line in self.cleaned_data["townships"].splitlines() if line.strip()]
        try:
            named = [township_named(line) for line in lines]
        except NotATownship as error:
            raise ValidationError(gettext("“%(line)s”看不出是街道还是镇，请写全称。") % {"line": error.line}) from error
        twice = sorted({line for line in lines if lines.count(line) > 1})
        if twice:
            words = ngettext("“%(line)s”写了不止一次。", "“%(line)s”写了不止一次。", len(twice))
            raise ValidationError(words % {"line": "、".join(twice)})
        return named
