"""案头 by API: what an office reads and does on its pages, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.factories import records
from tests.web.api.calls import shape, signed_in
from tests.web.choosing.builders import a_preparation, a_topic
from tests.web.thread.builders import a_held_talk, an_outcome, everything

from kentan.ground.ledger.models import Entry
from kentan.stages.outcomes import actions as outcomes
from kentan.stages.talks import actions as talks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def get(username: str, address: str) -> Any:
    return signed_in(username).get(f"/api/v1/desk/{address}")


def make(username: str, address: str, name: str, **given: Any) -> Any:
    """One move of the record at this address."""
    sent = {"given": given}
    return signed_in(username).post(f"/api/v1/desk/{address}/moves/{name}", sent, content_type="application/json")


def records_of_every_kind() -> dict[str, Any]:
    """One of each, all of the town's presidium."""
    suggestion = records.a_suggestion("assigned")
    talk = a_held_talk()
    by, host = records.who("town_clerk"), records.unit("盐官镇人大主席团")
    return {
        "voices": records.a_voice("河边护栏断了。"), "topics": a_topic("screening", "护栏"), "preparations": a_preparation(),
        "talks": talk, "series": talks.open_series(by=by, host=host, title="一老一小"),
        "mediations": talks.open_mediation(talk, by=by, subject="电费谁出"), "suggestions": suggestion, "outcomes": an_outcome(suggestion),
        "bulletins": outcomes.draft(by=by, host=host, title="村口路灯", situation="三条", proposals="查", recipients="报：市委。", suggestions=[suggestion]),
    }  # fmt: skip


def test_each_kind_is_listed_and_read_by_the_office_that_keeps_it_and_by_no_other() -> None:
    for kind, record in records_of_every_kind().items():
        ids = {name: [one["id"] for one in get(name, kind).json()["records"]] for name in ("town_clerk", "street_clerk", "admin")}
        assert record.pk in ids["town_clerk"], kind
        assert record.pk not in [*ids["street_clerk"], *ids["admin"]], kind
        read = get("town_clerk", f"{kind}/{record.pk}").json()
        assert (read["kind"], read["id"], read["state"], read["label"]) == (kind, record.pk, record.state, record.state_label)
        assert (read["title"], read["log"][0]["move"] != "") == (next(iter(read["words"].values())), True), kind
        for name in ("street_clerk", "admin"):
            assert get(name, f"{kind}/{record.pk}").status_code in {403, 404}, (kind, name)


def test_who_has_not_signed_in_reads_nothing() -> None:
    suggestion = records.a_suggestion("assigned")
    for address in ("suggestions", f"suggestions/{suggestion.pk}", "bulletins/0"):
        assert shape(Client().get(f"/api/v1/desk/{address}")) == (401, "sign_in", [])


def test_a_unit_and_a_deputy_have_their_own_lists() -> None:
    suggestion = records.a_suggestion("assigned")
    listed = {
        name: [one["id"] for one in get(name, "suggestions").json()["records"]]
        for name in ("town_liaison", "roads_liaison", "deputy_two")
    }
    assert listed == {"town_liaison": [suggestion.pk], "roads_liaison": [], "deputy_two": []}


def test_a_list_is_read_on_from_where_it_ended() -> None:
    made = {records.a_voice(f"第{number}盏路灯坏了。").pk for number in range(35)}
    first = get("town_clerk", "voices").json()
    second = get("town_clerk", f"voices?after={first['next']}").json()
    ids = [one["id"] for one in first["records"] + second["records"]]
    assert (len(first["records"]) < len(made), second["next"], set(ids), len(ids)) == (True, None, made, len(made))


def test_a_record_says_what_its_open_moves_ask_for() -> None:
    suggestion = records.a_suggestion("handling")
    opened = {one["name"]: one for one in get("town_head", f"suggestions/{suggestion.pk}").json()["opened"]}
    asked = {one["name"]: one for one in opened["reply"]["asks"]}
    assert (asked["outcome_class"]["is_required"], [one["value"] for one in asked["outcome_class"]["choices"]][:2]) == (
        True,
        ["A", "B"],
    )
    assert asked["number"]["label"] != ""


def test_a_suggestion_is_walked_by_api() -> None:
    suggestion = records.a_suggestion("sorted")
    at, unit = f"suggestions/{suggestion.pk}", records.unit("盐官镇政府").pk
    assert make("town_chair", at, "assign", lead=unit, co=[records.unit("市住建局").pk]).json()["state"] == "assigned"
    assert make("town_liaison", at, "request_return", words="归住建局管。").json()["state"] == "return_requested"
    back = make("town_chair", at, "refuse_return", words="是你们的路灯。").json()
    assert (back["state"], back["log"][-1]["words"]) == ("assigned", "是你们的路灯。")
    assert make("town_liaison", at, "accept").json()["state"] == "handling"
    assert list(suggestion.assignments.order_by("pk").values_list("unit__short_name", flat=True)) == ["盐官镇政府", "市住建局"]


def test_the_office_of_another_place_moves_nothing() -> None:
    found = records_of_every_kind()
    moves = {
        "topics": "shortlist",
        "preparations": "freeze",
        "talks": "file",
        "series": "close_series",
        "mediations": "agree",
        "suggestions": "withdraw",
        "outcomes": "end",
        "voices": "erase",
    }
    before = everything()
    for kind, name in moves.items():
        for username in ("street_clerk", "admin", "auditor", "roads_liaison"):
            assert make(username, f"{kind}/{found[kind].pk}", name, words="不给").status_code in {403, 404}, (kind, username)
    assert everything() == before


def test_the_second_of_two_clerks_reads_a_sentence_and_nothing_changes() -> None:
    talk = records.a_talk("draft")
    assert make("town_chair", f"talks/{talk.pk}", "approve").status_code == 200
    before = everything()
    assert shape(make("town_chair", f"talks/{talk.pk}", "approve")) == (409, "wrong_state", [])
    assert everything() == before


def test_what_a_move_needs_is_asked_for_by_name_and_kept_out_until_then() -> None:
    suggestion = records.a_suggestion("handling")
    before = everything()
    status, code, fields = shape(make("town_head", f"suggestions/{suggestion.pk}", "reply", words="换了。", outcome_class="Z"))
    assert (status, code, {"outcome_class", "number"} <= set(fields)) == (422, "not_acceptable", True)
    assert everything() == before


@pytest.mark.parametrize("given", [{"wrods": "不给"}, {"state": "closed"}, {"pk": 1, "words": "不给"}])
def test_an_unknown_field_is_named_and_nothing_changes(given: dict[str, Any]) -> None:
    suggestion = records.a_suggestion()
    before = everything()
    unknown = sorted(set(given) - {"words"})
    assert shape(make("town_clerk", f"suggestions/{suggestion.pk}", "withdraw", **given)) == (400, "malformed", unknown)
    assert everything() == before


@pytest.mark.parametrize("name", ["burn", "lapse", "__class__", "rate_unsatisfied"])
def test_a_move_that_nobody_makes_by_hand_is_not_found(name: str) -> None:
    suggestion = records.a_suggestion("assigned")
    assert shape(make("city_clerk", f"suggestions/{suggestion.pk}", name)) == (404, "not_found", [])


@pytest.mark.parametrize("address", ["suggestions/0", "suggestions/99999999999999999999", "suggestions/%00", "suggestions/abc"])
def test_what_cannot_be_a_key_is_unknown(address: str) -> None:
    assert shape(get("city_clerk", address)) == (404, "not_found", [])


def test_an_unknown_kind_is_malformed() -> None:
    assert get("city_clerk", "accounts").status_code in {400, 404}


def test_a_move_by_api_stands_in_the_same_log_as_a_move_on_a_page() -> None:
    talk = records.a_talk("draft")
    before = Entry.objects.count()
    make("town_chair", f"talks/{talk.pk}", "approve", words="可以开")
    entry = Entry.objects.latest("pk")
    assert (Entry.objects.count(), entry.move, entry.note) == (before + 1, "approve", "可以开")
