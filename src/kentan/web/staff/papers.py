"""公文 of the staff's desk: bulletin, notice, minutes, and the answers that came in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from kentan.stages.outcomes.queries import bulletin_for
from kentan.stages.suggestions.labels import SuggestionState
from kentan.stages.suggestions.queries import suggestion_for
from kentan.stages.talks.queries import HELD, talk_for
from kentan.web.parts import papers
from kentan.web.parts.bulletins import sheet
from kentan.web.parts.guard import actor
from kentan.web.staff.offices import SUGGESTIONS, VOICES, office


@office(*VOICES)
def bulletin(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """《民情专报》."""
    return papers.bulletin_paper(sheet(bulletin_for(actor(request), pk)), form)


@office(*SUGGESTIONS)
def notice(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """交办通知单, once it was assigned."""
    suggestion = suggestion_for(actor(request), pk)
    if suggestion.state in {SuggestionState.SORTED, SuggestionState.WITHDRAWN}:
        raise Http404
    return papers.notice_paper(suggestion, form)


@office(*SUGGESTIONS)
def reply(request: HttpRequest, pk: int, one: int, form: str) -> HttpResponse:
    """答复函."""
    return papers.reply_paper(suggestion_for(actor(request), pk).replies.get(pk=one), form)


@office(*VOICES)
def minutes(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """恳谈纪要, once the talk was held."""
    talk = talk_for(actor(request), pk)
    if talk.state not in HELD:
        raise Http404
    return papers.minutes_paper(talk, form)
