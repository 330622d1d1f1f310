"""公开的记录: what was said in a talk, what it was handed on as, what came of it, walked in both directions.

A citizen's name is on none of these pages; the slip shows one speaker his own lines.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kentan.ground.accounts import throttle
from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.models import Number
from kentan.ground.moment import today
from kentan.stages.outcomes.models import OutcomeSource
from kentan.stages.outcomes.queries import public_outcomes, suggestions_behind
from kentan.stages.suggestions.labels import SuggestionState as S
from kentan.stages.suggestions.models import Suggestion
from kentan.stages.suggestions.queries import public_suggestions
from kentan.stages.talks import actions
from kentan.stages.talks import queries as talk_queries
from kentan.stages.talks.errors import MediationOver, Unsigned
from kentan.stages.talks.labels import Confirmed
from kentan.stages.talks.models import Seat, SignUp, Utterance
from kentan.web.parts import counted
from kentan.web.parts.belonging import number_of_rows
from kentan.web.parts.thread_matter import thread
from kentan.web.parts.thread_pages import asked, leaf, told_apart
from kentan.web.parts.thread_records import heard_from, original_lines, public_record
from kentan.web.parts.thread_rows import rows_of
from kentan.web.parts.thread_series import sheet

MOST_MISSES = 30
DOING = [S.ASSIGNED, S.RETURN_REQUESTED, S.HANDLING, S.REDO, S.COORDINATED]


def filters() -> dict[str, tuple[Any, Q]]:
    """The filters of suggestions, in a citizen's words, each with the rows that it counts."""
    return {
        "all": (_("全部"), Q()),
        "doing": (_("有人在办"), Q(state__in=DOING)),
        "late": (_("逾期"), Q(state__in=DOING, due__lt=today())),
        "replied": (_("答复了"), Q(state__in=[S.REPLIED, S.RATED])),
        "tracked": (_("答应的事在跟踪"), Q(state=S.TRACKED)),
        "closed": (_("办结"), Q(state=S.CLOSED)),
    }


def talks(request: HttpRequest) -> HttpResponse:
    """恳谈: those to come, soonest first, then those held, newest first."""
    words = asked(request)
    found = talk_queries.listed_talks()
    found = found.filter(Q(title__contains=words) | Q(theme__contains=words) | Q(place__contains=words)) if words else found
    page = leaf(
        request,
        found.exclude(talk_queries.coming()).annotate(lines=number_of_rows(Utterance.objects.all(), "talk")),
        by="-starts_at",
    )
    to_come = found.filter(talk_queries.coming()).order_by("starts_at") if page.is_first else found.none()
    shown = {"page": page, "to_come": to_come, "asked": words, "query": told_apart(request)}
    return render(request, "citizen/records/talks.html", shown)


def talk(request: HttpRequest, pk: int) -> HttpResponse:
    """One talk: theme, record, answers, what was handed to whom, what came of it."""
    found = get_object_or_404(talk_queries.announced_talks(), pk=pk)
    return render(request, "citizen/records/talk.html", {"record": public_record(found)})


def series(request: HttpRequest, pk: int) -> HttpResponse:
    """系列恳谈: one theme, all announced sittings, what was gathered from them."""
    found = get_object_or_404(talk_queries.public_series(), pk=pk)
    return render(request, "citizen/records/series.html", {"sheet": sheet(found, states=talk_queries.PUBLIC)})


def having(found: QuerySet[Suggestion], words: str) -> QuerySet[Suggestion]:
    """Those with all of these words in title, ask or situation, or with this number."""
    for word in words.split():
        numbered = Number.objects.filter(text__contains=word, subject__startswith="suggestions.Suggestion:").values_list(
            "subject", flat=True
        )
        keys = [int(subject.rpartition(":")[2]) for subject in numbered[:50]]
        found = found.filter(Q(title__contains=word) | Q(ask__contains=word) | Q(situation__contains=word) | Q(pk__in=keys))
    return found


def suggestions(request: HttpRequest) -> HttpResponse:
    """建议: what was assigned, newest first, found by words and by where it stands."""
    words, tests = asked(request), filters()
    listed, narrowing = counted.narrowed(public_suggestions(), request.GET)
    found = having(listed, words)
    counts = found.order_by().aggregate(**{name: Count("pk", filter=test) for name, (_label, test) in tests.items()})
    show = request.GET.get("show", "")
    show = show if show in tests else "all"
    page = leaf(request, counted.with_originals(found.filter(tests[show][1])), by="-assigned_on")
    shown = {"page": page, "rows": rows_of(page.rows), "asked": words, "show": show, "query": told_apart(request)}
    shown |= {"narrowing": narrowing, "kept": counted.kept(request.GET), "fields": counted.fields(request.GET)}
    shown["filters"] = [(name, label, counts[name]) for name, (label, _test) in tests.items()]
    return render(request, "citizen/records/suggestions.html", shown)


def suggestion(request: HttpRequest, pk: int) -> HttpResponse:
    """One suggestion: who owes what by when, the seven steps, the originals, the answers, what came of it."""
    found = get_object_or_404(public_suggestions(), pk=pk)
    return render(request, "citizen/records/suggestion.html", {"thread": thread(found)})


def outcomes(request: HttpRequest) -> HttpResponse:
    """成果: what words became, newest first."""
    words = asked(request)
    found = public_outcomes().annotate(behind=number_of_rows(OutcomeSource.objects.all(), "outcome"))
    found = found.filter(Q(title__contains=words) | Q(words__contains=words)) if words else found
    page = leaf(request, found, by="-decided_on")
    return render(request, "citizen/records/outcomes.html", {"page": page, "asked": words, "query": told_apart(request)})


def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """One outcome, walked back to the suggestions and to the words behind them."""
    found = get_object_or_404(public_outcomes(), pk=pk)
    behind = rows_of(suggestions_behind(found))
    shown = {"outcome": found, "behind": [(row, original_lines(row.suggestion)) for row in behind]}
    return render(request, "citizen/records/outcome.html", shown)


@never_cache
def slip(request: HttpRequest, slip: str) -> HttpResponse:
    """条: a speaker's own lines, and what became of each."""
    if made := talk_queries.sign_up(slip):
        opened = {"is_open": talk_queries.is_door_open(made.talk)}
        return render(request, "citizen/hall/signed_up.html", {"made": made, "talk": made.talk, **opened})
    seat = seat_of(request, slip)
    shown = {
        "seat": seat, "talk": seat.talk, "heard": heard_from(seat), "questions": seat.questions.order_by("pk"),
        "parties": list(talk_queries.spoken_for(seat)), "is_open": talk_queries.is_door_open(seat.talk),
        "url": f"{settings.PUBLIC_URL}/s/{seat.slip}",
    }  # fmt: skip
    answer = render(request, "citizen/records/slip.html", shown)
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_POST
def confirm(request: HttpRequest, slip: str, line: int) -> HttpResponse:
    """确认原话 by the speaker himself; pressing twice confirms once."""
    seat = seat_of(request, slip)
    utterance = get_object_or_404(seat.utterances.select_related("seat", "talk"), pk=line, erased_at=None)
    if not utterance.confirmed:
        actions.confirm_wording(utterance, by=Actor.participant(seat.slip), how=Confirmed.LINK)
    return redirect(f"/s/{seat.slip}#u{line}")


@require_POST
def sign(request: HttpRequest, slip: str, party: int) -> HttpResponse:
    """签约定 by whoever speaks for a side; a text that changed after it was read is shown again and not signed."""
    seat = seat_of(request, slip)
    side = get_object_or_404(talk_queries.spoken_for(seat), pk=party)
    by, seen = Actor.participant(seat.slip), request.POST.get("terms", "")
    try:
        actions.sign_terms(side, by=by, how=Confirmed.LINK, terms=seen)
    except (MediationOver, Unsigned):
        messages.error(request, gettext("约定刚才改过，或者调解已经结束，您没有签。请看看现在的样子。"))
    return redirect(f"/s/{seat.slip}#m{party}")


def sign_up_of(written: str) -> SignUp:
    """The sign-up of a slip that is no seat yet. Raises Http404."""
    found = talk_queries.sign_up(written)
    if found is None:
        raise Http404(gettext("没有这张条。请对照纸上的码再输一次。"))
    return found


def seat_of(request: HttpRequest, written: str) -> Seat:
    """The seat of a slip. Guesses are counted per device; hits never."""
    found = talk_queries.slip(written)
    if found is None:
        device = f"{request.META.get('REMOTE_ADDR', '')} {request.headers.get('User-Agent', '')[:50]}"
        if not throttle.wait_seconds("slip", device, most=MOST_MISSES):
            throttle.count_miss("slip", device)
        raise Http404(gettext("没有这张条。请对照纸上的码再输一次。"))
    return found
