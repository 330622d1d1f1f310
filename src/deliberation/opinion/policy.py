"""人数与能说的话: what a screen may say, by the number of people; a table, so that it can be read and changed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DisplayRule:
    """From `least` people on: which parts may be shown, and the sentence that stands beside them."""

    least: int
    counts: bool
    map: bool
    groups: bool
    sentence: str


DISPLAY = (
    DisplayRule(0, counts=False, map=False, groups=False, sentence="人数过少，暂不公布逐条结果"),
    DisplayRule(5, counts=True, map=False, groups=False, sentence="人数不足以划分意见群体"),
    DisplayRule(20, counts=True, map=True, groups=True, sentence="群体是初步的，地图仅供参考"),
    DisplayRule(50, counts=True, map=True, groups=True, sentence="仅代表参与的人"),
)
"""People = those who voted on seven statements, or on all where there are fewer."""


def display_rule(people: int) -> DisplayRule:
    """The rule for so many people."""
    return max((rule for rule in DISPLAY if people >= rule.least), key=lambda rule: rule.least)
