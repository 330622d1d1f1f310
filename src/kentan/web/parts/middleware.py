"""拒绝变成话: what stages and ground refuse becomes a page in plain words; the API has answers of its own."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.urls import Resolver404, resolve
from django.utils import translation

from kentan.ground.ledger.errors import NotAllowed, NoteNeeded, WrongState
from kentan.ground.network.queries import CodeClosed, CodeUnknown

PAGES: tuple[tuple[type[Exception], str, int], ...] = (
    (CodeUnknown, "404_code.html", 404),
    (CodeClosed, "410.html", 410),
    (NotAllowed, "403.html", 403),
    (WrongState, "409.html", 409),
    (NoteNeeded, "422.html", 422),
    (RequestDataTooBig, "413.html", 413),
    (TooManyFilesSent, "413.html", 413),
)
A_MINUTE = "60"


class PublicErrors:
    """The last word before the reader."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not answer.content and not request.path.startswith("/api/"):
            return a_button(request, answer["Allow"])
        return answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for this refusal; None leaves it to Django."""
        if request.path.startswith("/api/"):
            return None
        if isinstance(error, (OperationalError, InterfaceError)):
            return unavailable()
        for kind, template, status in PAGES:
            if isinstance(error, kind):
                return render(request, template, {"error": error}, status=status)
        return None


def a_button(request: HttpRequest, allowed: str) -> HttpResponse:
    """405: this address belongs to a button; the page on which the button stands is the nearest one above it."""
    above = request.path
    while above := above.rpartition("/")[0]:
        try:
            resolve(above)
        except Resolver404:
            continue
        break
    page = render(request, "405.html", {"above": above or "/"}, status=HTTPStatus.METHOD_NOT_ALLOWED)
    page["Allow"] = allowed
    return page


def unavailable() -> HttpResponse:
    """503 from a page that asks the database for nothing, not even who is reading."""
    return HttpResponse(get_template("503.html").render({}), status=503, headers={"Retry-After": A_MINUTE})


class ChosenLanguage:
    """中文, unless the reader chose English; what a browser merely prefers is not asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        with translation.override(chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            return self.get_response(request)
