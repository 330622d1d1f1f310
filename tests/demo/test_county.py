"""示例县: as large and as lively as it says, every state of every table of moves, true chains, nothing that has not happened yet."""

from __future__ import annotations

from collections import Counter

import pytest
from django.apps import apps
from django.db import connection

from kentan import demo
from kentan.demo.county import heard, names, parts, people
from kentan.ground.accounts.models import Account
from kentan.ground.ledger.chain import verify_all
from kentan.ground.ledger.models import Entry, Staged
from kentan.ground.moment import now, today
from kentan.ground.network.models import Deputy, Membership, Organisation, Station
from kentan.stages.outcomes.models import Bulletin, Outcome
from kentan.stages.suggestions.models import Suggestion
from kentan.stages.talks.models import Talk, TalkSeries, Utterance
from kentan.stages.voices.models import Voice, VoiceContact

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def county() -> list[tuple[int, int]]:
    """The whole of it, and what the loading said of itself."""
    said: list[tuple[int, int]] = []
    demo.load_if_empty()
    demo.load_county(lambda done, every: said.append((done, every)))
    yield said
    people.forget()


def test_the_whole_county(county) -> None:
    it_is_as_large_as_the_institution()
    every_state_of_every_flow_occurs()
    it_is_true()
    it_is_loaded_once(county)
    every_step_of_the_tour_opens_for_whoever_is_named()


def it_is_as_large_as_the_institution() -> None:
    levels = Counter(Station.objects.values_list("level", flat=True))
    assert levels == {"city_hub": 1, "town_center": 12, "station": 122, "point": 153}
    with_liaison = Membership.objects.filter(role="liaison").values("organisation").distinct().count()
    assert (Deputy.objects.count(), with_liaison >= 24, Organisation.objects.filter(kind="unit").count() >= 18) == (
        120,
        True,
        True,
    )
    assert Voice.objects.count() >= 300
    series = TalkSeries.objects.get(title="一号工程，听企业说")
    said = Utterance.objects.filter(talk__series=series, seat__role="citizen")
    assert (series.sittings.count(), said.count(), said.values("words").distinct().count()) == (13, 137, 137)
    assert (Outcome.objects.filter(kind="project").count(), Bulletin.objects.filter(state="issued").count()) == (10, 2)
    late = Suggestion.objects.filter(due__lt=today(), state__in=["assigned", "handling", "redo"])
    assert late.count() >= 10
    assert Talk.objects.filter(state="announced", starts_at__gt=now()).count() >= 3
    assert sum(talk.sign_ups.count() for talk in Talk.objects.filter(state="announced")) >= 12


def every_state_of_every_flow_occurs() -> None:
    staged = [model for model in apps.get_models() if issubclass(model, Staged)]
    assert {
        model.__name__: sorted(set(model.flow.labels) - set(model.objects.values_list("state", flat=True))) for model in staged
    } == {model.__name__: [] for model in staged}


def it_is_true() -> None:
    assert verify_all() == []
    assert not Entry.objects.filter(at__gt=now()).exists()
    people_named = list(Account.objects.values_list("name", flat=True))
    assert len(people_named) == len(set(people_named))
    assert set(VoiceContact.objects.values_list("ending", flat=True)) <= {f"00{number:02d}" for number in range(100)}
    words = Counter(Voice.objects.exclude(words="").values_list("words", flat=True))
    assert [text for text, times in words.items() if times > 1] == []


def it_is_loaded_once(said: list[tuple[int, int]]) -> None:
    of = len(parts.parts())
    assert said == [(number, of) for number in range(1, of + 1)]
    before = (Voice.objects.count(), Entry.objects.count())
    demo.load_county(lambda _done, _every: None)
    assert (Voice.objects.count(), Entry.objects.count(), demo.county_share()) == (*before, 100)


def test_a_part_that_was_killed_is_told_again_and_no_other() -> None:
    demo.load_if_empty()
    every = [part.name for part in parts.parts()]
    parts.parts()[0].work()
    parts.mark(every[:1], len(every))
    people.forget()
    assert parts.done() == ["network"]
    heard.speak(0, 2)
    assert demo.county_share() == 100 // len(every)
    with connection.cursor() as cursor:
        cursor.execute("COMMENT ON TABLE django_content_type IS NULL")
    assert parts.done() == []
    people.forget()


def test_invented_names_differ() -> None:
    pairs = len(names.SURNAMES) * len(names.GIVEN)
    assert len({names.name(number) for number in range(pairs)}) == pairs > 1000


def every_step_of_the_tour_opens_for_whoever_is_named() -> None:
    from urllib.parse import urlsplit

    from django.test import Client

    from kentan.command import tour

    known = tour.addresses()
    for step in tour.STEPS:
        client = Client()
        if step.who:
            client.force_login(Account.objects.get(username=step.who))
        answer = client.get(urlsplit(step.address.format(**known)).path)
        assert answer.status_code == 200, step
