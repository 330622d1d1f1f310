"""动态口令的开通与停用: an authenticator on one's own telephone."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kentan.ground.accounts.models import Account
from kentan.ground.moment import now
from kentan.web.entry import forms
from kentan.web.entry.one_time import enrolment_address, fresh_secret, step_of
from kentan.web.parts.guard import account, posted, signed_in

WAITING = "totp_waiting"


@signed_in
@require_http_methods(["GET", "POST"])
def totp(request: HttpRequest) -> HttpResponse:
    """开通 shows a secret and keeps it only after a right code; 停用 needs a right code too."""
    who = account(request)
    assert who is not None  # noqa: S101  signed_in let him in
    secret = who.totp_secret or request.session.setdefault(WAITING, fresh_secret())
    form = forms.OneTimeCode(posted(request))
    if form.is_valid():
        if step_of(secret, form.cleaned_data["code"], seconds=now().timestamp()) is not None:
            return switch(request, who, secret)
        form.add_error("code", gettext("口令不对。请等手机上换了新的 6 位数字再填。"))
    return show(request, who, secret, form)


def switch(request: HttpRequest, who: Account, secret: str) -> HttpResponse:
    """Off becomes on, on becomes off."""
    request.session.pop(WAITING, None)
    who.totp_secret = "" if who.totp_secret else secret
    who.save(update_fields=["totp_secret"])
    messages.success(request, gettext("动态口令已开通，下次登录要填。") if who.totp_secret else gettext("动态口令已停用。"))
    return redirect("/me")


def show(request: HttpRequest, who: Account, secret: str, form: forms.OneTimeCode) -> HttpResponse:
    """The page; the secret is shown only while it is not yet in use."""
    address = enrolment_address(secret, username=who.username, issuer=settings.INSTITUTION)
    shown = {"form": form, "on": True} if who.totp_secret else {"form": form, "secret": secret, "address": address}
    return render(request, "entry/totp.html", shown, status=422 if form.errors else 200)
