"""每一扇门都用同一种话拒绝: also an unknown address and a wrong method answer `{"code", "message", "fields"}`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.urls import URLPattern, URLResolver, re_path
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.security import SessionAuth

from kentan.ground.accounts.models import Account
from kentan.web.parts.guard import keep_awake

View = Callable[..., HttpResponse]


def problem(status: int, code: str, message: str, fields: dict[str, str] | None = None) -> HttpResponse:
    """`{"code", "message", "fields"}`, with a Chinese message that says what to do."""
    body = {"code": code, "message": message, "fields": fields or {}}
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})


@csrf_exempt
def unknown(request: HttpRequest, rest: str) -> HttpResponse:
    """No such address."""
    return problem(404, "not_found", gettext("没有这个接口地址。"))


def plain(view: View) -> View:
    """The view; when it does not know the method, the refusal is said in our form, with the methods it knows."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        if not isinstance(answer, HttpResponseNotAllowed):
            return answer
        refusal = problem(405, "wrong_method", gettext("这个接口地址不支持这种请求方法。"))
        refusal["Allow"] = answer["Allow"]
        return refusal

    return answered


class Doors(NinjaAPI):
    """The API, every address of which refuses in the same words."""

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        found = super()._get_urls()
        for pattern in found:
            if isinstance(pattern, URLPattern) and hasattr(pattern.callback, "__name__"):
                pattern.callback = plain(pattern.callback)
        *known, root = found  # the root keeps its name for links, but answers like any unknown address
        return [*known, re_path(r"^(?P<rest>.*)$", unknown), root]


class SignedIn(SessionAuth):
    """Who signed in and has chosen a password of his own; a first password opens only the page that changes it."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Account | None:
        account = request.user
        ready = isinstance(account, Account) and account.is_active and not account.must_change_password
        if not ready:
            return None
        keep_awake(request)
        return account  # type: ignore[return-value]
