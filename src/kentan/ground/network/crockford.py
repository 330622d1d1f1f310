"""码的写法: random Crockford base 32, which nobody mistakes when reading it out (no I, L, O, U)."""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})
CODE_LENGTH = 8
RECEIPT_LENGTH = 10


def draw(length: int) -> str:
    """A fresh random token of that many characters (5 bits each)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def tidy(written: str) -> str:
    """What a person typed, as it was meant: upper case, no spaces or hyphens, I and L as 1, O as 0."""
    return "".join(written.split()).replace("-", "").upper().translate(MISREAD)


def is_token(text: str) -> bool:
    """Whether every character is one of ours: what is none was never given out and need not be looked up."""
    return bool(text) and set(text) <= set(ALPHABET)
