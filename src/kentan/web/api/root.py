"""The API object, its errors and its routers."""

from __future__ import annotations

import logging

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja.errors import HttpError, ValidationError

from deliberation.text.normalise import Fault
from kentan.ground.ledger.errors import NotAllowed, NoteNeeded, WrongState
from kentan.ground.network.queries import CodeClosed, CodeUnknown
from kentan.ground.words import in_words
from kentan.stages.voices.errors import KeyReused, NotAcceptable
from kentan.stages.voices.intake import sentence
from kentan.web.api.desk import router as desk
from kentan.web.api.doors import Doors, problem
from kentan.web.api.records import router as records
from kentan.web.api.tickets import router as tickets
from kentan.web.api.voices import router as voices

logger = logging.getLogger(__name__)
api = Doors(title="恳谈 Kentan", version="1", urls_namespace="api", docs_url=None)
api.add_router("", voices)
api.add_router("", tickets)
api.add_router("", records)
api.add_router("", desk)

HTTP_SENTENCES = {
    400: ("malformed", _("请求的格式不对，读不出内容。")),
    401: ("sign_in", _("请先登录。")),
    403: ("stale_page", _("这一页太旧了，没有保存。请刷新以后再交。")),
    404: ("not_found", _("没有找到。")),
}
UNFIT: dict[str, Fault] = {"string_too_long": "too_long", "string_unicode": "control"}


@api.exception_handler(NotAcceptable)
def not_acceptable(request: HttpRequest, error: NotAcceptable) -> HttpResponse:
    return problem(422, "not_acceptable", gettext("有几处要改，没有保存。"), error.fields)


@api.exception_handler(KeyReused)
def key_reused(request: HttpRequest, error: KeyReused) -> HttpResponse:
    return problem(409, "key_reused", gettext("同一个提交编号已经交过别的内容，这次没有保存。请重新打开页面再交。"))


@api.exception_handler(CodeUnknown)
def code_unknown(request: HttpRequest, error: CodeUnknown) -> HttpResponse:
    return problem(404, "code_unknown", gettext("没有这个码。请对照海报再输一次。"), {"code": gettext("没有这个码。")})


@api.exception_handler(CodeClosed)
def code_closed(request: HttpRequest, error: CodeClosed) -> HttpResponse:
    return problem(
        410, "code_closed", gettext("这个码已经停用。请扫新的海报，或找任何一个联络站。"), {"code": gettext("已停用。")}
    )


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A field of the wrong kind is malformed; words that are only too long or carry stray characters are not acceptable."""
    faults = {str(fault["loc"][-1]): fault["type"] for fault in error.errors}
    unfit = {name: sentence(name, UNFIT[kind]) for name, kind in faults.items() if kind in UNFIT}
    if set(unfit) == set(faults) and all(fault["loc"][0] == "body" for fault in error.errors):
        fields = {name: words or gettext("这一项太长，或者有不能保存的特殊字符。") for name, words in unfit.items()}
        return problem(422, "not_acceptable", gettext("有几处要改，没有保存。"), fields)
    return problem(400, "malformed", gettext("请求的格式不对。"), dict.fromkeys(faults, gettext("格式不对或缺少这一项。")))


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    code, words = HTTP_SENTENCES.get(error.status_code, ("refused", _("这个请求不能办，没有保存。")))
    return problem(error.status_code, code, in_words(words))


@api.exception_handler(NotAllowed)
def not_allowed(request: HttpRequest, error: NotAllowed) -> HttpResponse:
    return problem(403, "not_allowed", gettext("您不能做这一步：%(step)s。") % {"step": in_words(error.move.label)})


@api.exception_handler(WrongState)
def wrong_state(request: HttpRequest, error: WrongState) -> HttpResponse:
    return problem(409, "wrong_state", gettext("这件事刚才已经被别人往前办了一步，您的操作没有保存。请刷新再看。"))


@api.exception_handler(NoteNeeded)
def note_needed(request: HttpRequest, error: NoteNeeded) -> HttpResponse:
    return problem(
        422,
        "note_needed",
        gettext("%(step)s要写明理由。") % {"step": in_words(error.move.label)},
        {"words": gettext("请写明理由。")},
    )


@api.exception_handler(Http404)
@api.exception_handler(ObjectDoesNotExist)
def not_found(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(404, "not_found", gettext("没有找到。"))


@api.exception_handler(DatabaseError)
def database_lost(request: HttpRequest, error: DatabaseError) -> HttpResponse:
    logger.error("database", exc_info=error)
    return problem(503, "unavailable", gettext("系统暂时连不上数据库，没有保存。请过一分钟再交，内容请先留着。"))


@api.exception_handler(Exception)
def failed(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("failed", exc_info=error)
    return problem(500, "failed", gettext("系统出了错，没有保存。请过一会儿再试，内容请先留着。"))
