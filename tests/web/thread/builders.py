"""Builders for the thread's pages: a held talk, a thread walked to its end, and everything that a refusal must leave alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client
from tests.factories.pages import text_of
from tests.factories.records import (
    a_contact,
    a_point,
    a_reply,
    a_seat,
    a_suggestion,
    a_talk,
    an_evaluation,
    an_utterance,
    moment,
    unit,
    who,
)

from kentan.ground.ledger.models import Entry, Number
from kentan.ground.network.models import Deputy
from kentan.stages.outcomes import actions as outcomes
from kentan.stages.outcomes.models import Outcome, OutcomeSource
from kentan.stages.suggestions import actions as suggestions
from kentan.stages.suggestions import models as kept_by_suggestions
from kentan.stages.suggestions.models import Suggestion
from kentan.stages.talks import actions as talks
from kentan.stages.talks.models import Seat, Talk, Utterance

NAME = "周阿毛"
SAID = f"我是{NAME}，村口三盏路灯坏了一个月，路灯什么时候修好？"
TABLES = (
    Talk, Seat, Utterance, Suggestion, Outcome, OutcomeSource, Entry, Number,
    *(getattr(kept_by_suggestions, name) for name in kept_by_suggestions.__all__ if name != "Suggestion"),
)  # fmt: skip


class Said(str):
    """The words of a page; white space, which markup puts anywhere, does not count."""

    __slots__ = ()

    def __contains__(self, words: object) -> bool:
        return "".join(str(words).split()) in "".join(self.split())


def said_by(answer: Any) -> Said:
    """The words of an answer."""
    return Said(text_of(answer))


def get(address: str, client: Client | None = None) -> Said:
    """The words of a page that is there."""
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, address
    return said_by(answer)


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows that the thread's pages could change."""
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in TABLES}


def a_held_talk(state: str = "confirmed") -> Talk:
    """A citizen (named in his own words), a deputy and a unit spoke; the record was walked to a state."""
    talk = a_talk("in_progress")
    citizen = a_seat(talk, name=NAME, side="村民")
    deputy = a_seat(talk, "deputy", deputy=Deputy.objects.get(name="林一苇"))
    office = a_seat(talk, "unit", organisation=unit("盐官镇政府"))
    with moment("2026-05-20 14:30"):
        first = an_utterance(talk, SAID, seat=citizen, place="村口", item="自由发言")
        an_utterance(talk, "我去看过，灯杆也歪了。", seat=deputy, item="自由发言")
        an_utterance(talk, "一个月内换好。", seat=office, answers=first, response="later", promised_on=date(2026, 6, 20))
        talks.confirm_wording(first, by=who("town_clerk"), how="paper")
        for name, reached in (("adjourn", "adjourned"), ("confirm_record", "confirmed"), ("file", "closed")):
            if talk.state == state:
                break
            talks.move(talk, name, by=who("town_clerk"))
            assert talk.state == reached
    return talk


def first_line(talk: Talk) -> Utterance:
    """What the citizen said."""
    return talk.utterances.select_related("seat", "talk").get(position=1)


def a_handed_on(talk: Talk, state: str = "assigned", **given: Any) -> Suggestion:
    """What the citizen said became a suggestion."""
    return a_suggestion(state, points=[a_point(first_line(talk))], **given)


def an_outcome(*sources: Suggestion, is_public: bool = True) -> Outcome:
    """A measure that cites the suggestions."""
    made = outcomes.record(
        sources, by=who("town_clerk"), host=unit("盐官镇人大主席团"), owner=unit("盐官镇政府"), kind="policy", title="村口路灯管护办法",
        words="路灯坏了三天内修。", decided_on=date(2026, 5, 24), paper="盐政〔2026〕9号",
    )  # fmt: skip
    if is_public:
        outcomes.publish(made, by=who("town_clerk"))
    return made


def a_promised(talk: Talk) -> Suggestion:
    """A suggestion answered with a promise (B) and rated."""
    suggestion = a_handed_on(talk, "handling")
    a_contact(suggestion)
    a_reply(suggestion, outcome_class="B", words="六月底前换好。", promise_words="换三盏灯", promise_due=date(2026, 6, 30))
    an_evaluation(suggestion)
    return suggestion


def of_a_deputy() -> Suggestion:
    """A deputy's suggestion, answered and waiting for his rating."""
    return a_suggestion("replied", track="deputy_suggestion", lead_deputy=Deputy.objects.get(name="林一苇"))


def a_return_wanted() -> Suggestion:
    """The unit asks to return it."""
    suggestion = a_suggestion("assigned")
    suggestions.request_return(suggestion, by=who("town_liaison"), reason="归住建局管。")
    return suggestion
