"""逐级求最优: leximin is right where the relaxation promises more than whole panels can give, and where everybody is sure."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from tests.deliberation.sortition.test_lottery import every_panel, true_leximin

from deliberation.sortition import Person, Problem, Quota, SortitionError, diagnose, lottery, tickets

SEEDS = range(180)


def crooked(seed: int) -> Problem | None:
    """A handful of people, up to four categories of random quotas, some in homes; None when the size cannot be."""
    chance = Random(seed)
    people, size, homes = chance.randint(6, 13), chance.randint(2, 5), chance.choice([0, 0, 3])
    categories = {f"类{number}": "甲乙丙"[: chance.randint(2, 3)] for number in range(chance.randint(1, 4))}
    pool = [
        Person(f"p{number:02}", {name: chance.choice(features) for name, features in categories.items()}, f"h{number // 2}" if number < 2 * homes else "")
        for number in range(people)
    ]  # fmt: skip
    quotas = []
    for name, features in categories.items():
        for feature in features:
            least = chance.randint(0, 1 + size // 3)
            quotas.append(Quota(name, feature, least, least + chance.randint(0, 2)))
    try:
        return Problem(pool, quotas, size)
    except SortitionError:
        return None


@pytest.mark.slow
def test_pools_of_random_quotas_agree_with_every_panel_enumerated_also_where_the_relaxation_is_not_attained() -> None:
    solved = unattained = 0
    for seed in SEEDS:
        if (problem := crooked(seed)) is None:
            continue
        panels = every_panel(problem)
        assert diagnose(problem).is_feasible == bool(len(panels)), seed
        if not len(panels):
            continue
        truth = np.array(true_leximin(panels))
        found = lottery(problem, objective="leximin")
        spread = sorted(float(chance) for chance, one in zip(found.chances, problem.types, strict=True) for _ in one.members)
        assert np.abs(np.array(spread) - truth).max() < 1e-6, seed
        assert abs(lottery(problem, objective="maximin").min_chance - truth[0]) < 1e-6, seed
        assert found.is_proven
        assert tickets(problem, found).max_shift <= 0.004, seed
        solved, unattained = solved + 1, unattained + (found.gap > 1e-6)
    assert solved > 40
    assert unattained > 1


@pytest.mark.parametrize("objective", ["maximin", "leximin"])
def test_a_pool_in_which_everybody_is_sure_is_drawn_at_once(objective) -> None:
    problem = Problem([Person(key, {"镇街": "甲" if key < "c" else "乙"}) for key in "abcd"], [Quota("镇街", "甲", 0, 4), Quota("镇街", "乙", 1, 2)], 4)  # fmt: skip
    found = lottery(problem, objective=objective)
    assert (found.min_chance, found.gap) == (1.0, 0.0)


def test_some_of_whom_are_sure_and_some_cannot_be_drawn() -> None:
    pool = [Person(f"p{number}", {"镇街": "甲" if number < 2 else "乙" if number < 6 else "丙"}) for number in range(8)]
    problem = Problem(pool, [Quota("镇街", "甲", 2, 2), Quota("镇街", "乙", 0, 2), Quota("镇街", "丙", 0, 0)], 4)
    found = lottery(problem, objective="leximin")
    chances = {one.features[0]: chance for one, chance in zip(problem.types, found.chances, strict=True)}
    assert np.allclose([chances["甲"], chances["乙"], chances["丙"]], [1.0, 0.5, 0.0], atol=1e-6)
