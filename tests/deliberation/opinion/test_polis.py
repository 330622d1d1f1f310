"""Polis 口径: what the peer says of the same votes and groups, to the ninth digit; and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from tests.deliberation.opinion.frozen import CONSENSUS, GROUPS, REPRESENTATIVE, VOTES

from deliberation.opinion import VoteTable, group_counts
from deliberation.opinion.polis import (
    flat_priorities,
    group_informed_consensus,
    one_prop,
    priority,
    representativeness,
    select,
    select_consensus,
    two_prop,
)

SIGNS = {"+": 1, "-": -1, "0": 0}


def conversation() -> VoteTable:
    return VoteTable.from_events(
        [
            (str(person), str(place), SIGNS[sign])
            for person, row in enumerate(VOTES)
            for place, sign in enumerate(row)
            if sign in SIGNS
        ]
    )


def counts() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return group_counts(conversation(), np.array(GROUPS), max(GROUPS) + 1)


def test_group_informed_consensus_is_the_peers() -> None:
    agrees, _disagrees, votes = counts()
    assert np.abs(group_informed_consensus(agrees, votes) - np.array(CONSENSUS)).max() < 1e-9


def test_what_stands_for_a_group_is_the_peers_in_order_with_all_four_figures() -> None:
    agrees, disagrees, votes = counts()
    found = select(representativeness(agrees, disagrees, votes), agrees, disagrees)
    for group, chosen in enumerate(found):
        expected = REPRESENTATIVE[str(group)]
        assert [[one.statement, one.direction] for one in chosen] == [row[:2] for row in expected]
        for one, row in zip(chosen, expected, strict=True):
            assert np.abs(np.array([one.repness, one.repness_test, one.p_success, one.p_test]) - np.array(row[2:])).max() < 1e-9


def test_the_tests_by_hand() -> None:
    assert one_prop(np.array([7.0]), np.array([8.0]))[0] == pytest.approx(2 * 3 * (8 / 9 - 0.5))
    assert two_prop(*(np.array([value]) for value in (4.0, 4.0, 4.0, 4.0)))[0] == 0.0
    same = two_prop(*(np.array([value]) for value in (3.0, 3.0, 9.0, 9.0)))[0]
    assert same == pytest.approx(0.0)


def test_priority_by_hand_and_meta_statements_are_forty_nine() -> None:
    weight = priority(*(np.array([value, value]) for value in (3.0, 1.0, 5.0, 0.5)), np.array([False, True]))
    assert weight[0] == pytest.approx(((1 - 2 / 7) * 1.5 * (4 / 7) * (1 + 8 * 2**-1)) ** 2)
    assert weight[1] == 49.0
    assert flat_priorities([49.0, 49.0, 49.0])
    assert not flat_priorities([49.0, 3.0])


def test_consensus_over_everybody_is_a_significant_majority_best_first() -> None:
    agrees, disagrees, votes = np.array([9.0, 5.0, 1.0]), np.array([0.0, 5.0, 9.0]), np.array([10.0, 10.0, 10.0])
    found = select_consensus(agrees, disagrees, votes)
    assert ([one[0] for one in found["agree"]], [one[0] for one in found["disagree"]]) == ([0], [2])
