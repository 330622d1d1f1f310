"""把日期说清楚: the steps of a deadline as sentences for people, Chinese and English."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Literal

from deliberation.clock.deadlines import Deadline, Step, StepKind
from deliberation.clock.periods import Period, Unit
from deliberation.clock.workdays import ONE_DAY

Language = Literal["zh", "en"]
WEEKDAYS = "一二三四五六日"
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
UNITS_ZH = {Unit.NATURAL_DAY: "天", Unit.WORKING_DAY: "个工作日", Unit.MONTH: "个月"}
UNITS_EN = {Unit.NATURAL_DAY: "day", Unit.WORKING_DAY: "working day", Unit.MONTH: "month"}
TRIGGERS = {"zh": "收到", "en": "Received"}


def sentences(given: Deadline, language: Language = "zh", *, trigger: str = "") -> tuple[str, ...]:
    """One sentence a step; `trigger` is the word for what happened on the start day (交办 / Assigned)."""
    words = trigger or TRIGGERS[language]
    say = chinese if language == "zh" else english
    return tuple(say(step, given.start.year, words) for step in given.steps)


def spell(day: date, language: Language = "zh", *, year: int | None = None) -> str:
    """10月8日 周四 / Thu 8 October; no year when it is the `year` in mind."""
    if language == "zh":
        prefix = "" if day.year == year else f"{day.year}年"
        return f"{prefix}{day.month}月{day.day}日 周{WEEKDAYS[day.weekday()]}"
    suffix = "" if day.year == year else f" {day.year}"
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{suffix}"


def chinese(step: Step, year: int, trigger: str) -> str:
    """One step in Chinese."""
    day = spell(step.day, year=year)
    until = spell(step.until, year=year) if step.until else ""
    amount = amount_zh(step.period) if step.period else ""
    number = step.until.day if step.until else 0
    years = "、".join(map(str, step.years))
    forms: dict[StepKind, Callable[[], str]] = {
        StepKind.START: lambda: f"{day}{trigger}，当天不算。",
        StepKind.EXTENDED: lambda: f"同意延期，总共 {amount}，还是从 {day}起算。",
        StepKind.RESTED: lambda: f"{stretches(step, 'zh', year)}休息，不算。",
        StepKind.MADE_UP: lambda: f"{stretches(step, 'zh', year)}调休上班，照算。",
        StepKind.COUNTED: lambda: counted_zh(step, year),
        StepKind.COUNTED_BACK: lambda: f"往前数 {amount}，是 {day}。",
        StepKind.MONTH_END: lambda: f"{step.day.month}月没有 {number} 日，算到月末。",
        StepKind.PAUSED: lambda: f"{day}起暂停，{until}恢复，从第二天接着数。",
        StepKind.WORKED: lambda: f"{day}调休上班，不用顺延。",
        StepKind.ROLLED: lambda: f"{day}休息，顺延到下一个工作日 {until}。",
        StepKind.ROLLED_BACK: lambda: f"{day}休息，提前到上一个工作日 {until}。",
        StepKind.PROVISIONAL: lambda: f"手上没有 {years} 年的放假安排，先按周一到周五上班算，日子暂定。",
        StepKind.DUE: lambda: f"到 {day}为止。",
        StepKind.LATEST: lambda: f"最迟 {day}。",
    }
    return forms[step.kind]()


def amount(period: Period, language: Language = "zh") -> str:
    """5 个工作日; in English 5 working days."""
    return amount_zh(period) if language == "zh" else amount_en(period)


def amount_zh(period: Period) -> str:
    """3 个月, 5 个工作日, 10 天."""
    return f"{period.amount} {UNITS_ZH[period.unit]}"


def counted_zh(step: Step, year: int) -> str:
    """Working days name the first one; months and natural days name where they end."""
    amount = amount_zh(step.period) if step.period else ""
    if step.until:
        return f"从 {spell(step.until, year=year)}数起，数 {amount}。"
    return f"往后数 {amount}，是 {spell(step.day, year=year)}。"


def stretches(step: Step, language: Language, year: int) -> str:
    """Days joined into stretches: 4月12日 周日，4月18日 周六至 4月19日 周日."""
    comma, to = ("，", "至 ") if language == "zh" else (", ", " to ")
    return comma.join(
        spell(first, language, year=year) + (to + spell(last, language, year=first.year) if last > first else "")
        for first, last in runs(step.days)
    )


def runs(days: tuple[date, ...]) -> Iterator[tuple[date, date]]:
    """Stretches of consecutive days, as (first, last)."""
    first = last = days[0]
    for day in days[1:]:
        if day != last + ONE_DAY:
            yield first, last
            first = day
        last = day
    yield first, last


def english(step: Step, year: int, trigger: str) -> str:
    """One step in English."""
    day = spell(step.day, "en", year=year)
    until = spell(step.until, "en", year=year) if step.until else ""
    amount = amount_en(step.period) if step.period else ""
    number = step.until.day if step.until else 0
    years = ", ".join(map(str, step.years))
    forms: dict[StepKind, Callable[[], str]] = {
        StepKind.START: lambda: f"{trigger} on {day}; that day does not count.",
        StepKind.EXTENDED: lambda: f"Extended with consent to {amount} in all, still counted from {day}.",
        StepKind.RESTED: lambda: f"{stretches(step, 'en', year)}: rest, not counted.",
        StepKind.MADE_UP: lambda: f"{stretches(step, 'en', year)}: worked to make up, counted.",
        StepKind.COUNTED: lambda: f"From {until} count {amount}." if step.until else f"{amount} on is {day}.",
        StepKind.COUNTED_BACK: lambda: f"{amount} back is {day}.",
        StepKind.MONTH_END: lambda: f"That month has no day {number}; its last day is taken.",
        StepKind.PAUSED: lambda: f"Paused on {day}, resumed on {until}; counting goes on the day after.",
        StepKind.WORKED: lambda: f"{day} is worked to make up; nothing moves.",
        StepKind.ROLLED: lambda: f"{day} is a day of rest; it moves on to {until}.",
        StepKind.ROLLED_BACK: lambda: f"{day} is a day of rest; it moves back to {until}.",
        StepKind.PROVISIONAL: lambda: (
            f"The holidays of {years} are not known here; Monday to Friday is assumed, so the date may move."
        ),
        StepKind.DUE: lambda: f"Until {day}.",
        StepKind.LATEST: lambda: f"At the latest on {day}.",
    }
    return forms[step.kind]()


def amount_en(period: Period) -> str:
    """3 months, 1 working day."""
    return f"{period.amount} {UNITS_EN[period.unit]}{'' if period.amount == 1 else 's'}"
