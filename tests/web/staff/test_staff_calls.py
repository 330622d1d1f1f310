"""电话告知单: who is on it, what printing it logs, what ticks a line off."""

from __future__ import annotations

import pytest
from tests.factories.pages import signed_in, text_of
from tests.factories.records import a_ticket, moment, unit, who

from kentan.stages.voices import actions
from kentan.stages.voices.models import ContactLook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def titles(client, address: str = "/staff/calls") -> list[str]:
    return [call.title for call in client.get(address).context["calls"]]


def test_only_those_with_a_telephone_and_a_step_since_are_on_the_sheet() -> None:
    a_ticket("handling", words="有电话，动过。", phone="13800000001")
    a_ticket(words="有电话，没动过。", phone="13800000002")
    a_ticket("handling", words="没电话，动过。")
    a_ticket(words="没电话，没动过。")
    client = signed_in("town_clerk")
    assert titles(client) == ["有电话，动过"]
    assert "另有 1 件也有新进展，没留电话，只能等他看回执页。" in text_of(client.get("/staff/calls"))


def test_the_number_is_shown_only_after_logged_looks() -> None:
    a_ticket("handling", phone="13800000001")
    a_ticket("handling", phone="13800000002")
    client = signed_in("town_clerk")
    closed = client.get("/staff/calls").content.decode()
    assert ("尾号 0001" in closed, "13800000001" in closed) == (True, False)
    opened = client.post("/staff/calls/numbers").content.decode()
    assert ("13800000001" in opened, "13800000002" in opened) == (True, True)
    assert list(ContactLook.objects.values_list("account__username", "reason")) == [("town_clerk", "打印电话告知单")] * 2
    assert client.get("/staff/calls/numbers").status_code == 405


def test_a_call_ticks_the_line_off_until_the_next_step() -> None:
    ticket = a_ticket("unit_pending", phone="13800000001")
    client = signed_in("town_clerk")
    with moment("2026-05-25 10:00"):
        client.post(f"/staff/calls/{ticket.pk}/told", {"words": "本人接的"})
    assert titles(client) == []
    assert "本人接的" in ContactLook.objects.get().reason
    with moment("2026-05-25 11:00"):
        actions.accept(ticket, by=who("town_liaison"))
        assert titles(client) == ["村口的路灯坏了三盏，孩子放学看不清路"]


def test_more_rows_cost_no_more_queries(django_assert_num_queries) -> None:
    client = signed_in("town_clerk")
    a_ticket("handling", phone="13800000001")
    with django_assert_num_queries(11):
        client.get("/staff/calls")
    a_ticket("unit_pending", phone="13800000002")
    a_ticket("disputed", phone="13800000003")
    with django_assert_num_queries(11):
        client.get("/staff/calls")


def test_the_city_and_the_other_township_ring_only_their_own() -> None:
    ticket = a_ticket("handling", phone="13800000001")
    street = signed_in("street_clerk")
    assert titles(street) == []
    assert street.post(f"/staff/calls/{ticket.pk}/told").status_code == 403
    assert ContactLook.objects.count() == 0
    assert len(titles(signed_in("city_clerk"))) == 1


def test_an_erased_person_is_not_rung() -> None:
    ticket = a_ticket("handling", phone="13800000001")
    actions.erase(ticket.voice, by=who("town_clerk"))
    assert titles(signed_in("town_clerk")) == []
    assert unit("盐官镇政府") == ticket.unit
