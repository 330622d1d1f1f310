"""What people do in and around talks."""

from kentan.stages.talks.actions.agenda import count_online, set_agenda
from kentan.stages.talks.actions.coming import (
    arrive,
    ask,
    check_in,
    read_out,
    set_aside,
    sign_up,
    withdraw_sign_up,
)
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
    renew_code,
    seat,
    start,
)
from kentan.stages.talks.actions.mediating import (
    MEDIATING,
    agree,
    end_without,
    open_mediation,
    release_terms,
    resume,
    set_party,
    sign_terms,
    write_terms,
)
from kentan.stages.talks.actions.series import close_series, open_series

__all__ = [
    "MEDIATING", "RECORDING", "agree", "announce", "arrive", "ask", "check_in", "close_series", "confirm_wording", "count_online",
    "end_without", "erase_seat", "may_confirm", "move", "open_mediation", "open_series", "plan", "postpone", "read_out",
    "record", "release_terms", "renew_code", "resume", "seat", "set_agenda", "set_aside", "set_party", "sign_terms",
    "sign_up", "start", "withdraw_sign_up", "write_terms",
]  # fmt: skip
