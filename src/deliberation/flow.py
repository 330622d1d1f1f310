"""流转表: the legal moves of a record, as data.

A Flow is a table of Moves. The same table opens buttons, refuses the wrong hand, names the log line,
tells those concerned and draws its own picture. Nothing here knows a database, a clock or a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Predicate = Callable[[Any, Any], bool]
"""(actor, record) → may this actor make the move on this record?"""


@dataclass(frozen=True, slots=True, eq=False)
class Move:
    """一步: from any of `sources` to `target`, by whom `allowed` says yes to.

    `label` is the word on the button and in the log (交办); `tells` names the audiences to be told.
    """

    name: str
    label: str
    sources: frozenset[str]
    target: str
    allowed: Predicate
    tells: tuple[str, ...] = ()
    needs_note: bool = False

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """一张流转表: all the moves that one kind of record knows.

    Raises ValueError when two moves share a name or a state cannot be reached from `initial`.
    """

    name: str
    initial: str
    moves: tuple[Move, ...]
    labels: dict[str, str]

    def __post_init__(self) -> None:
        names = [move.name for move in self.moves]
        if len(set(names)) != len(names):
            raise ValueError(f"{self.name}: two moves share a name")
        unknown = {state for move in self.moves for state in (*move.sources, move.target)} - set(self.labels)
        if unknown:
            raise ValueError(f"{self.name}: states without a label: {sorted(unknown)}")
        lost = set(self.labels) - self.reachable()
        if lost:
            raise ValueError(f"{self.name}: states that nothing leads to: {sorted(lost)}")

    def __iter__(self) -> Iterator[Move]:
        return iter(self.moves)

    def __getitem__(self, name: str) -> Move:
        for move in self.moves:
            if move.name == name:
                return move
        raise KeyError(name)

    def reachable(self) -> set[str]:
        """Every state that some walk from the first one arrives at."""
        seen, waiting = {self.initial}, [self.initial]
        while waiting:
            state = waiting.pop()
            for move in self.moves:
                if state in move.sources and move.target not in seen:
                    seen.add(move.target)
                    waiting.append(move.target)
        return seen

    def open_to(self, actor: Any, record: Any) -> tuple[Move, ...]:
        """The moves that this actor may make now on this record: its buttons."""
        return tuple(move for move in self.moves if record.state in move.sources and move.allowed(actor, record))

    def mermaid(self) -> str:
        """The picture of the table, for docs/3-flows.md."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        lines += [f"    {state}: {label}" for state, label in self.labels.items()]
        lines += [f"    {source} --> {move.target}: {move.label}" for move in self.moves for source in sorted(move.sources)]
        return "\n".join(lines)


def any_of(*predicates: Predicate) -> Predicate:
    """Allowed when one of the predicates says yes."""
    return lambda actor, record: any(predicate(actor, record) for predicate in predicates)
