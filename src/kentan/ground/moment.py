"""今天与此刻: the only clock of the system.

Duties, pages and queries ask here and never the database or the host's zone.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This instant, with its zone."""
    return timezone.now()


def today() -> date:
    """Today's date where the institution sits, whatever zone the machine keeps."""
    return now().astimezone(SHANGHAI).date()


def local(moment: datetime) -> datetime:
    """The same instant on Haining's clock."""
    return moment.astimezone(SHANGHAI)
