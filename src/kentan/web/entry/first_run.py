"""第一次使用: opened by the one-time word in the terminal, closed for good once there is a city."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kentan.ground.network import founding
from kentan.ground.network.models import Area
from kentan.web.entry import doors, forms
from kentan.web.parts.guard import posted


def is_the_word(written: str) -> bool:
    """Whether the SHA-256 of what was written is the one that the terminal's word left."""
    digest = hashlib.sha256(written.strip().encode()).hexdigest()
    return hmac.compare_digest(digest, settings.FIRST_RUN_WORD_HASH.lower())


@never_cache
@require_http_methods(["GET", "POST"])
def first_run(request: HttpRequest) -> HttpResponse:
    """The form; after it, the first administrator's password, shown once."""
    if not settings.FIRST_RUN_WORD_HASH or Area.objects.exists():
        raise Http404
    form = forms.FirstRun(posted(request))
    wait = doors.wait_at("first_run", request, "") if request.method == "POST" else 0
    if not wait and form.is_valid() and knows(request, form) and (founded := found(form)):
        return render(request, "entry/founded.html", {"founded": founded}, status=201)
    shown = {"form": form, "wait": -(-wait // 60)}
    return render(request, "entry/first_run.html", shown, status=429 if wait else 422 if form.errors else 200)


def knows(request: HttpRequest, form: forms.FirstRun) -> bool:
    """The word is right; else the miss is counted and the sentence put beside the field."""
    if is_the_word(form.cleaned_data["word"]):
        return True
    doors.miss_at("first_run", request, "")
    form.add_error("word", gettext("口令不对。请看启动程序的终端，照抄一遍。"))
    return False


def found(form: forms.FirstRun) -> founding.Founded | None:
    """The city and its first administrator; None when a second click came too late."""
    given = form.cleaned_data
    try:
        return founding.found(city=given["city"], townships=given["townships"], name=given["name"], username=given["username"])
    except (founding.AlreadyFounded, IntegrityError):
        form.add_error(None, gettext("已经建好了，不能再建一次。请直接登录。"))
        return None
