"""S6 盐官音乐小镇: one sentence goes all the way, walked by clicking. Every date below was computed by hand.

Invented people. The times are the story's own; the machine's clock plays no part.
"""

from __future__ import annotations

import pytest

from kentan.demo import load as demo
from kentan.demo.people import CAST
from tests.factories.records import moment, who
from tests.story import s6_after as after
from tests.story import s6_before as before
from tests.story import s6_talk as middle

pytestmark = pytest.mark.django_db


@pytest.fixture
def music_town() -> None:
    """The small county of the demo, before anybody spoke."""
    with moment("2026-04-01 09:00"):
        demo.found()


def walk() -> None:
    """The whole story, by whichever hand."""
    first = before.the_visitor_speaks_on_saturday()
    before.the_sign_is_changed(first)
    heard = [first, *before.four_more_voices()]
    topic = before.the_topic(heard)
    preparation = before.the_preparation(topic)
    talk, said = middle.the_talk(topic, preparation)
    road, bus, parking = middle.three_suggestions(said, heard)
    middle.assigned_with_dates(road, bus, parking)
    after.answered(road, bus, parking)
    after.changed(bus, parking)
    after.everyone_can_see_it(heard, bus)
    after.who_is_told_by_telephone(heard[3])
    after.no_name_is_public(topic, talk, [road, bus, parking])
    after.the_visitor_is_erased(first, road)


def test_one_sentence_goes_all_the_way(music_town: None) -> None:
    walk()


def test_every_member_of_the_cast_holds_the_post_that_the_story_needs(music_town: None) -> None:
    assert {member.username: who(member.username).holds(member.role) for member in CAST} == {
        member.username: True for member in CAST
    }
