"""今天与此刻: the only clock of the system.

Duties, pages and queries ask here and never the database or the host's zone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

SHANGHAI = ZoneInfo("Asia/Shanghai")
_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """This instant, with its zone."""
    return _told.get() or timezone.now()


def today() -> date:
    """Today's date where the institution sits, whatever zone the machine keeps."""
    return now().astimezone(SHANGHAI).date()


def local(moment: datetime) -> datetime:
    """The same instant on Haining's clock."""
    return moment.astimezone(SHANGHAI)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Inside, it is that moment: for the demo's stories, for `tick --at` and for tests."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
