"""驾驶舱: every rate with its numerator and denominator; a township sees itself; no person is ranked."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories.pages import signed_in
from tests.factories.records import a_suggestion, a_voice, moment, unit, who
from tests.web.thread.builders import a_held_talk, a_promised, get

from kentan.ground.accounts.models import Account
from kentan.ground.network.actions import appoint
from kentan.ground.network.models import Area
from kentan.ground.network.queries import townships
from kentan.stages.outcomes.queries import overview
from kentan.stages.suggestions import actions as suggestions
from kentan.stages.suggestions.models import Commitment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def rates(**given: object) -> dict[str, tuple[int, int]]:
    found = overview(areas=townships(), **given)  # type: ignore[arg-type]
    return {rate.name: (rate.numerator, rate.denominator) for rate in (*found.rates, *found.further)}


def test_the_four_words_for_done_are_four_different_numbers() -> None:
    a_suggestion("replied")
    promised = a_promised(a_held_talk())
    a_suggestion("assigned")
    assert rates() == {
        "答复率": (2, 3), "办完率": (1, 3), "办结率": (0, 3), "落实率": (0, 3), "面商率": (2, 2), "满意率": (1, 1), "B 类占比": (1, 2),
    }  # fmt: skip
    with moment("2026-06-29 09:00"):
        suggestions.keep_commitment(Commitment.objects.get(), by=who("town_liaison"), words="三盏都换了")
        look = suggestions.plan_look_back(promised, by=who("town_clerk"), due=date(2026, 7, 1))
    with moment("2026-07-01 09:00"):
        suggestions.hold_look_back(look, by=who("town_clerk"), on=date(2026, 7, 1), finding="implemented", words="都亮了")
        after = rates()
    assert (after["办完率"], after["落实率"], after["答复率"]) == ((2, 3), (1, 3), (2, 3))


def test_what_is_only_sorted_or_withdrawn_is_not_counted_and_years_are_kept_apart() -> None:
    a_suggestion("sorted")
    a_suggestion("assigned")
    assert rates()["答复率"] == (0, 1)
    assert rates(year=2025)["答复率"] == (0, 0)
    assert overview(areas=townships(), year=2025).rates[0].per_cent is None


def test_overdue_is_counted_per_unit_and_per_township() -> None:
    a_suggestion("handling")
    with moment("2026-08-03 09:00"):
        found = overview(areas=townships())
    assert (found.overdue, [(load.unit.short_name, load.open, load.overdue) for load in found.units]) == (
        1,
        [("盐官镇政府", 1, 1)],
    )
    assert [(one.area.name, one.assigned, one.overdue) for one in found.townships] == [("海洲街道", 0, 0), ("盐官镇", 1, 1)]


def test_more_suggestions_cost_no_more_queries(django_assert_num_queries) -> None:
    a_suggestion("handling")
    areas = list(townships())
    with django_assert_num_queries(10):
        overview(areas=areas)
    a_suggestion("replied")
    a_suggestion("handling")
    with django_assert_num_queries(10):
        overview(areas=areas)


def test_the_page_shows_figures_with_their_formula_and_a_township_only_itself() -> None:
    a_suggestion("replied")
    a_voice(to="许三多")
    page = get("/staff/overview", signed_in("town_clerk"))
    assert "已经答复的 ÷ 交办的" in page
    assert "海洲街道" not in page
    assert "海洲街道" in get("/staff/overview?year=2026", signed_in("city_clerk"))
    assert "还没有" not in get("/staff/overview?year=x", signed_in("city_clerk"))


def test_leaders_see_the_whole_city() -> None:
    appoint(Account.objects.open("leader", "某领导"), "leader", unit("市人大常委会"))
    page = get("/leader/overview", signed_in("leader"))
    assert Area.objects.filter(name="海洲街道").exists()
    assert "海洲街道" in page
