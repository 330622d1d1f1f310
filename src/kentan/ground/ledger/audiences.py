"""听众: who is meant by the audience names in a table of moves. `wiring.py` fills this in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from kentan.ground.accounts.models import Account

Audience = Callable[[Any], Iterable[Account | None]]
_audiences: dict[tuple[type, str], Audience] = {}


def register(model: type, name: str, audience: Audience) -> None:
    """From now on `name` in the moves of this model means these accounts."""
    _audiences[model, name] = audience


def of(record: object, names: Iterable[str]) -> set[Account]:
    """The accounts to be told; names without accounts (the speaker) are told on their own page."""
    found: set[Account] = set()
    for name in names:
        audience = _audiences.get((type(record), name))
        if audience is not None:
            found.update(account for account in audience(record) if account is not None)
    return found
