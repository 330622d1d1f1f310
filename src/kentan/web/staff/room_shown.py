"""会场里还有什么: agenda, code, sign-ups, questions, counts, as the console shows them."""

from __future__ import annotations

from typing import Any

from kentan.ground.ledger import numbers
from kentan.stages.talks.actions.agenda import SETTLED
from kentan.stages.talks.models import Talk
from kentan.stages.talks.queries import is_door_open, mediations, open_questions, sign_ups
from kentan.stages.voices.queries import voices_citing
from kentan.web.staff import room_forms as forms


def room(talk: Talk, *, is_host: bool, **filled: Any) -> dict[str, Any]:
    """The console's further parts. `filled` carries a form that was tried."""
    number, may_change = numbers.number_of(talk), is_host and talk.state not in SETTLED
    agenda = list(talk.agenda.all())
    return {
        "number": number, "agenda": agenda, "may_change": may_change, "is_door_open": is_door_open(talk),
        "sign_ups": list(sign_ups(talk)), "questions": list(open_questions(talk)),
        "raised": voices_citing([number]).get(number, 0),
        "agenda_form": filled.get("agenda_form") or forms.Agenda.of(agenda),
        "online_form": filled.get("online_form") or forms.Online.of(talk),
        "aside_form": forms.SetAside(), "mediations": list(mediations(talk)),
    }  # fmt: skip
