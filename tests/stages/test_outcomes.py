"""转化: what came of it, from which suggestions; the one trace that runs through all stages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.factories import records

from kentan.ground.ledger.errors import NotAllowed, NoteNeeded, WrongState
from kentan.ground.ledger.models import Entry, Notice
from kentan.stages.outcomes import actions, queries
from kentan.stages.outcomes.models import Outcome, OutcomeSource
from kentan.stages.suggestions import actions as suggestions
from kentan.stages.suggestions.errors import Unfit
from kentan.stages.suggestions.models import Suggestion
from kentan.stages.voices import actions as voices

pytestmark = pytest.mark.django_db


def record(*sources: Suggestion, by: str = "town_clerk", **given: Any) -> Outcome:
    fields: dict[str, Any] = {
        "host": records.unit("盐官镇人大主席团"), "owner": records.unit("盐官镇政府"), "kind": "policy", "title": "盐官镇路灯管理办法",
        "words": "每季度查一次路灯。", "decided_on": date(2026, 5, 24),
    }  # fmt: skip
    return actions.record(sources, by=records.who(by), **(fields | given))


def counts() -> tuple[int, ...]:
    return Outcome.objects.count(), OutcomeSource.objects.count(), Entry.objects.count()


def test_an_outcome_names_its_suggestions_each_once(county: None) -> None:
    one, other = records.a_suggestion("assigned"), records.a_suggestion("assigned")
    outcome = record(one, other, one)
    assert list(queries.suggestions_behind(outcome)) == [one, other]
    assert (outcome.state, outcome.area, Entry.objects.order_by("pk").last().label) == ("recorded", one.area, "登记成果")


@pytest.mark.parametrize(
    ("given", "field"), [({"kind": "speech"}, "kind"), ({"title": " "}, "title"), ({"words": ""}, "title"), ({"sources": False}, "suggestions")],
)  # fmt: skip
def test_an_outcome_without_what_it_needs_is_refused(county: None, given: dict[str, Any], field: str) -> None:
    sources = [records.a_suggestion("assigned")] if given.pop("sources", True) else []
    before = counts()
    with pytest.raises(Unfit) as refused:
        record(*sources, **given)
    assert (list(refused.value.fields), counts()) == ([field], before)


@pytest.mark.parametrize("username", ["street_clerk", "town_head", "deputy_one", "admin"])
def test_only_the_recording_body_records_and_moves_an_outcome(county: None, username: str) -> None:
    outcome = record(records.a_suggestion("assigned"))
    before, row = counts(), records.row(outcome)
    for attempt in (
        lambda: record(records.a_suggestion("sorted"), by=username), lambda: actions.publish(outcome, by=records.who(username)),
        lambda: actions.end(outcome, by=records.who(username), reason="废止"),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            attempt()
    assert (counts()[:2], records.row(outcome)) == (before[:2], row)


def test_an_outcome_is_public_from_publication_on_and_its_units_are_told(county: None) -> None:
    suggestion = records.a_suggestion("assigned")
    outcome = record(suggestion)
    assert (list(queries.public_outcomes()), queries.outcomes_from([suggestion])) == ([], [])
    with pytest.raises(WrongState):
        actions.put_in_force(outcome, by=records.who("town_clerk"))
    outcome.refresh_from_db()
    actions.publish(outcome, by=records.who("town_clerk"))
    assert queries.outcomes_from([suggestion]) == [outcome]
    assert set(Notice.objects.filter(entry__move="publish").values_list("account__username", flat=True)) == {
        "town_head",
        "town_liaison",
    }
    actions.put_in_force(outcome, by=records.who("town_clerk"))
    with pytest.raises(NoteNeeded):
        actions.end(outcome, by=records.who("town_clerk"), reason=" ")
    actions.end(outcome, by=records.who("town_clerk"), reason="已被新办法代替。")
    assert (outcome.state, queries.outcomes_from([suggestion])) == ("ended", [outcome])


def test_publishing_twice_is_refused(county: None) -> None:
    outcome = record(records.a_suggestion("assigned"))
    stale = Outcome.objects.get(pk=outcome.pk)
    actions.publish(outcome, by=records.who("town_clerk"))
    before = counts()
    with pytest.raises(WrongState):
        actions.publish(stale, by=records.who("town_clerk"))
    assert counts() == before


# The trace


def labels(receipt: str) -> list[tuple[str, str]]:
    found = queries.full_receipt(receipt)
    assert found is not None
    return [(step.label, step.status) for step in found.steps]


def test_the_trace_of_a_voice_that_became_nothing_yet_has_the_five_steps_of_a_ticket(county: None) -> None:
    voice = records.a_voice()
    assert labels(voice.receipt) == [("原话", "done"), ("转送", "now"), ("受理", "next"), ("结果", "next"), ("评价", "next")]
    assert queries.full_receipt("0000000000") is None


def test_the_trace_of_a_voice_goes_on_into_what_became_of_it(county: None) -> None:
    voice = records.a_voice()
    voices.convert(voice.ticket, by=records.who("town_clerk"))
    suggestion = records.a_suggestion("replied", points=[records.a_point(voice)])
    assert labels(voice.receipt)[5:] == [
        ("要点", "done"), ("交办", "done"), ("答复", "done"), ("评价", "now"), ("回头看", "next"), ("改变", "next"),
    ]  # fmt: skip
    records.an_evaluation(suggestion)
    suggestions.close(suggestion, by=records.who("town_clerk"))
    outcome = record(suggestion)
    assert labels(voice.receipt)[-1] == ("改变", "next")
    actions.publish(outcome, by=records.who("town_clerk"))
    assert labels(voice.receipt)[-1] == ("改变", "done")
    assert "盐官镇路灯管理办法" in queries.full_receipt(voice.receipt).steps[-1].words


def test_two_suggestions_of_one_voice_are_told_apart_by_name(county: None) -> None:
    voice = records.a_voice()
    for _ in range(2):
        records.a_suggestion("assigned", points=[records.a_point(voice)])
    assert [label for label, _ in labels(voice.receipt) if label.startswith("交办")] == ["交办「修好村口路灯」"] * 2


def test_the_earliest_duty_of_others_is_the_one_that_is_owed_to_the_speaker(county: None) -> None:
    voice = records.a_voice()
    records.a_suggestion("assigned", points=[records.a_point(voice)])
    owed = queries.full_receipt(voice.receipt).owed
    assert (owed.who, owed.due) == ("林一苇代表", date(2026, 5, 26))
    voices.convert(voice.ticket, by=records.who("town_clerk"))
    owed = queries.full_receipt(voice.receipt).owed
    assert (owed.who, owed.what, owed.due, owed.working_days_left) == ("盐官镇政府", "答复", date(2026, 6, 25), 22)


def test_upstream_words_are_public_only_where_a_public_record_holds_them(county: None) -> None:
    talk = records.a_talk()
    held, released = records.a_voice("没有公开的话。"), records.a_voice("公开了摘录的话。")
    voices.release(released, by=records.who("town_clerk"), title="标题", extract="摘录。")
    said = records.an_utterance(talk, "会上说的话。", seat=records.a_seat(talk, name="王小明", side="村民"))
    suggestion = records.a_suggestion(points=[records.a_point(source) for source in (held, released, said)])
    found = [(source.kind, source.who, source.words) for source in queries.sources_of(suggestion)]
    assert found == [("民声", "盐官镇群众", ""), ("民声", "盐官镇群众", "摘录。"), ("发言", "群众（村民）", "会上说的话。")]
