"""规整: the one way in which words are tidied and the reasons for which they are refused.

Source of the 密级 rule: 保守国家秘密法 第二十九至三十一条 (no secrets on a system that is not classified for them).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Fault = Literal["empty", "too_short", "too_long", "control", "classified"]

CLASSIFIED = re.compile(r"(绝密|机密|秘密)\s*[★☆⭐*＊]")
ALLOWED_CONTROLS = frozenset("\n\t")
UNSEEN = frozenset({"Cf", "Zs", "Zl", "Zp", "Cc"})


def tidy(text: str) -> str:
    """NFC, one kind of line end, no white space around. The words themselves are not touched."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def has_controls(text: str) -> bool:
    """Whether the text carries what no person types: NUL, control characters, lone surrogates."""
    return any((unicodedata.category(character) in {"Cc", "Cs"} and character not in ALLOWED_CONTROLS) for character in text)


def is_visible(text: str) -> bool:
    """Whether there is anything to read: zero-width characters and spaces alone are not words."""
    return any(unicodedata.category(character) not in UNSEEN for character in text)


def is_classified(text: str) -> bool:
    """Whether the text is marked as a state secret (秘密★…): such papers have no place here."""
    return CLASSIFIED.search(text) is not None


def fault(text: str, *, least: int = 0, most: int) -> Fault | None:
    """Why this (tidied) text cannot be taken; None when it can. `least` and `most` count characters."""
    if has_controls(text):
        return "control"
    if is_classified(text):
        return "classified"
    if least and not is_visible(text):
        return "empty"
    if len(text) < least:
        return "too_short"
    return "too_long" if len(text) > most else None
