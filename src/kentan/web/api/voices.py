"""说事与查回执."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import Field, Header, Router, Schema, Status

from kentan.ground.accounts import throttle
from kentan.ground.accounts.actor import Actor
from kentan.ground.moment import SHANGHAI, local
from kentan.ground.network.queries import find_code
from kentan.stages.outcomes.queries import full_receipt
from kentan.stages.voices import actions, queries
from kentan.stages.voices.models import Voice
from kentan.stages.voices.queries import Receipt

router = Router(tags=["voices"])
MOST_MISSES = 30
PRINTABLE = r"^[^\x00-\x1f\x7f]*$"


class Problem(Schema):
    """Why not: a code for programs, a sentence for people, and a sentence per field."""

    code: str
    message: str
    fields: dict[str, str]


class SpokenIn(Schema):
    """What is said, to whom."""

    code: str = Field(max_length=40)
    words: str = Field(max_length=200_000)
    place: str = Field("", max_length=10_000)
    phone: str = Field("", max_length=1_000)
    notice: str = Field("", max_length=20, pattern=r"^[0-9A-Za-z.\-]*$")


class SpokenOut(Schema):
    """The receipt of what was said."""

    receipt: str
    due: str
    steps: list[str]
    url: str


class StepOut(Schema):
    """One step of the public trace."""

    step: str
    label: str
    at: datetime | None
    who: str
    words: str


class ReceiptOut(Schema):
    """Where it is now."""

    receipt: str
    state: str
    due: str | None
    steps: list[str]
    trace: list[StepOut]


def end_of(day: object) -> str:
    """The last second of a day on Haining's clock."""
    return datetime.combine(day, time(23, 59, 59), SHANGHAI).isoformat()  # type: ignore[arg-type]


def device_of(request: HttpRequest) -> str:
    """What misses are counted by: the address and the browser's own name, not whole halls."""
    return f"{request.META.get('REMOTE_ADDR', '')} {request.headers.get('User-Agent', '')[:50]}"


@router.post(
    "/voices",
    response={
        201: SpokenOut,
        200: SpokenOut,
        400: Problem,
        404: Problem,
        409: Problem,
        410: Problem,
        413: Problem,
        422: Problem,
    },
)
def speak(request: HttpRequest, spoken: SpokenIn, idempotency_key: str = Header("", max_length=80, pattern=PRINTABLE)):  # type: ignore[no-untyped-def,type-arg]  # noqa: ANN201
    """说事: the same key with the same content again answers 200 with the same receipt."""
    code = find_code(spoken.code)
    heard = actions.speak(
        by=Actor.holder_of_code(code.token), code=code, words=spoken.words, place=spoken.place, phone=spoken.phone,
        key=idempotency_key, notice=spoken.notice,
    )  # fmt: skip
    return Status(200 if heard.repeated else 201, receipt_of(heard.voice))


def receipt_of(voice: Voice) -> dict[str, Any]:
    """The voice's receipt as SpokenOut: the end of the next duty owed to the speaker, and why it is that day."""
    found = queries.receipt(voice.receipt)
    owed = found.owed if found else None
    return {
        "receipt": voice.receipt, "due": end_of(owed.due) if owed else "", "steps": list(owed.steps) if owed else [],
        "url": f"{settings.PUBLIC_URL}/r/{voice.receipt}",
    }  # fmt: skip


@router.get("/receipts/{receipt}", response={200: ReceiptOut, 404: Problem, 429: Problem})
def read_receipt(request: HttpRequest, receipt: str, response: HttpResponse):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """我的话怎么样了: the trace of one receipt. Misses are counted per device; hits never."""
    found = full_receipt(receipt)
    return Status(200, trace_of(found)) if found else missed(device_of(request), response)


def missed(device: str, response: HttpResponse) -> Status[dict[str, Any]]:
    """404; after too many misses by this device 429, with the seconds to wait."""
    wait = throttle.wait_seconds("receipt", device, most=MOST_MISSES)
    if wait:
        response["Retry-After"] = str(wait)
        return Status(429, {"code": "too_many", "message": gettext("试错太多次了，请过几分钟再查。"), "fields": {}})
    throttle.count_miss("receipt", device)
    return Status(404, {"code": "receipt_unknown", "message": gettext("没有这个查询码。请对照回执再输一次。"), "fields": {}})


def trace_of(found: Receipt) -> dict[str, Any]:
    """The receipt as ReceiptOut: what was reached, times on Haining's clock."""
    trace = [
        {"step": step.step, "label": step.label, "at": local(step.at) if step.at else None, "who": step.who, "words": step.words}
        for step in found.steps if step.status != "next"
    ]  # fmt: skip
    return {
        "receipt": found.receipt, "state": found.state, "due": end_of(found.owed.due) if found.owed else None,
        "steps": list(found.owed.steps) if found.owed else [], "trace": trace,
    }  # fmt: skip
