"""每个数字点得开: a figure of the overview opens the public list that it counts."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories.pages import signed_in
from tests.factories.records import a_suggestion, moment
from tests.web.thread.builders import get

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def counted_at(address: str) -> int:
    """How many suggestions the list at this address holds, by the count of its own filter."""
    shown = Client().get(address).context
    return next(n for name, _label, n in shown["filters"] if name == shown["show"])


@pytest.mark.parametrize("username", ["city_clerk", "town_clerk"])
def test_every_figure_of_the_overview_opens_the_list_that_it_counts(username: str) -> None:
    for state in ("assigned", "handling", "replied", "sorted"):
        a_suggestion(state)
    with moment("2026-08-03 09:00"):
        for query in ("", "?year=2026"):
            shown = signed_in(username).get(f"/staff/overview{query}").context
            figures = [(step.address, step.number) for step in shown["steps"] if step.address]
            for one in (*shown["rates"], *shown["further"]):
                figures += [(one.address, one.rate.numerator), (one.of_address, one.rate.denominator)]
            figures += [(one.address, one.assigned) for one in shown["bars"]]
            figures += [(one.address, one.overdue) for one in shown["late"]] + [
                (shown["late_address"], shown["overview"].overdue)
            ]
            assert {address: (counted_at(address), number) for address, number in figures if counted_at(address) != number} == {}
            assert len([number for _address, number in figures if number]) > len(figures) // 3


def test_a_narrowed_list_says_so_and_keeps_it_in_its_filters_and_search() -> None:
    a_suggestion("handling")
    page = get("/suggestions?year=2026&counted=replied")
    raw = Client().get("/suggestions?year=2026&counted=replied").content.decode()
    assert "已经答复的，2026 年交办的" in page
    assert "?show=late&amp;counted=replied&amp;year=2026" in raw
    assert '<input type="hidden" name="year" value="2026">' in raw


@pytest.mark.parametrize(
    "written", ["counted=x", "year=20266", "area=-1", "unit=9999999999999999999", "unit=%00", "area=1&area=x"]
)
def test_what_names_nothing_narrows_nothing_and_breaks_nothing(written: str) -> None:
    a_suggestion("handling")
    assert Client().get(f"/suggestions?{written}").status_code == 200
