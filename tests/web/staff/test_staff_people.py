"""账号: two administrators, each with his own part; a password that is shown once."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories.pages import signed_in, text_of
from tests.factories.records import unit, who

from kentan.ground.accounts.models import Account
from kentan.ground.network import actions as network
from kentan.ground.network.models import Area, Code, Deputy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


@pytest.fixture
def security(county: None) -> None:
    network.appoint(Account.objects.open("security", "某安全"), "security_admin", unit("市人大常委会"))


def row(username: str) -> dict[str, object]:
    return Account.objects.filter(username=username).values().get()


@pytest.mark.usefixtures("security")
def test_opening_and_giving_are_two_peoples_work() -> None:
    system, safe = signed_in("admin"), signed_in("security")
    address = system.post("/staff/people", {"name": "新来的", "username": "newcomer"}).url
    assert safe.post("/staff/people", {"name": "别的", "username": "other"}).status_code == 403
    office = {"role": "town_staff", "organisation": unit("盐官镇人大主席团").pk}
    assert system.post(f"{address}/give", office).status_code == 403
    assert system.post(f"{address}/slip").status_code == 403
    assert safe.post(f"{address}/give", office).status_code == 302
    password = safe.post(f"{address}/slip").context["password"]
    client = Client()
    assert client.post("/sign-in", {"username": "newcomer", "password": password}).url == "/password"
    assert [post.role for post in who("newcomer").posts] == ["town_staff"]
    assert Account.objects.filter(username="other").count() == 0


def test_without_a_security_administrator_the_system_administrator_does_both() -> None:
    client = signed_in("admin")
    address = client.post("/staff/people", {"name": "某安全", "username": "security"}).url
    client.post(f"{address}/give", {"role": "security_admin", "organisation": unit("市人大常委会").pk})
    assert client.post(f"{address}/slip").status_code == 403


@pytest.mark.usefixtures("security")
def test_nobody_acts_upon_himself() -> None:
    client = signed_in("security")
    me = Account.objects.get(username="security")
    before = row("security")
    answers = [
        client.post(f"/staff/people/{me.pk}/{name}", {"role": "city_staff", "organisation": unit("市人大常委会").pk})
        for name in ("give", "switch", "slip")
    ]
    assert ([answer.status_code for answer in answers], row("security"), me.memberships.count()) == ([403, 403, 403], before, 1)


@pytest.mark.usefixtures("security")
def test_a_switched_off_account_is_out_at_once() -> None:
    clerk = signed_in("town_clerk")
    pk = Account.objects.get(username="town_clerk").pk
    assert clerk.get("/staff/").status_code == 200
    signed_in("security").post(f"/staff/people/{pk}/switch")
    assert clerk.get("/staff/").status_code == 302


@pytest.mark.usefixtures("security")
def test_a_deputy_is_registered_with_a_code() -> None:
    client = signed_in("security")
    account = Account.objects.open("deputy_new", "新代表")
    town = Area.objects.get(name="盐官镇")
    assert client.post(f"/staff/people/{account.pk}/seat", {"level": "town", "area": ""}).status_code == 422
    client.post(f"/staff/people/{account.pk}/seat", {"level": "town", "area": town.pk, "constituency": "第三选区"})
    deputy = Deputy.objects.get(account=account)
    assert (deputy.name, deputy.level, deputy.area, Code.objects.filter(deputy=deputy).count()) == ("新代表", "town", town, 1)
    assert account.memberships.get().organisation == unit("盐官镇人大主席团")
    assert client.post(f"/staff/people/{account.pk}/seat", {"level": "town", "area": town.pk}).status_code == 422


@pytest.mark.usefixtures("security")
def test_an_ended_post_keeps_its_history() -> None:
    account = Account.objects.get(username="town_clerk")
    client = signed_in("security")
    client.post(f"/staff/people/{account.pk}/end", {"post": account.memberships.get().pk})
    assert account.memberships.get().until is not None
    assert client.post(f"/staff/people/{account.pk}/end", {"post": account.memberships.get().pk}).status_code == 404


def test_what_lacks_something_opens_nothing() -> None:
    client = signed_in("admin")
    before = Account.objects.count()
    taken = client.post("/staff/people", {"name": "某", "username": "town_clerk"})
    assert (taken.status_code, client.post("/staff/people", {"name": "", "username": "x"}).status_code) == (422, 422)
    assert "这个登录名已经有人用了，请换一个。" in text_of(taken)
    assert Account.objects.count() == before


def test_only_administrators_come_in() -> None:
    for username in ("town_clerk", "city_clerk", "auditor", "deputy_one", "town_liaison"):
        assert signed_in(username).get("/staff/people").status_code == 403


def test_more_rows_cost_no_more_queries(django_assert_num_queries) -> None:
    client = signed_in("admin")
    with django_assert_num_queries(9):
        client.get("/staff/people")
    Account.objects.open("more", "又一个")
    with django_assert_num_queries(9):
        client.get("/staff/people")
