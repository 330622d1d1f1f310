"""码的管理: listed, replaced, made for those who have none."""

from __future__ import annotations

import pytest
from tests.factories.pages import signed_in, text_of
from tests.factories.records import code

from kentan.ground.network.models import Code, Deputy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def test_a_township_manages_its_own_codes_and_the_administrator_all() -> None:
    seen = {
        name: {one.address_name for one in signed_in(name).get("/staff/codes").context["page"]}
        for name in ("town_clerk", "street_clerk", "admin")
    }
    assert seen["town_clerk"] == {"林一苇代表", "周二南代表", "盐官镇代表联络中心站"}
    assert seen["street_clerk"] == {"许三多代表"}
    assert seen["admin"] == seen["town_clerk"] | seen["street_clerk"] | {"代表联络总站"}


def test_replacing_asks_once_more_and_closes_the_old_one() -> None:
    old = code()
    client = signed_in("town_clerk")
    assert "旧码停用" in text_of(client.get(f"/staff/codes/{old.token}/replace"))
    assert code().revoked_at is None
    client.post(f"/staff/codes/{old.token}/replace")
    old.refresh_from_db()
    assert old.revoked_at is not None
    assert old.replaced_by.deputy == old.deputy
    assert client.post(f"/staff/codes/{old.token}/replace").status_code == 404


def test_another_townships_code_is_not_found() -> None:
    token = code("许三多").token
    assert signed_in("town_clerk").post(f"/staff/codes/{token}/replace").status_code == 404
    assert Code.objects.get(token=token).revoked_at is None


def test_who_has_no_code_is_named_and_given_one() -> None:
    Code.objects.filter(deputy__name="周二南").delete()
    client = signed_in("town_clerk")
    assert [one.name for one in client.get("/staff/codes").context["bare_deputies"]] == ["周二南"]
    client.post("/staff/codes/make", {"kind": "deputy", "owner": Deputy.objects.get(name="周二南").pk})
    assert Code.objects.filter(deputy__name="周二南").count() == 1
    assert client.post("/staff/codes/make", {"kind": "deputy", "owner": Deputy.objects.get(name="许三多").pk}).status_code == 404


def test_more_rows_cost_no_more_queries(django_assert_num_queries) -> None:
    street, town = signed_in("street_clerk"), signed_in("town_clerk")
    with django_assert_num_queries(10):
        street.get("/staff/codes")
    with django_assert_num_queries(10):
        town.get("/staff/codes")
