"""说事: a code's page, its poster, and the pages that explain."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from kentan.ground.accounts.actor import Actor
from kentan.ground.network.labels import CodeKind
from kentan.ground.network.models import Code
from kentan.ground.network.queries import find_code
from kentan.papers.forms import poster as draw
from kentan.stages.voices import actions, queries
from kentan.stages.voices.errors import KeyReused, NotAcceptable
from kentan.stages.voices.intake import MOST_PHOTOS, MOST_PLACE, MOST_WORDS, NOTICE_VERSION
from kentan.web.citizen.answers import SeeOther
from kentan.web.citizen.forms import SpeakForm
from kentan.web.citizen.hall import hall
from kentan.web.citizen.pacing import asked_step, step_of, words_before
from kentan.web.parts.context import is_elder
from kentan.web.parts.sheets import pdf, poster_of


@csrf_exempt  # no cookie carries any power here, and a phone without cookies must be heard too
@never_cache
def speak(request: HttpRequest, token: str) -> HttpResponse:
    """说事 to whoever stands behind the code."""
    code = find_code(token)
    if request.method != "POST":
        is_hall = code.kind == CodeKind.TALK and "say" not in request.GET and "practice" not in request.GET
        return hall(request, code) if is_hall else speak_page(request, code, SpeakForm.fresh(), step=1)
    if request.POST.get("practice") == "1":
        return practised(request, code)
    step = asked_step(request)
    return turned(request, code, step) if step else spoken(request, code)


def speak_page(
    request: HttpRequest, code: Code, form: SpeakForm, *, step: int = 1, faults: dict[str, str] | None = None, status: int = 422,
) -> HttpResponse:  # fmt: skip
    """The form, with what was typed and what is to be mended; in 长辈版 one question at a time."""
    is_practice = "practice" in request.GET or request.POST.get("practice") == "1"
    context: dict[str, Any] = {
        "code": code, "form": form, "faults": faults or {}, "is_practice": is_practice,
        "step": step if is_elder(request) and not is_practice else 0, "photos_lost": bool(faults and request.FILES),
        "most_words": MOST_WORDS, "most_place": MOST_PLACE, "most_photos": MOST_PHOTOS, "notice_version": NOTICE_VERSION,
    }  # fmt: skip
    return render(request, "citizen/speak.html", context, status=status if faults else 200)


def turned(request: HttpRequest, code: Code, step: int) -> HttpResponse:
    """长辈版: to the next question or back; what was said so far travels along and is checked on the way."""
    form = SpeakForm(request.POST)
    faults = words_before(step, form)
    return speak_page(request, code, form, step=step_of(faults) if faults else step, faults=faults)


def spoken(request: HttpRequest, code: Code) -> HttpResponse:
    """Store once, then show the receipt; a double click lands on the same one."""
    form = SpeakForm(request.POST)
    try:
        heard = actions.speak(by=Actor.holder_of_code(code.token), code=code, **form.given(request.FILES))
    except NotAcceptable as error:
        return speak_page(request, code, form, step=step_of(error.fields), faults=error.fields)
    except KeyReused:
        faults = {"words": gettext("这一页已经交过一次，内容和现在不一样。如果是另一件事，请再按一次“说完了”。")}
        return speak_page(request, code, form.again(), step=1, faults=faults, status=409)
    return SeeOther(f"/r/{heard.voice.receipt}")


def practised(request: HttpRequest, code: Code) -> HttpResponse:
    """练习: said to show how it is done; nobody handles it."""
    try:
        actions.rehearse(code=code, words=request.POST.get("words", ""))
    except NotAcceptable as error:
        return speak_page(request, code, SpeakForm(request.POST), faults=error.fields)
    return render(request, "citizen/practised.html", {"code": code})


@never_cache
def alike(request: HttpRequest, token: str) -> HttpResponse:
    """已有 n 条相近的反映: counts and released titles only."""
    found = queries.alike(request.GET.get("words", "")[:MOST_WORDS], code=find_code(token))
    return render(request, "citizen/alike.html", {"alike": found})


def poster(request: HttpRequest, token: str) -> HttpResponse:
    """海报 on A4, in black and white."""
    return render(request, "citizen/poster.html", {"code": find_code(token)})


def poster_pdf(request: HttpRequest, token: str) -> HttpResponse:
    """The same as a file."""
    code = find_code(token)
    return pdf(lambda: draw(poster_of(code)), f"{gettext('海报')} {code.human}")


def help_page(request: HttpRequest) -> HttpResponse:
    """什么是民情直通车？怎么用？哪些问题能解决？"""
    return render(request, "citizen/help.html")


def notice(request: HttpRequest) -> HttpResponse:
    """隐私告知, by version."""
    return render(request, "citizen/notice.html", {"version": NOTICE_VERSION})


def accessibility(request: HttpRequest) -> HttpResponse:
    """无障碍说明."""
    return render(request, "citizen/accessibility.html")
