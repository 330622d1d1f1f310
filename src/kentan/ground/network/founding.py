"""开户: an empty installation becomes a city with its bodies and its first administrator; accounts and deputies follow."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from kentan.ground.accounts import roles
from kentan.ground.accounts.models import Account
from kentan.ground.network.actions import appoint, make_code
from kentan.ground.network.labels import AreaKind, DeputyLevel, OrganisationKind
from kentan.ground.network.models import Area, Deputy, Organisation

PASSWORD_BYTES = 12


class NotATownship(ValueError):
    """A line that names neither a street nor a town."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


class AlreadyFounded(RuntimeError):
    """There is a city already. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Named:
    """A township as it was written: its name, and the kind that the name ends in."""

    name: str
    kind: AreaKind


@dataclass(frozen=True, slots=True)
class Founded:
    """What came of it; the password is known here once and nowhere later."""

    city: Area
    administrator: Account
    password: str


def township_named(line: str) -> Named:
    """海洲街道 is a street, 长安镇 a town (so is a 乡). Raises NotATownship."""
    name = "".join(line.split())
    if len(name) > len("街道") and name.endswith("街道"):
        return Named(name, AreaKind.STREET)
    if len(name) > 1 and name.endswith(("镇", "乡")):
        return Named(name, AreaKind.TOWN)
    raise NotATownship(line)


@transaction.atomic
def found(*, city: str, townships: Sequence[Named], name: str, username: str) -> Founded:
    """The city, its townships, the bodies of each, and the first 系统管理员. Raises AlreadyFounded."""
    if Area.objects.exists():
        raise AlreadyFounded
    area = Area.objects.create(name=city, kind=AreaKind.CITY)
    committee = Organisation.objects.create(
        name=f"{city}人民代表大会常务委员会", short_name=f"{city}人大常委会", kind=OrganisationKind.STANDING_COMMITTEE, area=area,
    )  # fmt: skip
    for township in townships:
        found_township(township, area, committee)
    administrator = Account.objects.open(username, name)
    password = new_slip(administrator)
    appoint(administrator, roles.SYSTEM_ADMIN.code, committee)
    return Founded(area, administrator, password)


def new_slip(account: Account) -> str:
    """发密码条: a fresh password, known here once, to be changed at first use; a lost one-time secret is dropped too."""
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    account.set_password(password)
    account.must_change_password, account.totp_secret = True, ""
    account.save(update_fields=["password", "must_change_password", "totp_secret"])
    return password


@transaction.atomic
def seat(account: Account, *, level: str, area: Area, constituency: str = "") -> Deputy:
    """登记代表: the mandate, the post at the congress, and the code that people scan."""
    deputy = Deputy.objects.create(name=account.name, level=level, area=area, constituency=constituency, account=account)
    appoint(account, roles.DEPUTY.code, congress_of(area, level))
    make_code(deputy=deputy)
    return deputy


def congress_of(area: Area, level: str) -> Organisation:
    """The standing committee for a deputy of the city, the presidium (or the street's committee) for one of a town."""
    own = [OrganisationKind.PRESIDIUM, OrganisationKind.STREET_COMMITTEE]
    bodies = Organisation.objects.filter(is_active=True).order_by("pk")
    local = bodies.filter(area=area, kind__in=own).first() if level == DeputyLevel.TOWN else None
    return local or bodies.get(kind=OrganisationKind.STANDING_COMMITTEE)


def found_township(township: Named, city: Area, committee: Organisation) -> Area:
    """A town has a presidium and a government; a street, which has no congress, a working committee and an office."""
    area = Area.objects.create(name=township.name, kind=township.kind, parent=city)
    is_street = township.kind == AreaKind.STREET
    congress, congress_kind = (
        (f"{city.name}人大{township.name}工作委员会", OrganisationKind.STREET_COMMITTEE)
        if is_street
        else (f"{township.name}人民代表大会主席团", OrganisationKind.PRESIDIUM)
    )
    short = f"{township.name}人大工委" if is_street else f"{township.name}人大主席团"
    office, office_kind = (
        (f"{city.name}人民政府{township.name}办事处", OrganisationKind.UNIT)
        if is_street
        else (f"{township.name}人民政府", OrganisationKind.GOVERNMENT)
    )
    Organisation.objects.create(name=congress, short_name=short, kind=congress_kind, area=area, parent=committee)
    short = f"{township.name}办事处" if is_street else f"{township.name}政府"
    Organisation.objects.create(name=office, short_name=short, kind=office_kind, area=area)
    return area
