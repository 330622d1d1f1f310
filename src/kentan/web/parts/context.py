"""每页都要的: who runs this, whom to telephone, whether the reader wants large print, who is signed in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from kentan.ground.moment import today
from kentan.web.parts.demo_progress import share

ELDER_COOKIE = "elder"


def institution(request: HttpRequest) -> dict[str, object]:
    """For the frame of every page."""
    user = getattr(request, "user", None)
    return {
        "institution": settings.INSTITUTION,
        "help_phone": settings.HELP_PHONE,
        "is_demo": settings.DEMO,
        "demo_share": share(),
        "has_english": settings.HAS_ENGLISH,
        "is_elder": is_elder(request),
        "me": user if user is not None and user.is_authenticated else None,
        "here": request.get_full_path() if request.method == "GET" else request.path,
        "today": today(),
    }


def is_elder(request: HttpRequest) -> bool:
    """长辈版: the switch that this browser remembers."""
    return request.COOKIES.get(ELDER_COOKIE) == "1"
