"""导入建议: what another system held becomes a suggestion here that waits for its 交办, with its original words behind it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from deliberation.text.normalise import fault, tidy
from kentan.ground.accounts.actor import Actor
from kentan.ground.network.labels import DeputyStatus
from kentan.ground.network.models import Deputy, Organisation
from kentan.stages.suggestions.actions.sorting import draft, find_point
from kentan.stages.suggestions.errors import Unfit
from kentan.stages.suggestions.labels import Track
from kentan.stages.suggestions.models import Suggestion
from kentan.stages.voices.actions import importing
from kentan.stages.voices.models import Voice

MOST_TITLE, MOST_WORDS = 80, 5000


@dataclass(frozen=True, slots=True)
class Imported:
    """One row as it came: 案号, 案由, 摘要, 领衔人, 附议人, when it was raised."""

    number: str
    title: str
    words: str
    lead: str = ""
    cosigners: tuple[str, ...] = ()
    raised_at: str = ""


@transaction.atomic
def take_in(row: Imported, *, by: Actor, host: Organisation, source: str, key: str) -> Suggestion | None:
    """The suggestion, sorted and waiting to be assigned; None when this row was taken in before. Raises Unfit, NotAllowed, NotAcceptable.

    `key` is the row's identity within `source`. It is a 代表建议 when a deputy is named, else 群众意见转办.
    """
    title, words = tidy(row.title), tidy(row.words) or tidy(row.title)
    if not title or len(title) > MOST_TITLE:
        raise Unfit({"title": "案由不能空，不超过 80 字。"})
    if found := fault(words, least=1, most=MOST_WORDS):
        raise Unfit({"ask": "摘要太长了。" if found == "too_long" else "摘要里有不能用的字符。"})
    if Voice.objects.filter(source=source[:60], source_id=key[:120]).exists():
        return None
    lead, cosigners = signers(row)
    where = importing.Where(source, "", None)
    voice = importing.voice_of_row({"words": words, "title": title, "at": row.raised_at, "id": key}, 1, where, host.area)
    importing.save_together([voice], by=by, opens=False)
    point = find_point(voice, by=by, start=0, end=len(voice.words), ask=title)
    track = Track.DEPUTY_SUGGESTION if lead else Track.CITIZEN_OPINION
    return draft([point], by=by, host=host, title=title, ask=words, track=track, lead_deputy=lead, cosigners=cosigners)


def signers(row: Imported) -> tuple[Deputy | None, list[Deputy]]:
    """The deputies who are named. Raises Unfit: unknown, or more than one of that name."""
    names = [name for name in (row.lead, *row.cosigners) if tidy(name)]
    found = [one_deputy(tidy(name)) for name in names]
    return (found[0], found[1:]) if tidy(row.lead) else (None, [])


def one_deputy(name: str) -> Deputy:
    """Raises Unfit."""
    known = list(Deputy.objects.filter(name=name, status=DeputyStatus.IN_OFFICE)[:2])
    if len(known) != 1:
        raise Unfit({"lead_deputy": f"没有叫“{name}”的在任代表。" if not known else f"叫“{name}”的代表不止一位。"})
    return known[0]
