"""单位待办: due first, a list and what is open beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kentan.ground.ledger.models import Notice
from kentan.ground.moment import today
from kentan.ground.network.models import Organisation
from kentan.stages.voices.actions import mark_read
from kentan.stages.voices.labels import TicketState as T
from kentan.stages.voices.queries import ticket_for, unit_inbox
from kentan.stages.voices.queries.inboxes import OPEN
from kentan.web.parts import move_views
from kentan.web.parts.guard import account, actor, face
from kentan.web.parts.move_matter import matter
from kentan.web.parts.move_rows import Row, grouped, rows_of

MINE = frozenset({T.UNIT_PENDING, T.HANDLING})
MOST, OK = 300, 200
FILTERS: dict[str, tuple[Any, Callable[[Row], bool]]] = {
    "all": (_("全部"), lambda _row: True),
    "ours": (_("等我们"), lambda row: row.is_ours),
    "others": (_("等别人"), lambda row: not row.is_ours),
    "unread": (_("未读"), lambda row: row.is_unread),
    "returned": (_("退回、重办"), lambda row: row.is_returned),
}


def is_hurried(row: Row) -> bool:
    """Owed by the unit today, or overdue."""
    return row.is_ours and row.due.day is not None and row.due.day <= today()


def desk(request: HttpRequest, **shown: Any) -> dict[str, Any]:
    """The list at the left, as it is filtered, and the frame around it."""
    by = actor(request)
    ended = request.GET.get("show") == "ended"
    mine = unit_inbox(by)
    found = mine.exclude(state__in=OPEN).order_by("-pk") if ended else mine.filter(state__in=OPEN)
    rows = rows_of(found[:MOST], ours=lambda ticket: ticket.state in MINE)
    wanted = request.GET.get("show", "all")
    chosen = [row for row in rows if FILTERS[wanted][1](row)] if wanted in FILTERS else rows
    units = Organisation.objects.filter(pk__in=[post.organisation for post in by.posts if post.role in {"liaison", "unit_head"}])
    return {
        "rows": rows, "groups": grouped(chosen, apart=not ended), "show": wanted, "ended": ended, "units": list(units),
        "filters": [] if ended else [(name, label, sum(map(test, rows))) for name, (label, test) in FILTERS.items()],
        "hurried": sum(is_hurried(row) for row in rows),
        "unread": Notice.objects.filter(account=account(request), read_at=None).count(), **shown,
    }  # fmt: skip


@face("unit")
def todo(request: HttpRequest) -> HttpResponse:
    """待办: nothing is open yet, nothing counts as read."""
    return render(request, "unit/desk.html", desk(request))


@face("unit")
def detail(request: HttpRequest, pk: int, *, status: int = 200, **tried: Any) -> HttpResponse:
    """One matter beside the list; opening it tells the deputy that it was read."""
    by = actor(request)
    ticket = ticket_for(by, pk)
    if status == OK:
        mark_read(ticket, by=by)
    found = matter(request, ticket, base=f"/unit/tickets/{pk}", **tried)
    return render(request, "unit/desk.html", desk(request, matter=found), status=status)


@face("unit")
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One move. A ticket that was declined or is not the unit's any more leaves its desk."""
    back = "/unit/" if name == "decline" else "/unit/tickets/{pk}"
    return move_views.make_move(request, pk, name, detail=detail, back=back)
