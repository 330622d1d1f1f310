"""抽签的机会: as good as the bound, as good as enumerating every panel, and refused with facts where it cannot be."""

from __future__ import annotations

from itertools import combinations
from random import Random

import numpy as np
import pytest
from scipy.optimize import linprog
from tests.deliberation.sortition.pools import QUOTAS, a_pool, a_problem

from deliberation.sortition import Person, Problem, Quota, SortitionError, diagnose, lottery, replacement, tickets


def every_panel(problem: Problem) -> np.ndarray:
    """All panels that fill every quota, one row of 0 and 1 per panel: the slow, obvious way."""
    people, rows = list(problem.people), []
    for chosen in combinations(range(len(people)), problem.size):
        panel = [people[number] for number in chosen]
        fits = all(
            quota.lo <= sum(one.features[quota.category] == quota.feature for one in panel) <= quota.hi
            for quota in problem.quotas
        )
        homes = [one.household for one in panel if one.household]
        if fits and len(set(homes)) == len(homes) and problem.fixed <= {one.id for one in panel}:
            rows.append([float(number in chosen) for number in range(len(people))])
    return np.array(rows)


def true_leximin(panels: np.ndarray) -> list[float]:
    """The sorted leximin chances over given panels, by a chain of linear programs that fixes one person at a time."""
    many, people = panels.shape
    settled: dict[int, float] = {}
    while len(settled) < people:
        free = [number for number in range(people) if number not in settled]
        objective = np.append(np.zeros(many), -1.0)
        rows = [np.append(-panels[:, number], 1.0 if number in free else 0.0) for number in range(people)]
        limits = [0.0 if number in free else -settled[number] + 1e-9 for number in range(people)]
        found = linprog(objective, A_ub=np.array(rows), b_ub=limits, A_eq=[[1.0] * many + [0.0]], b_eq=[1.0], bounds=(0, None))
        level = -found.fun
        tight = [number for number in free if -found.ineqlin.marginals[number] > 1e-9]
        settled.update(dict.fromkeys(tight or free, level))
    return sorted(settled.values())


def small(seed: int, homes: int = 0) -> Problem | None:
    """A pool of twelve, four seats, random quotas; None when they cannot be filled."""
    chance = Random(seed)
    pool = [
        Person(f"p{number:02}", {"镇街": chance.choice("甲乙丙"), "性别": chance.choice("男女")}, f"h{number // 2}" if number < 2 * homes else "")
        for number in range(12)
    ]  # fmt: skip
    quotas = [Quota("镇街", name, chance.randint(0, 2), chance.randint(2, 3)) for name in "甲乙丙"]
    quotas += [Quota("性别", name, 1, chance.randint(2, 3)) for name in "男女"]
    problem = Problem(pool, quotas, 4)
    return problem if diagnose(problem).is_feasible else None


@pytest.mark.parametrize("homes", [0, 3])
@pytest.mark.parametrize("seed", range(6))
def test_small_pools_agree_with_every_panel_enumerated(seed: int, homes: int) -> None:
    problem = small(seed, homes)
    if problem is None:
        pytest.skip("quotas of this seed cannot be filled")
    truth = true_leximin(every_panel(problem))
    best = lottery(problem, objective="maximin")
    assert abs(best.min_chance - truth[0]) < 1e-6
    found = lottery(problem, objective="leximin")
    spread = sorted(float(chance) for chance, one in zip(found.chances, problem.types, strict=True) for _ in one.members)
    if found.gap < 1e-6:
        assert np.abs(np.array(spread) - np.array(truth)).max() < 1e-5
    assert abs(found.min_chance - truth[0]) < 1e-5


@pytest.mark.parametrize("objective", ["maximin", "leximin"])
def test_the_bound_is_attained_and_the_chances_sum_to_the_seats(objective) -> None:
    problem = a_problem()
    found = lottery(problem, objective=objective)
    assert (found.objective, found.is_proven, found.gap < 1e-6) == (objective, True, True)
    assert abs(found.min_chance - found.bound) < 1e-6
    counts = np.array([one.count for one in problem.types])
    assert abs(float(found.chances @ counts) - problem.size) < 1e-6
    assert abs(found.weights.sum() - 1) < 1e-12


def test_leximin_is_never_worse_at_the_bottom_and_better_above_it() -> None:
    problem = a_problem(seed=3)
    lower, higher = (sorted(lottery(problem, objective=name).chances) for name in ("maximin", "leximin"))
    assert lower[0] <= higher[0] + 1e-6
    assert sum(lower[:5]) <= sum(higher[:5]) + 1e-6


def test_equal_people_without_quotas_have_equal_chances() -> None:
    problem = Problem([Person(str(number), {}) for number in range(10)], [], 3)
    assert np.allclose(lottery(problem).chances, 0.3)


def test_fixed_members_sit_on_every_ticket_and_count_for_the_quotas() -> None:
    problem = a_problem(fixed=frozenset({"p001", "p002"}))
    book = tickets(problem, lottery(problem))
    assert (book.counts["p001"], book.counts["p002"]) == (1000, 1000)
    for ticket in book.tickets:
        for quota in QUOTAS:
            seated = sum(one.features[quota.category] == quota.feature for one in problem.people if one.id in ticket)
            assert quota.lo <= seated <= quota.hi
    alone = Problem(a_pool()[:1], [], 1, frozenset({"p000"}))
    assert tickets(alone, lottery(alone)).tickets[0] == ("p000",)


def test_a_home_sends_one_member_and_the_home_of_a_fixed_member_nobody_else() -> None:
    problem = a_problem(homes=20, fixed=frozenset({"p000"}))
    book = tickets(problem, lottery(problem))
    home = {one.id: one.household for one in problem.pool}
    for ticket in book.tickets:
        homes = [home[person] for person in ticket if home[person]]
        assert len(set(homes)) == len(homes)
    assert book.counts["p001"] == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"pool": []}, "empty_pool"), ({"size": 0}, "size"), ({"size": 61}, "size"), ({"size": True}, "size"), ({"size": 2.5}, "size"),
        ({"quotas": [Quota("镇街", "盐官镇", 3, 2)]}, "quota"), ({"quotas": [Quota("镇街", "盐官镇", -1, 2)]}, "quota"),
        ({"quotas": [QUOTAS[0], QUOTAS[0]]}, "quota_twice"), ({"quotas": [QUOTAS[0]]}, "feature"),
        ({"pool": [*a_pool(), a_pool()[0]]}, "id_twice"), ({"fixed": frozenset({"nobody"})}, "fixed_unknown"),
        ({"fixed": frozenset(f"p{n:03}" for n in range(13))}, "fixed_many"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_facts(change, code) -> None:
    with pytest.raises(SortitionError) as refused:
        Problem(**({"pool": a_pool(), "quotas": QUOTAS, "size": 12} | change))
    assert refused.value.code == code


def test_an_impossible_quota_is_diagnosed_with_the_smallest_change_in_plain_words() -> None:
    pool = [person for person in a_pool() if person.features["年龄"] != "18—35"] + [
        Person("young", a_pool()[0].features | {"年龄": "18—35"})
    ]
    quotas = [Quota(one.category, one.feature, one.lo, 8 if one.category == "年龄" else one.hi) for one in QUOTAS]
    problem = Problem(pool, quotas, 12)
    with pytest.raises(SortitionError) as refused:
        lottery(problem)
    assert refused.value.code == "infeasible"
    found = diagnose(problem)
    assert (found.is_feasible, [(one.feature, one.new_lo) for one in found.changes]) == (False, [("18—35", 1)])
    assert found.sentences == ("年龄为18—35的至多能选 1 人，因为报名只有 1 人；名额的下限请从 2 改为 1",)
    mended = [Quota(one.category, one.feature, 1 if one.feature == "18—35" else one.lo, one.hi) for one in quotas]
    assert diagnose(Problem(pool, mended, 12)).is_feasible


def test_quotas_that_contradict_each_other_are_named() -> None:
    problem = Problem(a_pool(), [Quota("性别", "男", 0, 2), Quota("性别", "女", 0, 2)], 12)
    assert diagnose(problem).sentences[0].startswith("性别为")
    everyone = Problem([Person("a", {}, "h"), Person("b", {}, "h")], [], 2)
    assert diagnose(everyone).sentences == ("要抽 2 人，报名的人里凑不出这么多（一户只能有一人）",)


def test_replacements_keep_the_confirmed_and_leave_out_the_gone() -> None:
    problem = a_problem()
    panel = tickets(problem, lottery(problem)).tickets[417]
    again = replacement(problem, confirmed=panel[1:], gone=[panel[0]])
    for ticket in tickets(again, lottery(again)).tickets[:50]:
        assert set(panel[1:]) <= set(ticket)
        assert panel[0] not in ticket
    for wrong in ({"confirmed": ["x"], "gone": []}, {"confirmed": panel[:1], "gone": panel[:1]}):
        with pytest.raises(SortitionError):
            replacement(problem, **wrong)
