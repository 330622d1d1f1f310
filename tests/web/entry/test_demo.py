"""演示的角色切换: there only in the demo, among those who hold an office today."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories.pages import text_of

from kentan.ground.accounts.models import Account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def test_outside_the_demo_there_is_no_switcher(settings) -> None:
    settings.DEMO = False
    pk = Account.objects.get(username="town_clerk").pk
    assert (Client().get("/demo/become").status_code, Client().post("/demo/become", {"account": pk}).status_code) == (404, 404)
    assert "换一个角色" not in text_of(Client().get("/sign-in"))


def test_it_lists_every_role_with_its_powers_and_lands_on_its_face(settings) -> None:
    settings.DEMO = True
    client = Client()
    said = text_of(client.get("/demo/become"))
    assert "听群众说，当场答复或转送联络员，确认结果；不直接处理问题，不交办。" in said
    landed = {
        name: client.post("/demo/become", {"account": Account.objects.get(username=name).pk}).url
        for name in ("deputy_one", "town_liaison", "town_clerk")
    }
    assert landed == {"deputy_one": "/deputy/", "town_liaison": "/unit/", "town_clerk": "/staff/"}
    assert client.get("/staff/").status_code == 200
    assert client.get("/deputy/").status_code == 403


@pytest.mark.parametrize("account", ["", "x", "999999"])
def test_nobody_becomes_somebody_unknown(settings, account: str) -> None:
    settings.DEMO = True
    assert Client().post("/demo/become", {"account": account}).status_code == 404


def test_the_list_costs_the_same_however_many_there_are(settings, django_assert_num_queries) -> None:
    settings.DEMO = True
    with django_assert_num_queries(2):
        Client().get("/demo/become")
