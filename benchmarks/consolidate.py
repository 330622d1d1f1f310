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
HELD_OUT_SPLITS, MILLION = 6, 1_000_000


def rows(path: Path) -> list[dict[str, str]]:
    """A measuring file."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def parted(folder: str, seed: int) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(label, text) of three quarters and of the last; copies never lie on both sides."""
    from deliberation.consolidate.copies import copy_groups

    found = rows(Path(folder) / "taidi2020c_classify_seg.csv")
    group = copy_groups([row["seg"] for row in found])
    names = np.unique(group)
    away = set(np.random.default_rng(seed).permutation(names)[: len(names) // 4].tolist())
    pairs = [(row["label"], row["seg"]) for row in found]
    known = [pair for pair, key in zip(pairs, group.tolist(), strict=True) if key not in away]
    return known, [pair for pair, key in zip(pairs, group.tolist(), strict=True) if key in away]


@task
def classes(folder: str, seed: int) -> dict[str, Any]:
    """Macro-F1, coverage and accuracy of the 97 % band, calibration error; copies never lie on both sides. And the seconds of learning and of one letter."""
    from deliberation.consolidate.calibration import calibration_error, macro_f1
    from deliberation.consolidate.classify import train

    known, asked = parted(folder, seed)
    begun = time.process_time()
    classifier = train(known)
    learnt = time.process_time() - begun
    spent = []
    for _label, text in asked[:ASKED]:
        begun = time.process_time()
        classifier.predict([text])
        spent.append(time.process_time() - begun)
    texts = [text for _label, text in asked]
    proposed, chances = classifier.predict(texts), classifier.probabilities(texts)
    target = np.array([classifier.classes.index(label) for label, _text in asked])
    chosen = np.array([classifier.classes.index(one.label) for one in proposed])
    taken = np.array([one.band == "accept" for one in proposed])
    return {
        "f1": macro_f1(chosen, target, len(classifier.classes)), "covered": float(taken.mean()),
        "right": float((chosen == target)[taken].mean()), "ece": calibration_error(chances, target),
        "learnt": learnt, "single": 1000 * float(np.quantile(spent, 0.95)),
    }  # fmt: skip


@task
def learning(folder: str, seed: int) -> dict[str, Any]:
    """Macro-F1 from 800 labels, from 100 by chance in steps of 100: the narrowest margins (no random share), and all by chance."""
    from deliberation.consolidate.calibration import macro_f1
    from deliberation.consolidate.classify import train

    known, asked = parted(folder, seed)
    chance = np.random.default_rng(seed).permutation(len(known)).tolist()

    def quality(places: list[int]) -> tuple[Any, float]:
        """What these labels teach."""
        classifier = train([known[place] for place in places])
        number = {name: place for place, name in enumerate(classifier.classes)}
        target = np.array([number.get(label, -1) for label, _text in asked])
        chosen = np.array([number[one.label] for one in classifier.predict([text for _label, text in asked])])
        return classifier, macro_f1(chosen, target, len(number))

    chosen, rest = chance[:100], chance[100:]
    while len(chosen) < 800:
        classifier, _quality = quality(chosen)
        found = classifier.next_to_label([known[place][1] for place in rest], 100, random_share=0.0)
        chosen = [*chosen, *(rest[place] for place in found)]
        taken = set(found)
        rest = [place for number, place in enumerate(rest) if number not in taken]
    return {"margin": quality(chosen)[1], "chance": quality(chance[:800])[1]}


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


TOWNS = ["硖石", "海洲", "海昌", "马桥", "许村", "长安", "周王庙", "盐官", "斜桥", "丁桥", "袁花", "黄湾"]
ENDS = ["路", "小区", "村", "社区", "桥", "新村", "花园", "河", "公园", "学校"]
TROUBLES = [
    "路灯不亮",
    "停车难",
    "积水严重",
    "夜间施工噪声",
    "垃圾没人清",
    "公交班次太少",
    "老年食堂太远",
    "学位不够",
    "油烟扰民",
    "道路破损",
    "电梯停运",
    "河水发臭",
    "充电桩太少",
]
WISHES = [
    "请尽快处理",
    "希望有人来看看",
    "建议增设设施",
    "什么时候能解决",
    "请有关部门协调",
    "已经反映多次",
    "影响孩子上学",
    "希望公开方案",
]


def likely_titles(many: int) -> list[str]:
    """Invented titles as people write them: a town, a name of two characters, a number, a trouble, a wish."""
    chance = Random(2)
    names = ["".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(2)) for _ in range(6000)]
    return [
        f"关于{chance.choice(TOWNS)}{chance.choice(names)}{chance.choice(ENDS)}{chance.choice(names)}路{chance.randrange(1, 400)}号"
        f"{chance.choice(TROUBLES)}{chance.choice(WISHES)}"
        for _ in range(many)
    ]


def titles(many: int) -> list[str]:
    """Invented titles of thirty characters from six thousand words: more different pairs than any town has."""
    chance = Random(1)
    words = [chr(0x4E00 + chance.randrange(3000)) + chr(0x4E00 + chance.randrange(3000)) for _ in range(6000)]
    return ["".join(chance.choice(words) for _ in range(15)) for _ in range(many)]


@task
def index_ours(many: int, likely: int = 0) -> dict[str, Any]:
    """Build, then ask for the ten nearest of two hundred, together and one by one; how many of the exact ten are found."""
    from deliberation.consolidate.similar import Item, TextIndex

    items = [Item(str(number), text) for number, text in enumerate((likely_titles if likely else titles)(many))]
    begun = time.process_time()
    index = TextIndex(items)
    built = time.process_time() - begun
    index.nearest([0], 10)
    begun = time.process_time()
    found = index.nearest(list(range(ASKED)), 10)
    together = (time.process_time() - begun) / ASKED
    begun = time.process_time()
    for row in range(ASKED):
        index.nearest([row], 10)
    single = (time.process_time() - begun) / ASKED
    return {"cpu": built, "query": together, "single": single, "recall": recall(index, found[:20])}


def recall(index: Any, found: list[list[tuple[int, float]]]) -> float:
    """Of the ten nearest by measuring all, the share that was found: one as alike as the tenth counts as it."""
    seen = []
    for row, near in enumerate(found):
        alike = (index.matrix @ index.matrix[row].T).toarray().ravel()
        alike[row] = -1
        tenth = np.sort(alike)[-10]
        seen.append(sum(alike[place] >= tenth - 1e-6 for place, _score in near) / 10)
    return float(np.mean(seen))


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
    found = [run(classes, folder, seed)["answer"] for seed in range(HELD_OUT_SPLITS)]
    show(
        ["split", "macro-F1", "covered at 97 %", "right there", "ECE", "learning s", "one letter ms (p95)"],
        [[seed, *(one[key] for key in ("f1", "covered", "right", "ece", "learnt", "single"))] for seed, one in enumerate(found)],
    )
    taught = [run(learning, folder, seed)["answer"] for seed in range(3)]
    show(
        ["800 labels, split", "by margin", "by chance"], [[seed, one["margin"], one["chance"]] for seed, one in enumerate(taught)]
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
    large = [(name, run(index_ours, MILLION, name == "likely", cut=1800)) for name in ("likely", "random")]
    show(
        ["1,000,000 titles", "build s", "memory MB", "query ms", "one alone ms", "of the exact ten"],
        [
            [
                name,
                one["cpu"],
                one["memory"],
                1000 * one["answer"]["query"],
                1000 * one["answer"]["single"],
                one["answer"]["recall"],
            ]
            for name, one in large
        ],
    )
    print(versions("rapidfuzz", "datasketch", "scikit-learn"))


if __name__ == "__main__":
    main()
