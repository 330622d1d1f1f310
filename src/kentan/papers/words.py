"""纸上的日期和分行: as official papers write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from math import ceil

from kentan.papers import measures as m
from kentan.papers.measures import NUMERALS

NOT_FIRST = set("，。、；：？！）》”’〉】〕…—·%")
NOT_LAST = set("（《“‘〈【〔—")
MOST_BALANCED = 6


def day(on: date) -> str:
    """2026年8月3日: Arabic digits, no leading zeros."""
    return f"{on.year}年{on.month}月{on.day}日"


def ordinal(number: int) -> str:
    """一、 二、 … 十、 十一、 for the first level of headings (from 1)."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else f"{NUMERALS[tens - 1]}十")
    return f"{head}{NUMERALS[ones - 1] if ones else ''}、"


def width_of(text: str) -> float:
    """In characters of Chinese; a Latin letter or digit is half of one."""
    return sum(0.5 if letter.isascii() else 1 for letter in text)


def balanced(text: str, most: int) -> str:
    """A title broken into as few lines as it needs, each nearly as long as the others; a very long one flows by itself."""
    number = ceil(width_of(text) / most)
    if not 1 < number <= MOST_BALANCED:
        return text
    lines, rest = [], text
    for left in range(number, 1, -1):
        at = break_in(rest, width_of(rest) / left, most)
        lines.append(rest[:at])
        rest = rest[at:]
    return "\n".join([*lines, rest])


def ends_of_words(text: str) -> list[int]:
    """Where a word ends; a text without words inside may be broken anywhere."""
    import rjieba  # a dictionary in memory only for those who ask for papers

    places = list(accumulate(len(word) for word in rjieba.cut(text)))[:-1]
    return places if len(places) > 1 else list(range(1, len(text)))


def break_in(text: str, wanted: float, most: int) -> int:
    """After how many characters a line of about this width ends: after a mark where one is near, never inside a word or number."""
    best, at = float("inf"), 1
    for place in ends_of_words(text):
        width, last, first = width_of(text[:place]), text[place - 1], text[place]
        if width > most or first in NOT_FIRST or last in NOT_LAST or (first.isascii() and last.isascii()):
            continue
        cost = abs(width - wanted) - (4 if last in "，、；：》" else 0)
        if cost < best:
            best, at = cost, place
    return at


def lines_of(row: Sequence[str], shares: Sequence[int], size: int) -> int:
    """How many lines the tallest cell of a row takes, nearly."""

    def lines(text: str, share: int) -> int:
        across = max((m.WIDTH * share // 100 - 2 * m.CELL) / (size * 10), 1)
        return sum(max(ceil(width_of(line) / across), 1) for line in text.split("\n"))

    return max(lines(text, share) for text, share in zip(row, shares, strict=True))
