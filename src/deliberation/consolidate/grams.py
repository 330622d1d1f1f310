"""字与字对: TF-IDF of single characters and neighbouring pairs, for a million messages in the memory of a small machine.

A character or a pair is a whole number, never a string of its own, and messages are counted in blocks: nothing larger than
the answer is ever held. Weights as in Salton, Buckley 1988: (1 + ln tf) · (1 + ln((1 + N) / (1 + df))), each row of length one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLOCK, MOST_WAITING = 20_000, 8_000_000
Codes = NDArray[np.int64]


@dataclass(frozen=True)
class Grams:
    """What was found: `letters` (K,) code points, ascending; `codes` (V,) ascending, (place of the first letter) · (K + 1), plus
    1 + (place of the second) where it is a pair. So columns are in the order of their strings.
    """

    letters: NDArray[np.uint32]
    codes: Codes

    def term(self, column: int) -> str:
        """The character or pair of a column."""
        first, second = divmod(int(self.codes[column]), len(self.letters) + 1)
        return chr(self.letters[first]) + (chr(self.letters[second - 1]) if second else "")


def weighted(texts: Sequence[str]) -> tuple[Any, Grams]:
    """(N, V) float32, rows of unit length (or empty, where a text is), and what the columns are."""
    from scipy import sparse

    letters = alphabet(texts)
    codes = vocabulary(texts, letters)
    most = 2 * sum(map(len, texts))  # a character and a pair each; what is not used is never touched
    data, indices, starts = np.empty(most, np.float32), np.empty(most, np.int32), np.zeros(len(texts) + 1, np.int64)
    end = 0
    for begin in range(0, len(texts), BLOCK):
        block = texts[begin : begin + BLOCK]
        rows, found = coded(block, letters)
        keys = rows * len(codes) + columns_of(found, codes)
        keys.sort()
        firsts = np.flatnonzero(changes(keys))
        part = slice(end, end + len(firsts))
        data[part] = 1 + np.log(np.diff(firsts, append=len(keys)))
        row, indices[part] = np.divmod(keys[firsts], max(len(codes), 1))
        starts[begin + 1 : begin + 1 + len(block)] = end + np.cumsum(np.bincount(row, minlength=len(block)))
        end += len(firsts)
    data, indices = data[:end], indices[:end]
    weigh(data, indices, starts, len(codes))
    return sparse.csr_matrix((data, indices, starts), shape=(len(texts), len(codes))), Grams(letters, codes)


def changes(ordered: Codes) -> NDArray[np.bool_]:
    """Where a value stands for the first time."""
    return np.concatenate([np.ones(min(len(ordered), 1), dtype=bool), ordered[1:] != ordered[:-1]])


def vocabulary(texts: Sequence[str], letters: NDArray[np.uint32]) -> Codes:
    """The codes that occur, ascending; put together whenever enough have come."""
    known: list[Codes] = [np.zeros(0, dtype=np.int64)]
    for begin in range(0, len(texts), BLOCK):
        known.append(coded(texts[begin : begin + BLOCK], letters)[1])
        if sum(map(len, known[1:])) > MOST_WAITING:
            known = [distinct(np.concatenate(known))]
    return distinct(np.concatenate(known))


def distinct(codes: Codes) -> Codes:
    """Each once, ascending."""
    codes.sort()
    return codes[changes(codes)]


def weigh(data: NDArray[np.float32], indices: NDArray[np.int32], starts: Codes, columns: int) -> None:
    """From 1 + ln tf to the weights, in place, block by block."""
    rows = len(starts) - 1
    frequency = np.bincount(indices, minlength=columns)
    rarity = (1 + np.log((1 + rows) / (1 + frequency))).astype(np.float32)
    for begin in range(0, rows, BLOCK):
        bounds = starts[begin : begin + BLOCK + 1]
        part = slice(bounds[0], bounds[-1])
        data[part] *= rarity[indices[part]]
        owner = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
        squares = np.bincount(owner, weights=data[part].astype(float) ** 2, minlength=len(bounds) - 1)
        data[part] /= np.sqrt(squares)[owner].astype(np.float32)


def columns_of(found: Codes, codes: Codes) -> Codes:
    """The column of each, all of which are known: looked up in ascending order and each once, which is many times faster."""
    order = np.argsort(found)
    new = changes(found[order])
    columns = np.empty(len(found), dtype=np.int64)
    columns[order] = np.searchsorted(codes, found[order][new])[np.cumsum(new) - 1]
    return columns


def points_of(texts: Sequence[str]) -> NDArray[np.uint32]:
    """The code points of all, one after the other."""
    return np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def alphabet(texts: Sequence[str]) -> NDArray[np.uint32]:
    """The characters that occur, ascending."""
    seen = np.zeros(0x110000, dtype=bool)
    for begin in range(0, len(texts), BLOCK):
        seen[points_of(texts[begin : begin + BLOCK])] = True
    return np.flatnonzero(seen).astype(np.uint32)


def coded(texts: Sequence[str], letters: NDArray[np.uint32]) -> tuple[Codes, Codes]:
    """Of every character and every pair inside one text: the row and the code."""
    place = np.searchsorted(letters, points_of(texts)).astype(np.int64)
    owner = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    inside = owner[1:] == owner[:-1]
    single = place * (len(letters) + 1)
    pairs = single[:-1][inside] + place[1:][inside] + 1
    return np.concatenate([owner, owner[:-1][inside]]), np.concatenate([single, pairs])
