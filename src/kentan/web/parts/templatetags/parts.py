"""部件标签: icon, state, owes, why, trace, said, field, pager, notice, qr; and dates as they are written for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import segno
from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from deliberation.clock import spell
from deliberation.clock.words import Language
from kentan.ground.moment import local, today
from kentan.ground.rulebook.queries import working_days_left
from kentan.ground.words import in_words, month_in_words
from kentan.stages.voices.queries import Owed, TraceStep
from kentan.web.parts import icons, trace
from kentan.web.parts.lasting import lasting

register = template.Library()
WEEKDAYS = "一二三四五六日"
ENGLISH_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


@register.simple_tag
def icon(name: str, kind: str = "i") -> SafeString:
    """An icon of the sprite: `phone` finds i-phone, `m-late` and `seal` are found as they are."""
    return icons.drawn(name if name in icons.drawings() else f"i-{name}", kind)


@register.simple_tag
def state(mark: str, words: str) -> SafeString:
    """A state: word, shape and colour."""
    return format_html('<span class="st st--{}">{}{}</span>', mark, icons.drawn(f"m-{mark}", ""), words)


@register.inclusion_tag("parts/owes.html")
def owes(owed: Owed | None, who_now: str = "", state_words: str = "") -> dict[str, Any]:
    """追责句: who owes what by when."""
    pressure = trace.pressure(owed) if owed else ""
    left = owed.working_days_left if owed else 0
    return {"owed": owed, "pressure": pressure, "left": left, "over": trace.days_over(owed) if owed else 0,
            "who_now": who_now, "state_words": state_words}  # fmt: skip


@register.inclusion_tag("parts/why.html")
def why(owed: Owed | None, is_open: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002  a template tag's word
    """为什么是这一天: the sentences, the calendar, the source."""
    return {
        "why": trace.why(owed, language()) if owed else None,
        "is_open": is_open,
        "weekdays": ENGLISH_WEEKDAYS if language() == "en" else WEEKDAYS,
    }


@register.inclusion_tag("parts/trace.html", name="trace")
def trace_tag(steps: Sequence[TraceStep], owed: Owed | None = None, is_wide: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002
    """原话 → 改变: the ribbon, also those steps that have not come."""
    steps = trace.walked(steps)
    present = next((step for step in steps if step.status == "now"), None)
    return {"steps": steps, "owed": owed, "present": present, "is_wide": is_wide}


@register.inclusion_tag("parts/said.html")
def said(words: str, by: str = "", at: datetime | None = None) -> dict[str, Any]:
    """原话: a person's own words, unaltered."""
    return {"words": words, "by": by, "at": at}


@register.inclusion_tag("parts/field.html")
def field(bound: BoundField, hint: str = "", kind: str = "") -> dict[str, Any]:
    """One field of a form: label, hint, what is wrong and what to do."""
    return {"field": bound, "hint": hint or bound.help_text, "kind": kind}


@register.inclusion_tag("parts/pager.html", takes_context=True)
def pager(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """Earlier and later pages of a list, with what was asked for."""
    asked = context["request"].GET.copy()
    asked.pop("page", None)
    return {"page": page, "asked": asked.urlencode()}


@register.inclusion_tag("parts/notice.html")
def notice(words: str, kind: str = "done") -> dict[str, Any]:
    """What has just happened, or what went wrong: a sentence with a mark."""
    return {"words": words, "kind": kind}


@register.simple_tag
def qr(address: str, label: str, error: str = "m") -> SafeString:
    """A QR code as SVG, black on white with its quiet zone, that says what it holds."""
    made = segno.make(address, error=error, micro=False)
    size = made.symbol_size(border=4)[0]
    path = "".join(f"M{x + 4} {y + 4}h1v1h-1z" for y, row in enumerate(made.matrix) for x, dark in enumerate(row) if dark)
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">'
        '<path fill="#FFF" d="M0 0h{0}v{0}H0z"/><path fill="#000" d="{2}"/></svg>',
        size, label, mark_safe(path),  # noqa: S308  digits of our own
    )  # fmt: skip


def day_of(value: date | datetime) -> date:
    """The day in Haining."""
    return local(value).date() if isinstance(value, datetime) else value


def language() -> Language:
    """The reader's language, as the clock's words know it."""
    return "en" if get_language() == "en" else "zh"


@register.filter
def explained(owed: Owed) -> tuple[str, ...]:
    """The sentences of a duty's date in the reader's language; as they were stored where the rule no longer counts to it."""
    made = trace.promised_as(owed) if language() != "zh" else None
    return made.explained(language()) if made else owed.steps


register.simple_tag(lasting)


@register.filter
def to_come(step: str) -> str:
    """What a step that has not come will bring."""
    return in_words(trace.TO_COME[step]) if step in trace.TO_COME else ""


@register.filter
def place_in(steps: Sequence[TraceStep]) -> str:
    """五步里的第 2 步: where the present step stands; empty when none is present."""
    steps = trace.walked(steps)
    at = next((n for n, step in enumerate(steps, 1) if step.status == "now"), 0)
    return gettext("%(all)s 步里的第 %(n)s 步") % {"all": len(steps), "n": at} if at else ""


@register.filter
def zh_date(value: date | datetime | None) -> str:
    """2026年10月8日 周四; in English Thu 8 October 2026."""
    return spell(day_of(value), language()) if value else ""


@register.filter
def day_short(value: date | datetime | None) -> str:
    """10月8日 周四; the year stands there only when it is another one."""
    return spell(day_of(value), language(), year=today().year) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """2026年9月8日 周二 19:42."""
    return f"{zh_date(value)} {local(value):%H:%M}" if value else ""


@register.filter
def days_left(value: date | None) -> str:
    """还有 12 个工作日, 就是今天, or 已逾期 3 个工作日."""
    if value is None:
        return ""
    left = working_days_left(value, today())
    if value < today():
        return gettext("已逾期 %(n)s 个工作日") % {"n": max(-left, 1)}
    return gettext("就是今天") if value == today() else gettext("还有 %(n)s 个工作日") % {"n": left}


@register.filter
def grouped(value: str, size: int = 4) -> str:
    """A code in groups that can be read out: A7K2 9QMX 4T."""
    return " ".join(value[start : start + size] for start in range(0, len(value), size))


@register.filter
def page_language(value: str | None) -> str:
    """The language as html's lang says it."""
    return "en" if value == "en" else "zh-CN"


register.filter("in_words", in_words)


@register.filter
def clock(value: datetime | None) -> str:
    """19:42 in Haining."""
    return f"{local(value):%H:%M}" if value else ""


@register.filter
def in_fives(value: str) -> str:
    """A receipt as a person reads it out: 5+5 characters."""
    return f"{value[:5]} {value[5:]}"


@register.simple_tag
def full_url(path: str) -> str:
    """The public address of a page, for QR codes and papers."""
    return f"{settings.PUBLIC_URL}{path}"


@register.filter
def digits(phone: str) -> str:
    """A telephone number as tel: wants it."""
    return "".join(character for character in phone if character.isdigit())


@register.filter
def counted(number: int, after: int = 0) -> range:
    """The numbers of so many things, counted on from those before them."""
    return range(after + 1, after + number + 1)


@register.filter
def month_words(value: datetime) -> str:
    """10月, on a list's date block."""
    return month_in_words(day_of(value))


@register.filter
def day_number(value: datetime) -> str:
    """23, on a list's date block."""
    return str(day_of(value).day)


@register.filter
def weekday_words(value: datetime) -> str:
    """周五, on a list's date block."""
    return spell(day_of(value), "en").split()[0] if language() == "en" else f"周{WEEKDAYS[day_of(value).weekday()]}"
