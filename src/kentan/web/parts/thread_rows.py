"""建议清单上的一行: how pressing it is, who is waited for, and for what."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min
from django.utils.translation import gettext, ngettext

from deliberation.clock import Calendar
from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.models import Number, Staged
from kentan.ground.moment import today
from kentan.ground.network.models import Organisation
from kentan.ground.rulebook.queries import calendar, working_days_left
from kentan.stages.suggestions import rules
from kentan.stages.suggestions.labels import SuggestionState as S
from kentan.stages.suggestions.models import Assignment, Commitment, Suggestion
from kentan.web.parts.move_rows import SOON_DAYS, Due

Ours = Callable[[Suggestion, str], bool]
MARKS = {
    S.SORTED: "todo", S.ASSIGNED: "doing", S.RETURN_REQUESTED: "back", S.HANDLING: "doing", S.REDO: "back", S.REPLIED: "replied",
    S.RATED: "replied", S.TRACKED: "doing", S.COORDINATED: "soon", S.CLOSED: "done", S.WITHDRAWN: "no",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """One suggestion in a list."""

    suggestion: Suggestion
    number: str
    lead: str
    co: tuple[str, ...]
    due: Due
    mark: str
    plain: str
    waits_for: str
    what: str


@dataclass(frozen=True, slots=True)
class SuggestionGroup:
    """先办, 本周, 以后."""

    name: str
    rows: tuple[SuggestionRow, ...]


def numbers_of(records: Iterable[Staged]) -> dict[int, str]:
    """The printed numbers of a list's records, asked for once."""
    subjects = {f"{record._meta.label}:{record.pk}": record.pk for record in records}
    return {
        subjects[subject]: text for subject, text in Number.objects.filter(subject__in=subjects).values_list("subject", "text")
    }


def units_now(suggestion: Suggestion) -> list[Assignment]:
    """The assignments in force, lead first; from the list's own prefetch."""
    rows: list[Assignment] = getattr(suggestion, "current_units", [])
    return sorted(rows, key=lambda row: (row.role != "lead", row.pk))


def pressure_of(day: date | None, on: Calendar) -> Due:
    """逾期 3 个工作日 · 今天 · 还有 4 个工作日."""
    if day is None:
        return Due("none", "")
    left = working_days_left(day, today(), on=on)
    if day < today():
        late = max(-left, 1)
        return Due("late", ngettext("逾期 %(days)s 个工作日", "逾期 %(days)s 个工作日", late) % {"days": late}, day)
    if day == today():
        return Due("soon", gettext("今天"), day)
    words = ngettext("还有 %(days)s 个工作日", "还有 %(days)s 个工作日", max(left, 0)) % {"days": max(left, 0)}
    return Due("soon" if left <= SOON_DAYS else "doing", words, day)


def plain(suggestion: Suggestion) -> str:
    """Where it is, in a citizen's words."""
    return {
        S.SORTED: gettext("写成建议了，等交办"), S.ASSIGNED: gettext("交给单位了，等它接件"), S.RETURN_REQUESTED: gettext("单位说不归它，人大在定"),
        S.HANDLING: gettext("有人在办"), S.REDO: gettext("评价不满意，重新在办"), S.REPLIED: gettext("答复了，等评价"),
        S.RATED: gettext("答复了，也评价了"), S.TRACKED: gettext("答应的事在跟踪"), S.COORDINATED: gettext("两次不满意，人大在协调"),
        S.CLOSED: gettext("办结"), S.WITHDRAWN: gettext("撤回了"),
    }[S(suggestion.state)]  # fmt: skip


def waiting(suggestion: Suggestion, lead: str) -> tuple[str, str]:
    """等谁, 做什么."""
    host = str(suggestion.host)
    rater = gettext("%(name)s代表") % {"name": suggestion.lead_deputy} if suggestion.lead_deputy else host
    return {
        S.SORTED: (host, gettext("交办")), S.ASSIGNED: (lead, gettext("接件")), S.RETURN_REQUESTED: (host, gettext("定退不退")),
        S.HANDLING: (lead, gettext("答复")), S.REDO: (lead, gettext("重办")), S.REPLIED: (rater, gettext("评价")),
        S.RATED: (host, gettext("办结")), S.TRACKED: (lead, gettext("兑现承诺")), S.COORDINATED: (host, gettext("协调")),
    }.get(S(suggestion.state), ("", suggestion.state_label))  # fmt: skip


def promised_days(suggestions: Iterable[Suggestion]) -> dict[int, date]:
    """Of those that are followed up, the first day that a unit promised and has not kept yet."""
    tracked = [one.pk for one in suggestions if one.state == S.TRACKED]
    promises = Commitment.objects.filter(suggestion__in=tracked, kept_at__isnull=True) if tracked else Commitment.objects.none()
    return dict(promises.values_list("suggestion").annotate(first=Min("due")).order_by())


def ours_of(by: Actor) -> Ours:
    """Which rows read 等我们 to this reader: those that wait for one of his bodies, and a return that he may settle."""
    names = {str(body) for body in Organisation.objects.filter(pk__in=[post.organisation for post in by.posts])}
    return lambda suggestion, who: who in names or (suggestion.state == S.RETURN_REQUESTED and rules.may_settle(by, suggestion))


def nobodys(_suggestion: Suggestion, _who: str) -> bool:
    """A public list: nobody is addressed as 我们."""
    return False


def rows_of(suggestions: Iterable[Suggestion], *, ours: Ours = nobodys) -> list[SuggestionRow]:
    """The rows of a list; the calendar, the numbers and the promised days are asked for once. `ours`: see ours_of."""
    found = list(suggestions)
    on, numbers, promised = calendar(), numbers_of(found), promised_days(found)
    return [row_of(one, pressure_of(one.due or promised.get(one.pk), on), numbers.get(one.pk, ""), ours) for one in found]


def row_of(suggestion: Suggestion, due: Due, number: str, ours: Ours = nobodys) -> SuggestionRow:
    """One row."""
    units = units_now(suggestion)
    lead = next((str(row.unit) for row in units if row.role == "lead"), "")
    who, what = waiting(suggestion, lead)
    return SuggestionRow(
        suggestion, number, lead, tuple(str(row.unit) for row in units if row.role != "lead"), due,
        MARKS[S(suggestion.state)], plain(suggestion), gettext("我们") if ours(suggestion, who) else who, what,
    )  # fmt: skip


def grouped(rows: Iterable[SuggestionRow]) -> list[SuggestionGroup]:
    """先办 (due today or overdue), 本周 (until Sunday), 以后; empty groups are left out."""
    sunday = today() + timedelta(days=6 - today().weekday())
    first: list[SuggestionRow] = []
    week: list[SuggestionRow] = []
    later: list[SuggestionRow] = []
    for row in rows:
        day = row.due.day
        (later if day is None or day > sunday else first if day <= today() else week).append(row)
    named = ((gettext("先办"), first), (gettext("本周"), week), (gettext("以后"), later))
    return [SuggestionGroup(name, tuple(found)) for name, found in named if found]
