"""What people do with voices and tickets."""

from kentan.stages.voices.actions.handling import (
    accept,
    confirm,
    decide,
    decline,
    finish,
    mark_read,
    rate,
    reopen,
    send_back,
)
from kentan.stages.voices.actions.publishing import erase, look_at_contact, release, tell_by_phone, withhold
from kentan.stages.voices.actions.speaking import Heard, rehearse, speak, speak_by_proxy
from kentan.stages.voices.actions.triage import (
    answer,
    convert,
    escalate_city,
    escalate_town,
    join,
    relay,
    route_out,
)

__all__ = [
    "Heard", "accept", "answer", "confirm", "convert", "decide", "decline", "erase", "escalate_city", "escalate_town", "finish", "join",
    "look_at_contact", "mark_read", "rate", "rehearse", "relay", "release", "reopen", "route_out", "send_back", "speak",
    "speak_by_proxy", "tell_by_phone", "withhold",
]  # fmt: skip
