"""政府办公室: joins in what the city assigns, settles what a unit gives back, sees nothing else."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from docx import Document
from tests.factories.pages import signed_in, text_of
from tests.factories.records import a_point, a_suggestion, a_voice, unit, who
from tests.web.thread.builders import everything

from kentan.ground.accounts.models import Account
from kentan.ground.ledger.models import Notice
from kentan.ground.network.actions import appoint
from kentan.stages.suggestions import actions
from kentan.stages.suggestions.models import Suggestion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


@pytest.fixture(autouse=True)
def gov_office(county: None) -> None:
    appoint(Account.objects.open("gov", "章某"), "gov_office", unit("市住建局"))


def of_the_city(state: str = "assigned") -> Suggestion:
    """Assigned by the city to the roads office."""
    made = actions.draft(
        [a_point(a_voice(), by="city_clerk")], by=who("city_clerk"), host=unit("市人大常委会"), title="修路灯", ask="修好。"
    )
    if state != "sorted":
        actions.assign(made, by=who("city_clerk"), units=actions.Units(unit("市交通运输局")))
    if state == "return_requested":
        actions.request_return(made, by=who("roads_liaison"), reason="归住建。")
    return made


def words_of(answer: Any) -> str:
    """The words in the tables of a Word file."""
    cells = [cell.text for table in Document(BytesIO(answer.content)).tables for row in table.rows for cell in row.cells]
    return "".join(cells)


def test_it_lists_what_the_city_has_assigned_and_nothing_else() -> None:
    mine, town, early = of_the_city(), a_suggestion("assigned"), of_the_city("sorted")
    client = signed_in("gov")
    assert client.get("/staff/")["Location"] == "/staff/suggestions"
    page = client.get("/staff/suggestions")
    assert [row.pk for row in page.context["page"].rows] == [mine.pk]
    assert "写一件建议" not in text_of(page)
    assert [client.get(f"/staff/suggestions/{one.pk}").status_code for one in (mine, town, early)] == [200, 403, 403]
    assert {
        client.get(f"/staff/{name}").status_code for name in ("voices", "talks", "topics", "calls", "outcomes", "bulletins")
    } == {403}
    for link in ("/staff/voices/", "/staff/talks/"):
        assert link not in client.get(f"/staff/suggestions/{mine.pk}").content.decode()


def test_its_own_list_holds_what_it_has_not_joined_and_what_is_given_back() -> None:
    client, fresh, back = signed_in("gov"), of_the_city(), of_the_city("return_requested")
    assert own(client) == {fresh.pk, back.pk}
    for one in (fresh, back):
        actions.join_assignment(one, by=who("gov"))
    assert own(client) == {back.pk}
    assert "等我们，定退不退" in text_of(client.get("/staff/suggestions")).replace(" ", "")


def own(client: Client) -> set[int]:
    """What 等我们 shows; its number is the same."""
    shown = client.get("/staff/suggestions?show=ours").context
    found = {row.suggestion.pk for group in shown["groups"] for row in group.rows}
    assert {name: n for name, _label, n in shown["filters"]}["ours"] == len(found)
    return found


def test_it_joins_once_and_the_units_and_the_host_are_told() -> None:
    mine, client = of_the_city(), signed_in("gov")
    assert Notice.objects.filter(account__username="gov").count() == 1
    assert "会同交办" not in words_of(client.get(f"/staff/suggestions/{mine.pk}/notice.docx"))
    assert client.post(f"/staff/suggestions/{mine.pk}/joint").status_code == 302
    assert "会同交办市住建局" in words_of(client.get(f"/staff/suggestions/{mine.pk}/notice.docx"))
    assert "政府办公室章某会同交办" in text_of(client.get(f"/staff/suggestions/{mine.pk}")).replace(" ", "")
    told = Notice.objects.filter(entry__move="join_assignment").values_list("account__username", flat=True)
    assert set(told) == {"roads_liaison", "roads_head", "city_clerk"}
    before = everything()
    assert client.post(f"/staff/suggestions/{mine.pk}/joint").status_code == 409
    assert everything() == before


@pytest.mark.parametrize("username", ["city_clerk", "town_clerk", "roads_liaison", "deputy_one", "admin"])
def test_nobody_joins_in_its_place(username: str) -> None:
    mine = of_the_city()
    before = everything()
    assert signed_in(username).post(f"/staff/suggestions/{mine.pk}/joint").status_code == 403
    assert everything() == before


@pytest.mark.parametrize(
    ("name", "given", "state"),
    [("refuse_return", {"words": "路灯归你们。"}, "assigned"), ("reassign", {"lead": "市住建局"}, "assigned")],
)
def test_it_settles_what_a_unit_gives_back(name: str, given: dict[str, Any], state: str) -> None:
    mine, town = of_the_city("return_requested"), a_suggestion("assigned")
    actions.request_return(town, by=who("town_liaison"), reason="归住建。")
    given = given | ({"lead": unit(given["lead"]).pk} if "lead" in given else {})
    client = signed_in("gov")
    assert client.get("/staff/suggestions?show=ours").context["page"].rows[0].pk == mine.pk
    assert client.post(f"/staff/suggestions/{mine.pk}/{name}", given).status_code == 302
    mine.refresh_from_db()
    assert mine.state == state
    before = everything()
    assert client.post(f"/staff/suggestions/{town.pk}/{name}", given).status_code == 403
    assert client.post(f"/staff/suggestions/{mine.pk}/close").status_code == 403
    assert everything() == before
