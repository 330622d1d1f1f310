"""系列恳谈: who opens one, who sits in it, what it refuses."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories.pages import signed_in
from tests.factories.records import row, unit, who
from tests.web.choosing.builders import a_topic
from tests.web.thread.builders import everything, get, said_by

from kentan.ground.ledger.models import Entry
from kentan.stages.talks import actions
from kentan.stages.talks.models import Talk, TalkSeries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
PLAN = {"title": "听企业说", "day": "2026-06-01", "hour": "14:00", "place": "文化礼堂", "form": "face"}


def a_series(by: str = "city_clerk", host: str = "市人大常委会") -> TalkSeries:
    return actions.open_series(by=who(by), host=unit(host), title="一号工程", theme="三个一号工程。")


def a_sitting(series: TalkSeries, *steps: str) -> Talk:
    signed_in("town_clerk").post("/staff/talks/new", PLAN | {"host": unit("盐官镇人大主席团").pk, "series": series.pk})
    talk = Talk.objects.latest("pk")
    for step in steps:
        signed_in("town_chair").post(f"/staff/talks/{talk.pk}/{step}")
    return talk


def test_a_series_is_opened_and_the_log_says_by_whom() -> None:
    answer = signed_in("city_clerk").post(
        "/staff/series/new", {"host": unit("市人大常委会").pk, "title": "一号工程", "theme": "为什么"}
    )
    series = TalkSeries.objects.get()
    assert answer["Location"] == f"/staff/series/{series.pk}"
    assert (series.title, series.theme, series.state, series.host.short_name) == ("一号工程", "为什么", "open", "市人大常委会")
    assert Entry.objects.get(chain__matter=series.matter).label == "发起系列"


def test_nobody_opens_one_in_the_name_of_another_body() -> None:
    answer = signed_in("town_clerk").post("/staff/series/new", {"host": unit("市人大常委会").pk, "title": "一号工程"})
    assert (answer.status_code, TalkSeries.objects.count()) == (422, 0)


def test_sittings_are_numbered_in_the_order_in_which_they_are_planned() -> None:
    series = a_series()
    assert [(a_sitting(series).sitting, a_sitting(series).series) for _ in range(1)] == [(1, series)]
    assert list(series.sittings.order_by("sitting").values_list("sitting", flat=True)) == [1, 2]


@pytest.mark.parametrize("name", ["city_clerk", "town_clerk", "street_clerk"])
def test_those_who_sit_in_it_read_it(name: str) -> None:
    series = a_series()
    assert "一号工程" in get("/staff/series", signed_in(name))
    assert "还没有一场。" in get(f"/staff/series/{series.pk}", signed_in(name))


def test_a_towns_own_series_is_not_another_bodys() -> None:
    series = a_series("town_clerk", "盐官镇人大主席团")
    assert signed_in("street_clerk").get(f"/staff/series/{series.pk}").status_code == 403
    assert "一号工程" not in get("/staff/series", signed_in("street_clerk"))
    before = everything()
    answer = signed_in("street_clerk").post("/staff/talks/new", PLAN | {"host": unit("人大海洲街道工委").pk, "series": series.pk})
    assert (answer.status_code, everything()) == (422, before)


@pytest.mark.parametrize("name", ["deputy_one", "town_liaison", "admin", "auditor", ""])
def test_others_have_no_such_page(name: str) -> None:
    series = a_series()
    client = signed_in(name) if name else Client()
    for address in ("/staff/series", "/staff/series/new", f"/staff/series/{series.pk}"):
        assert client.get(address).status_code == (403 if name else 302)
    assert client.post(f"/staff/series/{series.pk}/close_series").status_code == (403 if name else 302)
    assert row(series)["state"] == "open"


def test_the_leading_body_closes_it_once_and_then_nobody_joins() -> None:
    series, city = a_series(), signed_in("city_clerk")
    assert signed_in("town_clerk").post(f"/staff/series/{series.pk}/close_series").status_code == 403
    assert city.post(f"/staff/series/{series.pk}/close_series").status_code == 302
    answer = city.post(f"/staff/series/{series.pk}/close_series")
    assert (answer.status_code, "刚才已经被别人往前办了一步" in said_by(answer)) == (409, True)
    before = everything()
    late = signed_in("town_clerk").post("/staff/talks/new", PLAN | {"host": unit("盐官镇人大主席团").pk, "series": series.pk})
    assert (late.status_code, everything()) == (422, before)


def test_a_topic_is_talked_about_by_the_body_it_was_approved_for() -> None:
    topic = a_topic("approved")
    before = everything()
    answer = signed_in("city_clerk").post("/staff/talks/new", PLAN | {"host": unit("市人大常委会").pk, "topic": topic.pk})
    assert (answer.status_code, everything()) == (422, before)
    assert "是另一个机构定的，由它来开。" in said_by(answer)


def test_the_public_sees_a_series_from_its_first_announced_sitting_on() -> None:
    series = a_series()
    talk = a_sitting(series)
    assert Client().get(f"/series/{series.pk}").status_code == 404
    for step in ("approve", "announce"):
        signed_in("town_chair").post(f"/staff/talks/{talk.pk}/{step}")
    page = get(f"/series/{series.pk}")
    assert "市人大常委会牵头，分 1 场谈。" in page
    assert "第 1 场" in get(f"/talks/{talk.pk}")


def test_more_sittings_cost_no_more_queries(django_assert_num_queries) -> None:
    series, client = a_series(), signed_in("city_clerk")
    a_sitting(series)
    client.get(f"/staff/series/{series.pk}")
    with django_assert_num_queries(14):
        client.get(f"/staff/series/{series.pk}")
    a_sitting(series)
    a_sitting(series)
    with django_assert_num_queries(14):
        client.get(f"/staff/series/{series.pk}")
