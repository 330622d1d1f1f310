"""民情件 by API: the same moves, through the same door, with the same refusals as the pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.factories import records
from tests.web.api.calls import move, shape, signed_in

from kentan.ground.accounts.models import Account
from kentan.ground.ledger.models import Entry
from kentan.stages.voices.models import Ticket
from kentan.web.api.tickets import STEPS

pytestmark = pytest.mark.django_db


def kept(ticket: Ticket) -> tuple[Any, ...]:
    return records.row(ticket), Entry.objects.count()


def test_who_has_not_signed_in_reads_and_moves_nothing(county: None) -> None:
    ticket = records.a_ticket("received")
    before = kept(ticket)
    for address in ("/api/v1/tickets", f"/api/v1/tickets/{ticket.pk}", "/api/v1/tickets/0"):
        assert shape(Client().get(address)) == (401, "sign_in", [])
    assert shape(
        Client().post(f"/api/v1/tickets/{ticket.pk}/moves/answer", {"words": "好"}, content_type="application/json")
    ) == (401, "sign_in", [])
    assert kept(ticket) == before


@pytest.mark.parametrize("change", [{"must_change_password": True}, {"is_active": False}])
def test_who_may_not_go_on_in_the_pages_may_not_here(county: None, change: dict[str, bool]) -> None:
    client = signed_in("deputy_one")
    Account.objects.filter(username="deputy_one").update(**change)
    assert shape(client.get("/api/v1/tickets")) == (401, "sign_in", [])


def test_the_inbox_shows_what_lies_with_this_account_and_which_moves_are_open(county: None) -> None:
    ticket = records.a_ticket("unit_pending", place="村口")
    records.a_ticket("received", to="许三多")
    assert signed_in("town_liaison").get("/api/v1/tickets").json() == [
        {
            "id": ticket.pk, "state": "unit_pending", "label": "已转送，待接件", "words": records.WORDS, "place": "村口",
            "unit": "盐官镇政府", "due": "2026-05-26", "moves": ["accept", "decline"],
        },
    ]  # fmt: skip
    assert [len(signed_in(name).get("/api/v1/tickets").json()) for name in ("deputy_one", "town_clerk", "street_clerk", "city_clerk", "admin", "auditor")] == [
        1, 1, 1, 2, 0, 0,
    ]  # fmt: skip


def test_one_ticket_is_shown_to_those_who_may_see_it(county: None) -> None:
    ticket = records.a_ticket("unit_pending")
    seen = {
        name: signed_in(name).get(f"/api/v1/tickets/{ticket.pk}").status_code
        for name in ("deputy_one", "deputy_two", "town_liaison", "roads_liaison", "admin")
    }
    assert seen == {"deputy_one": 200, "deputy_two": 403, "town_liaison": 200, "roads_liaison": 403, "admin": 403}
    assert shape(signed_in("deputy_two").get(f"/api/v1/tickets/{ticket.pk}"))[:2] == (403, "not_allowed")


@pytest.mark.parametrize("written", ["0", "999999", "99999999999999999999999"])
def test_an_unknown_ticket_is_not_found(county: None, written: str) -> None:
    assert shape(signed_in("city_clerk").get(f"/api/v1/tickets/{written}"))[:2] == (404, "not_found")


@pytest.mark.parametrize("written", ["abc", "-", "1.5", "%00", "null"])
def test_a_number_that_is_none_is_malformed(county: None, written: str) -> None:
    assert shape(signed_in("city_clerk").get(f"/api/v1/tickets/{written}"))[:2] == (400, "malformed")


def test_the_whole_way_by_api(county: None) -> None:
    ticket = records.a_ticket("received")
    unit, homes = records.unit("盐官镇政府").pk, records.unit("市住建局").pk
    walked = [
        ("deputy_one", "relay", {"unit": unit, "words": "请看"}), ("town_liaison", "decline", {"words": "归住建"}), ("town_clerk", "decide", {"unit": homes}),
        ("homes_liaison", "accept", {}), ("homes_liaison", "finish", {"words": "换了灯", "scope": "spot"}), ("deputy_one", "send_back", {"words": "还有一盏"}),
        ("homes_liaison", "finish", {"words": "都换了", "scope": "street"}), ("deputy_one", "confirm", {"words": "看过了"}),
        ("town_clerk", "rate", {"verdict": "mostly"}), ("deputy_one", "reopen", {"words": "又坏了"}), ("deputy_one", "answer", {"words": "我去问"}),
    ]  # fmt: skip
    states = [
        (answer.status_code, answer.json()["state"])
        for answer in (move(name, ticket, step, **given) for name, step, given in walked)
    ]
    assert states == [(200, state) for state in (
        "unit_pending", "disputed", "unit_pending", "handling", "finished", "handling", "finished", "told", "rated", "received", "answered",
    )]  # fmt: skip


def test_the_second_of_two_clerks_reads_a_sentence_and_nothing_changes(county: None) -> None:
    ticket = records.a_ticket("unit_pending")
    assert move("town_liaison", ticket, "accept").status_code == 200
    before = kept(ticket)
    assert shape(move("town_head", ticket, "accept")) == (409, "wrong_state", [])
    assert kept(ticket) == before


@pytest.mark.parametrize("step", sorted(STEPS))
def test_a_stranger_is_refused_at_every_step(county: None, step: str) -> None:
    ticket = records.a_ticket("received")
    before = kept(ticket)
    given = {
        "words": "一句话",
        "unit": records.unit("盐官镇政府").pk,
        "scope": "spot",
        "kind": "petition",
        "verdict": "satisfied",
    }
    for username in ("deputy_two", "roads_liaison", "street_clerk", "admin", "auditor"):
        assert shape(move(username, ticket, step, **given))[:2] == (403, "not_allowed")
    assert kept(ticket) == before


@pytest.mark.parametrize(
    ("state", "by", "step", "given", "fields"),
    [
        ("received", "deputy_one", "answer", {}, ["words"]), ("received", "deputy_one", "answer", {"words": " "}, ["words"]),
        ("received", "deputy_one", "answer", {"words": "灯" * 5001}, ["words"]), ("received", "deputy_one", "answer", {"words": "灯\x00"}, ["words"]),
        ("received", "deputy_one", "answer", {"words": "机密★"}, ["words"]), ("received", "deputy_one", "relay", {}, ["unit"]),
        ("received", "deputy_one", "relay", {"unit": 999_999}, ["unit"]), ("received", "deputy_one", "relay", {"unit": 10**30}, ["unit"]),
        ("received", "deputy_one", "route_out", {"kind": "nowhere"}, ["kind"]), ("received", "town_clerk", "escalate_city", {}, ["words"]),
        ("unit_pending", "town_liaison", "decline", {}, ["words"]), ("handling", "town_liaison", "finish", {"words": "好了"}, ["scope"]),
        ("handling", "town_liaison", "finish", {"scope": "spot"}, ["words"]), ("finished", "deputy_one", "send_back", {}, ["words"]),
        ("told", "town_clerk", "rate", {}, ["verdict"]), ("told", "town_clerk", "rate", {"verdict": "unsatisfied"}, ["remark"]),
    ],
)  # fmt: skip
def test_what_a_step_needs_is_asked_for_by_name(
    county: None, state: str, by: str, step: str, given: dict[str, Any], fields: list[str]
) -> None:
    ticket = records.a_ticket(state)
    before = kept(ticket)
    status, _, named = shape(move(by, ticket, step, **given))
    assert (status, named, kept(ticket)) == (422, fields, before)


@pytest.mark.parametrize("given", [{"words": 5}, {"unit": "abc"}, {"needs_many": "perhaps"}, {"words": None}])
def test_a_field_of_the_wrong_kind_is_malformed(county: None, given: dict[str, Any]) -> None:
    ticket = records.a_ticket("received")
    before = kept(ticket)
    assert shape(move("deputy_one", ticket, "answer", **given))[:2] == (400, "malformed")
    assert kept(ticket) == before


def test_a_step_that_does_not_exist_is_not_found(county: None) -> None:
    ticket = records.a_ticket("received")
    for step in ("burn", "lapse", "close", "erase", "__class__", "answer%00"):
        assert shape(move("city_clerk", ticket, step, words="x")) == (404, "not_found", [])


def test_a_page_of_another_site_cannot_move_anything(county: None) -> None:
    ticket = records.a_ticket("received")
    client = Client(enforce_csrf_checks=True)
    client.force_login(Account.objects.get(username="deputy_one"))
    before = kept(ticket)
    answer = client.post(f"/api/v1/tickets/{ticket.pk}/moves/answer", {"words": "好"}, content_type="application/json")
    assert (shape(answer), kept(ticket)) == ((403, "stale_page", []), before)


def test_the_telephone_is_in_no_answer(county: None) -> None:
    records.a_ticket("unit_pending", phone="13812345678")
    for name in ("deputy_one", "town_clerk", "town_liaison"):
        assert "5678" not in signed_in(name).get("/api/v1/tickets").content.decode()
