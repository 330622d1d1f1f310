"""What pages ask of the network: whose code this is, who acts, who is whose liaison."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from kentan.ground.accounts.actor import Actor, Post
from kentan.ground.accounts.models import Account
from kentan.ground.moment import now, today
from kentan.ground.network import crockford
from kentan.ground.network.labels import HANDLING_KINDS, AreaKind, DeputyStatus, OrganisationKind
from kentan.ground.network.models import Area, Code, Deputy, Membership, Organisation


class CodeUnknown(LookupError):
    """No such code was ever made."""


class CodeClosed(LookupError):
    """The code was revoked, has expired, or its deputy left office; `code` says which one it was."""

    def __init__(self, code: Code) -> None:
        super().__init__(code.token)
        self.code = code


def find_code(token: str) -> Code:
    """The code behind an address. Raises CodeUnknown, CodeClosed."""
    written = crockford.tidy(token)
    known = Code.objects.select_related("deputy__area__parent", "station__area__parent", "held_in__parent")
    code = known.filter(token=written).first() if crockford.is_token(written) else None
    if code is None:
        raise CodeUnknown(token)
    if not code.is_open_at(now()):
        raise CodeClosed(code)
    return code


def held_now() -> Q:
    """Memberships that are held today."""
    day = today()
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


def actor_of(account: Account) -> Actor:
    """The Actor that an account is today: its posts, its title, its mandate."""
    memberships = list(account.memberships.filter(held_now()).select_related("organisation__area").order_by("since", "pk"))
    posts = tuple(
        Post(held.role, held.organisation_id, held.organisation.area_id, held.organisation.kind) for held in memberships
    )
    deputy = Deputy.objects.filter(account=account, status=DeputyStatus.IN_OFFICE).select_related("area").first()
    title = f"{deputy.title}{deputy.name}" if deputy else ""
    if not title and memberships:
        title = f"{memberships[0].organisation.short_name}{memberships[0].get_role_display()}{account.name}"
    return Actor("account", str(account.pk), title or account.name, posts, deputy.pk if deputy else None)


def units() -> QuerySet[Organisation]:
    """The units that can be asked to handle something, in the institution's order."""
    return Organisation.objects.filter(kind__in=HANDLING_KINDS, is_active=True).select_related("area").order_by("pk")


def liaison_of(unit: Organisation) -> Account | None:
    """The unit's named liaison today; None when the post is empty."""
    held = Membership.objects.filter(held_now(), organisation=unit, role="liaison").select_related("account").first()
    return held.account if held else None


def congress_body_of(area: Area | None) -> Organisation | None:
    """The presidium, street committee or standing committee that answers for an area."""
    township = area.township if area else None
    kinds = [OrganisationKind.PRESIDIUM, OrganisationKind.STREET_COMMITTEE] if township else [OrganisationKind.STANDING_COMMITTEE]
    bodies = Organisation.objects.filter(kind__in=kinds, is_active=True)
    return (bodies.filter(area=township) if township else bodies).order_by("pk").first()


def townships() -> QuerySet[Area]:
    """The towns and streets, by their code."""
    return Area.objects.filter(kind__in=[AreaKind.STREET, AreaKind.TOWN], until__isnull=True).order_by("code")
