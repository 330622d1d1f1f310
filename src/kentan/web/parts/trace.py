"""为什么是这一天, and how far it is: what the shared drawings of a duty need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext

from deliberation.clock import ClockError, StripDay, StripKind, strip
from deliberation.clock.words import Language
from deliberation.clock.workdays import ONE_DAY
from kentan.ground.moment import today
from kentan.ground.rulebook.precedence import RuleUnknown
from kentan.ground.rulebook.promises import Promise
from kentan.ground.rulebook.queries import calendar, promise
from kentan.ground.words import month_in_words
from kentan.stages.voices.queries import Owed

SOON = 3
LONGEST_DRAWN = timedelta(days=130)


@dataclass(frozen=True, slots=True)
class Square:
    """One square of the calendar: `kind` is its class, `word` the small line below the number."""

    day: date | None
    kind: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """The explanation of one promised date."""

    steps: tuple[str, ...]
    article: str
    quote: str
    confirmed: bool
    since: date
    due: date
    weeks: tuple[tuple[Square, ...], ...]
    kinds: frozenset[str]


def why(owed: Owed, language: Language = "zh") -> Why:
    """The sentences that were stored with the duty, and the calendar when the rule still counts to the same day."""
    made = promised_as(owed)
    days = strip(made.deadline, calendar(), today()) if made and owed.due - owed.since <= LONGEST_DRAWN else ()
    squares = tuple(square(one) for one in days)
    return Why(
        steps=made.explained(language) if made and language != "zh" else owed.steps, article=made.article if made else "", quote=made.quote if made else "", confirmed=owed.confirmed,
        since=owed.since, due=owed.due, weeks=weeks_of(squares), kinds=frozenset(one.kind for one in squares),
    )  # fmt: skip


def promised_as(owed: Owed) -> Promise | None:
    """The promise that the duty was made from; None when it was extended, paused or agreed otherwise."""
    for level in ("county", "town"):
        try:
            made = promise(owed.rule, since=owed.since, level=level)
        except (RuleUnknown, ClockError, ValueError):
            continue
        if made.due == owed.due:
            return made
    return None


def square(one: StripDay) -> Square:
    """A day of the strip as it is drawn; the first of a month names its month."""
    kind = StripKind.TODAY if one.is_today and one.kind not in {StripKind.START, StripKind.DUE} else one.kind
    words = {StripKind.START: gettext("开始"), StripKind.DUE: gettext("到期"), StripKind.TODAY: gettext("今天")}
    month = month_in_words(one.day) if one.day.day == 1 else ""
    return Square(one.day, str(kind), words.get(kind, month))


def weeks_of(squares: Sequence[Square]) -> tuple[tuple[Square, ...], ...]:
    """The squares in rows of Monday to Sunday, with empty ones before and after."""
    if not squares or squares[0].day is None or squares[-1].day is None:
        return ()
    empty = Square(None, "out")
    before, after = squares[0].day.weekday(), 6 - squares[-1].day.weekday()
    row = (*([empty] * before), *squares, *([empty] * after))
    return tuple(row[start : start + 7] for start in range(0, len(row), 7))


def pressure(owed: Owed) -> str:
    """late, soon or doing: which mark the duty carries."""
    if owed.working_days_left < 0 or owed.due < today():
        return "late"
    return "soon" if owed.working_days_left <= SOON else "doing"


def days_over(owed: Owed) -> int:
    """Working days since the due day, at least 1 when it has passed."""
    return max(-owed.working_days_left, 1 if owed.due + ONE_DAY <= today() else 0)
