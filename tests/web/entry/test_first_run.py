"""第一次使用: the one-time word, the townships by their last character, the password shown once."""

from __future__ import annotations

import hashlib

import pytest
from django.test import Client
from tests.factories.pages import text_of

from kentan.ground.accounts.models import Account
from kentan.ground.network.founding import AlreadyFounded, Named, NotATownship, found, township_named
from kentan.ground.network.labels import AreaKind
from kentan.ground.network.models import Area, Organisation

pytestmark = pytest.mark.django_db
WORD = "silver-otter-27"
GIVEN = {"word": WORD, "city": "海宁市", "townships": "海洲街道\n 盐官镇 \n\n云龙乡", "name": "习同", "username": "xitong"}


@pytest.fixture(autouse=True)
def word(settings) -> None:
    settings.FIRST_RUN_WORD_HASH = hashlib.sha256(WORD.encode()).hexdigest()


def test_the_page_founds_a_city_with_its_bodies_and_one_administrator() -> None:
    client = Client()
    answer = client.post("/first-run", GIVEN)
    assert answer.status_code == 201
    assert list(Area.objects.order_by("pk").values_list("name", "kind", "parent__name")) == [
        ("海宁市", "city", None), ("海洲街道", "street", "海宁市"), ("盐官镇", "town", "海宁市"), ("云龙乡", "town", "海宁市"),
    ]  # fmt: skip
    assert list(Organisation.objects.order_by("pk").values_list("short_name", "kind")) == [
        ("海宁市人大常委会", "standing_committee"), ("海洲街道人大工委", "street_committee"), ("海洲街道办事处", "unit"),
        ("盐官镇人大主席团", "presidium"), ("盐官镇政府", "government"), ("云龙乡人大主席团", "presidium"), ("云龙乡政府", "government"),
    ]  # fmt: skip
    administrator = Account.objects.get()
    password = answer.context["founded"].password
    assert (administrator.username, administrator.must_change_password, administrator.check_password(password)) == (
        "xitong",
        True,
        True,
    )
    assert list(administrator.memberships.values_list("role", "organisation__short_name")) == [
        ("system_admin", "海宁市人大常委会")
    ]
    assert client.post("/sign-in", {"username": "xitong", "password": password}).url == "/password"
    assert password in text_of(answer)


def test_afterwards_the_page_is_gone() -> None:
    Client().post("/first-run", GIVEN)
    assert (Client().get("/first-run").status_code, Client().post("/first-run", GIVEN).status_code) == (404, 404)
    with pytest.raises(AlreadyFounded):
        found(city="另一个市", townships=[], name="某", username="other")
    assert Area.objects.filter(parent=None).count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"word": "wrong"}, "口令不对。"), ({"word": ""}, "请填终端里显示的一次性口令。"), ({"city": ""}, "请填名称"),
        ({"townships": "海洲街道\n盐官"}, "“盐官”看不出是街道还是镇，请写全称。"), ({"townships": "盐官镇\n盐官镇"}, "“盐官镇”写了不止一次。"),
        ({"townships": "  \n"}, "请至少写一个镇或街道。"), ({"username": ""}, "请填登录名。"),
    ],
)  # fmt: skip
def test_what_lacks_something_founds_nothing_and_keeps_the_words(change: dict[str, str], sentence: str) -> None:
    answer = Client().post("/first-run", GIVEN | change)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert ("习同" in answer.content.decode(), Area.objects.count(), Account.objects.count()) == (True, 0, 0)


def test_guessing_the_word_is_throttled() -> None:
    client = Client()
    assert [client.post("/first-run", GIVEN | {"word": "x"}).status_code for _ in range(6)] == [422] * 5 + [429]
    assert client.post("/first-run", GIVEN).status_code == 429
    assert Area.objects.count() == 0


def test_without_a_word_there_is_no_page(settings) -> None:
    settings.FIRST_RUN_WORD_HASH = ""
    assert (Client().get("/first-run").status_code, Client().post("/first-run", GIVEN).status_code) == (404, 404)


def test_the_last_characters_decide_the_kind() -> None:
    assert [township_named(name) for name in ("海洲街道", " 盐官镇", "云龙乡")] == [
        Named("海洲街道", AreaKind.STREET), Named("盐官镇", AreaKind.TOWN), Named("云龙乡", AreaKind.TOWN),
    ]  # fmt: skip
    for name in ("街道", "镇", "盐官", "镇街"):
        with pytest.raises(NotATownship):
            township_named(name)
