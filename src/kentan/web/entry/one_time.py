"""动态口令: time-based one-time passwords (RFC 6238 over RFC 4226: HMAC-SHA-1, 30 seconds, 6 digits)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import struct
from urllib.parse import quote, urlencode

STEP_SECONDS = 30
DIGITS = 6


def fresh_secret() -> str:
    """160 random bits, in base 32, as telephones take it."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code_at(secret: str, step: int) -> str:
    """The six digits of one step (RFC 4226, section 5.3)."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(secret: str, written: str, *, seconds: float) -> int | None:
    """The step whose code was written: this one, the one before or the one after; None when it is wrong."""
    present = int(seconds) // STEP_SECONDS
    right = [
        step
        for step in (present, present - 1, present + 1)
        if hmac.compare_digest(code_at(secret, step).encode(), written.encode())
    ]
    return right[0] if right else None


def enrolment_address(secret: str, *, username: str, issuer: str) -> str:
    """What the QR code says to an authenticator."""
    return f"otpauth://totp/{quote(f'{issuer}:{username}')}?{urlencode({'secret': secret, 'issuer': issuer})}"
