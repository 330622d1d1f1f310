"""The bodies that a desk works for: in their names talks are held, suggestions assigned, outcomes recorded."""

from __future__ import annotations

from django.db.models import QuerySet

from kentan.ground.accounts.actor import Actor
from kentan.ground.network.models import Organisation
from kentan.web.staff.offices import VOICES, frame

thread_frame = frame
"""The frame of these columns' pages: the face's own."""


def bodies_of(by: Actor) -> QuerySet[Organisation]:
    """The congress bodies that this actor works for."""
    held = [post.organisation for post in by.posts if post.role in VOICES]
    return Organisation.objects.filter(pk__in=held).select_related("area").order_by("pk")
