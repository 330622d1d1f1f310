"""说的是不是一件事: how alike two messages are, why, and who is near whom, as candidates for a person to look at.

Title and text each as TF-IDF of single characters and pairs (half the weight each; all of it on the text where there are no titles).
A word order that differs or a word that is mistyped hardly matters; a paraphrase without shared characters is not seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from deliberation.consolidate.copies import plain
from deliberation.consolidate.grams import Grams, weighted
from deliberation.text.places import find_places

Vector = NDArray[np.float64]
ReasonKind = Literal["place", "words", "sender", "copy"]
COPY, MOST_WORDS, BLOCK, REACH = 0.9, 3, 400, 120
POSTINGS, FEWEST_POSTINGS, MOST_POSTINGS = 400_000_000, 4_000, 20_000
RARE_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Item:
    """A message: its id, text, title and (hashed) sender; the latter two may be empty."""

    id: str
    text: str
    title: str = ""
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two messages may be the same matter: a shared place, shared rare words, the same sender, a copied text."""

    kind: ReasonKind
    words: str

    def __str__(self) -> str:
        return {"place": "地点相同", "words": "都说到", "sender": "同一个人", "copy": "文字几乎一样"}[self.kind] + self.words


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another message (its place in `items`), the score 0 to 1, the reasons."""

    place: int
    score: float
    reasons: tuple[Reason, ...]


class TextIndex:
    """A projection of messages that can be rebuilt at any time. `items` are in the order of their content, so neither the order of rows
    nor the names of ids change a result.
    """

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = tuple(sorted(items, key=lambda one: (one.title, one.text, one.sender, one.id)))
        self._grams: list[Grams] = []
        self._flipped: tuple[Any, NDArray[np.int64]] | None = None
        self.matrix: Any = None
        if self.items:
            self._build()

    def _build(self) -> None:
        """One row per message, unit length where title and text both have words."""
        from scipy import sparse

        has_titles = any(one.title for one in self.items)
        parts = []
        for field, share in (("title", 0.5), ("text", 0.5)) if has_titles else (("text", 1.0),):
            matrix, grams = weighted([plain(getattr(one, field)).lower() for one in self.items])
            if share != 1.0:
                matrix.data *= np.float32(np.sqrt(share))
            parts.append(matrix)
            self._grams.append(grams)
        self.matrix = parts[0] if len(parts) == 1 else sparse.hstack(parts, format="csr")

    def term(self, column: int) -> str:
        """The character or pair of a column of `matrix`: those of titles stand before those of texts."""
        for grams in self._grams:
            if column < len(grams.codes):
                return grams.term(column)
            column -= len(grams.codes)
        raise IndexError(column)

    def pairs(self, least: float) -> Iterator[tuple[int, int, float]]:
        """Every pair (i < j) at least this alike, exactly."""
        if not self.items:
            return
        flipped = self.matrix.T.tocsr()
        for begin in range(0, len(self.items), BLOCK):
            block = (self.matrix[begin : begin + BLOCK] @ flipped).tocoo()
            kept = (block.data >= least) & (block.col > block.row + begin)
            for row, column, score in zip(block.row[kept] + begin, block.col[kept], block.data[kept], strict=True):
                yield int(row), int(column), float(min(score, 1.0))

    def nearest(self, rows: Sequence[int], k: int = 10) -> list[list[tuple[int, float]]]:
        """Per row its k nearest others with the score, best first: found by its rarest terms (the more of them, the fewer messages there
        are), measured exactly.
        """
        if not self.items:
            return []
        flipped, document_frequency = self._postings()
        found = []
        for begin in range(0, len(rows), BLOCK):
            block = np.asarray(rows[begin : begin + BLOCK], dtype=np.int64)
            found += self._nearest_of(block, flipped, document_frequency, k)
        return found

    def _postings(self) -> tuple[Any, NDArray[np.int64]]:
        """Terms × messages, and how many messages each term is in; made once."""
        if self._flipped is None:
            flipped = self.matrix.T.tocsr()
            self._flipped = flipped, np.diff(flipped.indptr)
        return self._flipped

    def _nearest_of(
        self, block: NDArray[np.int64], flipped: Any, frequency: NDArray[np.int64], k: int
    ) -> list[list[tuple[int, float]]]:
        """One block."""
        most = min(max(POSTINGS // len(self.items), FEWEST_POSTINGS), MOST_POSTINGS)
        queries = rarest(self.matrix[block], frequency, most)
        rough = (queries @ flipped).tocsr()
        firsts, seconds, owners = [], [], []
        for number, row in enumerate(block):
            begin, end = rough.indptr[number], rough.indptr[number + 1]
            places, scores = rough.indices[begin:end], rough.data[begin:end]
            if len(places) > REACH + 1:
                best = np.argpartition(-scores, REACH)[: REACH + 1]
                places = places[best]
            places = places[places != row]
            firsts.append(np.full(len(places), row))
            seconds.append(places)
            owners.append(np.full(len(places), number))
        left, right, owner = (np.concatenate(one) if one else np.zeros(0, dtype=np.int64) for one in (firsts, seconds, owners))
        exact = np.asarray(self.matrix[left].multiply(self.matrix[right]).sum(axis=1)).ravel()
        order = np.lexsort((right, -exact, owner))
        starts = np.searchsorted(owner[order], np.arange(len(block) + 1))
        return [
            [(int(right[place]), float(min(exact[place], 1.0))) for place in order[starts[number] : starts[number + 1]][:k]]
            for number in range(len(block))
        ]

    def neighbours(self, row: int, k: int = 10) -> list[Neighbour]:
        """The k nearest of one message, each with its reasons."""
        return [Neighbour(place, score, self.reasons(row, place, score)) for place, score in self.nearest([row], k)[0]]

    def reasons(self, one: int, other: int, score: float) -> tuple[Reason, ...]:
        """Why these two are proposed."""
        found = []
        first, second = self.items[one], self.items[other]
        if score >= COPY:
            found.append(Reason("copy", ""))
        shared = sorted(places_of(first) & places_of(second), key=lambda name: (-len(name), name))
        if shared:
            found.append(Reason("place", f"：{shared[0]}"))
        words = self._shared_words(one, other)
        if words:
            found.append(Reason("words", f"：{'、'.join(words)}"))
        if first.sender and first.sender == second.sender:
            found.append(Reason("sender", ""))
        return tuple(found)

    def _shared_words(self, one: int, other: int) -> list[str]:
        """The pairs of characters that weigh most in both, but not those that nearly every message has."""
        both = self.matrix[one].multiply(self.matrix[other]).tocoo()
        order = np.lexsort((both.col, -both.data))
        most = max(3, RARE_SHARE * len(self.items))
        _flipped, frequency = self._postings()
        found: list[str] = []
        for place in order:
            term = self.term(int(both.col[place]))
            if len(term) > 1 and term not in found and frequency[both.col[place]] <= most:
                found.append(term)
            if len(found) == MOST_WORDS:
                break
        return found


def rarest(queries: Any, frequency: NDArray[np.int64], most: int) -> Any:
    """Each query with its rarest terms only, as many as have no more than `most` postings together (at least one)."""
    from scipy import sparse

    row_of = np.repeat(np.arange(queries.shape[0]), np.diff(queries.indptr))
    order = np.lexsort((queries.indices, frequency[queries.indices], row_of))
    many = frequency[queries.indices[order]]
    total = np.cumsum(many)
    base = np.concatenate(([0], total))[queries.indptr[:-1]]
    within = total - base[row_of[order]]
    kept = order[(within <= most) | (within == many)]
    return sparse.csr_matrix((queries.data[kept], (row_of[kept], queries.indices[kept])), shape=queries.shape)


def places_of(item: Item) -> frozenset[str]:
    """Names that end like a place (路, 小区, 村 …): a guess for the reader, no gazetteer."""
    return frozenset(place.name for place in find_places(f"{item.title} {item.text}"))
