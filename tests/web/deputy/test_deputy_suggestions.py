"""代表建议: the deputy who signed rates the answer on the phone, on both axes."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.factories.pages import signed_in, text_of
from tests.factories.records import a_suggestion, row

from kentan.ground.ledger.models import Entry
from kentan.ground.network.models import Deputy
from kentan.stages.suggestions.models import Evaluation, Suggestion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
GOOD = {"attitude": "satisfied", "result": "mostly"}
BAD = {"attitude": "satisfied", "result": "unsatisfied", "words": "只修了两盏。"}


def signed_by(username: str, state: str = "replied", **given: Any) -> Suggestion:
    deputy = Deputy.objects.get(account__username=username)
    return a_suggestion(state, track="deputy_suggestion", lead_deputy=deputy, **given)


def kept(suggestion: Suggestion) -> tuple[Any, ...]:
    return row(suggestion), list(Evaluation.objects.values()), Entry.objects.count()


def test_what_waits_for_my_rating_stands_first_and_others_do_not_see_it() -> None:
    suggestion = signed_by("deputy_one")
    shown = signed_in("deputy_one").get("/deputy/suggestions").context
    assert [one.suggestion for one in shown["waiting"]] == [suggestion]
    assert (shown["rows"], signed_in("deputy_three").get("/deputy/suggestions").context["waiting"]) == ([], [])
    assert signed_in("deputy_three").get(f"/deputy/suggestions/{suggestion.pk}").status_code == 403


def test_a_cosigner_reads_it_and_does_not_rate_it() -> None:
    suggestion = signed_by("deputy_one", cosigners=[Deputy.objects.get(account__username="deputy_two")])
    shown = signed_in("deputy_two").get("/deputy/suggestions").context
    assert (shown["waiting"], [one.suggestion for one in shown["rows"]]) == ([], [suggestion])
    before = kept(suggestion)
    assert signed_in("deputy_two").post(f"/deputy/suggestions/{suggestion.pk}/rate", GOOD).status_code == 403
    assert kept(suggestion) == before


def test_the_deputy_rates_and_the_state_moves() -> None:
    suggestion = signed_by("deputy_one")
    page = signed_in("deputy_one").get(f"/deputy/suggestions/{suggestion.pk}")
    assert page.context["matter"].board.opened.move.name == "rate"
    assert "三盏都换了新灯。" in text_of(page)
    answer = signed_in("deputy_one").post(f"/deputy/suggestions/{suggestion.pk}/rate", GOOD)
    assert answer["Location"] == f"/deputy/suggestions/{suggestion.pk}"
    given = Evaluation.objects.get()
    assert (row(suggestion)["state"], given.attitude, given.result, given.deputy.name) == (
        "rated",
        "satisfied",
        "mostly",
        "林一苇",
    )


def test_not_satisfied_needs_words_and_opens_a_redo() -> None:
    suggestion = signed_by("deputy_one")
    before = kept(suggestion)
    refused = signed_in("deputy_one").post(f"/deputy/suggestions/{suggestion.pk}/rate", BAD | {"words": " "})
    assert (refused.status_code, kept(suggestion)) == (422, before)
    assert signed_in("deputy_one").post(f"/deputy/suggestions/{suggestion.pk}/rate", BAD).status_code == 302
    assert row(suggestion)["state"] == "redo"


def test_a_second_rating_of_the_same_answer_is_refused_with_a_sentence() -> None:
    suggestion = signed_by("deputy_one")
    signed_in("deputy_one").post(f"/deputy/suggestions/{suggestion.pk}/rate", GOOD)
    before = kept(suggestion)
    again = signed_in("deputy_one").post(f"/deputy/suggestions/{suggestion.pk}/rate", BAD)
    assert (again.status_code, kept(suggestion)) == (409, before)


@pytest.mark.parametrize(("name", "status"), [("town_clerk", 403), ("town_liaison", 403), ("auditor", 403), ("", 302)])
def test_the_face_is_the_deputies_own(name: str, status: int) -> None:
    suggestion = signed_by("deputy_one")
    client = signed_in(name) if name else Client()
    assert client.get("/deputy/suggestions").status_code == status
    before = kept(suggestion)
    assert client.post(f"/deputy/suggestions/{suggestion.pk}/rate", GOOD).status_code == status
    assert kept(suggestion) == before
