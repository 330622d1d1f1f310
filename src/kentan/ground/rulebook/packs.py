"""规则包: dated sets of periods, each with its article, read from `packs/*.toml` and checked loudly."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

from deliberation.clock import Period, PeriodError

FOLDER = Path(__file__).with_name("packs")
HOUSE = "house"
NEARNESS = {HOUSE: 0, "national": 1, "province": 2, "prefecture": 3, "county": 4, "town": 5}
LEVELS = ("national", "province", "prefecture", "county", "town")
LEVEL_WORDS = {"city": "county", "street": "town"}
DIRECTIONS = ("after", "before")
DECEMBER = 12


class PackError(ValueError):
    """A pack that cannot be trusted: file, rule and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Extension:
    """延期: the total, counted from the same start, and what it needs."""

    total: Period
    needs: str


@dataclass(frozen=True, slots=True)
class Rule:
    """一条期限: what must happen how long after (or before) what, by which article.

    `month`: a yearly window (9 = through September) instead of a period. `levels`: where it applies, all
    when empty. `is_minimum`: at least so long. `is_adjustable`: another period may be set by decision.
    """

    code: str
    label: str
    trigger: str
    trigger_en: str
    period: Period | None
    month: int | None
    extension: Extension | None
    direction: str
    levels: tuple[str, ...]
    is_minimum: bool
    is_adjustable: bool
    article: str
    quote: str
    confirmed: bool
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Pack:
    """规则包: a jurisdiction's rules between two days (both included)."""

    name: str
    title: str
    jurisdiction: str
    place: str
    since: date
    until: date | None
    rules: Mapping[str, Rule]

    @property
    def nearness(self) -> int:
        """How near to the reader: a town's own rule is nearest, the house's defaults come last."""
        return NEARNESS[self.jurisdiction]

    @property
    def is_law(self) -> bool:
        """Whether it is a law of some level and not a default of this house."""
        return self.jurisdiction != HOUSE

    def is_in_force(self, day: date) -> bool:
        """Whether it governs what begins on that day."""
        return self.since <= day and (self.until is None or day <= self.until)


@cache
def shipped() -> tuple[Pack, ...]:
    """The packs of this release. Raises PackError."""
    return read_folder(FOLDER)


def read_folder(folder: Path) -> tuple[Pack, ...]:
    """All packs of a folder, checked one by one and against each other. Raises PackError."""
    packs = tuple(read_pack(path.read_text(encoding="utf-8"), path.name) for path in sorted(folder.glob("*.toml")))
    check_together(packs)
    return packs


def read_pack(text: str, file: str) -> Pack:
    """One pack from its TOML text. Raises PackError that names file and rule."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{file}: {error}") from None
    head = Fields(table, file)
    name, jurisdiction = head.text("name"), head.text("jurisdiction")
    if f"{name}.toml" != file:
        raise PackError(f"{file}: the pack calls itself {name!r}")
    if jurisdiction not in NEARNESS:
        raise PackError(f"{file}: jurisdiction {jurisdiction!r} is not one of {', '.join(NEARNESS)}")
    title, place = head.text("title"), head.text("place", "")
    since, until = head.day("since"), head.day("until", needed=False)
    entries = head.table("rules")
    head.nothing_left()
    if since is None or (until is not None and until < since):
        raise PackError(f"{file}: it ends before it begins")
    rules = {code: read_rule(code, entries, file) for code in entries}
    return Pack(name, title, jurisdiction, place, since, until, MappingProxyType(rules))


def read_rule(code: str, entries: Mapping[str, Any], file: str) -> Rule:
    """One rule; `same_as` takes another rule of the pack under a second name."""
    own = dict(entries[code])
    other = own.pop("same_as", None)
    if other is not None:
        if other not in entries or "same_as" in entries[other]:
            raise PackError(f"{file}: {code}: same_as names no plain rule: {other!r}")
        own = {**entries[other], **own}
    fields = Fields(own, f"{file}: {code}")
    period, month = read_length(fields)
    rule = Rule(
        code=code,
        label=fields.text("label"),
        trigger=fields.text("trigger"),
        trigger_en=fields.text("trigger_en", "Received"),
        period=period,
        month=month,
        extension=read_extension(fields),
        direction=fields.one_of("direction", DIRECTIONS, "after"),
        levels=fields.levels(),
        is_minimum=fields.flag("is_minimum", default=False),
        is_adjustable=fields.flag("is_adjustable", default=False),
        article=fields.text("article", ""),
        quote=fields.text("quote", ""),
        confirmed=fields.flag("confirmed"),
        source=fields.text("source"),
        note=fields.text("note", ""),
    )
    fields.nothing_left()
    check_rule(rule, file)
    return rule


def read_length(fields: Fields) -> tuple[Period | None, int | None]:
    """Either amount and unit, or the number of a month."""
    month = fields.take("month")
    if month is None:
        return fields.period(), None
    if isinstance(month, bool) or not isinstance(month, int) or not 1 <= month <= DECEMBER:
        raise PackError(f"{fields.where}: month must be 1 to 12, not {month!r}")
    return None, month


def read_extension(fields: Fields) -> Extension | None:
    """The longest total and what it needs."""
    table = fields.take("extend")
    if table is None:
        return None
    inner = Fields(table, f"{fields.where}: extend")
    extension = Extension(inner.period(), inner.text("needs"))
    inner.nothing_left()
    return extension


def check_rule(rule: Rule, file: str) -> None:
    """A confirmed value has an article; an extension is longer than what it extends."""
    if rule.confirmed and not rule.article:
        raise PackError(f"{file}: {rule.code}: confirmed without an article")
    if rule.quote and not rule.article:
        raise PackError(f"{file}: {rule.code}: a quote without an article")
    total, period = rule.extension and rule.extension.total, rule.period
    if total and period and total.unit is period.unit and total.amount <= period.amount:
        raise PackError(f"{file}: {rule.code}: the extended total is not longer")


def check_together(packs: Iterable[Pack]) -> None:
    """On any day one pack a jurisdiction is in force, and the house fills only what no law of today says."""
    ordered = sorted(packs, key=lambda pack: (pack.jurisdiction, pack.place, pack.since))
    for earlier, later in pairwise(ordered):
        same = (earlier.jurisdiction, earlier.place) == (later.jurisdiction, later.place)
        if same and (earlier.until is None or earlier.until >= later.since):
            raise PackError(f"{earlier.name} and {later.name} are in force on the same day")
    law = {code for pack in ordered if pack.is_law for code in pack.rules}
    for pack in ordered:
        both = sorted(law & set(pack.rules)) if not pack.is_law else []
        if both:
            raise PackError(f"{pack.name}: a law already speaks of {', '.join(both)}")


class Fields:
    """The entries of one TOML table, taken one by one; what is left over is a mistake."""

    def __init__(self, table: Any, where: str) -> None:
        if not isinstance(table, Mapping):
            raise PackError(f"{where}: a table is needed")
        self.left = dict(table)
        self.where = where

    def take(self, key: str) -> Any:
        """The entry, or None."""
        return self.left.pop(key, None)

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default it must be there and not be empty."""
        found = self.take(key)
        if found is None and default is not None:
            return default
        if not isinstance(found, str) or not found.strip():
            raise PackError(f"{self.where}: {key} must be a text, not {found!r}")
        return found

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """True or false."""
        found = self.left.pop(key, default)
        if not isinstance(found, bool):
            raise PackError(f"{self.where}: {key} must be true or false, not {found!r}")
        return found

    def day(self, key: str, *, needed: bool = True) -> date | None:
        """A date of TOML."""
        found = self.take(key)
        if (found is None and needed) or (found is not None and type(found) is not date):
            raise PackError(f"{self.where}: {key} must be a date, not {found!r}")
        return found

    def one_of(self, key: str, choices: tuple[str, ...], default: str) -> str:
        """One of a few words."""
        found = self.text(key, default)
        if found not in choices:
            raise PackError(f"{self.where}: {key} must be one of {', '.join(choices)}, not {found!r}")
        return found

    def levels(self) -> tuple[str, ...]:
        """Where the rule applies; empty means everywhere."""
        found = self.left.pop("levels", [])
        if not isinstance(found, list) or any(each not in LEVELS for each in found):
            raise PackError(f"{self.where}: levels must be among {', '.join(LEVELS)}, not {found!r}")
        return tuple(found)

    def period(self) -> Period:
        """Amount and unit."""
        try:
            return Period(self.take("amount"), self.take("unit"))
        except PeriodError as error:
            raise PackError(f"{self.where}: {error}") from None

    def table(self, key: str) -> Mapping[str, Any]:
        """A table that is not empty."""
        found = self.take(key)
        if not isinstance(found, Mapping) or not found:
            raise PackError(f"{self.where}: [{key}] is missing or empty")
        return found

    def nothing_left(self) -> None:
        """An entry that nobody asked for is a typing mistake."""
        if self.left:
            raise PackError(f"{self.where}: unknown {', '.join(sorted(self.left))}")
