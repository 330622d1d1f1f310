"""一次一问: in 长辈版 the form is asked in three steps, without storing anything on the way."""

from __future__ import annotations

from django.http import HttpRequest

from kentan.stages.voices import intake
from kentan.stages.voices.errors import NotAcceptable
from kentan.web.citizen.forms import SpeakForm

STEPS = 3
STEP_OF_FIELD = {"words": 1, "place": 2, "phone": 3, "photos": 3}


def asked_step(request: HttpRequest) -> int:
    """The step that a button asks for; 0 when the words are to be sent."""
    asked = request.POST.get("step", "")
    return int(asked) if asked in {str(number) for number in range(1, STEPS + 1)} else 0


def step_of(faults: dict[str, str]) -> int:
    """The step on which the first fault can be mended."""
    return min((STEP_OF_FIELD.get(name, 1) for name in faults), default=1)


def words_before(step: int, form: SpeakForm) -> dict[str, str]:
    """What is wrong in the steps before this one."""
    said = form.typed()
    try:
        intake.accept(words=said["words"], place=said["place"], phone=said["phone"])
    except NotAcceptable as error:
        return {name: sentence for name, sentence in error.fields.items() if STEP_OF_FIELD.get(name, 1) < step}
    return {}
