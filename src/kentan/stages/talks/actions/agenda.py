"""议程 and 线上人数: what the host writes down about the talk as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from deliberation.text.normalise import tidy
from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.advance import remark
from kentan.ground.ledger.errors import NotAllowed
from kentan.stages.talks import flow, rules
from kentan.stages.talks.errors import NotInProgress
from kentan.stages.talks.labels import TalkState
from kentan.stages.talks.models import AgendaItem, Talk

SETTLED = (TalkState.CONFIRMED, TalkState.CLOSED, TalkState.CANCELLED)


@transaction.atomic
def set_agenda(talk: Talk, *, by: Actor, items: Sequence[tuple[str, int | None]]) -> list[AgendaItem]:
    """定议程: the whole of it, each item with its minutes or none. Raises NotAllowed, NotInProgress once the record is confirmed."""
    check(talk, by)
    talk.agenda.all().delete()
    rows = [(tidy(title)[:60], minutes) for title, minutes in items if tidy(title)]
    made = AgendaItem.objects.bulk_create(
        AgendaItem(talk=talk, position=place, title=title, minutes=minutes) for place, (title, minutes) in enumerate(rows, 1)
    )
    remark(talk, "agenda", "定议程", by=by, note="；".join(item.title for item in made))
    return made


@transaction.atomic
def count_online(talk: Talk, *, by: Actor, people: int | None, words: int | None) -> Talk:
    """线上人数 and 留言条数, as the platform that carried it says; only counts, no names. Raises NotAllowed, NotInProgress."""
    check(talk, by)
    talk.online_people, talk.online_words = people, words
    talk.save(update_fields=["online_people", "online_words"])
    remark(talk, "online", "记线上人数", by=by, note=f"{people or 0} 人，{words or 0} 条")
    return talk


def check(talk: Talk, by: Actor) -> None:
    """The host's staff, and the record not yet settled."""
    if not rules.is_host_staff(by, talk):
        raise NotAllowed(flow.START)
    if Talk.objects.select_for_update().get(pk=talk.pk).state in SETTLED:
        raise NotInProgress(talk.state)
