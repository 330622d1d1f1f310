"""稳定: from refresh to refresh groups keep their numbers, their people and their count, and still follow the votes."""

from __future__ import annotations

import numpy as np
import pytest
from tests.deliberation.opinion.halls import noise, two_camps

from deliberation.opinion import GroupState, VoteTable, analyse, find_groups, group_counts
from deliberation.opinion.stability import held, numbers_for, shown_k


def shown(state: GroupState, answers: tuple[int, ...]) -> list[int]:
    found = []
    for answer in answers:
        k, state = shown_k(state, answer)
        found.append(k)
    return found


@pytest.mark.parametrize(
    ("k", "answers", "expected"),
    [
        (2, (3, 3, 2, 3, 3, 3, 3), [2, 2, 2, 2, 2, 2, 3]),
        (2, (1, 1, 1, 2, 1, 1, 1, 1), [2, 2, 2, 2, 2, 2, 2, 1]),
        (1, (2, 1, 3, 1, 2, 3, 3), [1, 1, 1, 1, 1, 3, 3]),
        (0, (2, 1), [2, 2]),
    ],
)
def test_groups_appear_when_found_twice_running_and_change_or_vanish_after_four(k, answers, expected) -> None:
    assert shown(GroupState({}, k, k, 0), answers) == expected


def test_who_is_in_a_group_stays_until_he_rather_does_not_belong_there() -> None:
    member = np.array([[0.45, 0.55], [0.35, 0.65], [0.45, 0.55], [0.3, 0.7], [0.41, 0.59]])
    before = np.array([0, 0, -1, -1, 7])
    assert held(member, before, 0.6).tolist() == [0, 1, -1, 1, -1]


def test_groups_take_the_numbers_of_those_whose_people_they_hold() -> None:
    labels, before = np.array([0, 0, 1, 1, 1, 2, -1]), np.array([2, 2, 0, 0, 2, -1, 1])
    assert numbers_for(labels, 3, before).tolist() == [2, 0, 1]
    assert sorted(numbers_for(labels, 3, np.full(7, -1)).tolist()) == [0, 1, 2]


def test_numbers_of_groups_and_people_stay_from_refresh_to_refresh() -> None:
    first = analyse(two_camps(100))
    swapped = GroupState({person: 1 - label for person, label in first.state.labels.items()}, 2, 2, 0)
    second = analyse(two_camps(120), previous=swapped)
    kept = [second.state.labels[person] == label for person, label in swapped.labels.items() if person in second.state.labels]
    assert sum(kept) / len(kept) > 0.95
    groups = second.groups
    inside = groups.labels >= 0
    assert (groups.member.argmax(axis=1) == groups.labels)[inside].mean() > 0.95
    agrees, disagrees, _votes = group_counts(two_camps(120), groups.labels, 2)
    assert np.abs(groups.rates - (agrees + 1) / (agrees + disagrees + 2)).max() < 0.1


def test_wrong_earlier_groups_do_not_stand_against_the_votes() -> None:
    table = two_camps(100)
    wrong = GroupState({person: int(person[1:]) // 2 % 2 for person in table.participants}, 2, 2, 0)
    found = find_groups(table, previous=wrong)
    labels = dict(zip(table.participants, found.labels.tolist(), strict=True))
    assert len({labels[person] for person in ("p0", "p2", "p4", "p6")}) == 1
    assert labels["p0"] != labels["p1"]


def test_groups_stand_through_a_doubtful_refresh_and_say_so_and_vanish_after_four() -> None:
    state, reasons = GroupState({f"p{number}": number % 2 for number in range(60)}, 2, 2, 0), []
    for _ in range(5):
        found = find_groups(noise(60, 25, 3), previous=state)
        state = found.state
        reasons.append(found.reason)
    assert reasons[3:] == ["groups_do_not_predict"] * 2
    assert set(reasons[:3]) <= {"groups_stand_from_before", "only_one_large_group"}


def test_groups_that_are_found_once_after_none_are_not_yet_shown() -> None:
    none = GroupState({}, 1, 1, 0)
    first = find_groups(two_camps(), previous=none)
    assert (first.k, first.status, first.reason) == (1, "none", "groups_not_yet_steady")
    second = find_groups(two_camps(), previous=first.state)
    assert (second.k, second.status, second.reason) == (2, "found", "groups_predict")


def test_few_people_are_never_shown_groups_even_where_there_were_some_before() -> None:
    state = GroupState({f"p{number}": number % 2 for number in range(60)}, 2, 2, 0)
    found = find_groups(two_camps(12), previous=state)
    assert (found.k, found.status) == (1, "too_few")
    assert find_groups(VoteTable.from_events([]), previous=state).k == 1


def test_the_same_votes_again_change_nothing() -> None:
    first = analyse(two_camps())
    second = analyse(two_camps(), previous=first.state)
    assert second.groups.labels.tolist() == first.groups.labels.tolist()
    assert second.state == first.state
