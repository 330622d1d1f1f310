"""公布和开签: the record that is printed before the balls roll, the draw, a person's own explanation, replacements.

`deliberation.verifier` checks the record without a solver and without this code.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from deliberation.sortition.errors import SortitionError
from deliberation.sortition.lottery import Lottery
from deliberation.sortition.problem import Problem
from deliberation.sortition.tickets import TicketBook

KIND, VERSION, ALGORITHM = "draw", 1, "sha256"
NEARLY_SURE = 0.95


def canonical(value: object) -> bytes:
    """JSON with sorted keys, no spaces, Han as they are, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(value: object) -> str:
    """SHA-256 of the canonical JSON, hex."""
    return hashlib.sha256(canonical(value)).hexdigest()


def problem_as_json(problem: Problem) -> dict[str, Any]:
    """The pool by id, the quotas by name, the seats: the same bytes whatever the order of rows."""
    return {
        "size": problem.size, "fixed": sorted(problem.fixed),
        "quotas": sorted([quota.category, quota.feature, quota.lo, quota.hi] for quota in problem.quotas),
        "pool": {person.id: {name: person.features[name] for name in problem.categories} for person in problem.people},
        "households": {person.id: person.household for person in problem.people if person.household},
    }  # fmt: skip


def commit(problem: Problem, found: Lottery, book: TicketBook) -> dict[str, Any]:
    """What is printed, shown and signed before the draw. `digest` = SHA-256 of {pool_digest, tickets}."""
    content = problem_as_json(problem)
    sealed = {"pool_digest": digest(content), "tickets": [list(ticket) for ticket in book.tickets]}
    return {
        "kind": KIND, "version": VERSION, "algorithm": ALGORITHM, "objective": found.objective, "types": len(problem.types),
        "min_chance": found.min_chance, "bound": found.bound, "gap": found.gap, "max_shift": book.max_shift,
        "problem": content, **sealed, "chances": book.counts, "digest": digest(sealed), "digits": None, "panel": None,
    }  # fmt: skip


def draw(record: Mapping[str, Any], digits: str) -> dict[str, Any]:
    """开签: the record with the digits that fell and the panel of that ticket.

    As many digits as the last ticket's number has. Raises SortitionError.
    """
    width = len(str(len(record["tickets"]) - 1))
    if not (digits.isascii() and digits.isdigit()) or len(digits) != width or int(digits) >= len(record["tickets"]):
        raise SortitionError(
            "digits", f"要 {width} 位数字，从 {'0' * width} 到 {len(record['tickets']) - 1}，不是 {digits!r}", digits=digits
        )
    return {**record, "digits": digits, "panel": record["tickets"][int(digits)]}


@dataclass(frozen=True, slots=True)
class Explanation:
    """One person's chance: on `tickets` of `of`; the pool's smallest; his type and the seats that its features have."""

    tickets: int
    of: int
    least: int
    sentence: str


def explain(problem: Problem, book: TicketBook, person: str) -> Explanation:
    """您的中签机会. Raises SortitionError for somebody who is not in the pool."""
    known = next((one for one in problem.pool if one.id == person), None)
    if known is None:
        raise SortitionError("unknown", f"{person} 不在报名库里", id=person)
    mine, of, least = book.counts[person], len(book.tickets), min(book.counts.values())
    if person in problem.fixed:
        return Explanation(mine, of, least, "您是固定成员，每支签上都有您")
    row = problem.row_of(known)
    alike = sum(problem.row_of(one) == row for one in problem.pool)
    limits = [
        f"{quota.feature} {quota.lo} 到 {quota.hi} 人"
        for quota in problem.quotas
        if known.features[quota.category] == quota.feature
    ]
    sentence = (
        f"您的中签机会是 {mine}/{of}；全体最低 {least}/{of}。"
        f"和您同类（{'·'.join(row)}）报名的有 {alike} 人；名单里{'，'.join(limits)}。"
    )
    return Explanation(mine, of, least, sentence)


def nearly_sure(problem: Problem, book: TicketBook) -> list[str]:
    """几乎必中: drawn people who stand on 95 of 100 tickets or more, a sign of a rare type under a tight quota; by id."""
    of = len(book.tickets)
    return sorted(key for key, count in book.counts.items() if count >= NEARLY_SURE * of and key not in problem.fixed)


def replacement(problem: Problem, *, confirmed: Iterable[str], gone: Iterable[str]) -> Problem:
    """递补: the confirmed are fixed, those who declined leave the pool, everything else stays; draw again from it.

    Raises SortitionError when somebody is both, or was never in the pool.
    """
    kept, left = frozenset(confirmed) | problem.fixed, frozenset(gone)
    known = {person.id for person in problem.pool}
    if unknown := sorted((kept | left) - known):
        raise SortitionError("unknown", f"{unknown[0]} 不在报名库里", ids=unknown)
    if both := sorted(kept & left):
        raise SortitionError("both", f"{both[0]} 又确认又退出", ids=both)
    return replace(problem, pool=tuple(person for person in problem.pool if person.id not in left), fixed=kept)
