"""Plain builders: a small invented county, the people who act in it, and the records that the tests begin with.

Everything is made through the actions that people use, so that a record is never in a state that nobody could reach.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import pytest

from kentan.ground.accounts.actor import Actor
from kentan.ground.accounts.models import Account
from kentan.ground.moment import SHANGHAI, at
from kentan.ground.network import actions as network
from kentan.ground.network.labels import AreaKind, OrganisationKind, StationLevel
from kentan.ground.network.models import Area, Code, Deputy, Organisation, Station
from kentan.ground.network.queries import actor_of
from kentan.stages.suggestions import actions as suggestions
from kentan.stages.suggestions.models import Point, Suggestion
from kentan.stages.talks import actions as talks
from kentan.stages.talks.models import Seat, Talk, Utterance
from kentan.stages.voices import actions as voices
from kentan.stages.voices.models import Ticket, Voice

SINCE = date(2022, 1, 1)
WORDS = "村口的路灯坏了三盏，孩子放学看不清路。"
POSTS = (
    ("town_clerk", "town_staff", "盐官镇人大主席团"), ("town_chair", "town_chair", "盐官镇人大主席团"),
    ("street_clerk", "town_staff", "人大海洲街道工委"), ("city_clerk", "city_staff", "市人大常委会"),
    ("town_liaison", "liaison", "盐官镇政府"), ("town_head", "unit_head", "盐官镇政府"),
    ("roads_liaison", "liaison", "市交通运输局"), ("roads_head", "unit_head", "市交通运输局"),
    ("homes_liaison", "liaison", "市住建局"), ("homes_head", "unit_head", "市住建局"),
    ("admin", "system_admin", "市人大常委会"), ("auditor", "auditor", "市人大常委会"),
)  # fmt: skip
DEPUTIES = (("deputy_one", "林一苇", "盐官镇"), ("deputy_two", "周二南", "盐官镇"), ("deputy_three", "许三多", "海洲街道"))


@contextmanager
def moment(text: str) -> Iterator[None]:
    """Inside, it is that moment in Haining: 2026-04-11 10:20."""
    with at(datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)):
        yield


def found() -> None:
    """A city with one town and one street, their bodies and units, one account per post, three deputies, their codes."""
    with moment("2026-04-01 09:00"):
        places()
        for username, role, organisation in POSTS:
            network.appoint(Account.objects.open(username, f"某{username[-4:]}"), role, unit(organisation), since=SINCE)
        for username, name, township in DEPUTIES:
            network.make_code(deputy=a_deputy(username, name, Area.objects.get(name=township)))
        for station in Station.objects.order_by("pk"):
            network.make_code(station=station)


@pytest.fixture
def county(db: None) -> Iterator[None]:
    """The small invented county; it is Monday, 2026-05-25, nine o'clock."""
    found()
    with moment("2026-05-25 09:00"):
        yield


def places() -> None:
    """Areas, organisations and stations."""
    city = Area.objects.create(name="海宁市", kind=AreaKind.CITY, code="330481", since=SINCE)
    town = Area.objects.create(name="盐官镇", kind=AreaKind.TOWN, code="330481110", parent=city, since=SINCE)
    street = Area.objects.create(name="海洲街道", kind=AreaKind.STREET, code="330481002", parent=city, since=SINCE)
    committee = body("市人大常委会", OrganisationKind.STANDING_COMMITTEE, city, word="海人大交")
    body("盐官镇人大主席团", OrganisationKind.PRESIDIUM, town, parent=committee, word="盐官人大交")
    body("人大海洲街道工委", OrganisationKind.STREET_COMMITTEE, street, parent=committee, word="海洲人大交")
    body("盐官镇政府", OrganisationKind.GOVERNMENT, town)
    for name in ("市交通运输局", "市住建局"):
        body(name, OrganisationKind.UNIT, city)
    hub = Station.objects.create(name="代表联络总站", level=StationLevel.CITY_HUB, area=city)
    Station.objects.create(name="盐官镇代表联络中心站", level=StationLevel.TOWN_CENTER, parent=hub, area=town)


def body(name: str, kind: str, area: Area, *, parent: Organisation | None = None, word: str = "") -> Organisation:
    """An organisation."""
    return Organisation.objects.create(name=name, short_name=name, kind=kind, area=area, parent=parent, document_word=word)


def a_deputy(username: str, name: str, area: Area) -> Deputy:
    """A deputy of the city with an account."""
    account = Account.objects.open(username, name)
    network.appoint(account, "deputy", unit("市人大常委会"), since=SINCE)
    return Deputy.objects.create(name=name, level="city", area=area, account=account)


def who(username: str) -> Actor:
    """Somebody of the cast, as he may act today."""
    return actor_of(Account.objects.get(username=username))


def unit(short_name: str) -> Organisation:
    """An organisation by its short name."""
    return Organisation.objects.get(short_name=short_name)


def code(name: str = "林一苇") -> Code:
    """The code of a deputy or a station."""
    found = Code.objects.filter(deputy__name=name).first() or Code.objects.filter(station__name=name).first()
    assert found is not None
    return found


def speaker(voice: Voice) -> Actor:
    """Whoever holds the receipt."""
    return Actor.holder_of_receipt(voice.receipt)


def a_voice(words: str = WORDS, *, to: str = "林一苇", **given: Any) -> Voice:
    """A citizen speaks through a code."""
    heard = voices.speak(by=Actor.holder_of_code(code(to).token), code=code(to), words=words, **given)
    return heard.voice


def a_ticket(state: str = "received", words: str = WORDS, **given: Any) -> Ticket:
    """A ticket walked to a state: received, unit_pending, disputed, handling, finished, told, rated."""
    ticket = a_voice(words, **given).ticket
    walk = (
        ("unit_pending", lambda: voices.relay(ticket, by=who("deputy_one"), unit=unit("盐官镇政府"))),
        ("handling", lambda: voices.accept(ticket, by=who("town_liaison"))),
        ("finished", lambda: voices.finish(ticket, by=who("town_liaison"), result="修好了三盏路灯。", scope="spot")),
        ("told", lambda: voices.confirm(ticket, by=who("deputy_one"))),
        ("rated", lambda: voices.rate(ticket, by=speaker(ticket.voice), verdict="satisfied")),
    )
    if state == "disputed":
        walk[0][1]()
        voices.decline(ticket, by=who("town_liaison"), reason="归住建局管。")
    for reached, step in walk:
        if state in {"received", "disputed"}:
            break
        step()
        if reached == state:
            break
    assert ticket.state == state
    return ticket


def a_talk(state: str = "in_progress", *, starts_at: datetime = datetime(2026, 5, 20, 14, tzinfo=SHANGHAI)) -> Talk:
    """A talk of the town's presidium, planned on 2026-05-10 and walked to a state."""
    clerk = who("town_clerk")
    with moment("2026-05-10 09:00"):
        talk = talks.plan(
            by=clerk, host=unit("盐官镇人大主席团"), title="路灯和停车", place="拆迁临时安置点", starts_at=starts_at,
        )  # fmt: skip
        for name, reached in (
            ("approve", "approved"),
            ("announce", "announced"),
            ("start", "in_progress"),
            ("adjourn", "adjourned"),
        ):
            if talk.state == state:
                break
            talks.move(talk, name, by=who("town_chair"))
            assert talk.state == reached
    return talk


def a_seat(talk: Talk, role: str = "citizen", **given: Any) -> Seat:
    """Somebody checked in."""
    return talks.seat(talk, by=who("town_clerk"), role=role, **given)


def an_utterance(talk: Talk, words: str = WORDS, *, seat: Seat | None = None, **given: Any) -> Utterance:
    """One line of the record."""
    return talks.record(talk, by=who("town_clerk"), seat=seat or a_seat(talk, name="某村民", side="村民"), words=words, **given)


def a_point(source: Voice | Utterance, *, by: str = "town_clerk") -> Point:
    """The first six characters of some words, marked as a point."""
    return suggestions.find_point(source, by=who(by), start=0, end=6, problem="路灯坏了", ask="修好路灯")


def a_suggestion(
    state: str = "sorted", *, points: list[Point] | None = None, co: tuple[str, ...] = (), **given: Any
) -> Suggestion:
    """A suggestion of the town's presidium, walked to a state: sorted, assigned, handling, replied, redo."""
    suggestion = suggestions.draft(
        points or [a_point(a_voice())], by=who("town_clerk"), host=unit("盐官镇人大主席团"), title="修好村口路灯", ask="三盏都修好。", **given,
    )  # fmt: skip
    units = suggestions.Units(unit("盐官镇政府"), tuple(unit(name) for name in co))
    walk = (
        ("sorted", lambda: None),
        ("assigned", lambda: suggestions.assign(suggestion, by=who("town_chair"), units=units)),
        ("handling", lambda: suggestions.accept(suggestion, by=who("town_liaison"))),
        ("replied", lambda: (a_contact(suggestion), a_reply(suggestion))),
        ("redo", lambda: an_evaluation(suggestion, result="unsatisfied", words="只修了两盏")),
    )
    for reached, step in walk:
        step()
        if reached == state:
            break
    assert suggestion.state == state
    return suggestion


def a_contact(suggestion: Suggestion) -> Any:
    """The lead unit met those who raised it."""
    return suggestions.record_contact(
        suggestion, by=who("town_liaison"), unit=unit("盐官镇政府"), kind="visit", on=date(2026, 5, 27), words="一起到村口看过",
    )  # fmt: skip


def a_reply(suggestion: Suggestion, **given: Any) -> Any:
    """The lead unit's head answers."""
    fields: dict[str, Any] = {
        "outcome_class": "A",
        "words": "三盏都换了新灯。",
        "number": "盐政函〔2026〕1号",
        "signed_by": "镇长",
    }
    return suggestions.reply(suggestion, by=who("town_head"), **(fields | given))


def an_evaluation(suggestion: Suggestion, **given: Any) -> Any:
    """The one who may rate rates."""
    fields: dict[str, Any] = {"attitude": "satisfied", "result": "satisfied"}
    rater = suggestion.lead_deputy.account.username if suggestion.lead_deputy else "town_clerk"
    return suggestions.evaluate(suggestion, by=who(rater), **(fields | given))


def row(record: Any) -> dict[str, Any]:
    """Everything that the database holds of one record: to prove that nothing changed."""
    return type(record)._base_manager.filter(pk=record.pk).values().get()
