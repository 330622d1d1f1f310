"""归并的决定: what people decided about groups, as a log to which is only added; replayed it gives the groups, and nothing later undoes it.

merge: these belong together. split: these leave the group that they are in, together. move: one goes to another's group. never: these two
are never one matter. undo: the last decision that is still in force does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

Kind = Literal["merge", "split", "move", "never", "undo"]


LENGTHS: dict[Kind, tuple[int, float]] = {"merge": (2, float("inf")), "split": (1, float("inf")), "move": (2, 2), "never": (2, 2)}
"""How many different ids each kind names."""


class DecisionError(ValueError):
    """A decision that contradicts one in force, or names nothing."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided what about which ids; for `move` the first id goes to the group of the second."""

    kind: Kind
    ids: tuple[str, ...]
    by: str = ""


def unordered(one: str, other: str) -> tuple[str, str]:
    """A pair, whatever its order."""
    return (one, other) if one <= other else (other, one)


@dataclass(frozen=True)
class Constraints:
    """What binds every proposal: pairs that are together, pairs that are apart."""

    together: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()

    def applied(self, groups: Iterable[frozenset[str]]) -> list[frozenset[str]]:
        """The groups with what must be together joined and what must be apart parted, ids in a fixed order.

        Bound blocks are kept whole; blocks of one group that exclude each other are dealt to the first group that takes them.
        """
        found: list[frozenset[str]] = []
        known = [frozenset(group) for group in groups]
        everyone = frozenset(key for group in known for key in group)
        blocks = self.blocks(everyone)
        home = {key: number for number, group in enumerate(known) for key in group}
        by_home: dict[int, list[frozenset[str]]] = {}
        for block in blocks:
            counts: dict[int, int] = {}
            for key in block:
                counts[home[key]] = counts.get(home[key], 0) + 1
            by_home.setdefault(min(counts, key=lambda number: (-counts[number], number)), []).append(block)
        for number in sorted(by_home):
            parts: list[set[str]] = []
            for block in sorted(by_home[number], key=lambda one: (-len(one), min(one))):
                free = next((part for part in parts if not self.excludes(part, block)), None)
                if free is None:
                    parts.append(set(block))
                else:
                    free |= block
            found += [frozenset(part) for part in parts]
        return found

    def blocks(self, everyone: frozenset[str]) -> list[frozenset[str]]:
        """Ids that are bound together, one block per id at least."""
        parent = {key: key for key in everyone}

        def root(key: str) -> str:
            while parent[key] != key:
                key = parent[key]
            return key

        for one, other in sorted(self.together):
            if one in parent and other in parent:
                parent[root(one)] = root(other)
        found: dict[str, set[str]] = {}
        for key in sorted(everyone):
            found.setdefault(root(key), set()).add(key)
        return [frozenset(block) for block in found.values()]

    def excludes(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Whether two ids, one of each, must be apart."""
        second = list(other)
        return any(unordered(left, right) in self.apart for left in one for right in second)


@dataclass(frozen=True)
class DecisionLog:
    """All decisions in order. A log is never shortened: `undo` is a decision, too."""

    decisions: tuple[Decision, ...] = ()

    def add(self, decision: Decision, groups: Sequence[frozenset[str]]) -> DecisionLog:
        """The log with one decision more, given the groups as they are shown now. Raises DecisionError; then nothing is added."""
        known = {key for group in groups for key in group}
        if decision.kind == "undo":
            if not self.in_force():
                raise DecisionError("没有可以撤销的决定")
            return DecisionLog((*self.decisions, decision))
        named = set(decision.ids)
        least, most = LENGTHS[decision.kind]
        if not least <= len(named) <= most or not named <= known:
            raise DecisionError("决定里的编号不对")
        made = DecisionLog((*self.decisions, completed(decision, groups)))
        found = made.constraints()
        for block in found.blocks(frozenset(known)):
            if found.excludes(block, block):
                raise DecisionError("和以前定下的“不是一件事”矛盾，请先撤销那一条")
        return made

    def in_force(self) -> tuple[Decision, ...]:
        """The decisions that were not undone."""
        found: list[Decision] = []
        for decision in self.decisions:
            if decision.kind == "undo":
                found.pop()
            else:
                found.append(decision)
        return tuple(found)

    def constraints(self) -> Constraints:
        """What binds: the later of two decisions about the same pair."""
        bound: dict[tuple[str, str], bool] = {}
        for decision in self.in_force():
            inside: tuple[str, ...] = decision.ids
            outside: tuple[str, ...] = ()
            if decision.kind in {"split", "move"}:
                cut = decision.ids.index("|")
                inside, outside = decision.ids[:cut], decision.ids[cut + 1 :]
            if decision.kind == "never":
                bound[unordered(*decision.ids)] = False
                continue
            bound.update({unordered(*pair): True for pair in combinations(inside, 2)})
            bound.update({unordered(one, other): False for one in inside for other in outside})
        return Constraints(
            frozenset(pair for pair, is_together in bound.items() if is_together),
            frozenset(pair for pair, is_together in bound.items() if not is_together),
        )

    def replay(self, groups: Iterable[frozenset[str]]) -> list[frozenset[str]]:
        """Any proposal, bound by everything in force."""
        return self.constraints().applied(groups)


def completed(decision: Decision, groups: Sequence[frozenset[str]]) -> Decision:
    """A split or move written out with those that are left behind, after a bar, so that replaying needs no memory of the screen."""
    if decision.kind == "split":
        inside = tuple(sorted(set(decision.ids)))
        left = sorted({key for group in groups if group & set(inside) for key in group} - set(inside))
        return Decision("split", (*inside, "|", *left), decision.by)
    if decision.kind == "move":
        who, where = decision.ids
        left = sorted(key for group in groups if who in group and where not in group for key in group if key != who)
        target = sorted(key for group in groups if where in group for key in group if key != who)
        return Decision("move", (who, *target, "|", *left), decision.by)
    return decision
