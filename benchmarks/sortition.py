"""抽选: maximin of ours and of sortition-algorithms on the same pools; leximin, rounding and the large pool of ours."""

from __future__ import annotations

import csv
import time
from pathlib import Path
from typing import Any

from _measure import measuring, run, serve, show, task, versions

POOLS = [
    ("sf_fixture", 22, "candidates.csv", "features.csv"), ("haining_building_24", 24, "respondents.csv", "categories.csv"),
    ("haining_city_60", 60, "respondents.csv", "categories.csv"), ("haining_city7_110", 110, "respondents.csv", "categories.csv"),
]  # fmt: skip


def read(folder: str, pool: str, quotas: str) -> tuple[list[dict[str, str]], list[tuple[str, str, int, int]]]:
    """People as rows, quotas as (category, feature, min, max)."""
    with (Path(folder) / quotas).open(encoding="utf-8-sig") as file:
        limits = list(csv.DictReader(file))
    names = ("category", "feature") if "category" in limits[0] else ("feature", "value")
    with (Path(folder) / pool).open(encoding="utf-8-sig") as file:
        people = list(csv.DictReader(file))
    return people, [(row[names[0]], row[names[1]], int(row["min"]), int(row["max"])) for row in limits]


@task
def ours(folder: str, pool: str, quotas: str, size: int, objective: str) -> dict[str, Any]:
    """Our lottery, and its tickets."""
    from deliberation.sortition import Person, Problem, Quota, lottery, tickets

    people, limits = read(folder, pool, quotas)
    begun = time.process_time()
    asked = {category for category, *_rest in limits}
    members = [Person(str(number), {name: row[name] for name in asked}) for number, row in enumerate(people)]
    problem = Problem(members, [Quota(*limit) for limit in limits], size)
    found = lottery(problem, objective=objective)
    spent = time.process_time() - begun
    book = tickets(problem, found)
    return {"cpu": spent, "min": found.min_chance, "bound": found.bound, "gap": found.gap, "shift": book.max_shift}


@task
def theirs(folder: str, pool: str, quotas: str, size: int) -> dict[str, Any]:
    """sortition-algorithms, maximin."""
    from sortition_algorithms import Settings, read_in_features
    from sortition_algorithms.committee_generation import find_distribution_maximin
    from sortition_algorithms.people import read_in_people

    people, limits = read(folder, pool, quotas)
    asked = list(dict.fromkeys(category for category, *_rest in limits))
    head = ["feature", "value", "min", "max"]
    features, *_more = read_in_features(head, [dict(zip(head, map(str, limit), strict=True)) for limit in limits])
    settings = Settings(id_column="id", columns_to_keep=[], check_same_address=False)
    rows = [{"id": str(number), **{name: row[name] for name in asked}} for number, row in enumerate(people)]
    members, _messages = read_in_people(["id", *asked], rows, features, settings)
    begun = time.process_time()
    committees, probabilities, _report = find_distribution_maximin(features, members, size, check_same_address_columns=[])
    spent = time.process_time() - begun
    chances = dict.fromkeys((str(number) for number in range(len(people))), 0.0)
    for committee, probability in zip(committees, probabilities, strict=True):
        for person in committee:
            chances[person] += probability
    return {"cpu": spent, "min": min(chances.values())}


def main() -> None:
    """Print both tables."""
    if serve():
        return
    folder = measuring() / "civic" / "sortition"
    rows = []
    for name, size, pool, quotas in POOLS:
        mine = run(ours, str(folder / name), pool, quotas, size, "maximin")
        if name == "haining_city7_110":
            rows.append(
                [name, mine["cpu"], "not run", "", mine["answer"]["min"], "", mine["answer"]["gap"], mine["answer"]["shift"]]
            )
            continue
        peer = run(theirs, str(folder / name), pool, quotas, size)
        least = "≥" if peer.get("cut") else ""
        their_min = peer["answer"]["min"] if peer["answer"] else "cut"
        rows.append([
            name, mine["cpu"], f"{least}{peer['cpu']:.1f}", f"{least}{peer['cpu'] / mine['cpu']:.0f}×", mine["answer"]["min"], their_min,
            mine["answer"]["gap"], mine["answer"]["shift"],
        ])  # fmt: skip
    show(["maximin", "ours s", "theirs s", "ratio", "our min", "their min", "gap", "shift"], rows)
    print()
    rows = []
    for name, size, pool, quotas in POOLS[:3]:
        mine = run(ours, str(folder / name), pool, quotas, size, "leximin")
        rows.append([name, mine["cpu"], mine["answer"]["min"], mine["answer"]["gap"], mine["answer"]["shift"]])
    show(["leximin", "ours s", "our min", "gap", "shift"], rows)
    print(versions("sortition-algorithms", "highspy", "scipy", "numpy"))


if __name__ == "__main__":
    main()
