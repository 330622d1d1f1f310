"""随后: what follows from a move. Registered in `wiring.py`, called by the door in the same transaction."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Protocol

from deliberation.flow import Move
from kentan.ground.accounts.actor import Actor


class Follower(Protocol):
    """An action that follows a move."""

    def __call__(self, record: Any, /, *, by: Actor) -> object: ...


Cause = Move | str
"""A move, or the name of an event that is no change of state (an erasure)."""

_followers: dict[Cause, list[Follower]] = defaultdict(list)


def follow(move: Cause, *actions: Follower) -> None:
    """After this move, these actions, in this order."""
    _followers[move].extend(action for action in actions if action not in _followers[move])


def followers_of(move: Cause) -> tuple[Follower, ...]:
    """What follows from this move."""
    return tuple(_followers[move])


def happened(event: str, record: object, *, by: Actor) -> None:
    """Call what follows from an event that changes no state; in the caller's transaction."""
    for action in followers_of(event):
        action(record, by=by)
