"""为什么是这一天, and how far it is: what the shared drawings of a duty need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from deliberation.clock import ClockError, StripDay, StripKind, strip
from deliberation.clock.words import Language, amount
from deliberation.clock.workdays import ONE_DAY
from kentan.ground.moment import today
from kentan.ground.rulebook.packs import shipped
from kentan.ground.rulebook.precedence import RuleUnknown, rulings
from kentan.ground.rulebook.promises import Promise
from kentan.ground.rulebook.queries import calendar, promise
from kentan.ground.words import month_in_words
from kentan.stages.voices.queries import Owed, TraceStep

SOON = 3
RATING = "ticket.rate"
EXTENDED_WITH_CONSENT = ("sug.reply", "talkopinion.reply")
TO_COME = {
    "relayed": _("代表看过，当场答复您，或者转给管这件事的单位。"), "accepted": _("单位接下这件事。不归它办的，人大定由谁办。"),
    "result": _("单位把办得怎样写在这里，代表去看过再告诉您。"), "rating": _("您说满意不满意。没解决的，可以请再看一次。"),
    "assigned": _("人大正式交给单位，从那天起算日子。"), "replied": _("单位书面答复，全文放在这里。"),
    "rated": _("提出的代表评价这个答复；不满意的，重新办。"), "looked_back": _("过一阵人大再去看，是不是真的做到了。"),
    "changed": _("为此定了办法、列了实事、作了决定的，写在这里。"),
}  # fmt: skip
"""What each step that has not come will bring, in a citizen's words."""
LONGEST_DRAWN = timedelta(days=130)


PASSED_OVER = frozenset({"relayed", "accepted", "result", "rating"})


def walked(steps: Sequence[TraceStep]) -> list[TraceStep]:
    """The steps without those of a ticket that were passed over and will not come, because a later one was reached."""
    reached = max((n for n, step in enumerate(steps) if step.status != "next"), default=-1)
    return [step for n, step in enumerate(steps) if n > reached or step.status != "next" or step.step not in PASSED_OVER]


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
    source: str
    may_slip: str
    if_late: str
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
        source=made.source if made and not made.article else "", may_slip=may_slip(owed, language), if_late=if_late(owed),
        since=owed.since, due=owed.due, weeks=weeks_of(squares), kinds=frozenset(one.kind for one in squares),
    )  # fmt: skip


def may_slip(owed: Owed, language: Language) -> str:
    """能不能拖: only what the rule lets be extended, and nothing is asked of a citizen's own rating."""
    if owed.rule == RATING:
        return ""
    longest = longest_of(owed, language) if owed.rule.startswith(EXTENDED_WITH_CONSENT) else ""
    if longest:
        return gettext("办不完要在到期以前申请，人大同意才能延，一共最长 %(length)s；理由和新的日子写在这一页。") % {
            "length": longest
        }
    return gettext("不能。到了这一天还没做，就是逾期。")


def longest_of(owed: Owed, language: Language) -> str:
    """3 个月: the longest that the rule of a duty allows, in words; empty when it allows nothing or is not known."""
    try:
        governing, *_above = rulings(owed.rule, since=owed.since, packs=shipped(), level="county")
    except RuleUnknown:
        return ""
    extension = governing.rule.extension
    return amount(extension.total, language) if extension else ""


def if_late(owed: Owed) -> str:
    """过了会怎样."""
    if owed.rule == RATING:
        return gettext("不评也可以。到期记为未表态，不算满意，也不算不满意。")
    return gettext("这一页会写明已逾期几天，人大也会看到并催办。")


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
