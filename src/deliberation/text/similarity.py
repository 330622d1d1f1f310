"""相近: how alike two short Chinese texts are, by the pairs of characters that they share."""

from __future__ import annotations

import re

NOT_WORDS = re.compile(r"[\W_]+")


def bigrams(text: str) -> frozenset[str]:
    """The set of neighbouring character pairs, without punctuation; a single character is its own pair."""
    plain = NOT_WORDS.sub("", text)
    return frozenset(plain[i : i + 2] for i in range(max(1, len(plain) - 1))) if plain else frozenset()


def dice(one: frozenset[str], other: frozenset[str]) -> float:
    """Sørensen–Dice coefficient: 2·|A∩B| / (|A|+|B|), 0 when both are empty (Dice 1945)."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0
