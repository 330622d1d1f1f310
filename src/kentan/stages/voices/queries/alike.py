"""相近的民声: how many messages say something like this; others see only counts and released titles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from deliberation.text.similarity import bigrams, dice
from kentan.ground.moment import now
from kentan.ground.network.models import Code
from kentan.stages.voices.labels import VoiceState
from kentan.stages.voices.models import Voice

ALIKE_FROM = 0.3
LOOK_BACK = timedelta(days=365)
MOST_COMPARED = 500


@dataclass(frozen=True, slots=True)
class Alike:
    """已有 n 条相近的反映: messages counted, never people; titles only of released ones."""

    messages: int
    titles: tuple[str, ...]


def alike(words: str, *, code: Code) -> Alike:
    """Messages of the same township within a year that share enough pairs of characters."""
    mine = bigrams(words)
    township = code.area.township if code.area else None
    if len(mine) < 3:  # noqa: PLR2004  two pairs are alike by chance
        return Alike(0, ())
    others = Voice.objects.exclude(state=VoiceState.ERASED).filter(said_at__gte=now() - LOOK_BACK)
    if township is not None:
        others = others.filter(area__in=[township.pk, *township.parts.values_list("pk", flat=True)])
    near = [row for row in others.order_by("-pk")[:MOST_COMPARED] if dice(mine, bigrams(row.words)) >= ALIKE_FROM]
    titles = tuple(dict.fromkeys(row.title for row in near if row.state == VoiceState.RELEASED and row.title))
    return Alike(len(near), titles[:3])
