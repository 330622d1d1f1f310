"""规定给几天: sentences that name how long a rule gives take the number from the rule, never from the sentence."""

from __future__ import annotations

from typing import Any

from django.utils.functional import lazystr
from django.utils.translation import get_language, gettext

from kentan.ground.moment import today
from kentan.ground.rulebook.queries import length


def lasting(rule: str) -> str:
    """5 个工作日, as the rule says today, in the reader's language."""
    return length(rule, since=today(), language="en" if get_language() == "en" else "zh")


class Naming:
    """A sentence with `%(days)s` that is filled from the rule when it is shown, for labels and hints made at import."""

    def __init__(self, sentence: str, rule: str) -> None:
        self.sentence, self.rule = sentence, rule

    def __str__(self) -> str:
        return gettext(self.sentence) % {"days": lasting(self.rule)}


def naming(sentence: str, rule: str) -> Any:
    """The same as a lazy string."""
    return lazystr(Naming(sentence, rule))
