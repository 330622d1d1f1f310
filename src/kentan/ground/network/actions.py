"""What is done to the network: posts given and ended, codes made and replaced."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from kentan.ground.accounts.models import Account
from kentan.ground.moment import now, today
from kentan.ground.network import crockford
from kentan.ground.network.labels import CodeKind
from kentan.ground.network.models import Area, Code, Deputy, Membership, Organisation, Station


def appoint(account: Account, role: str, organisation: Organisation, *, since: date | None = None) -> Membership:
    """Give a post."""
    return Membership.objects.create(account=account, role=role, organisation=organisation, since=since or today())


def dismiss(membership: Membership, *, until: date | None = None) -> Membership:
    """End a post: the power ends, the history stays."""
    membership.until = until or today()
    membership.save(update_fields=["until"])
    return membership


def make_code(*, deputy: Deputy | None = None, station: Station | None = None, expires_at: datetime | None = None) -> Code:
    """A new code for a deputy or a station."""
    kind = CodeKind.DEPUTY if deputy else CodeKind.STATION
    return Code.objects.create(
        token=crockford.draw(crockford.CODE_LENGTH),
        kind=kind,
        deputy=deputy,
        station=station,
        made_at=now(),
        expires_at=expires_at,
    )


def make_talk_code(*, held_in: Area, title: str, cites: str) -> Code:
    """恳谈码: what is said through it cites the talk's printed number; the talk itself is a later stage's matter."""
    return Code.objects.create(
        token=crockford.draw(crockford.CODE_LENGTH), kind=CodeKind.TALK, held_in=held_in, title=title, cites=cites, made_at=now()
    )  # fmt: skip


def close_code(code: Code) -> None:
    """停用: nobody speaks through it any more; what was said stays."""
    Code.objects.filter(pk=code.pk, revoked_at=None).update(revoked_at=now())


@transaction.atomic
def replace_code(code: Code) -> Code:
    """A lost or copied poster: the old code is closed and points to the new one."""
    if code.kind == CodeKind.TALK and code.held_in is not None:
        fresh = make_talk_code(held_in=code.held_in, title=code.title, cites=code.cites)
    else:
        fresh = make_code(deputy=code.deputy, station=code.station, expires_at=code.expires_at)
    Code.objects.filter(pk=code.pk).update(revoked_at=now(), replaced_by=fresh)
    return fresh
