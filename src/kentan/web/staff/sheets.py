"""打印的表: sign-in sheet and slips of a talk, reception register of a station, the telephone sheet; pages, and PDF beside them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kentan.ground.moment import today
from kentan.ground.network.models import Station
from kentan.papers.forms import Ledger, ledger, slips
from kentan.stages.talks.labels import TalkState
from kentan.stages.talks.models import Talk
from kentan.stages.talks.queries import seats, talk_for
from kentan.web.parts.guard import actor
from kentan.web.parts.move_rows import day_words
from kentan.web.parts.sheets import pdf, register_of, sign_in_sheet, slips_of
from kentan.web.parts.templatetags.parts import in_fives
from kentan.web.staff.calls import Call, opened_calls, when_and_what
from kentan.web.staff.codes import in_area
from kentan.web.staff.offices import NETWORK, VOICES, frame, office


def talk_of(request: HttpRequest, pk: int) -> Talk:
    """A talk that is held or may be held. Raises Http404, Talk.DoesNotExist, NotAllowed."""
    talk = talk_for(actor(request), pk)
    if talk.state == TalkState.CANCELLED:
        raise Http404
    return talk


@office(*VOICES)
def sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    """签到表."""
    talk = talk_of(request, pk)
    shown = {"sheet": sign_in_sheet(talk), "back": f"/staff/talks/{pk}", "file": f"/staff/talks/{pk}/sign-in.pdf"}
    return render(request, "staff/sheet.html", frame(request, "talks", **shown))


@office(*VOICES)
def sign_in_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """签到表 as a file."""
    talk = talk_of(request, pk)
    return pdf(lambda: ledger(sign_in_sheet(talk)), f"{gettext('签到表')} {talk.title}")


@office(*VOICES)
def slips_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """发言条 as a file; a talk without seats has none."""
    talk = talk_of(request, pk)
    found = list(seats(talk))
    if not found:
        raise Http404
    name = f"{gettext('发言条')} {talk.title}"
    return pdf(lambda: slips(name, slips_of(found, talk)), name)


def station_of(request: HttpRequest, pk: int) -> Station:
    """A station of this desk. Raises Station.DoesNotExist."""
    return Station.objects.filter(in_area(actor(request))).get(pk=pk)


@office(*NETWORK)
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """接待登记表."""
    sheet = register_of(station_of(request, pk))
    shown = {"sheet": sheet, "back": "/staff/codes", "file": f"/staff/stations/{pk}/register.pdf"}
    return render(request, "staff/sheet.html", frame(request, "codes", **shown))


@office(*NETWORK)
def register_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """接待登记表 as a file."""
    station = station_of(request, pk)
    return pdf(lambda: ledger(register_of(station)), f"{gettext('接待登记表')} {station.name}")


@office(*VOICES)
@require_POST
def calls_pdf(request: HttpRequest) -> HttpResponse:
    """电话告知单 with whole numbers: each of them is a look, and each look is logged, as on the page."""
    by = actor(request)
    return pdf(lambda: ledger(call_sheet(opened_calls(by))), f"{gettext('电话告知单')} {day_words(today())}")


def call_sheet(calls: list[Call]) -> Ledger:
    """The sheet, a row for each call."""
    rows = tuple(
        (str(number), call.phone, call.title, when_and_what(call), in_fives(call.ticket.voice.receipt), "□")
        for number, call in enumerate(calls, start=1)
    )
    return Ledger(
        gettext("电话告知单"), ((gettext("日期"), day_words(today())), (gettext("要打的电话"), str(len(rows)))),
        ((gettext("序号"), 5), (gettext("电话"), 13), (gettext("说的是什么事"), 26), (gettext("新进展，照这个告诉他"), 36), (gettext("查询码"), 12), (gettext("打过了"), 8)),
        rows, 0, gettext("号码已记入查看记录。请收好，用完销毁。"), "", is_wide=True,
    )  # fmt: skip
