"""已知的各方: where the sides are known before anybody votes (upper and lower floors, villagers and shops), ask them directly.

Per statement and side: counts, a 90 % interval (of the whole side where its size is given), and sentences that a chair can read
out. Cells of fewer than five people are not shown, nor what would give them away by subtraction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from deliberation.opinion.intervals import interval
from deliberation.opinion.votes import OpinionError, VoteTable, group_counts

SMALL = 5
SURE = 0.95
LEVEL = 0.90


@dataclass(frozen=True, slots=True)
class SideCell:
    """One side on one statement; every figure None where fewer than five answered, or where the rest would give them away."""

    side: str
    agree: int | None
    disagree: int | None
    pass_: int | None
    low: float | None
    high: float | None
    verdict: str


@dataclass(frozen=True, slots=True)
class StatementOfSides:
    """A statement: what each side says; whether all can live with it, all agree, or it divides them; one sentence."""

    statement: str
    cells: tuple[SideCell, ...]
    can_live_with: bool
    all_agree: bool
    divides: bool
    sentence: str


def known_sides(
    table: VoteTable, sides: Mapping[str, str], *, populations: Mapping[str, int] | None = None
) -> list[StatementOfSides]:
    """Every statement in its order, sides by name. `sides`: participant → side; whoever has none counts nowhere.

    Raises OpinionError when a side's population is smaller than the side.
    """
    names = sorted(set(sides.values()))
    place = {name: number for number, name in enumerate(names)}
    labels = np.array([place.get(sides.get(one, ""), -1) for one in table.participants], dtype=np.int64)
    sizes = np.bincount(labels[labels >= 0], minlength=len(names))
    for name, people in (populations or {}).items():
        if name in place and people < sizes[place[name]]:
            raise OpinionError(
                "population", f"{name}一方有 {sizes[place[name]]} 人投票，多于总数 {people}", side=name, population=people
            )
    counts = group_counts(table, labels, len(names))
    found = []
    for number, statement in enumerate(table.statements):
        cells = [cell(name, [int(one[place[name], number]) for one in counts], (populations or {}).get(name)) for name in names]
        found.append(told(statement, without_small(cells)))
    return found


def cell(side: str, counts: list[int], population: int | None) -> SideCell:
    """One side's answers (agrees, disagrees, all), with how sure a majority of it is."""
    agree, disagree, total = counts
    agreed = interval(agree, total, level=LEVEL, population=population)
    against = interval(disagree, total, level=LEVEL, population=population)
    verdict = "unclear"
    if agreed.majority >= SURE:
        verdict = "agrees"
    elif against.majority >= SURE:
        verdict = "disagrees"
    elif against.majority <= 1 - SURE:
        verdict = "can_live"
    return SideCell(side, agree, disagree, total - agree - disagree, agreed.low, agreed.high, verdict)


def without_small(cells: list[SideCell]) -> tuple[SideCell, ...]:
    """Small cells hidden; if only one would be hidden, the next smallest too, so that no total gives it away."""
    size = {one.side: (one.agree or 0) + (one.disagree or 0) + (one.pass_ or 0) for one in cells}
    small = {side for side, people in size.items() if people < SMALL}
    if len(small) == 1 and size[next(iter(small))] > 0 and len(cells) > 1:
        small.add(min((people, side) for side, people in size.items() if side not in small)[1])
    return tuple(SideCell(one.side, None, None, None, None, None, "hidden") if one.side in small else one for one in cells)


def told(statement: str, cells: tuple[SideCell, ...]) -> StatementOfSides:
    """What follows from the cells; a hidden side leaves nothing said about all."""
    shown = [one for one in cells if one.verdict != "hidden"]
    is_whole = len(shown) == len(cells) and len(cells) > 1
    verdicts = {one.verdict for one in shown}
    all_agree = is_whole and verdicts == {"agrees"}
    can_live = is_whole and verdicts <= {"agrees", "can_live"}
    divides = {"agrees", "disagrees"} <= verdicts
    return StatementOfSides(
        statement,
        cells,
        can_live,
        all_agree,
        divides,
        sentence_of(cells, all_agree=all_agree, can_live=can_live, divides=divides),
    )


VERDICTS = {
    "agrees": "多数同意",
    "disagrees": "多数不同意",
    "can_live": "多数不反对",
    "unclear": "没有明确多数",
    "hidden": "人数太少，不公布",
}


def sentence_of(cells: tuple[SideCell, ...], *, all_agree: bool, can_live: bool, divides: bool) -> str:
    """What a chair reads out."""
    each = "；".join(
        f"{one.side}{VERDICTS[one.verdict]}"
        + ("" if one.agree is None else f"（{one.agree} 同意、{one.disagree} 不同意、{one.pass_} 不表态）")
        for one in cells
    )
    head = (
        "各方都同意" if all_agree else "各方都能接受" if can_live else "各方意见相反" if divides else "还看不出各方一致或者相反"
    )
    return f"{head}：{each}。"
