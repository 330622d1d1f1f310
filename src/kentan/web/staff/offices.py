"""谁进哪一页: the columns of this face, each open to some offices only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.models import Notice
from kentan.ground.moment import today
from kentan.ground.network.models import Area, Organisation
from kentan.ground.network.queries import townships
from kentan.web.parts.guard import View, account, actor, face, refused

VOICES = ("town_staff", "town_chair", "city_staff")
SUGGESTIONS = (*VOICES, "gov_office")
NETWORK = (*VOICES, "system_admin")
AUDIT = ("auditor",)
ACCOUNTS = ("system_admin", "security_admin")


@dataclass(frozen=True, slots=True)
class Column:
    """One entry of the navigation."""

    name: str
    label: str | Promise
    address: str
    roles: tuple[str, ...]


COLUMNS = (
    Column("tickets", _("民情件"), "/staff/", VOICES),
    Column("voices", _("民声"), "/staff/voices", VOICES),
    Column("proxy", _("代录"), "/staff/proxy", VOICES),
    Column("calls", _("电话告知单"), "/staff/calls", VOICES),
    Column("topics", _("议题"), "/staff/topics", VOICES),
    Column("talks", _("恳谈"), "/staff/talks", VOICES),
    Column("suggestions", _("建议"), "/staff/suggestions", SUGGESTIONS),
    Column("outcomes", _("成果"), "/staff/outcomes", VOICES),
    Column("bulletins", _("专报"), "/staff/bulletins", VOICES),
    Column("overview", _("总览"), "/staff/overview", VOICES),
    Column("codes", _("码"), "/staff/codes", NETWORK),
    Column("people", _("账号"), "/staff/people", ACCOUNTS),
    Column("audit", _("留痕"), "/staff/audit", AUDIT),
)  # fmt: skip


def columns_of(by: Actor) -> list[Column]:
    """The columns that this actor's offices open."""
    return [column for column in COLUMNS if by.holds(*column.roles)]


def frame(request: HttpRequest, column: str, **shown: Any) -> dict[str, Any]:
    """What every page of this face carries: whose desk it is, its columns, what is unread."""
    by = actor(request)
    body = Organisation.objects.filter(pk=by.posts[0].organisation).first() if by.posts else None
    unread = Notice.objects.filter(account=account(request), read_at=None).count()
    return {"by": by, "body": body, "columns": columns_of(by), "column": column, "unread": unread, "today": today(), **shown}


def office(*roles: str) -> Callable[[View], View]:
    """Only for those who hold one of these offices; the face's door comes first."""

    def wrap(view: View) -> View:
        @face("staff")
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            return view(request, *args, **kwargs) if actor(request).holds(*roles) else refused(request)

        return guarded

    return wrap


def townships_of(by: Actor) -> list[Area]:
    """The townships that this actor answers for: his own, or all of them for the city."""
    if by.holds("city_staff", "system_admin"):
        return list(townships())
    return list(townships().filter(pk__in=[post.area for post in by.posts if post.role in VOICES]))
