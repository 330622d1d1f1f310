"""Dates and marks as desks and inboxes write them."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from kentan.ground.moment import local, today
from kentan.web.parts.move_rows import day_words

register = template.Library()


@register.filter
def day(value: date | None) -> str:
    """11月24日 周二."""
    return day_words(value) if value else ""


@register.filter
def when(value: datetime | None) -> str:
    """今天 07:52, 昨天 20:14, 11月20日 周五 16:40."""
    if value is None:
        return ""
    here = local(value)
    gone = (today() - here.date()).days
    near = {0: gettext("今天"), 1: gettext("昨天")}.get(gone, "")
    return f"{near or day_words(here.date())} {here:%H:%M}"


@register.simple_tag
def passage(text: str, word: str = "", most: int = 60) -> SafeString:
    """About this many characters of a text: those around a word that was looked for, which is marked, else its beginning."""
    text = " ".join(text.split())
    at = text.lower().find(word.lower()) if word else -1
    begin = max(0, at - most // 3) if at >= 0 else 0
    cut = text[begin : begin + most]
    ahead, behind = "…" if begin else "", "…" if begin + most < len(text) else ""
    if at < 0:
        return format_html("{}{}", cut, behind)
    here, end = at - begin, at - begin + len(word)
    return format_html("{}{}<mark>{}</mark>{}{}", ahead, cut[:here], cut[here:end], cut[end:], behind)


@register.filter
def spoken(value: str) -> str:
    """Of the citizen in the third person: what his own page says to 您, a desk says of 群众."""
    return value.replace("您", gettext("群众"))
