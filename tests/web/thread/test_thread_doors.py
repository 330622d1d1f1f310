"""谁进哪一页: every address of the thread, tried by those who must not use it; nothing changes."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.factories.pages import signed_in
from tests.factories.records import a_contact, a_point, a_suggestion, a_talk, a_voice, unit
from tests.web.thread.builders import a_handed_on, a_held_talk, an_outcome, everything, first_line

from kentan.stages.suggestions.models import LookBack, PointLink

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
LISTS = (
    "/staff/talks",
    "/staff/talks/new",
    "/staff/suggestions",
    "/staff/suggestions/new",
    "/staff/outcomes",
    "/staff/outcomes/new",
)


def staff_addresses() -> dict[str, dict[str, Any]]:
    """Every address of one talk, one suggestion, one outcome and one voice, with what a person would send."""
    talk, held = a_talk("announced"), a_held_talk()
    line, suggestion, answered = first_line(held), a_handed_on(held, "sorted"), a_suggestion("replied")
    look = LookBack.objects.create(suggestion=answered, due="2026-06-10")
    point, outcome = PointLink.objects.first().point, an_outcome(answered, is_public=False)
    office = unit("盐官镇政府").pk
    talks, running = f"/staff/talks/{talk.pk}", a_held_talk("in_progress")
    return {
        talks: {}, f"{talks}/lines": {}, f"{talks}/slips": {}, f"{talks}/start": {}, f"{talks}/cancel": {"words": "x"},
        f"{talks}/seats": {"role": "citizen", "name": "甲"}, f"/staff/talks/{held.pk}/points": {"line": line.pk, "ask": "修"},
        f"/staff/talks/{held.pk}/file": {}, f"/staff/talks/{held.pk}/seats/{line.seat_id}/erase": {},
        f"/staff/talks/{running.pk}/record": {"seat": first_line(running).seat_id, "words": "路窄。"},
        f"/staff/talks/{running.pk}/lines/{first_line(running).pk}/confirm": {"how": "paper"},
        f"/staff/points/voices/{a_voice().pk}": {"ask": "修"}, f"/staff/suggestions/{suggestion.pk}": {},
        f"/staff/suggestions/{suggestion.pk}/assign": {"lead": office}, f"/staff/suggestions/{suggestion.pk}/withdraw": {"words": "x"},
        f"/staff/suggestions/{suggestion.pk}/gather": {"points": [a_point(a_voice()).pk]},
        f"/staff/suggestions/{suggestion.pk}/points/{point.pk}/separate": {},
        f"/staff/suggestions/{answered.pk}/rate": {"attitude": "satisfied", "result": "satisfied"},
        f"/staff/suggestions/{answered.pk}/look-backs": {"due": "2026-07-01"},
        f"/staff/suggestions/{answered.pk}/look-backs/{look.pk}": {"on": "2026-05-25", "finding": "partly", "words": "x"},
        f"/staff/outcomes/{outcome.pk}": {}, f"/staff/outcomes/{outcome.pk}/publish": {},
    }  # fmt: skip


def unit_addresses() -> dict[str, dict[str, Any]]:
    """Every address of two suggestions of the town's government, with what a person would send."""
    fresh, handled = a_suggestion("assigned"), a_suggestion("handling")
    a_contact(handled)
    answer = {"outcome_class": "A", "words": "x", "number": "1号", "signed_by": "x"}
    return {
        f"/unit/suggestions/{fresh.pk}": {}, f"/unit/suggestions/{fresh.pk}/accept": {},
        f"/unit/suggestions/{fresh.pk}/request_return": {"words": "x"}, f"/unit/suggestions/{handled.pk}/reply": answer,
        f"/unit/suggestions/{handled.pk}/contacts": {"kind": "visit", "on": "2026-05-25", "words": "x"},
    }  # fmt: skip


def statuses(client: Client, addresses: dict[str, dict[str, Any]]) -> set[int]:
    """What reading and sending answer, on all addresses; a wrong method is no entry either."""
    before = everything()
    found = {client.get(address).status_code for address in addresses}
    found |= {client.post(address, given).status_code for address, given in addresses.items()}
    assert everything() == before
    return found - {405}


def test_who_is_not_signed_in_is_sent_to_the_door() -> None:
    addresses = staff_addresses() | unit_addresses() | {key: {} for key in (*LISTS, "/unit/suggestions")}
    before = everything()
    for address, given in addresses.items():
        client = Client()
        for answer in (client.get(address), client.post(address, given)):
            assert (answer.status_code == 302 and answer["Location"].startswith("/sign-in?next=")) or answer.status_code == 401, (
                address
            )
    assert everything() == before


@pytest.mark.parametrize("name", ["deputy_one", "town_liaison", "town_head", "auditor", "admin"])
def test_no_other_office_enters_the_staffs_pages(name: str) -> None:
    assert statuses(signed_in(name), staff_addresses() | {key: {} for key in LISTS}) == {403}


def test_another_townships_staff_neither_read_nor_change() -> None:
    assert statuses(signed_in("street_clerk"), staff_addresses()) == {403}


@pytest.mark.parametrize("name", ["deputy_one", "town_clerk", "town_chair", "city_clerk", "auditor"])
def test_no_other_office_enters_the_units_pages(name: str) -> None:
    assert statuses(signed_in(name), unit_addresses() | {"/unit/suggestions": {}}) == {403}


def test_another_unit_neither_reads_nor_changes() -> None:
    assert statuses(signed_in("roads_head"), unit_addresses()) == {403}


def test_the_city_reads_a_towns_thread_and_makes_none_of_its_moves() -> None:
    addresses = staff_addresses()
    client = signed_in("city_clerk")
    moves = {
        address: given for address, given in addresses.items()
        if not address.endswith(("/points", "/lines", "/slips")) and "/points/voices/" not in address and not address.rsplit("/", 1)[1].isdigit()
    }  # fmt: skip
    before = everything()
    assert {client.post(address, given).status_code for address, given in moves.items()} <= {403}
    assert everything() == before
    assert {
        client.get(address).status_code
        for address in addresses
        if address.rsplit("/", 1)[1].isdigit() and "look-backs" not in address
    } == {200}


def test_a_clerk_plans_but_the_chair_approves_and_assigns() -> None:
    talk, suggestion = a_talk("draft"), a_suggestion()
    before = everything()
    client = signed_in("town_clerk")
    assert client.post(f"/staff/talks/{talk.pk}/approve").status_code == 403
    assert client.post(f"/staff/suggestions/{suggestion.pk}/assign", {"lead": unit("盐官镇政府").pk}).status_code == 403
    assert everything() == before


def test_what_is_not_there_is_not_found() -> None:
    client = signed_in("town_clerk")
    addresses = (
        "/staff/talks/0",
        "/staff/suggestions/0",
        "/staff/outcomes/0",
        "/staff/points/voices/0",
        "/staff/talks/99999999999999999999",
    )
    assert {client.get(address).status_code for address in addresses} == {404}
    assert {
        Client().get(address).status_code for address in ("/talks/0", "/suggestions/99999999999999999999", "/outcomes/0", "/s/0")
    } == {404}
