"""抄来的话: texts that are copied, whole or nearly, found by MinHash (Broder 1997) with banding. For copies only: two
people who describe the same hole in the road in their own words are not found this way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SIGNATURE, ROWS, SHINGLE = 32, 4, 4
MERSENNE = np.uint64((1 << 31) - 1)
NOT_WORDS = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """The characters that are words."""
    return NOT_WORDS.sub("", text)


def shingles(text: str) -> NDArray[np.uint64]:
    """Hashes of all runs of four characters; a shorter text is one run."""
    words = plain(text)
    codes = np.frombuffer(words.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if len(codes) < SHINGLE:
        codes = np.concatenate([codes, np.zeros(SHINGLE - len(codes), dtype=np.uint64)])
    found = np.zeros(len(codes) - SHINGLE + 1, dtype=np.uint64)
    for place in range(SHINGLE):
        found = found * np.uint64(1_000_003) + codes[place : place + len(found)]
    return np.unique(found % MERSENNE)


def signatures(texts: Sequence[str]) -> NDArray[np.uint64]:
    """(N, 32) smallest of 32 linear hashes of each text's shingles."""
    chance = np.random.default_rng(1)
    a, b = (chance.integers(1, int(MERSENNE), SIGNATURE, dtype=np.uint64) for _ in range(2))
    found = np.zeros((len(texts), SIGNATURE), dtype=np.uint64)
    for row, text in enumerate(texts):
        found[row] = ((shingles(text)[:, None] * a[None, :] + b[None, :]) % MERSENNE).min(axis=0)
    return found


def copy_groups(texts: Sequence[str]) -> NDArray[np.int64]:
    """(N,) the same number for texts that share a band of four equal minima with at least half of all minima equal."""
    marks = signatures(texts)
    parent = np.arange(len(texts))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = int(parent[place])
        return place

    for band in range(0, SIGNATURE, ROWS):
        buckets: dict[bytes, int] = {}
        for row in range(len(texts)):
            first = buckets.setdefault(marks[row, band : band + ROWS].tobytes(), row)
            if first != row and (marks[first] == marks[row]).mean() >= 0.5:  # noqa: PLR2004  half of the minima
                parent[root(row)] = root(first)
    return np.array([root(row) for row in range(len(texts))], dtype=np.int64)
