"""哪一条管: which pack's rule governs what begins on a day.

The pack in force on that day governs; the nearest jurisdiction wins; never longer than the law above it;
the house speaks only where no law does. A pack named on purpose is used even when it is not in force.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kentan.ground.rulebook.packs import LEVEL_WORDS, LEVELS, Pack, Rule


class RuleUnknown(LookupError):
    """No pack has that rule (at that level)."""

    def __init__(self, code: str, level: str | None) -> None:
        super().__init__(code)
        self.code = code
        self.level = level


class PackUnknown(LookupError):
    """No pack has that name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Ruling:
    """适用: a rule, its pack, whether the pack is in force on the day that matters."""

    pack: Pack
    rule: Rule
    is_in_force: bool


def rulings(
    code: str,
    *,
    since: date,
    packs: Iterable[Pack],
    level: str | None = None,
    named: str | None = None,
) -> list[Ruling]:
    """The rule that governs, followed by those of the laws above it, which it may not outlast.

    Where no pack in force has the rule, the one nearest in time speaks, not in force. Raises RuleUnknown,
    PackUnknown, ValueError (a level that does not exist).
    """
    known = list(packs)
    where = plain_level(level)
    having = [Ruling(pack, pack.rules[code], pack.is_in_force(since)) for pack in known if code in pack.rules]
    having = [each for each in having if where is None or not each.rule.levels or where in each.rule.levels]
    if named is not None:
        having.sort(key=lambda each: each.pack.name != named)
        if named not in {pack.name for pack in known}:
            raise PackUnknown(named)
        if having and having[0].pack.name == named:
            return [having[0], *laws_above(having[0], having[1:])]
    if not having:
        raise RuleUnknown(code, level)
    in_force = [each for each in having if each.is_in_force]
    if not in_force:
        return [min(having, key=lambda each: distance(each.pack, since))]
    nearest = max(in_force, key=lambda each: each.pack.nearness)
    return [nearest, *laws_above(nearest, in_force)]


def plain_level(level: str | None) -> str | None:
    """The level's own word; 市 (a county-level city) counts as a county, 街道 as a town."""
    if level is None:
        return None
    word = LEVEL_WORDS.get(level, level)
    if word not in LEVELS:
        raise ValueError(f"level must be one of {', '.join((*LEVELS, *LEVEL_WORDS))}, not {level!r}")
    return word


def laws_above(below: Ruling, others: Iterable[Ruling]) -> list[Ruling]:
    """The laws in force that stand above a rule, the highest last."""
    above = [
        each for each in others
        if each.is_in_force and each.pack.is_law and below.pack.is_law and each.pack.nearness < below.pack.nearness
    ]  # fmt: skip
    return sorted(above, key=lambda each: -each.pack.nearness)


def distance(pack: Pack, day: date) -> tuple[int, int]:
    """How far in time a pack lies from a day on which it is not in force; the nearer jurisdiction first."""
    if day < pack.since:
        return (pack.since - day).days, -pack.nearness
    until = pack.until or day
    return (day - until).days, -pack.nearness
