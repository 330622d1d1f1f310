"""归并建议: which messages may be one matter. Proposals only: a person merges, splits and moves, and the log of that is kept.

Average linkage at a fixed likeness (Sokal, Michener 1958): a group holds together in the mean, so that a chain of small steps does
not swallow a town. What people decided binds every later proposal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from deliberation.consolidate.decisions import Constraints
from deliberation.consolidate.similar import Item, TextIndex, places_of

THRESHOLD = 0.22
MOST_TOGETHER = 4000


@dataclass(frozen=True, slots=True)
class Cluster:
    """ids by name; how many messages, how many different senders at least, which places are named."""

    ids: tuple[str, ...]
    messages: int
    people: int
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """All clusters, singletons too, the largest first; the pairs that are alike enough, as (id, id, score, reasons)."""

    clusters: tuple[Cluster, ...]
    pairs: tuple[tuple[str, str, float, tuple[str, ...]], ...]


def propose(items: Sequence[Item], constraints: Constraints | None = None, *, threshold: float = THRESHOLD) -> Proposal:
    """Group messages. Raises ValueError on two equal ids."""
    if len({item.id for item in items}) != len(items):
        raise ValueError("ids")
    index = TextIndex(items)
    pairs = list(index.pairs(threshold))
    labels = linked(index, pairs, threshold)
    place = {item.id: number for number, item in enumerate(index.items)}
    groups: dict[int, list[int]] = {}
    for number, label in enumerate(labels):
        groups.setdefault(label, []).append(number)
    found = [frozenset(index.items[number].id for number in group) for group in groups.values()]
    kept = (constraints or Constraints()).applied(found)
    clusters = [cluster_of([index.items[place[key]] for key in group]) for group in kept]
    clusters.sort(key=lambda one: (-one.messages, min(place[key] for key in one.ids)))
    shown = [
        (index.items[one].id, index.items[other].id, round(score, 6), tuple(map(str, index.reasons(one, other, score))))
        for one, other, score in sorted(pairs, key=lambda pair: (-pair[2], pair[:2]))
    ]
    return Proposal(tuple(clusters), tuple(shown))


def linked(index: TextIndex, pairs: Sequence[tuple[int, int, float]], threshold: float) -> list[int]:
    """A label per message. Average linkage inside the components of the pairs: two groups whose mean reaches the threshold have a
    pair that does, so nothing is lost. A component too large for a square of likenesses is first cut at a higher one.
    """
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    many = len(index.items)
    if not many:
        return []
    rows, columns, scores = (np.array([pair[part] for pair in pairs]) for part in range(3))
    bar = threshold
    while True:
        strong = scores >= bar
        graph = csr_matrix(
            (np.ones(int(strong.sum())), (rows[strong].astype(int), columns[strong].astype(int))), shape=(many, many)
        )
        _count, component = connected_components(graph, directed=False)
        if np.bincount(component).max() <= MOST_TOGETHER or bar > 1:
            break
        bar += 0.05
    labels, used = np.zeros(many, dtype=int), 0
    order = np.argsort(component, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(component[order])) + 1):
        inner = averaged(index, members, threshold) if len(members) > 2 else np.zeros(len(members), dtype=int)  # noqa: PLR2004
        labels[members] = inner + used
        used += int(inner.max()) + 1
    return labels.tolist()


def averaged(
    index: TextIndex, members: np.ndarray[tuple[int], np.dtype[np.int64]], threshold: float
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Average linkage of one component, labels from 0."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    rows = index.matrix[members]
    distance = np.clip(1 - (rows @ rows.T).toarray().astype(float), 0, None)
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform(distance, checks=False), "average")
    return np.asarray(fcluster(tree, 1 - threshold, "distance")) - 1


def cluster_of(items: Sequence[Item]) -> Cluster:
    """Counted: messages, people at least (unnamed senders count as one), places."""
    named = {item.sender for item in items if item.sender}
    people = len(named) + (1 if any(not item.sender for item in items) else 0)
    places = sorted({name for item in items for name in places_of(item)})
    return Cluster(tuple(sorted(item.id for item in items)), len(items), people, tuple(places))
