"""恳谈、建议、成果三栏: the frame of their pages, and the bodies that this desk works for."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kentan.ground.accounts.actor import Actor
from kentan.ground.network.models import Organisation
from kentan.web.parts.guard import actor
from kentan.web.staff.offices import VOICES, Column, frame

COLUMNS = (
    Column("talks", _("恳谈"), "/staff/talks", VOICES),
    Column("suggestions", _("建议"), "/staff/suggestions", VOICES),
    Column("outcomes", _("成果"), "/staff/outcomes", VOICES),
)


def thread_frame(request: HttpRequest, column: str, **shown: Any) -> dict[str, Any]:
    """The face's frame, with these three columns in it."""
    found = frame(request, column, **shown)
    known = {one.name for one in found["columns"]}
    more = [one for one in COLUMNS if one.name not in known and actor(request).holds(*one.roles)]
    return found | {"columns": [*found["columns"], *more]}


def bodies_of(by: Actor) -> QuerySet[Organisation]:
    """The congress bodies that this actor works for: they host, assign and record."""
    held = [post.organisation for post in by.posts if post.role in VOICES]
    return Organisation.objects.filter(pk__in=held).select_related("area").order_by("pk")
