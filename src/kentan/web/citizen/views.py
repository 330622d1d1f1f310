"""说事: home, a code's page, its poster, and the pages that explain."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from kentan.ground.accounts.actor import Actor
from kentan.ground.network.models import Code
from kentan.ground.network.queries import find_code
from kentan.stages.outcomes.queries import public_outcomes
from kentan.stages.suggestions.queries import public_suggestions
from kentan.stages.talks.queries import public_talks
from kentan.stages.voices import actions, queries
from kentan.stages.voices.errors import KeyReused, NotAcceptable
from kentan.stages.voices.intake import MOST_PHOTOS, MOST_WORDS, NOTICE_VERSION
from kentan.web.citizen.forms import SpeakForm

FEW = 3


def home(request: HttpRequest) -> HttpResponse:
    """首页: say something, look it up, see what is being talked about and what has changed."""
    context = {
        "code": Code.objects.filter(revoked_at=None, deputy__status="in_office").order_by("pk").first() if settings.DEMO else None,
        "talks": public_talks()[:FEW],
        "suggestions": public_suggestions().exclude(state__in=["closed", "tracked"])[:FEW],
        "outcomes": public_outcomes()[:FEW],
    }
    return render(request, "citizen/home.html", context)


@never_cache
def speak(request: HttpRequest, token: str) -> HttpResponse:
    """说事 to whoever stands behind the code."""
    code = find_code(token)
    if request.method == "POST":
        return practised(request, code) if request.POST.get("practice") == "1" else spoken(request, code)
    return speak_page(request, code, SpeakForm.fresh())


def speak_page(request: HttpRequest, code: Code, form: SpeakForm, faults: dict[str, str] | None = None, **more: Any) -> HttpResponse:
    """The form, with what was typed and what is to be mended."""
    practice = "practice" in request.GET or request.POST.get("practice") == "1"
    limits = {"most_words": MOST_WORDS, "most_photos": MOST_PHOTOS, "notice_version": NOTICE_VERSION}
    context = {"code": code, "form": form, "faults": faults or {}, "practice": practice, **limits, **more}
    return render(request, "citizen/speak.html", context, status=422 if faults else 200)


def spoken(request: HttpRequest, code: Code) -> HttpResponse:
    """Store once, then show the receipt; a double click lands on the same one."""
    form = SpeakForm(request.POST)
    try:
        heard = actions.speak(by=Actor.holder_of_code(code.token), code=code, **form.given(request.FILES))
    except NotAcceptable as error:
        return speak_page(request, code, form, error.fields)
    except KeyReused:
        fresh = SpeakForm({**request.POST.dict(), "key": SpeakForm.fresh().initial["key"]})
        return speak_page(request, code, fresh, {"words": "这一页已经交过一次别的内容。要再说一件，请再按一次。"})
    return redirect("citizen:receipt", heard.voice.receipt)


def practised(request: HttpRequest, code: Code) -> HttpResponse:
    """练习: said to show how it is done; nobody handles it."""
    try:
        actions.rehearse(code=code, words=request.POST.get("words", ""))
    except NotAcceptable as error:
        return speak_page(request, code, SpeakForm(request.POST), error.fields)
    return render(request, "citizen/practised.html", {"code": code})


def alike(request: HttpRequest, token: str) -> HttpResponse:
    """已有 n 条相近的反映: counts and released titles only."""
    found = queries.alike(request.GET.get("words", "")[:MOST_WORDS], code=find_code(token))
    return render(request, "citizen/alike.html", {"alike": found})


def poster(request: HttpRequest, token: str) -> HttpResponse:
    """海报 on A4, in black and white."""
    return render(request, "citizen/poster.html", {"code": find_code(token)})


def help_page(request: HttpRequest) -> HttpResponse:
    """什么是民情直通车？怎么用？哪些问题能解决？"""
    return render(request, "citizen/help.html")


def notice(request: HttpRequest) -> HttpResponse:
    """隐私告知, by version."""
    return render(request, "citizen/notice.html", {"version": NOTICE_VERSION})


def accessibility(request: HttpRequest) -> HttpResponse:
    """无障碍说明."""
    return render(request, "citizen/accessibility.html")
