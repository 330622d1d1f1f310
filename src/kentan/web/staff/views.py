"""工作人员的民情件: disputes and escalations first, then what is due."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kentan.ground.accounts.actor import Actor
from kentan.ground.moment import today
from kentan.stages.voices.labels import TicketState as T
from kentan.stages.voices.models import Ticket
from kentan.stages.voices.queries import contactless, staff_inbox, ticket_for
from kentan.stages.voices.queries.inboxes import OPEN
from kentan.web.parts import move_proxy, move_views
from kentan.web.parts.guard import actor, face
from kentan.web.parts.move_matter import matter
from kentan.web.parts.move_rows import Group, grouped, rows_of
from kentan.web.parts.moves import buttons
from kentan.web.staff.offices import VOICES, columns_of, frame, office, townships_of

MOST = 200
STATION = Q(voice__deputy__isnull=True, state__in=[T.RECEIVED, T.FINISHED])


def to_decide(by: Actor) -> Q:
    """What waits for this desk itself: disputes, escalations to its level; for a township, what its stations received."""
    if by.holds("city_staff"):
        return Q(state__in=[T.DISPUTED, T.ESCALATED_CITY])
    return Q(state__in=[T.DISPUTED, T.ESCALATED_TOWN]) | STATION


def filters_of(by: Actor) -> dict[str, tuple[Any, Q]]:
    """The filters, each with the rows that it counts."""
    is_open = Q(state__in=OPEN)
    return {
        "decide": (_("等我们定"), to_decide(by)),
        "all": (_("在办的"), is_open),
        "late": (_("逾期"), is_open & Q(due__lt=today())),
        "untold": (_("没留电话"), is_open & Q(voice__contact__isnull=True)),
        "ended": (_("已了结"), ~is_open),
    }


def desk(request: HttpRequest, **shown: Any) -> dict[str, Any]:
    """The list at the left, and the frame around it."""
    by = actor(request)
    filters = filters_of(by)
    wanted = request.GET.get("show", "")
    inbox = narrowed(request, staff_inbox(by))
    counts = inbox.order_by().aggregate(**{name: Count("pk", filter=test) for name, (_label, test) in filters.items()})
    show = wanted if wanted in filters else "decide" if counts["decide"] else "all"
    found = inbox.filter(filters[show][1]).order_by(*(["-pk"] if show == "ended" else [F("due").asc(nulls_last=True), "-pk"]))
    return frame(
        request, "tickets", groups=groups_of(found[:MOST], by, show), show=show, most=MOST, shown_count=counts[show],
        filters=[(name, label, counts[name]) for name, (label, _test) in filters.items()],
        untold=contactless(by), townships=townships_of(by), area=request.GET.get("area", ""), asked=asked(request), **shown,
    )  # fmt: skip


def asked(request: HttpRequest) -> str:
    """The words that are searched for."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:40]


def narrowed(request: HttpRequest, inbox: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """Only one township, only with these words."""
    area, words = request.GET.get("area", ""), asked(request)
    if area.isdecimal():
        inbox = inbox.filter(Q(voice__area=int(area)) | Q(voice__area__parent=int(area)))
    return inbox.filter(Q(voice__words__contains=words) | Q(voice__place__contains=words)) if words else inbox


def groups_of(found: QuerySet[Ticket], by: Actor, show: str) -> list[Group]:
    """Disputes and escalations before anything else; then 先办, 本周, 以后."""
    levels = {T.DISPUTED, T.ESCALATED_CITY if by.holds("city_staff") else T.ESCALATED_TOWN}

    def is_ours(ticket: Ticket) -> bool:
        at_station = ticket.voice.deputy_id is None and ticket.state in {T.RECEIVED, T.FINISHED}
        return ticket.state in levels or (at_station and not by.holds("city_staff"))

    rows = rows_of(found, ours=is_ours)
    if show == "ended":
        return [Group(gettext("已了结"), tuple(rows))] if rows else []
    first = [row for row in rows if row.ticket.state in levels]
    rest = grouped(row for row in rows if row.ticket.state not in levels)
    return ([Group(gettext("归属要定"), tuple(first))] if first else []) + rest


@face("staff")
def todo(request: HttpRequest) -> HttpResponse:
    """民情件; offices that see no voices land on their own column."""
    by = actor(request)
    if by.holds(*VOICES):
        return render(request, "staff/desk.html", desk(request))
    mine = columns_of(by)
    return redirect(mine[0].address if mine else "/me")


@office(*VOICES)
def detail(request: HttpRequest, pk: int, *, status: int = 200, **tried: Any) -> HttpResponse:
    """One matter beside the list."""
    ticket = ticket_for(actor(request), pk)
    look = tried.pop("look", None) or move_views.LookForm()
    base = f"/staff/tickets/{pk}"
    found = matter(request, ticket, base=base, **tried)
    publishing = buttons(ticket.voice, actor(request), f"/staff/voices/{ticket.voice_id}")
    return render(request, "staff/desk.html", desk(request, matter=found, look=look, publishing=publishing), status=status)


@office(*VOICES)
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One move on a ticket."""
    return move_views.make_move(request, pk, name, detail=detail, back="/staff/tickets/{pk}")


@office(*VOICES)
@require_http_methods(["GET", "POST"])
def phone(request: HttpRequest, pk: int) -> HttpResponse:
    """看电话."""
    return move_views.look(request, pk, detail=detail)


@office(*VOICES)
@require_http_methods(["GET", "POST"])
def proxy(request: HttpRequest) -> HttpResponse:
    """代录."""
    return move_proxy.enter(request, page="staff/proxy.html", address="/staff/tickets/{pk}", shown=frame(request, "proxy"))
