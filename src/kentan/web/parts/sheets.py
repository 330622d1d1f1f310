"""表和单: posters, slips and ruled sheets as PDF files, and as pages that a browser prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext

from kentan.ground.moment import local
from kentan.ground.network.labels import CodeKind
from kentan.ground.network.models import Code, Station
from kentan.papers.forms import Ledger, Poster, Slip
from kentan.stages.talks.labels import SeatRole
from kentan.stages.talks.models import Seat, SignUp, Talk
from kentan.stages.talks.queries import seats, sign_ups
from kentan.stages.voices.queries import Receipt
from kentan.web.parts.move_rows import day_words
from kentan.web.parts.papers import answer
from kentan.web.parts.templatetags.parts import explained, in_fives, zh_date
from kentan.web.parts.templatetags.parts import moment as spell_moment

A_PAGE = 22
"""Rows of a sign-in sheet that fill one page."""
MORE = 6
"""Free rows that are always left for those who come unannounced."""
REGISTER_ROWS = 12


def pdf(make: Callable[[], bytes], name: str) -> HttpResponse:
    """The file, which opens in the browser; without a Chinese font a page that says to print from the browser, and nothing is made."""
    from kentan.papers.fonts import NoFont, faces, installed  # the page-setter is in memory only for those who ask for papers

    try:
        faces(frozenset(installed().families()))
        return answer(make(), name, "pdf")
    except NoFont as refusal:
        return HttpResponse(render_to_string("parts/no_font.html", {"why": str(refusal)}), status=503)


def poster_of(code: Code) -> Poster:
    """海报 of a code."""
    is_talk = code.kind == CodeKind.TALK
    lines = broken(code.title) if is_talk else (gettext("有事跟"), f"{code.address_name}{gettext('说')}")
    steps = (
        (gettext("签到：拿一张发言条"), gettext("提问：主持人念出来"), gettext("说事：拿回执，看谁在哪天前办"))
        if is_talk
        else (gettext("手机扫一扫"), gettext("说一句：在哪里、怎么了"), gettext("拿回执，看谁在哪天前办"))
    )
    return Poster(
        settings.INSTITUTION, lines, who_of(code), f"{settings.PUBLIC_URL}/c/{code.token}", code.human, steps,
        gettext("不用下载，不用注册，不留电话也行。"),
        gettext("不会用手机？打 %(help_phone)s，或到联络站请工作人员代填。") % {"help_phone": settings.HELP_PHONE},
    )  # fmt: skip


def broken(title: str) -> tuple[str, ...]:
    """A title in lines that stand on a poster."""
    from kentan.papers.words import balanced  # a dictionary in memory only for those who ask for papers

    return tuple(balanced(title, 16).split("\n"))


def who_of(code: Code) -> str:
    """The line under the name: office, address and hours, or the talk's number."""
    if code.deputy:
        return "，".join(filter(None, [code.deputy.title, code.deputy.introduction]))
    if code.station:
        return "，".join(filter(None, [code.station.address, code.station.hours if code.station.address else ""]))
    return code.cites


def sign_in_sheet(talk: Talk) -> Ledger:
    """签到表: those who are known to come, then free rows. It lies on the host's own table: names of citizens stand on it."""
    known = [*(seated(seat) for seat in seats(talk)), *(signed_up(one) for one in sign_ups(talk))]
    rows = tuple((str(number), name, who, "", "", "") for number, (name, who) in enumerate(known, start=1))
    begins = local(talk.starts_at)
    return Ledger(
        gettext("签到表"),
        ((gettext("会议"), talk.title), (gettext("时间"), f"{day_words(begins.date())} {begins:%H:%M}"), (gettext("地点"), talk.place), (gettext("主办"), str(talk.host))),
        ((gettext("序号"), 8), (gettext("姓名"), 18), (gettext("身份或单位"), 24), (gettext("联系电话"), 20), (gettext("签名"), 18), (gettext("到的时间"), 12)),
        rows, max(A_PAGE - len(rows), MORE), gettext("内部资料，用完交回主办单位。"), gettext("用手机扫恳谈码签到的，不用再签。"),
    )  # fmt: skip


def seated(seat: Seat) -> tuple[str, str]:
    """Name and office of somebody who has a seat."""
    if seat.role == SeatRole.DEPUTY and seat.deputy:
        return seat.deputy.name, seat.deputy.title
    return seat.name, seat.public_name


def signed_up(one: SignUp) -> tuple[str, str]:
    """Name and side of somebody who means to come."""
    return one.name, f"{SeatRole.CITIZEN.label}{f'（{one.side}）' if one.side else ''}"


def register_of(station: Station) -> Ledger:
    """接待登记表 of a station: by hand on a visiting day, then entered by proxy (代录)."""
    return Ledger(
        gettext("接待登记表"),
        tuple((name, words) for name, words in (
            (gettext("联络站"), station.name), (gettext("地址"), station.address), (gettext("开放时间"), station.hours), (gettext("电话"), station.phone),
        ) if words),
        ((gettext("序号"), 5), (gettext("日期"), 9), (gettext("来访人"), 11), (gettext("联系电话"), 12), (gettext("反映的事：在哪里、怎么了"), 32), (gettext("当场答复，或转给谁"), 17), (gettext("接待代表"), 9), (gettext("查询码"), 10)),
        (), REGISTER_ROWS, "", gettext("来访人不愿留姓名、电话的，不用填。登记后请当天代录，把查询码交给本人。"), is_wide=True,
    )  # fmt: skip


def slips_of(found: Iterable[Seat], talk: Talk) -> list[Slip]:
    """发言条, one a seat."""
    day = day_words(local(talk.starts_at).date())
    words = gettext("%(day)s，%(title)s。扫码核对我说的话，看后来怎样。") % {"day": day, "title": talk.title}
    return [
        Slip(
            f"{seat.name}　{seat.public_name}" if seat.name and not seat.deputy_id and not seat.organisation_id else seat.public_name,
            f"{settings.PUBLIC_URL}/s/{seat.slip}", in_fives(seat.slip), (words,),
        )
        for seat in found
    ]  # fmt: skip


def large_slip(found: Receipt) -> Slip:
    """大字回执: the code, the words, who owes what by when and why that day."""
    voice = found.voice
    lines = [f"{spell_moment(voice.said_at)}　{gettext('跟%(name)s说的') % {'name': voice.addressee}}"]
    lines.append(gettext("原话已依您的申请删除。") if found.is_erased else voice.words)
    if found.owed:
        told = {"who": found.owed.who, "day": zh_date(found.owed.due), "what": found.owed.what}
        lines.append(gettext("%(who)s应在%(day)s前%(what)s。") % told)
        lines.append("\n".join(f"{number}. {step}" for number, step in enumerate(explained(found.owed), start=1)))
    else:
        lines.append(str(found.state_label))
    lines.append(gettext("查办到哪一步：扫码，或打 %(help_phone)s，报上面 10 位码。") % {"help_phone": settings.HELP_PHONE})
    return Slip("", f"{settings.PUBLIC_URL}/r/{found.receipt}", in_fives(found.receipt), tuple(lines))
