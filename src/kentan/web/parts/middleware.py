"""拒绝变成话: what stages and ground refuse becomes a page in plain words; the API has answers of its own."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from kentan.ground.ledger.errors import NotAllowed, NoteNeeded, WrongState
from kentan.ground.network.queries import CodeClosed, CodeUnknown

PAGES: tuple[tuple[type[Exception], str, int], ...] = (
    (CodeUnknown, "404_code.html", 404),
    (CodeClosed, "410.html", 410),
    (NotAllowed, "403.html", 403),
    (WrongState, "409.html", 409),
    (NoteNeeded, "422.html", 422),
)
LOST = "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>请稍等</title><p>系统暂时连不上数据库，没有保存。请过一分钟再试，您写的话请先留着。</p></html>"


class PublicErrors:
    """The last word before the reader."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for this refusal; None leaves it to Django."""
        if request.path.startswith("/api/"):
            return None
        if isinstance(error, (OperationalError, InterfaceError)):
            return HttpResponse(LOST, status=503, headers={"Retry-After": "60"})
        for kind, template, status in PAGES:
            if isinstance(error, kind):
                return render(request, template, {"error": error}, status=status)
        return None


class ChosenLanguage:
    """中文, unless the reader chose English; what a browser merely prefers is not asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        with translation.override(chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            return self.get_response(request)
