"""梳理归并: classes on held-out rows, proposals against rapidfuzz, neighbours against rapidfuzz and MinHash at a hundred thousand titles."""

from __future__ import annotations

import csv
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from _measure import measuring, run, serve, show, task, versions

SPLITS, TITLES, ASKED = 10, 100_000, 200


def rows(path: Path) -> list[dict[str, str]]:
    """A measuring file."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


@task
def classes(folder: str, seed: int) -> dict[str, Any]:
    """Macro-F1, coverage and accuracy of the 97 % band, calibration error; copies never lie on both sides. Without rjieba: characters only."""
    from deliberation.consolidate.classify import calibration_error, copy_groups, macro_f1, train

    found = rows(Path(folder) / "taidi2020c_classify_seg.csv")
    group = copy_groups([row["seg"] for row in found])
    names = np.unique(group)
    away = set(np.random.default_rng(seed).permutation(names)[: len(names) // 4].tolist())
    known = [(row["label"], row["seg"]) for row, key in zip(found, group.tolist(), strict=True) if key not in away]
    asked = [(row["label"], row["seg"]) for row, key in zip(found, group.tolist(), strict=True) if key in away]
    classifier = train(known)
    texts = [text for _label, text in asked]
    proposed, chances = classifier.predict(texts), classifier.probabilities(texts)
    target = np.array([classifier.classes.index(label) for label, _text in asked])
    chosen = np.array([classifier.classes.index(one.label) for one in proposed])
    taken = np.array([one.band == "accept" for one in proposed])
    return {
        "f1": macro_f1(chosen, target, len(classifier.classes)), "covered": float(taken.mean()),
        "right": float((chosen == target)[taken].mean()), "ece": calibration_error(chances, target),
    }  # fmt: skip


def pair_f1(labels: np.ndarray, gold: np.ndarray) -> tuple[float, float]:
    """Pairwise F1 and B³ F1."""
    same, true = labels[:, None] == labels[None, :], gold[:, None] == gold[None, :]
    upper = np.triu_indices(len(gold), 1)
    both = (same & true)[upper].sum()
    precision, recall = both / max(same[upper].sum(), 1), both / max(true[upper].sum(), 1)
    by, of = ((same & true).sum(1) / same.sum(1)).mean(), ((same & true).sum(1) / true.sum(1)).mean()
    return 2 * precision * recall / max(precision + recall, 1e-9), 2 * by * of / (by + of)


@task
def proposals(folder: str) -> dict[str, Any]:
    """Ten halves of the gold: ours at its fixed likeness; rapidfuzz on titles at the best of its thresholds on the other half."""
    from rapidfuzz import fuzz, process
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    from deliberation.consolidate.clusters import propose
    from deliberation.consolidate.similar import Item, TextIndex

    messages = {row["留言编号"]: row for row in rows(Path(folder) / "taidi2020c_messages.csv")}
    gold = {
        row["留言编号"]: int(row["gold_cluster"])
        for row in rows(Path(folder) / "taidi2020c_same_issue_gold.csv")
        if row["留言编号"] in messages
    }
    items = [Item(key, row["留言详情"], row["留言主题"], row["留言用户"]) for key, row in messages.items()]
    label = {key: number for number, cluster in enumerate(propose(items).clusters) for key in cluster.ids}
    keys = sorted(gold)
    truth, ours = np.array([gold[key] for key in keys]), np.array([label[key] for key in keys])
    likeness = process.cdist(
        [messages[key]["留言主题"] for key in keys], [messages[key]["留言主题"] for key in keys], scorer=fuzz.ratio
    )
    mine, peers = [], []
    for seed in range(SPLITS):
        names = np.unique(truth)
        half = np.isin(truth, np.random.default_rng(seed).permutation(names)[: len(names) // 2])

        def fuzzy(part: np.ndarray, bar: float) -> tuple[float, float]:
            """Rapidfuzz with single linkage."""
            near = csr_matrix(likeness[np.ix_(part, part)] >= bar)
            return pair_f1(connected_components(near, directed=False)[1], truth[part])

        bar = max(range(40, 96, 3), key=lambda value: fuzzy(half, value)[0])
        peers.append(fuzzy(~half, bar))
        mine.append(pair_f1(ours[~half], truth[~half]))
    index = TextIndex(items)
    place = {item.id: number for number, item in enumerate(index.items)}
    partners = [(one, other) for one in keys for other in keys if one < other and gold[one] == gold[other]]
    near = {key: {found for found, _score in index.nearest([place[key]], 10)[0]} for key in keys}
    seen = [place[other] in near[one] or place[one] in near[other] for one, other in partners]
    return {"ours": np.mean(mine, axis=0).tolist(), "peer": np.mean(peers, axis=0).tolist(), "recall": float(np.mean(seen))}


def titles(many: int) -> list[str]:
    """Invented titles of about thirty characters."""
    chance = Random(1)
    words = [chr(0x4E00 + chance.randrange(3000)) + chr(0x4E00 + chance.randrange(3000)) for _ in range(6000)]
    return ["".join(chance.choice(words) for _ in range(15)) for _ in range(many)]


@task
def index_ours(many: int) -> dict[str, Any]:
    """Build, then ask for the ten nearest of two hundred."""
    from deliberation.consolidate.similar import Item, TextIndex

    items = [Item(str(number), text) for number, text in enumerate(titles(many))]
    begun = time.process_time()
    index = TextIndex(items)
    built = time.process_time() - begun
    index.nearest([0], 10)
    begun = time.process_time()
    index.nearest(list(range(ASKED)), 10)
    return {"cpu": built, "query": (time.process_time() - begun) / ASKED}


@task
def index_datasketch(many: int) -> dict[str, Any]:
    """MinHash of 64 with LSH."""
    from datasketch import MinHash, MinHashLSH

    begun = time.process_time()
    index = MinHashLSH(threshold=0.5, num_perm=64)
    for number, text in enumerate(titles(many)):
        made = MinHash(num_perm=64)
        made.update_batch([text[place : place + 2].encode() for place in range(len(text) - 1)])
        index.insert(str(number), made)
    return {"cpu": time.process_time() - begun}


@task
def query_rapidfuzz(many: int) -> dict[str, Any]:
    """The ten nearest of twenty by brute force."""
    from rapidfuzz import fuzz, process

    known = titles(many)
    begun = time.process_time()
    for text in known[:20]:
        process.extract(text, known, scorer=fuzz.ratio, limit=10)
    return {"cpu": (time.process_time() - begun) / 20}


def main() -> None:
    """Print three tables."""
    if serve():
        return
    folder = str(measuring() / "text")
    found = [run(classes, folder, seed)["answer"] for seed in range(3)]
    show(
        ["split", "macro-F1", "covered at 97 %", "right there", "ECE"],
        [[seed, one["f1"], one["covered"], one["right"], one["ece"]] for seed, one in enumerate(found)],
    )
    answer = run(proposals, folder)["answer"]
    show(["proposals", "pairwise F1", "B³"], [["ours", *answer["ours"]], ["rapidfuzz", *answer["peer"]]])
    print(f"candidate pairs among the ten nearest: {answer['recall']:.3f}")
    mine, peer, fuzzy = run(index_ours, TITLES), run(index_datasketch, TITLES), run(query_rapidfuzz, TITLES)
    show(
        ["100,000 titles", "ours", "peer", "ratio"],
        [
            ["build s", mine["cpu"], peer["cpu"], f"{mine['cpu'] / peer['cpu']:.2f} of datasketch"],
            ["memory MB", mine["memory"], peer["memory"], f"{mine['memory'] / peer['memory']:.2f} of datasketch"],
            [
                "query ms",
                1000 * mine["answer"]["query"],
                1000 * fuzzy["cpu"],
                f"{fuzzy['cpu'] / mine['answer']['query']:.0f}× faster than rapidfuzz",
            ],
        ],
    )
    print(versions("rapidfuzz", "datasketch", "scikit-learn"))


if __name__ == "__main__":
    main()
