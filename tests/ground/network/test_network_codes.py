"""码: random, readable, replaceable; a code opens to one deputy or station, or says why not."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import records

from kentan.ground.moment import SHANGHAI
from kentan.ground.network import crockford
from kentan.ground.network.actions import make_code, replace_code
from kentan.ground.network.models import Area, Code, Deputy, Station
from kentan.ground.network.queries import CodeClosed, CodeUnknown, congress_body_of, find_code, liaison_of


@given(st.text(crockford.ALPHABET, min_size=8, max_size=8))
def test_a_code_is_understood_as_people_write_it(token: str) -> None:
    written = f" {token[:4].lower()} - {token[4:]}\n"
    assert crockford.tidy(written) == token
    assert crockford.tidy(token.replace("1", "I").replace("0", "o")) == token
    assert crockford.is_token(token)


@pytest.mark.parametrize("text", ["", "U", "IL", "码", "A\x00", "a", "1 2", "\ud800"])
def test_what_we_never_gave_out_is_no_token(text: str) -> None:
    assert crockford.is_token(text) is False


def test_tokens_are_drawn_from_our_letters_and_differ() -> None:
    drawn = {crockford.draw(10) for _ in range(500)}
    assert (len(drawn), {len(token) for token in drawn}, all(crockford.is_token(token) for token in drawn)) == (500, {10}, True)


@pytest.mark.django_db
def test_a_code_opens_to_whom_it_was_made_for(county: None) -> None:
    deputy, station = records.code("林一苇"), records.code("盐官镇代表联络中心站")
    assert [(found.kind, found.address_name, str(found.area)) for found in (find_code(deputy.token), find_code(station.token))] == [
        ("deputy", "林一苇代表", "盐官镇"), ("station", "盐官镇代表联络中心站", "盐官镇"),
    ]  # fmt: skip
    assert deputy.human == f"{deputy.token[:4]} {deputy.token[4:]}"


@pytest.mark.django_db
@pytest.mark.parametrize("written", ["ZZZZZZZZ", "", "码", "\x00", "\ud800", "%", "ZZZZZZZZ" * 100])
def test_a_code_that_was_never_made_is_unknown(county: None, written: str) -> None:
    with pytest.raises(CodeUnknown):
        find_code(written)


@pytest.mark.django_db
def test_a_replaced_code_is_closed_and_points_to_the_new_one(county: None) -> None:
    old = records.code()
    fresh = replace_code(old)
    with pytest.raises(CodeClosed) as refused:
        find_code(old.token)
    assert (refused.value.code.replaced_by, find_code(fresh.token)) == (fresh, fresh)
    assert fresh.token != old.token


@pytest.mark.django_db
def test_a_code_closes_at_the_very_instant_of_its_end(county: None) -> None:
    code = make_code(deputy=Deputy.objects.get(name="周二南"), expires_at=datetime(2026, 6, 1, 12, 0, tzinfo=SHANGHAI))
    with records.moment("2026-06-01 11:59"):
        assert find_code(code.token) == code
    with records.moment("2026-06-01 12:00"), pytest.raises(CodeClosed):
        find_code(code.token)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "owners"), [("deputy", ()), ("deputy", ("deputy", "station")), ("station", ("deputy",)), ("station", ())]
)
def test_a_code_leads_to_exactly_what_its_kind_says(county: None, kind: str, owners: tuple[str, ...]) -> None:
    owner = {"deputy": Deputy.objects.first(), "station": Station.objects.first()}
    fields = {name: owner[name] for name in owners}
    with pytest.raises(IntegrityError, match="a_code_leads_to_exactly_what_its_kind_says"), transaction.atomic():
        Code.objects.create(token="XXXX", kind=kind, made_at=datetime(2026, 5, 1, tzinfo=SHANGHAI), **fields)


@pytest.mark.django_db
def test_a_street_has_no_congress_and_a_town_has(county: None) -> None:
    kinds = {area.name: (area.has_congress, str(congress_body_of(area))) for area in Area.objects.order_by("pk")}
    assert kinds == {
        "海宁市": (True, "市人大常委会"), "盐官镇": (True, "盐官镇人大主席团"), "海洲街道": (False, "人大海洲街道工委"),
    }  # fmt: skip


@pytest.mark.django_db
def test_a_village_answers_to_its_town(county: None) -> None:
    village = Area.objects.create(name="桃园村", kind="village", parent=Area.objects.get(name="盐官镇"))
    assert (str(village.township), str(congress_body_of(village))) == ("盐官镇", "盐官镇人大主席团")


@pytest.mark.django_db
def test_only_the_city_has_no_area_above_it(county: None) -> None:
    with pytest.raises(IntegrityError, match="only_the_city_has_no_area_above_it"), transaction.atomic():
        Area.objects.create(name="孤村", kind="village")


@pytest.mark.django_db
def test_a_unit_without_a_liaison_today_has_none(county: None) -> None:
    unit = records.unit("市住建局")
    assert liaison_of(unit).username == "homes_liaison"
    from kentan.ground.network.actions import dismiss
    from kentan.ground.network.models import Membership

    dismiss(Membership.objects.get(account__username="homes_liaison"), until=datetime(2026, 5, 24).date())
    assert liaison_of(unit) is None
