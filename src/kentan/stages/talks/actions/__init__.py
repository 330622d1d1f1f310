"""What people do in and around talks."""

from kentan.stages.talks.actions.holding import (
    RECORDING,
    announce,
    confirm_wording,
    erase_seat,
    may_confirm,
    move,
    plan,
    postpone,
    record,
    seat,
    start,
)
from kentan.stages.talks.actions.series import close_series, open_series

__all__ = [
    "RECORDING", "announce", "close_series", "confirm_wording", "erase_seat", "may_confirm", "move", "open_series", "plan", "postpone",
    "record", "seat", "start",
]  # fmt: skip
