"""代表收件: the first new item stands open already; read, look, press."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from kentan.ground.ledger.models import Notice
from kentan.ground.network.models import Code, Deputy
from kentan.stages.voices.labels import TicketState as T
from kentan.stages.voices.models import Ticket
from kentan.stages.voices.queries import alike, deputy_inbox, ticket_for
from kentan.web.parts import move_proxy, move_views
from kentan.web.parts.guard import account, actor, face
from kentan.web.parts.move_matter import matter
from kentan.web.parts.move_rows import Row, rows_of

MINE = frozenset({T.RECEIVED, T.FINISHED})
SENT = (T.UNIT_PENDING, T.HANDLING, T.DISPUTED, T.ESCALATED_TOWN, T.ESCALATED_CITY, T.TOLD, T.ANSWERED)
ENDED = (T.RATED, T.NO_VERDICT, T.CLOSED, T.CONVERTED, T.ROUTED_OUT, T.DUPLICATE)
MOST_SENT = 8
A_PAGE = 30


def is_mine(ticket: Ticket) -> bool:
    """What waits for the deputy himself."""
    return ticket.state in MINE


def frame(request: HttpRequest, **shown: Any) -> dict[str, Any]:
    """What every page of this face carries: whose it is, and how much he has not read."""
    deputy = Deputy.objects.select_related("area").get(pk=actor(request).deputy or 0)
    unread = Notice.objects.filter(account=account(request), read_at=None).count()
    return {"deputy": deputy, "unread": unread, **shown}


def alike_count(ticket: Ticket) -> int:
    """How many other messages say something like this one."""
    code = (
        Code.objects.select_related("deputy__area__parent", "station__area__parent").filter(pk=ticket.voice.code_id or 0).first()
    )
    return max(alike(ticket.voice.words, code=code).messages - 1, 0) if code else 0


@face("deputy")
def inbox(request: HttpRequest) -> HttpResponse:
    """收件: new ones (the first expanded), those to confirm, those sent on."""
    mine = deputy_inbox(actor(request)).filter(state__in=(*MINE, *SENT)).prefetch_related("photos")
    rows = rows_of(mine, ours=is_mine)
    new, confirm = ([row for row in rows if row.ticket.state == state] for state in (T.RECEIVED, T.FINISHED))
    sent = [row for row in rows if not row.is_ours]
    first = matter(request, new[0].ticket, base=f"/deputy/tickets/{new[0].ticket.pk}") if new else None
    shown = {
        "new": new, "first": first, "rest": new[1:], "confirm": confirm, "sent": sent[:MOST_SENT], "sent_count": len(sent),
        "alike": alike_count(first.ticket) if first else 0, "tab": "inbox",
    }  # fmt: skip
    return render(request, "deputy/inbox.html", frame(request, **shown))


@face("deputy")
def sent(request: HttpRequest) -> HttpResponse:
    """已转送 and 已了结, due first."""
    ended = request.GET.get("show") == "ended"
    found = deputy_inbox(actor(request)).filter(state__in=ENDED if ended else SENT)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows: list[Row] = rows_of(page.object_list, ours=is_mine)
    return render(request, "deputy/sent.html", frame(request, rows=rows, page=page, ended=ended, tab="sent"))


@face("deputy")
def detail(request: HttpRequest, pk: int, *, status: int = 200, **tried: Any) -> HttpResponse:
    """One matter: words, photos, who owes what, the moves, the log."""
    ticket = ticket_for(actor(request), pk)
    look = tried.pop("look", None) or move_views.LookForm()
    found = matter(request, ticket, base=f"/deputy/tickets/{pk}", **tried)
    shown = frame(request, matter=found, look=look, alike=alike_count(ticket), tab="inbox")
    return render(request, "deputy/detail.html", shown, status=status)


@face("deputy")
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One move."""
    return move_views.make_move(request, pk, name, detail=detail, back="/deputy/")


@face("deputy")
@require_http_methods(["GET", "POST"])
def phone(request: HttpRequest, pk: int) -> HttpResponse:
    """看电话."""
    return move_views.look(request, pk, detail=detail)


@face("deputy")
@require_http_methods(["GET", "POST"])
def proxy(request: HttpRequest) -> HttpResponse:
    """代录."""
    shown = frame(request, tab="inbox")
    return move_proxy.enter(request, page="deputy/proxy.html", address="/deputy/tickets/{pk}", shown=shown)


@face("deputy")
def code(request: HttpRequest) -> HttpResponse:
    """我的码: what people scan, to show on the phone or to print."""
    codes = Code.objects.filter(deputy=actor(request).deputy, revoked_at=None).order_by("-pk")
    return render(request, "deputy/code.html", frame(request, codes=codes, site=settings.PUBLIC_URL, tab="code"))
