"""密封: telephone numbers and other contacts, encrypted at rest and found again only by a keyed hash.

AES-256-GCM; the key is CONTACT_KEY (base64, 32 bytes) and is no part of a backup.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings


class OtherKey(ValueError):
    """Sealed with a key that this installation does not have."""


def _key() -> bytes:
    return base64.b64decode(settings.CONTACT_KEY)


def seal(plain: str) -> bytes:
    """12 random bytes, then the ciphertext with its tag."""
    nonce = secrets.token_bytes(12)
    return nonce + AESGCM(_key()).encrypt(nonce, plain.encode(), None)


def unseal(sealed: bytes) -> str:
    """What was sealed. Raises OtherKey."""
    raw = bytes(sealed)
    try:
        return AESGCM(_key()).decrypt(raw[:12], raw[12:], None).decode()
    except InvalidTag as error:
        raise OtherKey from error


def keyed_hash(plain: str) -> str:
    """HMAC-SHA-256, to find an equal value without opening any."""
    return hmac.new(_key(), plain.encode(), hashlib.sha256).hexdigest()
