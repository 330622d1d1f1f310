"""装入演示: idempotent; the county is founded in one transaction, the first story is told in another."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from kentan.demo import people, places, story
from kentan.ground.accounts import roles
from kentan.ground.network.models import Area, Code, Membership


@dataclass(frozen=True, slots=True)
class Welcome:
    """What `up` prints: who can be played, and one code's page."""

    accounts: tuple[tuple[str, str, str], ...]
    code_url: str


def load_if_empty() -> bool:
    """Found the demo county when the database is empty; True when it did."""
    if Area.objects.exists():
        return False
    found()
    story.tell()
    return True


@transaction.atomic
def found() -> None:
    """Areas, organisations, stations, accounts, deputies, codes."""
    top = places.city()
    places.organisations(top)
    places.stations(top)
    people.staff()
    people.deputies(top)
    people.codes()


def welcome() -> Welcome:
    """One account per role, and the first deputy's code."""
    seen: dict[str, tuple[str, str, str]] = {}
    for held in Membership.objects.filter(until=None).select_related("account", "organisation").order_by("pk"):
        role = roles.BY_CODE[held.role]
        seen.setdefault(held.role, (role.label, held.account.username, f"{held.organisation} {held.account.name}"))
    code = Code.objects.filter(revoked_at=None, deputy__status="in_office").order_by("pk").first()
    return Welcome(tuple(seen.values()), f"{settings.PUBLIC_URL}/c/{code.token}" if code else "")
