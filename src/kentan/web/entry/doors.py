"""限次的两扇门: how a name and a password, and then a one-time code, are tried; misses are counted, hits are not."""

from __future__ import annotations

from django.contrib.auth import authenticate
from django.http import HttpRequest

from kentan.ground.accounts import throttle
from kentan.ground.accounts.models import Account
from kentan.ground.moment import now
from kentan.web.entry.one_time import step_of

MOST_MISSES = 5
MOST_FROM_ONE_ADDRESS = 100


def address_of(request: HttpRequest) -> str:
    """Where the request comes from."""
    return str(request.META.get("REMOTE_ADDR", ""))


def wait_at(door: str, request: HttpRequest, who: str) -> int:
    """Seconds until this name may be tried again from this address; 0 when it may be now."""
    address = address_of(request)
    by_name = throttle.wait_seconds(door, f"{address} {who}", most=MOST_MISSES)
    return max(by_name, throttle.wait_seconds(door, address, most=MOST_FROM_ONE_ADDRESS))


def miss_at(door: str, request: HttpRequest, who: str) -> None:
    """One wrong word, counted for the name and for the address."""
    throttle.count_miss(door, f"{address_of(request)} {who}")
    throttle.count_miss(door, address_of(request))


def known(request: HttpRequest, username: str, password: str) -> Account | None:
    """The account; an unknown name costs the same hashing as a known one (the backend sees to it)."""
    found = authenticate(request, username=username, password=password)
    if not isinstance(found, Account):
        miss_at("sign_in", request, username)
        return None
    return found


def right_code(request: HttpRequest, account: Account, written: str) -> bool:
    """Whether the one-time code is right and was not used before (RFC 6238, section 5.2)."""
    step = step_of(account.totp_secret, "".join(written.split()), seconds=now().timestamp())
    used = f"{account.pk} {step}"
    if step is None or throttle.wait_seconds("totp_used", used, most=1):
        miss_at("totp", request, account.username)
        return False
    throttle.count_miss("totp_used", used)
    return True
