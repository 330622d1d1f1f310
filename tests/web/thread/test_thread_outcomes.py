"""成果: recorded from suggestions, published, put in force, ended."""

from __future__ import annotations

import pytest
from tests.factories.pages import signed_in
from tests.factories.records import a_suggestion, row, unit
from tests.web.thread.builders import an_outcome, everything, get, said_by

from kentan.stages.outcomes.models import Outcome

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def recorded(*suggestions: object, **changed: object) -> dict[str, object]:
    given = {
        "suggestions": [one.pk for one in suggestions], "kind": "policy", "title": "路灯管护办法", "words": "三天内修。",  # type: ignore[attr-defined]
        "owner": unit("盐官镇政府").pk, "decided_on": "2026-05-24", "paper": "盐政〔2026〕9号", "host": unit("盐官镇人大主席团").pk,
    }  # fmt: skip
    return given | changed


def offered(outcome: Outcome, name: str) -> list[str]:
    """The moves that this page offers."""
    board = signed_in(name).get(f"/staff/outcomes/{outcome.pk}").context["board"]
    return [button.move.name for button in ([board.opened] if board.opened else []) + list(board.others)]


def test_the_empty_pages_say_what_is_missing() -> None:
    client = signed_in("town_clerk")
    assert "还没有成果。" in get("/staff/outcomes", client)
    assert "还没有交办过的建议，没有成果可以登记。" in get("/staff/outcomes/new", client)
    assert "没有找到。" in get("/staff/outcomes?q=没有", client)


def test_an_outcome_is_recorded_from_suggestions_and_published_by_a_second_step() -> None:
    suggestion, client = a_suggestion("assigned"), signed_in("town_clerk")
    assert client.get(f"/staff/outcomes/new?suggestion={suggestion.pk}").content.decode().count("checked") == 1
    answer = client.post("/staff/outcomes/new", recorded(suggestion))
    outcome = Outcome.objects.get()
    assert answer["Location"] == f"/staff/outcomes/{outcome.pk}"
    assert (outcome.state, [source.suggestion for source in outcome.sources.all()]) == ("recorded", [suggestion])
    assert offered(outcome, "town_clerk") == ["publish"]
    client.post(f"/staff/outcomes/{outcome.pk}/publish")
    assert (row(outcome)["state"], offered(outcome, "town_clerk")) == ("published", ["in_force", "end"])
    client.post(f"/staff/outcomes/{outcome.pk}/in_force")
    before = everything()
    assert client.post(f"/staff/outcomes/{outcome.pk}/end", {"words": ""}).status_code == 422
    assert everything() == before
    client.post(f"/staff/outcomes/{outcome.pk}/end", {"words": "并入新办法"})
    assert (row(outcome)["state"], offered(outcome, "town_clerk")) == ("ended", [])


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"suggestions": []}, "suggestions", "请至少选一件建议。"), ({"kind": ""}, "kind", "请选择种类。"), ({"title": ""}, "title", "请写名称。"),
        ({"words": ""}, "words", "请用一句话写清改变了什么。"), ({"owner": ""}, "owner", "请选作出单位。"),
        ({"decided_on": "2026-05-26"}, "decided_on", "这一天还没到。作出以后再来登记。"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(changed, field, sentence) -> None:
    answer = signed_in("town_clerk").post("/staff/outcomes/new", recorded(a_suggestion("assigned"), **changed))
    assert (answer.status_code, answer.context["form"].errors) == (422, {field: [sentence]})
    assert "盐政〔2026〕9号" in answer.content.decode()
    assert Outcome.objects.count() == 0


def test_what_was_never_assigned_or_belongs_to_another_body_is_no_source() -> None:
    sorted_only, others = a_suggestion(), a_suggestion("assigned")
    assert signed_in("town_clerk").post("/staff/outcomes/new", recorded(sorted_only)).status_code == 422
    given = recorded(others, host=unit("人大海洲街道工委").pk)
    assert signed_in("street_clerk").post("/staff/outcomes/new", given).status_code == 422
    assert Outcome.objects.count() == 0


def test_the_second_of_two_clerks_gets_a_sentence() -> None:
    outcome = an_outcome(a_suggestion("assigned"))
    before = everything()
    answer = signed_in("town_clerk").post(f"/staff/outcomes/{outcome.pk}/publish")
    assert (answer.status_code, "这件事刚才已经被别人往前办了一步" in said_by(answer)) == (409, True)
    assert everything() == before


def test_more_rows_cost_no_more_queries(django_assert_num_queries) -> None:
    client = signed_in("town_clerk")
    an_outcome(a_suggestion("assigned"))
    with django_assert_num_queries(7):
        client.get("/staff/outcomes")
    for _ in range(2):
        an_outcome(a_suggestion("assigned"))
    with django_assert_num_queries(7):
        client.get("/staff/outcomes")
