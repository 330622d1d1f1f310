"""交办之前: which units may be the right ones, what a group is about, and a summary in which every line cites its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from deliberation.consolidate.copies import plain
from deliberation.consolidate.similar import Item
from deliberation.text.asks import extract_asks
from deliberation.text.similarity import bigrams, dice

CANDIDATES, MOST_KEYWORDS = 3, 5
HISTORY, DUTY = 1.0, 1.0
DIVERSITY = 0.7


@dataclass(frozen=True, slots=True)
class RouteCandidate:
    """A unit that may be the right one: its score, and why: earlier messages that it handled, or words of its duties."""

    unit: str
    score: float
    handled: tuple[str, ...]
    duty: str


def route(text: str, history: Sequence[tuple[str, str, str]], duties: Mapping[str, str]) -> list[RouteCandidate]:
    """At most three units, best first; equal ones by name. Proposals: a person dispatches.

    history: (id, text, unit) of what was handled; duties: unit → 三定 text. Score = likeness of the nearest handled messages (its
    best three) + share of the message's character pairs that the duties name, weighted by how few units name them.
    """
    asked = bigrams(text)
    near: dict[str, list[tuple[float, str]]] = {}
    for key, said, unit in history:
        if (likeness := dice(asked, bigrams(said))) > 0:
            near.setdefault(unit, []).append((likeness, key))
    named = {unit: bigrams(words) for unit, words in duties.items()}
    rarity = {pair: log((1 + len(named)) / (1 + sum(pair in pairs for pairs in named.values()))) for pair in asked}
    whole = sum(rarity.values()) or 1.0
    found = []
    for unit in sorted({*near, *named}):
        best = sorted(near.get(unit, ()), key=lambda row: (-row[0], row[1]))[:3]
        shared = sorted(asked & named.get(unit, frozenset()), key=lambda pair: (-rarity[pair], pair))
        score = HISTORY * sum(likeness for likeness, _key in best) / 3 + DUTY * sum(rarity[pair] for pair in shared) / whole
        if score > 0:
            found.append(RouteCandidate(unit, score, tuple(key for _likeness, key in best), "、".join(shared[:3])))
    return sorted(found, key=lambda one: (-one.score, one.unit))[:CANDIDATES]


def keywords(group: Sequence[str], background: Sequence[str], many: int = MOST_KEYWORDS) -> list[str]:
    """What a group talks about more than the rest: words by class-based TF-IDF (Grootendorst 2022); ties by name."""
    import rjieba

    inside = Counter(word for text in group for word in rjieba.cut(text) if len(plain(word)) > 1)
    outside = Counter(word for text in background for word in rjieba.cut(text) if len(plain(word)) > 1)
    total = sum(inside.values()) or 1
    mean = (total + sum(outside.values())) / 2
    weight = {word: count / total * log(1 + mean / (count + outside[word])) for word, count in inside.items()}
    return sorted(weight, key=lambda word: (-weight[word], word))[:many]


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """One line of a summary: the very words, the message they stand in with offsets, how many messages say nearly the same."""

    words: str
    source: str
    start: int
    end: int
    like_it: int


def summarise(items: Sequence[Item], many: int = 5, *, diversity: float = DIVERSITY) -> list[CitedSentence]:
    """The asks of a group, the most shared first, none said twice (maximal marginal relevance; Carbonell, Goldstein 1998).

    Only words that were said, each with its source; a group without asks gives its shortest message whole.
    """
    said = [(item, ask) for item in sorted(items, key=lambda one: one.id) for ask in extract_asks(item.text) if ask.kind == "ask"]
    if not said:
        whole = min((item for item in items if item.text), key=lambda one: (len(one.text), one.id), default=None)
        return [CitedSentence(whole.text, whole.id, 0, len(whole.text), 1)] if whole else []
    pairs = [bigrams(ask.text) for _item, ask in said]
    alike = [[dice(one, other) for other in pairs] for one in pairs]
    backing = [len({said[place][0].id for place, likeness in enumerate(row) if likeness >= 0.3}) for row in alike]  # noqa: PLR2004
    worth = [sqrt(count) + sum(row) / len(row) for count, row in zip(backing, alike, strict=True)]
    chosen: list[int] = []
    while len(chosen) < min(many, len(said)):
        rest = [place for place in range(len(said)) if place not in chosen and all(alike[place][other] < 0.6 for other in chosen)]  # noqa: PLR2004
        if not rest:
            break
        best = max(
            rest,
            key=lambda place: (
                diversity * worth[place] - (1 - diversity) * max((alike[place][one] for one in chosen), default=0),
                -place,
            ),
        )
        chosen.append(best)
    return [
        CitedSentence(said[place][1].text, said[place][0].id, said[place][1].start, said[place][1].end, backing[place])
        for place in chosen
    ]
