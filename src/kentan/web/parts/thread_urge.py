"""催一下: one button for those who wait, on two faces."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from kentan.ground.accounts.actor import Actor
from kentan.stages.suggestions import actions, rules
from kentan.stages.suggestions.errors import Unfit
from kentan.stages.suggestions.models import Suggestion
from kentan.web.parts.guard import actor

Show = Callable[[str], HttpResponse]


def is_urgable(by: Actor, suggestion: Suggestion) -> bool:
    """Whether the button stands on this actor's page now."""
    return rules.may_urge(by, suggestion) and actions.may_be_urged(suggestion)


def urged(request: HttpRequest, suggestion: Suggestion, *, back: str, refused: Show) -> HttpResponse:
    """Remind the units; a second press is told that it was done."""
    try:
        actions.urge(suggestion, by=actor(request))
    except Unfit as error:
        return refused(error.fields["urge"])
    messages.success(request, gettext("催了，主办和会办单位会收到消息。"))
    return redirect(back)
