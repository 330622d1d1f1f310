"""What the door answers when it stays shut. Facts only; the sentences live in the faces."""

from __future__ import annotations

from deliberation.flow import Move


class Refused(Exception):
    """The base of all refusals: nothing was changed."""


class NotAllowed(Refused):
    """This actor may not make this move on this record."""

    def __init__(self, move: Move) -> None:
        super().__init__(move.name)
        self.move = move


class WrongState(Refused):
    """The record is no longer where the move starts: somebody was faster, or the page is stale."""

    def __init__(self, move: Move, state: str) -> None:
        super().__init__(f"{move.name} from {state}")
        self.move = move
        self.state = state


class NoteNeeded(Refused):
    """The move needs a reason in words."""

    def __init__(self, move: Move) -> None:
        super().__init__(move.name)
        self.move = move
