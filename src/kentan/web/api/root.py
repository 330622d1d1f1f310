"""The API object, its errors and its routers."""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from kentan.ground.ledger.errors import NotAllowed, NoteNeeded, WrongState
from kentan.ground.network.queries import CodeClosed, CodeUnknown
from kentan.stages.voices.errors import KeyReused, NotAcceptable
from kentan.web.api.tickets import router as tickets
from kentan.web.api.voices import router as voices

api = NinjaAPI(title="恳谈 Kentan", version="1", urls_namespace="api")
api.add_router("", voices)
api.add_router("", tickets)


def problem(
    request: HttpRequest, status: int, code: str, message: str, fields: dict[str, str] | None = None,
) -> HttpResponse:  # fmt: skip
    """`{"code", "message", "fields"}`, with a Chinese message that says what to do."""
    return api.create_response(request, {"code": code, "message": message, "fields": fields or {}}, status=status)


@api.exception_handler(NotAcceptable)
def not_acceptable(request: HttpRequest, error: NotAcceptable) -> HttpResponse:
    return problem(request, 422, "not_acceptable", "有几处要改，没有保存。", error.fields)


@api.exception_handler(KeyReused)
def key_reused(request: HttpRequest, error: KeyReused) -> HttpResponse:
    return problem(request, 409, "key_reused", "同一个提交编号已经交过别的内容，这次没有保存。请重新打开页面再交。")


@api.exception_handler(CodeUnknown)
def code_unknown(request: HttpRequest, error: CodeUnknown) -> HttpResponse:
    return problem(request, 404, "code_unknown", "没有这个码。请对照海报再输一次。", {"code": "没有这个码。"})


@api.exception_handler(CodeClosed)
def code_closed(request: HttpRequest, error: CodeClosed) -> HttpResponse:
    return problem(
        request,
        410,
        "code_closed",
        "这个码已经停用。请扫新的海报，或找任何一个联络站。",
        {"code": "已停用。"},
    )


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields = {str(fault["loc"][-1]): "格式不对或缺少这一项。" for fault in error.errors}
    return problem(request, 400, "malformed", "请求的格式不对。", fields)


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code == 400:  # noqa: PLR2004
        return problem(request, 400, "malformed", "请求的格式不对，读不出内容。")
    return problem(request, error.status_code, "refused", str(error))


@api.exception_handler(NotAllowed)
def not_allowed(request: HttpRequest, error: NotAllowed) -> HttpResponse:
    return problem(request, 403, "not_allowed", f"您不能做这一步：{error.move.label}。")


@api.exception_handler(WrongState)
def wrong_state(request: HttpRequest, error: WrongState) -> HttpResponse:
    return problem(request, 409, "wrong_state", "这件事刚才已经被别人往前办了一步，您的操作没有保存。请刷新再看。")


@api.exception_handler(NoteNeeded)
def note_needed(request: HttpRequest, error: NoteNeeded) -> HttpResponse:
    return problem(request, 422, "note_needed", f"{error.move.label}要写明理由。", {"words": "请写明理由。"})


@api.exception_handler(ObjectDoesNotExist)
def not_found(request: HttpRequest, error: ObjectDoesNotExist) -> HttpResponse:
    return problem(request, 404, "not_found", "没有找到。")


@api.exception_handler(DatabaseError)
def database_lost(request: HttpRequest, error: DatabaseError) -> HttpResponse:
    return problem(request, 503, "unavailable", "系统暂时连不上数据库，没有保存。请过一分钟再交，内容请先留着。")
