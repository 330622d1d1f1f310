"""消息: what an account was told, newest first, each with the way to its matter."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kentan.ground.ledger.models import Notice
from kentan.ground.moment import now
from kentan.web.parts.guard import FACES, account, actor, faces_of, signed_in

MOST = 50


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the list."""

    notice: Notice
    address: str


def address_of(notice: Notice, face: str) -> str:
    """Where the matter stands in this face; empty when the face has no page for it."""
    kind, _, pk = notice.entry.subject.partition(":")
    return f"{FACES[face]}tickets/{pk}" if kind == "voices.Ticket" and face in FACES else ""


@signed_in
@require_http_methods(["GET", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """The last fifty; POST marks all as read."""
    who, mine = account(request), faces_of(actor(request))
    if request.method == "POST":
        Notice.objects.filter(account=who, read_at=None).update(read_at=now())
        return redirect("/notices")
    face = mine[0] if mine else ""
    rows = Notice.objects.filter(account=who).select_related("entry__words")[:MOST]
    told = [Told(notice, address_of(notice, face)) for notice in rows]
    unread = sum(row.notice.read_at is None for row in told)
    return render(request, "entry/notices.html", {"told": told, "unread": unread, "home": FACES.get(face, "/me"), "face": face})
