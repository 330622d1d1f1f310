"""Invented pools for the lottery."""

from __future__ import annotations

from random import Random

from deliberation.sortition import Person, Problem, Quota

TOWNS, AGES = ("盐官镇", "许村镇", "硖石街道"), ("18—35", "36—60", "61 以上")


def a_pool(people: int = 60, seed: int = 1, homes: int = 0) -> list[Person]:
    """People with a town, an age and a sex, the old in the majority as they are in halls; the first `homes` pairs share homes."""
    chance = Random(seed)
    made = []
    for number in range(people):
        features = {
            "镇街": chance.choices(TOWNS, (3, 2, 4))[0], "年龄": chance.choices(AGES, (1, 3, 5))[0], "性别": chance.choice("男女"),
        }  # fmt: skip
        made.append(Person(f"p{number:03}", features, f"home{number // 2}" if number < 2 * homes else ""))
    return made


QUOTAS = [
    Quota("镇街", "盐官镇", 3, 5), Quota("镇街", "许村镇", 2, 4), Quota("镇街", "硖石街道", 3, 5),
    Quota("年龄", "18—35", 2, 4), Quota("年龄", "36—60", 3, 5), Quota("年龄", "61 以上", 3, 5),
    Quota("性别", "男", 5, 7), Quota("性别", "女", 5, 7),
]  # fmt: skip


def a_problem(people: int = 60, seed: int = 1, size: int = 12, homes: int = 0, fixed: frozenset[str] = frozenset()) -> Problem:
    """Twelve of sixty."""
    return Problem(a_pool(people, seed, homes), QUOTAS, size, fixed)
