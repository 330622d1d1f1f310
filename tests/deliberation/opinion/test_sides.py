"""已知的各方, 区间, 共识, 路由, 团伙: each at its line."""

from __future__ import annotations

import numpy as np
import pytest
from tests.deliberation.opinion.halls import two_camps

from deliberation.opinion import (
    DISPLAY,
    OpinionError,
    VoteTable,
    display_rule,
    find_groups,
    interval,
    known_sides,
    next_statement,
    robust_consensus,
    sensitivity,
)


@pytest.mark.parametrize(
    ("agree", "total", "low", "high"),
    [
        (12, 12, 0.85, 1.0),
        (11, 12, 0.72, 0.99),
        (10, 12, 0.61, 0.95),
        (9, 12, 0.52, 0.90),
        (8, 12, 0.43, 0.85),
        (3, 3, 0.56, 1.0),
    ],
)
def test_jeffreys_intervals_of_a_dozen(agree, total, low, high) -> None:
    found = interval(agree, total)
    assert (found.low, found.high) == (pytest.approx(low, abs=0.011), pytest.approx(high, abs=0.011))


def test_nine_of_twelve_is_a_majority_and_eight_is_none() -> None:
    assert interval(9, 12).majority == pytest.approx(0.961, abs=0.002)
    assert interval(8, 12).majority == pytest.approx(0.876, abs=0.002)


def test_a_population_that_was_asked_in_full_leaves_nothing_to_guess() -> None:
    assert interval(7, 12, population=12).majority == 1.0
    whole = interval(7, 12, population=12)
    assert (whole.low, whole.high) == (pytest.approx(7 / 12), pytest.approx(7 / 12))
    assert interval(7, 12, population=40).low > interval(7, 12).low
    big = interval(7, 12, population=100_000)
    assert big.majority == pytest.approx(interval(7, 12).majority, abs=1e-3)
    for wrong in ((3, 2, None), (-1, 2, None), (1, 12, 11)):
        with pytest.raises(OpinionError):
            interval(wrong[0], wrong[1], population=wrong[2])


def hall(high: tuple[int, int], low: tuple[int, int]) -> tuple[VoteTable, dict[str, str]]:
    """Agrees and disagrees of the high floors and of the low floors on one statement."""
    events, sides = [], {}
    for side, (agrees, disagrees) in (("高楼层", high), ("低楼层", low)):
        for number in range(agrees + disagrees):
            who = f"{side}{number}"
            sides[who] = side
            events.append((who, "装电梯", 1 if number < agrees else -1))
    return VoteTable.from_events(events), sides


def test_what_divides_what_all_agree_on_and_what_is_unclear() -> None:
    divided = known_sides(*hall((14, 1), (2, 13)))[0]
    assert (divided.divides, divided.all_agree, divided.can_live_with) == (True, False, False)
    assert divided.sentence == (
        "各方意见相反：低楼层多数不同意（2 同意、13 不同意、0 不表态）；高楼层多数同意（14 同意、1 不同意、0 不表态）。"
    )
    agreed = known_sides(*hall((14, 1), (13, 2)))[0]
    assert (agreed.all_agree, agreed.can_live_with, agreed.divides) == (True, True, False)
    unclear = known_sides(*hall((14, 1), (7, 8)))[0]
    assert (unclear.all_agree, unclear.can_live_with, unclear.divides) == (False, False, False)


def test_few_people_are_not_shown_nor_what_would_give_them_away() -> None:
    found = known_sides(*hall((14, 1), (3, 1)))[0]
    assert [(cell.side, cell.agree, cell.verdict) for cell in found.cells] == [
        ("低楼层", None, "hidden"),
        ("高楼层", None, "hidden"),
    ]
    assert "14" not in found.sentence


def test_a_side_is_never_larger_than_its_population() -> None:
    table, sides = hall((14, 1), (13, 2))
    with pytest.raises(OpinionError):
        known_sides(table, sides, populations={"高楼层": 10})
    assert known_sides(table, sides, populations={"高楼层": 15, "低楼层": 15, "别处": 3})[0].all_agree


def test_a_few_cannot_veto_what_the_many_can_agree_to() -> None:
    agrees, votes = np.array([[90.0], [0.0]]), np.array([[100.0], [4.0]])
    alone = robust_consensus(agrees, votes, np.array([100, 4]))[0]
    both = robust_consensus(np.array([[90.0], [2.0]]), np.array([[100.0], [40.0]]), np.array([100, 40]))[0]
    assert (alone.is_common, both.is_common) == (True, False)
    assert both.score < alone.score


def test_silence_is_not_assent() -> None:
    agrees, votes = np.array([[50.0], [3.0]]), np.array([[60.0], [3.0]])
    assert not robust_consensus(agrees, votes, np.array([60, 60]))[0].is_common


def test_a_group_that_never_voted_is_not_taken_to_agree_with_everybody_else() -> None:
    sizes = np.array([60, 60])
    silent = robust_consensus(np.array([[60.0], [0.0]]), np.array([[60.0], [0.0]]), sizes)[0]
    spoken = robust_consensus(np.array([[50.0], [40.0]]), np.array([[60.0], [50.0]]), sizes)[0]
    assert silent.score < 0.65 < spoken.score
    assert silent.low < 0.35


def test_who_takes_no_part_does_not_bend_the_rates_of_those_who_do() -> None:
    agrees, votes, sizes = np.array([[9.0], [0.0]]), np.array([[10.0], [5.0]]), np.array([100, 5])
    assert robust_consensus(agrees, votes, sizes)[0].score == robust_consensus(agrees[:1], votes[:1], sizes[:1])[0].score


def test_what_was_shown_least_comes_first_until_all_were_shown_fifteen_times() -> None:
    chance = np.random.default_rng(1)
    weights, seen = np.array([1.0, 1.0, 100.0]), np.zeros(3, dtype=bool)
    assert {next_statement(weights, seen, np.array([20, 3, 20]), chance, people=40) for _ in range(20)} == {1}
    drawn = [next_statement(weights, seen, np.array([20, 20, 20]), chance, people=40) for _ in range(200)]
    assert drawn.count(2) > 180
    assert next_statement(weights, np.ones(3, dtype=bool), np.array([20, 20, 20]), chance, people=40) is None
    meta = np.array([False, False, True])
    assert next_statement(weights, np.array([True, True, False]), np.array([20, 20, 20]), chance, people=40, is_meta=meta) == 2
    assert {next_statement(weights, seen, np.array([20, 20, 20]), chance, people=40, is_meta=meta) for _ in range(40)} == {0, 1}


def test_what_a_bloc_could_change_is_said() -> None:
    table = two_camps()
    labels = find_groups(table).labels
    found = sensitivity(table, labels, [np.arange(0, 12), np.arange(40, 52)])
    assert all(one.least <= one.score <= one.most for one in found)
    assert sum(one.is_steady for one in found) >= 20


def test_the_display_rule_is_a_table() -> None:
    assert [display_rule(people).least for people in (0, 4, 5, 19, 20, 49, 50, 9999)] == [0, 0, 5, 5, 20, 20, 50, 50]
    assert [rule.groups for rule in DISPLAY] == [False, False, True, True]
