"""限次: wrong words are counted per door and device, within a quarter of an hour."""

from __future__ import annotations

import pytest
from tests.factories.records import moment

from kentan.ground.accounts.models import Throttle
from kentan.ground.accounts.throttle import count_miss, forget_old, wait_seconds

pytestmark = pytest.mark.django_db


def miss(times: int, at: str, *, door: str = "sign-in", device: str = "phone") -> None:
    with moment(at):
        for _ in range(times):
            count_miss(door, device)


def wait(at: str, *, door: str = "sign-in", device: str = "phone") -> int:
    with moment(at):
        return wait_seconds(door, device, most=5)


def test_the_door_shuts_exactly_at_the_number_of_misses() -> None:
    miss(4, "2026-05-25 09:00")
    assert wait("2026-05-25 09:00") == 0
    miss(1, "2026-05-25 09:01")
    assert wait("2026-05-25 09:01") == 14 * 60


def test_the_door_opens_when_the_oldest_misses_are_a_quarter_of_an_hour_old() -> None:
    miss(3, "2026-05-25 09:00")
    miss(2, "2026-05-25 09:10")
    assert wait("2026-05-25 09:14") == 60
    assert wait("2026-05-25 09:15") == 0


def test_doors_and_devices_are_counted_apart() -> None:
    miss(9, "2026-05-25 09:00")
    assert (wait("2026-05-25 09:00", door="receipt"), wait("2026-05-25 09:00", device="tablet")) == (0, 0)


def test_a_long_name_of_a_device_is_cut_and_still_counted() -> None:
    miss(5, "2026-05-25 09:00", device="x" * 500)
    assert wait("2026-05-25 09:00", device="x" * 500) == 15 * 60


def test_old_counts_are_forgotten() -> None:
    miss(2, "2026-05-25 09:00")
    miss(1, "2026-05-25 09:40")
    with moment("2026-05-25 09:41"):
        assert forget_old() == 1
    assert Throttle.objects.count() == 1
