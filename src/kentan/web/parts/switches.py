"""开关: large print and language, remembered in a cookie; both work without script.

They change nothing but the look of this browser, so no page needs a token (and a cookie) for them.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kentan.web.parts.context import ELDER_COOKIE

YEAR = 365 * 24 * 3600


def back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page that the switch stands on; never to another site."""
    page = request.POST.get("back", "/")
    return HttpResponseRedirect(page if url_has_allowed_host_and_scheme(page, allowed_hosts=None) else "/")


@csrf_exempt
@require_POST
def elder(request: HttpRequest) -> HttpResponse:
    """长辈版 on or off."""
    answer = back(request)
    if request.POST.get("on") == "1":
        answer.set_cookie(ELDER_COOKIE, "1", max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    else:
        answer.delete_cookie(ELDER_COOKIE)
    return answer


@csrf_exempt
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """中文 or English."""
    answer = back(request)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    return answer
