"""Days and first lines as the pages of talks, suggestions and outcomes write them."""

from __future__ import annotations

from datetime import date, datetime

from django import template

from kentan.ground.moment import local
from kentan.web.parts.move_rows import day_words

register = template.Library()


@register.filter
def on(value: date | datetime | None) -> str:
    """10月8日 周四, of a day or of a moment in Haining; with the year when it is another one."""
    if value is None:
        return ""
    return day_words(local(value).date() if isinstance(value, datetime) else value)


@register.filter
def clock(value: datetime | None) -> str:
    """14:00 in Haining."""
    return f"{local(value):%H:%M}" if value else ""


@register.filter
def month_of(value: datetime | None) -> str:
    """10月, on a list's date block."""
    return f"{local(value).month}月" if value else ""


@register.filter
def day_of(value: datetime | None) -> str:
    """23, on a list's date block."""
    return str(local(value).day) if value else ""
