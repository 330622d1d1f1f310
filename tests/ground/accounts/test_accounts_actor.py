"""谁在做: an account acts by the posts it holds today, everybody else by what is in his hand."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories import records

from kentan.ground.accounts import roles
from kentan.ground.accounts.actor import NOBODY, SYSTEM, Actor
from kentan.ground.accounts.models import Account
from kentan.ground.network.actions import appoint, dismiss
from kentan.ground.network.models import Deputy, Membership

ROLES = tuple(role.code for role in roles.ALL)


@pytest.mark.parametrize(
    "actor", [SYSTEM, NOBODY, Actor.holder_of_code("ABCD"), Actor.holder_of_receipt("R1"), Actor.participant("S1")],
)  # fmt: skip
def test_who_has_no_account_holds_no_post_anywhere(actor: Actor) -> None:
    assert (actor.account, actor.holds(*ROLES), actor.holds_at(1, *ROLES), actor.holds_at(None, *ROLES), actor.holds_in(None, *ROLES)) == (
        None, False, False, False, False,
    )  # fmt: skip


@pytest.mark.django_db
def test_a_post_is_held_from_its_first_day_to_its_last_and_no_longer(county: None) -> None:
    account = Account.objects.open("newcomer", "新来")
    post = appoint(account, "liaison", records.unit("市住建局"), since=date(2026, 6, 1))
    dismiss(post, until=date(2026, 6, 30))
    held = {}
    for day in ("2026-05-31", "2026-06-01", "2026-06-30", "2026-07-01"):
        for hour in ("00:00", "23:59"):
            with records.moment(f"{day} {hour}"):
                held[day, hour] = records.who("newcomer").holds("liaison")
    assert held == {
        ("2026-05-31", "00:00"): False, ("2026-05-31", "23:59"): False, ("2026-06-01", "00:00"): True, ("2026-06-01", "23:59"): True,
        ("2026-06-30", "00:00"): True, ("2026-06-30", "23:59"): True, ("2026-07-01", "00:00"): False, ("2026-07-01", "23:59"): False,
    }  # fmt: skip
    assert Membership.objects.filter(account=account).count() == 1


@pytest.mark.django_db
def test_a_post_is_held_at_its_organisation_and_in_its_area_only(county: None) -> None:
    clerk = records.who("town_clerk")
    town = records.unit("盐官镇人大主席团")
    street = records.unit("人大海洲街道工委")
    assert [clerk.holds_at(body.pk, "town_staff") for body in (town, street)] == [True, False]
    assert [clerk.holds_in(body.area_id, "town_staff") for body in (town, street)] == [True, False]
    assert clerk.holds_at(town.pk, "town_chair", "liaison") is False


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["suspended", "ended"])
def test_r10_a_suspended_or_ended_mandate_acts_no_more_and_what_was_done_stays(county: None, status: str) -> None:
    assert records.who("deputy_one").deputy is not None
    Deputy.objects.filter(name="林一苇").update(status=status)
    found = records.who("deputy_one")
    assert (found.deputy, Deputy.objects.filter(name="林一苇").count()) == (None, 1)


@pytest.mark.django_db
def test_an_account_without_a_password_opens_to_no_password(county: None) -> None:
    account = Account.objects.open("quiet", "静")
    assert (account.has_usable_password(), account.check_password(""), account.check_password("None")) == (False, False, False)


def test_r96_the_three_administrators_are_three_offices_none_of_which_reads_voices() -> None:
    three = [roles.SYSTEM_ADMIN, roles.SECURITY_ADMIN, roles.AUDITOR]
    assert len({role.code for role in three}) == 3
    assert all(role.powers for role in roles.ALL)
