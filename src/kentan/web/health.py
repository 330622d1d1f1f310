"""Is it alive, is it ready: for supervisors and load balancers."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from kentan.ground.network.models import Code


def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")


def healthz(request: HttpRequest) -> HttpResponse:
    """200 only when the home page and a code's page answer."""
    from django.urls import resolve

    try:
        code = Code.objects.filter(revoked_at=None, deputy__status="in_office").order_by("pk").first()
        for address in ["/", *([f"/c/{code.token}"] if code else [])]:
            inner = RequestFactory().get(address, HTTP_HOST="127.0.0.1")
            inner.session, inner.user = request.session, request.user  # type: ignore[attr-defined]
            found = resolve(address)
            answer = found.func(inner, *found.args, **found.kwargs)
            if answer.status_code != 200:  # noqa: PLR2004
                return HttpResponse(f"{address}\n", status=503, content_type="text/plain")
    except DatabaseError:
        return HttpResponse("database\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
