"""代录: what somebody said to a deputy or to staff, entered with the true time of saying."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kentan.ground.accounts.actor import Actor
from kentan.ground.moment import local, now
from kentan.ground.network.models import Code
from kentan.stages.voices.actions import speak_by_proxy
from kentan.stages.voices.errors import KeyReused, NotAcceptable
from kentan.web.parts.guard import actor, posted
from kentan.web.parts.move_fields import PhotosField

MINUTES = "%Y-%m-%dT%H:%M"


def codes_open_to(by: Actor) -> QuerySet[Code]:
    """The codes that this actor may enter a voice under: a deputy's own, the township's, all for the city."""
    live = Code.objects.filter(revoked_at=None).filter(Q(deputy__isnull=False) | Q(station__isnull=False))
    live = live.filter(Q(expires_at=None) | Q(expires_at__gt=now())).select_related(
        "deputy__area__parent", "station__area__parent"
    )
    if by.holds("city_staff"):
        return live.order_by("kind", "pk")
    areas = [post.area for post in by.posts if post.role in {"town_staff", "town_chair"}]
    near = Q(deputy=by.deputy) if by.deputy else Q(pk=None)
    for owner in ("deputy", "station"):
        near |= Q(**{f"{owner}__area__in": areas}) | Q(**{f"{owner}__area__parent__in": areas})
    return live.filter(near).order_by("kind", "pk")


class CodeChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for the checker only
    """Whom it was said to, by name."""

    def label_from_instance(self, code: Code) -> str:
        return f"{code.address_name}（{code.area}）"


class ProxyForm(forms.Form):
    """代录的表单; the key makes a double click one voice."""

    code = CodeChoice(
        Code.objects.none(), label=_("说给谁听的"), widget=forms.Select(attrs={"class": "select"}), empty_label=None,
        error_messages={"required": _("请选说给谁听的。"), "invalid_choice": _("请选说给谁听的。")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("他的原话"), help_text=_("照他说的写，不要改写，不要替他总结。"), widget=forms.Textarea(attrs={"class": "area", "rows": 6}),
        error_messages={"required": _("还没有写他说的话。")},
    )  # fmt: skip
    place = forms.CharField(label=_("在哪里（可以不写）"), required=False, widget=forms.TextInput(attrs={"class": "input"}))
    phone = forms.CharField(
        label=_("他的电话（可以不留）"), required=False, widget=forms.TextInput(attrs={"class": "input", "inputmode": "tel"}),
        help_text=_("留了电话，办到哪一步可以打给他。"),
    )  # fmt: skip
    said_at = forms.DateTimeField(
        label=_("什么时候说的"), input_formats=[MINUTES, "%Y-%m-%dT%H:%M:%S"], widget=forms.DateTimeInput({"type": "datetime-local", "class": "input"}, MINUTES),
        error_messages={"required": _("请填说话的时间。"), "invalid": _("请填说话的时间，例如 2026-11-25 08:30。")},
    )  # fmt: skip
    photos = PhotosField(label=_("照片（可以不附）"))
    key = forms.CharField(widget=forms.HiddenInput, max_length=80)

    def __init__(self, *given: Any, by: Actor, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["code"].queryset = codes_open_to(by)  # type: ignore[attr-defined]
        self.fields["said_at"].initial = local(now()).strftime(MINUTES)
        self.fields["key"].initial = f"proxy-{secrets.token_hex(16)}"


def enter(request: HttpRequest, *, page: str, address: str, shown: dict[str, Any]) -> HttpResponse:
    """The form; after it the matter's own page, with the receipt to hand over."""
    by = actor(request)
    form = ProxyForm(posted(request), request.FILES or None, by=by)
    if form.is_valid():
        given = form.cleaned_data
        try:
            heard = speak_by_proxy(by=by, **given)
        except NotAcceptable as error:
            for name, words in error.fields.items():
                form.add_error(name if name in form.fields else None, words)
        except KeyReused:
            form.add_error(None, gettext("这张表已经交过一次，内容不一样，没有保存。请重新打开代录页。"))
        else:
            receipt = heard.voice.receipt
            words = gettext('记下了。请把查询码 <b>{}</b> 抄给他，或者<a href="/r/{}/slip">打开回执单</a>打印给他。')
            messages.success(request, format_html(words, receipt, receipt))
            return redirect(address.format(pk=heard.voice.ticket.pk))
    return render(request, page, {"form": form, **shown}, status=422 if form.errors else 200)
