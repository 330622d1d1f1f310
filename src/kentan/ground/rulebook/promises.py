"""承诺: what is owed, until when, by which rule, and why that day; plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from deliberation.clock import (
    Calendar,
    Deadline,
    Period,
    Step,
    StepKind,
    Unit,
    deadline,
    extend,
    latest_before,
    sentences,
)
from deliberation.clock.periods import months_later
from deliberation.clock.words import Language
from deliberation.clock.workdays import ONE_DAY
from kentan.ground.rulebook.packs import Pack, Rule
from kentan.ground.rulebook.precedence import Ruling, rulings

SHANGHAI = ZoneInfo("Asia/Shanghai")
END_OF_DAY = time(23, 59, 59)
UNCHECKED = {
    "zh": "这个期限还没有经人大核实，暂定。",
    "en": "This period has not been checked by the congress; it is provisional.",
}
NOT_IN_FORCE = {
    "zh": "所用规定在这一天并不施行，暂定。",
    "en": "The rule is not in force on that day; this is provisional.",
}


class PeriodTooLong(ValueError):
    """A period was asked for that the law does not allow."""

    def __init__(self, code: str, asked: date, allowed: date) -> None:
        super().__init__(f"{code}: {asked.isoformat()} is after {allowed.isoformat()}")
        self.code = code
        self.asked = asked
        self.allowed = allowed


@dataclass(frozen=True, slots=True)
class Promise:
    """承诺: rule, pack, article and quoted sentence, whether certain, from when until when, and why.

    `due_at` is the last second of the due day in Shanghai; `steps` are Chinese sentences,
    `explained("en")` English ones. `doubts` says what makes it provisional: value, pack, calendar.
    """

    rule: str
    pack: str
    article: str
    quote: str
    confirmed: bool
    start: date
    due: date
    due_at: datetime
    steps: tuple[str, ...]
    label: str
    source: str
    doubts: tuple[str, ...]
    deadline: Deadline
    trigger: str
    trigger_en: str

    def explained(self, language: Language = "zh") -> tuple[str, ...]:
        """The sentences of the steps and of the doubts."""
        trigger = self.trigger if language == "zh" else self.trigger_en
        said = sentences(self.deadline, language, trigger=trigger)
        if "pack" in self.doubts:
            said = (*said, NOT_IN_FORCE[language])
        return (*said, UNCHECKED[language]) if "value" in self.doubts else said


def promised(
    code: str,
    *,
    since: date | datetime,
    packs: Iterable[Pack],
    calendar: Calendar,
    level: str | None = None,
    period: Period | None = None,
    named: str | None = None,
    is_extended: bool = False,
) -> Promise:
    """What is owed under a rule for what began on `since` (an instant counts as its day in Shanghai).

    `period`: another length, set by decision; `is_extended`: the longest total that the rule allows.
    Raises RuleUnknown, PackUnknown, PeriodTooLong, ClockError, ValueError (an instant without a zone).
    """
    start = day_of(since)
    governing, *above = rulings(code, since=start, packs=packs, level=level, named=named)
    found = reckon(governing.rule, start, calendar, period=period, is_extended=is_extended)
    for law in above:
        limit = reckon(law.rule, start, calendar, is_extended=is_extended)
        if is_longer(found, limit, law.rule):
            if period is not None:
                raise PeriodTooLong(code, found.due, limit.due)
            governing, found = law, limit
    if period is not None:
        check_allowed(governing, found, start, calendar)
    return put_together(governing, found, start, is_decided=period is not None)


def reckon(
    rule: Rule,
    start: date,
    calendar: Calendar,
    *,
    period: Period | None = None,
    is_extended: bool = False,
) -> Deadline:
    """The deadline of one rule."""
    if rule.month is not None and period is None:
        return window_end(rule.month, start)
    length = period or rule.period or Period(1, Unit.MONTH)
    if rule.direction == "before":
        return latest_before(start, length, calendar)
    found = deadline(start, length, calendar)
    if is_extended and rule.extension is not None and period is None:
        return extend(found, rule.extension.total, calendar)
    return found


def window_end(month: int, start: date) -> Deadline:
    """The last day of the next such month, or of this one: the end of a yearly window; it never rolls."""
    first = date(start.year if start.month <= month else start.year + 1, month, 1)
    due = months_later(first, 1) - ONE_DAY
    return Deadline(start, due, confirmed=True, steps=(Step(StepKind.DUE, due),), period=Period(1, Unit.MONTH))


def is_longer(found: Deadline, limit: Deadline, law: Rule) -> bool:
    """Whether a nearer rule goes beyond the law above it; at-least periods and dates before an event cannot."""
    return found.due > limit.due and law.direction == "after" and not law.is_minimum and law.month is None


def check_allowed(governing: Ruling, found: Deadline, start: date, calendar: Calendar) -> None:
    """A period set by decision stays within the law's own (extended) one. Raises PeriodTooLong."""
    rule = governing.rule
    if not governing.pack.is_law or rule.is_adjustable or rule.is_minimum or rule.direction == "before":
        return
    limit = reckon(rule, start, calendar, is_extended=True)
    if found.due > limit.due:
        raise PeriodTooLong(rule.code, found.due, limit.due)


def put_together(governing: Ruling, found: Deadline, start: date, *, is_decided: bool) -> Promise:
    """The promise with its doubts and sentences; a length that was set by decision needs no checking."""
    rule, pack = governing.rule, governing.pack
    reasons = (
        ("value", rule.confirmed or is_decided),
        ("pack", governing.is_in_force),
        ("calendar", found.confirmed),
    )
    doubts = tuple(name for name, is_certain in reasons if not is_certain)
    bare = Promise(
        rule=rule.code, pack=pack.name, article=rule.article, quote=rule.quote, confirmed=not doubts,
        start=start, due=found.due, due_at=datetime.combine(found.due, END_OF_DAY, SHANGHAI), steps=(),
        label=rule.label, source=rule.source, doubts=doubts, deadline=found,
        trigger=rule.trigger, trigger_en=rule.trigger_en,
    )  # fmt: skip
    return replace(bare, steps=bare.explained())


def day_of(since: date | datetime) -> date:
    """The day in Shanghai. Raises ValueError for an instant without a zone."""
    if not isinstance(since, datetime):
        return since
    if since.tzinfo is None:
        raise ValueError(f"an instant needs a zone: {since.isoformat()}")
    return since.astimezone(SHANGHAI).date()
