"""Days, hours and slips as the pages of talks, suggestions and outcomes write them."""

from __future__ import annotations

from datetime import date, datetime

import segno
from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from kentan.ground.moment import local
from kentan.ground.words import month_in_words
from kentan.web.parts.move_rows import day_words

register = template.Library()
QUIET = 4


@register.filter
def zh_day(value: date | datetime | None) -> str:
    """10月8日 周四, of a day or of a moment in Haining; with the year when it is another one."""
    if value is None:
        return ""
    return day_words(local(value).date() if isinstance(value, datetime) else value)


@register.filter
def zh_time(value: datetime | None) -> str:
    """14:00 in Haining."""
    return f"{local(value):%H:%M}" if value else ""


@register.filter
def month_of(value: datetime | None) -> str:
    """10月, for the date block at the left of a list."""
    return month_in_words(local(value).date()) if value else ""


@register.filter
def day_of(value: datetime | None) -> str:
    """23, for the date block at the left of a list."""
    return str(local(value).day) if value else ""


@register.filter
def in_fives(value: str) -> str:
    """A slip's code as a person reads it out: 5+5 characters."""
    return f"{value[:5]} {value[5:]}"


@register.filter
def slip_url(slip: str) -> str:
    """Where a slip leads."""
    return f"{settings.PUBLIC_URL}/s/{slip}"


@register.simple_tag
def slip_code(slip: str, words: str) -> SafeString:
    """The QR code of a slip, dark on white with its quiet zone; `words` name it for those who hear the page."""
    made = segno.make(slip_url(slip), error="m", micro=False)
    size = made.symbol_size(border=QUIET)[0]
    drawn = made.svg_inline(border=QUIET, omitsize=True, svgclass=None, lineclass=None, dark="#1F2328", light="#FFF")
    shapes = mark_safe(drawn[drawn.index(">") + 1 : drawn.rindex("</svg>")])  # noqa: S308  drawn by segno from an address
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">{2}</svg>',
        size,
        words,
        shapes,
    )
