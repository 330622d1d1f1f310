"""每页都要的: who runs this, whom to telephone, whether the reader wants large print, who is signed in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

ELDER_COOKIE = "elder"


def institution(request: HttpRequest) -> dict[str, object]:
    """For the frame of every page."""
    user = getattr(request, "user", None)
    return {
        "institution": settings.INSTITUTION,
        "help_phone": settings.HELP_PHONE,
        "is_demo": settings.DEMO,
        "is_elder": request.COOKIES.get(ELDER_COOKIE) == "1",
        "me": user if user is not None and user.is_authenticated else None,
        "here": request.get_full_path(),
    }
