"""纸上的日期和分行: as official papers write them."""

from __future__ import annotations

from datetime import date

NUMERALS = "一二三四五六七八九十"


def day(on: date) -> str:
    """2026年8月3日: Arabic digits, no leading zeros."""
    return f"{on.year}年{on.month}月{on.day}日"


def ordinal(number: int) -> str:
    """一、 二、 … 十、 十一、 for the first level of headings (from 1)."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else f"{NUMERALS[tens - 1]}十")
    return f"{head}{NUMERALS[ones - 1] if ones else ''}、"
