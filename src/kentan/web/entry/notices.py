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
from kentan.stages.outcomes.queries import bulletins_for
from kentan.stages.suggestions.queries import deputy_suggestions, public_suggestions, staff_suggestions, unit_suggestions
from kentan.stages.voices import rules
from kentan.stages.voices.models import Ticket
from kentan.web.parts.guard import FACES, account, actor, faces_of, signed_in
from kentan.web.parts.move_rows import title_of

MOST = 50
TICKET, SUGGESTION, BULLETIN = "voices.Ticket", "suggestions.Suggestion", "outcomes.Bulletin"
Pages = dict[str, tuple[str, str]]
"""Subject in the ledger → title and address."""


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the list."""

    notice: Notice
    title: str = ""
    address: str = ""


def told(rows: Sequence[Notice], by: Actor, face: str) -> list[Told]:
    """The lines, each with its matter's title and page, for as long as this actor may see the matter."""
    keys: dict[str, set[int]] = {}
    for notice in rows:
        kind, _colon, pk = notice.entry.subject.partition(":")
        keys.setdefault(kind, set()).add(int(pk))
    known: Pages = {}
    if face in FACES:
        for kind, pages in ((TICKET, ticket_pages), (SUGGESTION, suggestion_pages), (BULLETIN, bulletin_pages)):
            if kind in keys:
                known |= {f"{kind}:{pk}": page for pk, page in pages(keys[kind], by, face).items()}
    return [Told(notice, *known.get(notice.entry.subject, ("", ""))) for notice in rows]


def ticket_pages(keys: set[int], by: Actor, face: str) -> dict[int, tuple[str, str]]:
    """民情件 that this actor may still see: title and page."""
    found = Ticket.objects.select_related("voice__area__parent", "voice__deputy").in_bulk(keys)
    return {
        pk: (title_of(ticket), f"{FACES[face]}tickets/{pk}") for pk, ticket in found.items() if rules.may_see(by, ticket.voice)
    }


def suggestion_pages(keys: set[int], by: Actor, face: str) -> dict[int, tuple[str, str]]:
    """建议: the desk's own page where this actor works on it, else the public page."""
    mine = {"staff": staff_suggestions, "unit": unit_suggestions, "deputy": deputy_suggestions}.get(face)
    own = dict(mine(by).filter(pk__in=keys).values_list("pk", "title")) if mine else {}
    public = dict(public_suggestions().filter(pk__in=keys).values_list("pk", "title"))
    pages = {pk: (title, f"/suggestions/{pk}") for pk, title in public.items()}
    return pages | {pk: (title, f"{FACES[face]}suggestions/{pk}") for pk, title in own.items()}


def bulletin_pages(keys: set[int], by: Actor, face: str) -> dict[int, tuple[str, str]]:
    """专报 that this actor may read."""
    if face not in {"staff", "leader"}:
        return {}
    found = dict(bulletins_for(by).filter(pk__in=keys).values_list("pk", "title"))
    return {pk: (title, f"{FACES[face]}bulletins/{pk}") for pk, title in found.items()}


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
