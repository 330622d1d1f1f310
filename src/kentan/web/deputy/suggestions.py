"""代表的建议: what waits for the deputy's rating first; one suggestion, and the two questions."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kentan.stages.suggestions.labels import SuggestionState as S
from kentan.stages.suggestions.models import Suggestion
from kentan.stages.suggestions.queries import deputy_suggestions, suggestion_for
from kentan.web.deputy.views import frame
from kentan.web.parts import papers, thread_moves
from kentan.web.parts.guard import actor, face
from kentan.web.parts.moves import Tried
from kentan.web.parts.thread_matter import matter
from kentan.web.parts.thread_pages import leaf, told_apart
from kentan.web.parts.thread_rows import rows_of
from kentan.web.parts.thread_urge import is_urgable, urged


@face("deputy")
def listed(request: HttpRequest) -> HttpResponse:
    """建议 that this deputy signed: those to be rated first, then the others, due first."""
    by = actor(request)
    found = deputy_suggestions(by)
    waiting = rows_of(found.filter(state=S.REPLIED, lead_deputy=by.deputy))
    page = leaf(request, found.exclude(pk__in=[row.suggestion.pk for row in waiting]), by="due")
    shown = {"waiting": waiting, "rows": rows_of(page.rows), "page": page, "query": told_apart(request), "tab": "suggestions"}
    return render(request, "deputy/suggestions.html", frame(request, **shown))


@face("deputy")
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One suggestion."""
    return show(request, suggestion_for(actor(request), pk))


def show(
    request: HttpRequest, record: Suggestion, *, tried: Tried | None = None, status: int = 200, stale: str = "",
) -> HttpResponse:  # fmt: skip
    """The page, with the rating as far as it was filled in."""
    by, suggestion = actor(request), suggestion_for(actor(request), record.pk)
    found = matter(suggestion, by, f"/deputy/suggestions/{suggestion.pk}", tried, is_staff=False)
    shown = {"matter": found, "tab": "suggestions", "stale": stale, "may_urge": is_urgable(by, suggestion)}
    return render(request, "deputy/suggestion.html", frame(request, **shown), status=status)


@face("deputy")
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """评价答复, on both axes; 不满意 opens a redo."""

    def done(suggestion: Suggestion) -> HttpResponse:
        messages.success(request, gettext("记下了：%(state)s。") % {"state": suggestion.state_label})
        return redirect("deputy:suggestion", pk=suggestion.pk)

    return thread_moves.respond(request, suggestion_for(actor(request), pk), name, page=show, done=done)


@face("deputy")
@require_POST
def urge(request: HttpRequest, pk: int) -> HttpResponse:
    """催一下."""
    found = suggestion_for(actor(request), pk)
    return urged(
        request, found, back=f"/deputy/suggestions/{pk}", refused=lambda stale: show(request, found, status=409, stale=stale)
    )


@face("deputy")
def paper(request: HttpRequest, pk: int, one: int, form: str) -> HttpResponse:
    """答复函, the copy that is addressed to this deputy."""
    by = actor(request)
    return papers.reply_paper(suggestion_for(by, pk).replies.get(pk=one), form, to=by.deputy)
