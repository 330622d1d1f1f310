"""消息: what an account was told, newest first, each with the way to its matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.models import Notice
from kentan.ground.moment import now
from kentan.stages.voices import rules
from kentan.stages.voices.models import Ticket
from kentan.web.parts.guard import FACES, account, actor, faces_of, signed_in
from kentan.web.parts.move_rows import title_of

MOST = 50
TICKET = "voices.Ticket"


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the list."""

    notice: Notice
    title: str = ""
    address: str = ""


def told(rows: Sequence[Notice], by: Actor, face: str) -> list[Told]:
    """The lines, each with its matter's title and page, for as long as this actor may see the matter."""
    keys = {notice.pk: int(pk) for notice in rows for kind, _, pk in [notice.entry.subject.partition(":")] if kind == TICKET}
    tickets = Ticket.objects.select_related("voice__area__parent", "voice__deputy").in_bulk(keys.values())
    lines = []
    for notice in rows:
        ticket = tickets.get(keys.get(notice.pk, 0))
        if ticket is None or face not in FACES or not rules.may_see(by, ticket.voice):
            lines.append(Told(notice))
        else:
            lines.append(Told(notice, title_of(ticket), f"{FACES[face]}tickets/{ticket.pk}"))
    return lines


@signed_in
@require_http_methods(["GET", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """The last fifty; POST marks all as read."""
    who, by = account(request), actor(request)
    if request.method == "POST":
        Notice.objects.filter(account=who, read_at=None).update(read_at=now())
        return redirect("/notices")
    face = next(iter(faces_of(by)), "")
    rows = list(Notice.objects.filter(account=who).select_related("entry__words")[:MOST])
    shown = {"told": told(rows, by, face), "unread": sum(row.read_at is None for row in rows), "home": FACES.get(face, "/me")}
    return render(request, "entry/notices.html", shown)
