"""找民声: any word of two characters or more, exactly, in the words, headings and places that the reader may see."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from deliberation.text.normalise import tidy
from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.errors import NotAllowed
from kentan.stages.voices import flow, rules
from kentan.stages.voices.labels import VoiceState
from kentan.stages.voices.models import Voice

PAGE = 20


@dataclass(frozen=True, slots=True)
class Page:
    """Twenty voices, and where the next twenty begin (0 when there are none)."""

    voices: tuple[Voice, ...]
    next: int


def visible_voices(actor: Actor) -> QuerySet[Voice]:
    """The voices that the staff of a township, or of the city, may read."""
    return kept_voices(actor).exclude(state=VoiceState.ERASED)


def kept_voices(actor: Actor) -> QuerySet[Voice]:
    """The same with those that were erased on request: what is left of them is that they were there."""
    voices = Voice.objects.select_related("area__parent", "deputy", "station", "ticket__unit")
    if actor.holds("city_staff"):
        return voices
    areas = [post.area for post in actor.posts if post.role in {"town_staff", "town_chair"}]
    return voices.filter(Q(area__in=areas) | Q(area__parent__in=areas))


def voice_for(actor: Actor, pk: int) -> Voice:
    """One voice, for its area's staff. Raises Voice.DoesNotExist, NotAllowed."""
    voice = Voice.objects.select_related("deputy", "station", "area__parent").get(pk=pk)
    if not rules.is_area_staff(actor, voice):
        raise NotAllowed(flow.RELEASE)
    return voice


def tsquery(word: str) -> str:
    """The pairs of a word, all of which must stand in the index: 停车场 → '停车' & '车场'."""
    pairs = dict.fromkeys(word[place : place + 2] for place in range(max(1, len(word) - 1)))
    return " & ".join("'" + pair.replace("\\", "\\\\").replace("'", "''") + "'" for pair in pairs)


def containing(voices: QuerySet[Voice], word: str) -> QuerySet[Voice]:
    """Those with this word; a single character is looked for in the words alone, without the index."""
    plain = tidy(word).lower()
    if not plain:
        return voices
    exact = Q(words__icontains=plain) | Q(heading__icontains=plain) | Q(place__icontains=plain)
    if len(plain) == 1:
        return voices.filter(exact)
    return voices.filter(RawSQL("voices_voice.bigrams @@ %s::tsquery", [tsquery(plain)], output_field=BooleanField())).filter(
        exact
    )


def page_of(actor: Actor, *, word: str = "", before: int = 0) -> Page:
    """One page, newest first, by key: no page grows slower with its distance from the first."""
    found = containing(visible_voices(actor), word).order_by("-pk")
    if before:
        found = found.filter(pk__lt=before)
    rows = list(found[: PAGE + 1])
    return Page(tuple(rows[:PAGE]), rows[PAGE - 1].pk if len(rows) > PAGE else 0)
