"""谁来做: the accounts that act in the county's stories, each looked up once."""

from __future__ import annotations

from functools import cache

from kentan.ground.accounts.actor import Actor
from kentan.ground.accounts.models import Account
from kentan.ground.network.models import Area, Membership, Organisation
from kentan.ground.network.queries import actor_of


@cache
def holder(organisation: int, role: str) -> Actor:
    """Whoever holds this post."""
    held = (
        Membership.objects.filter(organisation=organisation, role=role, until=None)
        .select_related("account")
        .order_by("pk")
        .first()
    )
    assert held is not None, (organisation, role)  # noqa: S101  the county was built a moment ago
    return actor_of(held.account)


@cache
def of_account(pk: int) -> Actor:
    """A deputy, as he may act."""
    return actor_of(Account.objects.get(pk=pk))


@cache
def body_of(area: int) -> Organisation:
    """The congress body of a township."""
    return Organisation.objects.get(area=area, kind__in=["presidium", "street_committee"])


@cache
def government_of(area: int) -> Organisation:
    """The government of a township."""
    return Organisation.objects.get(area=area, kind="government")


@cache
def unit(short_name: str) -> Organisation:
    """A unit by its short name."""
    return Organisation.objects.get(short_name=short_name)


def clerk_of(area: Area) -> Actor:
    """The clerk of a township's congress body."""
    return holder(body_of(area.pk).pk, "town_staff")


def chair_of(area: Area) -> Actor:
    """Its chair, or the head of the street committee."""
    return holder(body_of(area.pk).pk, "town_chair")


def forget() -> None:
    """Between two databases of one process (the tests)."""
    for remembered in (holder, of_account, body_of, government_of, unit):
        remembered.cache_clear()
