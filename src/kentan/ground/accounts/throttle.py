"""限次: how often a wrong word may be tried at a door (sign-in, receipt look-up). Misses count, hits do not."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Sum

from kentan.ground.accounts.models import Throttle
from kentan.ground.moment import now

WINDOW = timedelta(minutes=1)
SPAN = timedelta(minutes=15)


def window_of(moment: datetime) -> datetime:
    """The minute that a moment falls into."""
    return moment.replace(second=0, microsecond=0)


def wait_seconds(door: str, device: str, *, most: int) -> int:
    """Seconds to wait before the next try; 0 when the door is open."""
    recent = Throttle.objects.filter(door=door, device=device[:80], window__gt=now() - SPAN)
    if (recent.aggregate(n=Sum("misses"))["n"] or 0) < most:
        return 0
    oldest = recent.order_by("window").first()
    return max(1, int((oldest.window + SPAN - now()).total_seconds())) if oldest else 0


def count_miss(door: str, device: str) -> None:
    """One more wrong word at this door by this device."""
    row, _ = Throttle.objects.get_or_create(door=door, device=device[:80], window=window_of(now()))
    Throttle.objects.filter(pk=row.pk).update(misses=F("misses") + 1)


def forget_old() -> int:
    """Rows that no longer matter; called by the chores."""
    return Throttle.objects.filter(window__lt=now() - 2 * SPAN).delete()[0]
