"""地点: names of a gazetteer, longest first, else words that end like a place. Offsets into the unchanged text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

SUFFIX = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9]{1,7}?(?:小区|社区|街道|大道|公园|广场|市场|学校|小学|中学|幼儿园|医院|工业园区|工地|高铁站|[镇村路街桥河港浜])(?![口边上里面灯长名])"
)
BEFORE = re.compile(
    r".*(?:[请在把对到从的了去离是有没不看修坏要就也盏让被给着我你他这那每几]|(?<=.)[和与将]|希望|建议|位于|家住|我们|一条|一座|牵头|疏通|打通|清理|拓宽)"
)
"""What stands before a name and is none of it."""
NO_NAMES = frozenset(
    [
        "小区",
        "社区",
        "街道",
        "大道",
        "公园",
        "广场",
        "市场",
        "学校",
        "小学",
        "中学",
        "幼儿园",
        "医院",
        "工业园区",
        "工地",
        "高铁站",
        "条路",
        "条街",
        "条河",
        "座桥",
    ]
)
SHORT = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A name in the text, from `start` to `end`; `is_known` when the gazetteer has it."""

    name: str
    start: int
    end: int
    is_known: bool


def find_places(text: str, gazetteer: Iterable[str] = ()) -> list[Place]:
    """Places in the order of the text, none overlapping; a known name wins over a guessed one."""
    found: list[Place] = []
    for name in sorted(set(gazetteer) - {""}, key=lambda one: (-len(one), one)):
        for match in re.finditer(re.escape(name), text):
            if is_free(found, match.start(), match.end()):
                found.append(Place(name, match.start(), match.end(), is_known=True))
    for match in SUFFIX.finditer(text):
        before = BEFORE.match(match[0])
        start = match.start() + (before.end() if before else 0)
        name = text[start : match.end()]
        is_name = name not in NO_NAMES and len(name) >= (SHORT + 1 if before else SHORT)
        if is_name and is_free(found, start, match.end()):
            found.append(Place(name, start, match.end(), is_known=False))
    return sorted(found, key=lambda one: one.start)


def is_free(found: Iterable[Place], start: int, end: int) -> bool:
    """Whether nothing was found here yet."""
    return all(end <= one.start or start >= one.end for one in found)
