"""梳理: points are found, gathered and separated; whatever is done, no point and no original is ever lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories import records
from tests.ground.ledger.side_by_side import together

from kentan.ground.ledger.chain import verify
from kentan.ground.ledger.errors import NotAllowed
from kentan.ground.ledger.models import Chain, Entry
from kentan.ground.network.models import Deputy
from kentan.stages.suggestions import actions
from kentan.stages.suggestions.errors import Unfit
from kentan.stages.suggestions.models import Point, PointLink, Suggestion
from kentan.stages.suggestions.queries import points_of, suggestions_from
from kentan.stages.talks.models import Utterance
from kentan.stages.voices.models import Voice

pytestmark = pytest.mark.django_db


def sources() -> list[tuple[str, int, str]]:
    """Every original, word for word."""
    return [(type(row).__name__, row.pk, row.words) for model in (Voice, Utterance) for row in model.objects.order_by("pk")]


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Point, PointLink, Suggestion, Entry))


def test_a_point_quotes_the_very_words(county: None) -> None:
    voice = records.a_voice("𠮷田路口的路灯坏了，公交也少。")
    point = actions.find_point(voice, by=records.who("town_clerk"), start=0, end=9, ask="修灯")
    assert (point.quotation, point.source, point.place) == ("𠮷田路口的路灯坏了", voice, "")


def test_a_point_takes_the_place_from_its_source_unless_another_is_given(county: None) -> None:
    voice = records.a_voice(place="垂虹桥")
    found = [
        actions.find_point(voice, by=records.who("town_clerk"), start=0, end=2, ask="修灯", place=place).place
        for place in ("", "桥南")
    ]
    assert found == ["垂虹桥", "桥南"]


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3), (0, 10_000)])
def test_a_point_outside_the_words_is_refused(county: None, start: int, end: int) -> None:
    voice = records.a_voice()
    before = counts()
    with pytest.raises(Unfit):
        actions.find_point(voice, by=records.who("town_clerk"), start=start, end=end, ask="修灯")
    with pytest.raises(Unfit):
        actions.find_point(voice, by=records.who("town_clerk"), start=0, end=2, ask=" ", problem="")
    assert counts() == before


def test_only_who_answers_for_the_words_sorts_them(county: None) -> None:
    voice, said = records.a_voice(), records.an_utterance(records.a_talk())
    before = counts()
    for source in (voice, said):
        for username in ("deputy_one", "town_liaison", "street_clerk", "admin"):
            with pytest.raises(NotAllowed):
                records.a_point(source, by=username)
    assert counts() == before
    for username in ("town_clerk", "city_clerk"):
        records.a_point(voice, by=username)
        records.a_point(said, by=username)
    assert Point.objects.count() == 4


@pytest.mark.parametrize(
    ("given", "field"),
    [({"title": ""}, "title"), ({"title": "案" * 81}, "title"), ({"ask": " "}, "ask"), ({"points": []}, "points"),
     ({"track": "deputy_suggestion"}, "lead_deputy"), ({"track": "whatever"}, "track")],
)  # fmt: skip
def test_a_draft_without_what_it_needs_is_refused(county: None, given: dict[str, Any], field: str) -> None:
    points = [records.a_point(records.a_voice())]
    before = counts()
    fields = {"points": points, "title": "修灯", "ask": "修好。"} | given
    with pytest.raises(Unfit) as refused:
        actions.draft(fields.pop("points"), by=records.who("town_clerk"), host=records.unit("盐官镇人大主席团"), **fields)
    assert (list(refused.value.fields), counts()) == ([field], before)


def test_a_draft_by_another_bodys_staff_or_of_another_bodys_words_is_refused(county: None) -> None:
    point = records.a_point(records.a_voice())
    before = counts()
    for username, host in (
        ("street_clerk", "盐官镇人大主席团"),
        ("street_clerk", "人大海洲街道工委"),
        ("deputy_one", "盐官镇人大主席团"),
    ):
        with pytest.raises(NotAllowed):
            actions.draft([point], by=records.who(username), host=records.unit(host), title="修灯", ask="修好。")
    assert counts() == before


def test_what_comes_out_of_a_talk_is_a_talk_opinion_that_remembers_the_talk(county: None) -> None:
    talk = records.a_talk()
    suggestion = records.a_suggestion(points=[records.a_point(records.a_voice()), records.a_point(records.an_utterance(talk))])
    assert (suggestion.track, suggestion.talk, suggestion.lead_deputy) == ("talk_opinion", talk, None)
    assert Entry.objects.filter(subject=f"suggestions.Suggestion:{suggestion.pk}").first().move == "begin"


def test_a_point_moves_from_one_suggestion_to_another_and_the_earlier_link_is_kept(county: None) -> None:
    voice = records.a_voice()
    point = records.a_point(voice)
    one, other = records.a_suggestion(points=[point]), records.a_suggestion()
    actions.gather(point, other, by=records.who("town_clerk"))
    assert (points_of(one), point in points_of(other)) == ([], True)
    links = list(PointLink.objects.filter(point=point).order_by("pk").values_list("suggestion", "ended_at", "ended_by__username"))
    assert [(suggestion, ended is None, by) for suggestion, ended, by in links] == [
        (one.pk, False, "town_clerk"),
        (other.pk, True, None),
    ]
    assert suggestions_from(voice) == [other]


def test_nobody_takes_a_point_out_of_another_bodys_suggestion(county: None) -> None:
    point = records.a_point(records.a_voice())
    mine = records.a_suggestion(points=[point])
    theirs = actions.draft(
        [records.a_point(records.a_voice(to="许三多"), by="street_clerk")], by=records.who("street_clerk"),
        host=records.unit("人大海洲街道工委"), title="另一件", ask="另一件。",
    )  # fmt: skip
    before = counts()
    with pytest.raises(NotAllowed):
        actions.gather(point, theirs, by=records.who("street_clerk"))
    with pytest.raises(NotAllowed):
        actions.separate(point, by=records.who("street_clerk"))
    assert (counts(), points_of(mine)) == (before, [point])


def test_separating_what_is_in_nothing_is_refused(county: None) -> None:
    point = records.a_point(records.a_voice())
    before = counts()
    with pytest.raises(PointLink.DoesNotExist):
        actions.separate(point, by=records.who("town_clerk"))
    assert counts() == before


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(st.lists(st.tuples(st.sampled_from(["gather", "separate"]), st.integers(0, 3), st.integers(0, 2)), max_size=12))
def test_any_order_of_gathering_and_separating_keeps_every_point_and_every_original(
    county: None, steps: list[tuple[str, int, int]]
) -> None:
    talk = records.a_talk()
    points = [records.a_point(records.a_voice(f"第{n}位说路灯坏了。")) for n in range(2)]
    points += [records.a_point(records.an_utterance(talk, f"第{n}位说停车难。")) for n in range(2)]
    matters = [records.a_suggestion(points=[records.a_point(records.a_voice("别的一件事情。"))]) for _ in range(3)]
    clerk, words = records.who("town_clerk"), sources()
    expected: dict[int, int | None] = dict.fromkeys(range(4))
    history = 0
    for what, point, matter in steps:
        if what == "gather":
            actions.gather(points[point], matters[matter], by=clerk)
            expected[point], history = matter, history + 1
        elif expected[point] is not None:
            actions.separate(points[point], by=clerk)
            expected[point] = None
    now = {n: [link.suggestion for link in point.links.filter(ended_at=None)] for n, point in enumerate(points)}
    assert now == {n: [] if matter is None else [matters[matter]] for n, matter in expected.items()}
    assert sources() == words
    assert [point.quotation for point in points] == ["第0位说路灯", "第1位说路灯", "第0位说停车", "第1位说停车"]
    assert PointLink.objects.filter(point__in=points).count() == history
    assert [verify(Chain.objects.get(matter=matter.matter)) for matter in matters] == [[], [], []]


@pytest.mark.django_db(transaction=True)
def test_two_who_gather_the_same_point_at_once_leave_it_in_one_place(county: None) -> None:
    point = records.a_point(records.a_voice())
    matters = [records.a_suggestion() for _ in range(4)]
    clerk = records.who("town_clerk")
    answers = together(*(lambda matter=matter: actions.gather(point, matter, by=clerk).suggestion_id for matter in matters))
    assert sorted(answers) == sorted(matter.pk for matter in matters)
    assert point.links.filter(ended_at=None).count() == 1
    assert point.links.count() == 4


def test_a_cosigned_suggestion_names_its_deputies_once_each_lead_first(county: None) -> None:
    lead, *others = Deputy.objects.order_by("-pk")
    suggestion = records.a_suggestion(track="deputy_suggestion", lead_deputy=lead, cosigners=[*others, lead])
    assert suggestion.deputies == [lead, *reversed(others)]
