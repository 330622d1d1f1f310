"""催一下: by those who wait, once in seven days; the units are told."""

from __future__ import annotations

import pytest
from tests.factories.pages import signed_in
from tests.factories.records import a_suggestion, moment, row
from tests.web.thread.builders import everything, said_by

from kentan.ground.ledger.models import Entry, Notice
from kentan.ground.network.models import Deputy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def test_staff_urge_once_in_seven_days_and_the_unit_is_told() -> None:
    suggestion, client = a_suggestion("handling"), signed_in("town_clerk")
    assert "催一下" in said_by(client.get(f"/staff/suggestions/{suggestion.pk}"))
    before = Notice.objects.filter(account__username="town_liaison").count()
    assert client.post(f"/staff/suggestions/{suggestion.pk}/urge").status_code == 302
    assert Notice.objects.filter(account__username="town_liaison").count() == before + 1
    assert Entry.objects.filter(chain__matter=suggestion.matter, label="催办").count() == 1
    kept = everything()
    again = client.post(f"/staff/suggestions/{suggestion.pk}/urge")
    assert (again.status_code, everything()) == (409, kept)
    assert "催一下" not in said_by(client.get(f"/staff/suggestions/{suggestion.pk}"))
    with moment("2026-06-01 09:01"):
        assert client.post(f"/staff/suggestions/{suggestion.pk}/urge").status_code == 302
    assert row(suggestion)["state"] == "handling"


def test_the_deputy_who_signed_urges_on_the_phone() -> None:
    deputy = Deputy.objects.get(account__username="deputy_one")
    suggestion = a_suggestion("assigned", track="deputy_suggestion", lead_deputy=deputy)
    answer = signed_in("deputy_one").post(f"/deputy/suggestions/{suggestion.pk}/urge")
    assert answer["Location"] == f"/deputy/suggestions/{suggestion.pk}"


@pytest.mark.parametrize("state", ["sorted", "replied"])
def test_nobody_is_urged_who_is_not_waited_for(state: str) -> None:
    suggestion = a_suggestion(state)
    kept = everything()
    answer = signed_in("town_clerk").post(f"/staff/suggestions/{suggestion.pk}/urge")
    assert (answer.status_code, everything()) == (409, kept)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("street_clerk", "/staff"),
        ("city_clerk", "/staff"),
        ("deputy_three", "/deputy"),
        ("town_liaison", "/staff"),
        ("admin", "/staff"),
    ],
)
def test_others_do_not_urge(name: str, address: str) -> None:
    suggestion = a_suggestion("handling")
    kept = everything()
    assert signed_in(name).post(f"{address}/suggestions/{suggestion.pk}/urge").status_code == 403
    assert everything() == kept
