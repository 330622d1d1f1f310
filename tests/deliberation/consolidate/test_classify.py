"""归类: learnt from what people decided, sure only where it may be, the same whatever the order."""

from __future__ import annotations

import math
from random import Random

import pytest
from tests.deliberation.consolidate.messages import labelled

from deliberation.consolidate.classify import ClassifyError, calibration_error, lowest, macro_f1, train

ROWS = labelled()


def test_new_messages_are_put_where_a_person_would_put_them() -> None:
    asked = labelled(60, seed=9)
    found = train(ROWS).predict([text for _label, text in asked])
    right = sum(one.label == label for one, (label, _text) in zip(found, asked, strict=True))
    assert right >= 57
    assert all(one.second != one.label and 0 < one.probability <= 1 for one in found)


def test_what_is_unlike_anything_goes_to_a_person_or_is_offered_as_two() -> None:
    classifier = train(ROWS)
    assert classifier.predict(["qwerty 12345"])[0].band != "accept"
    assert classifier.predict([]) == []


def test_the_order_of_rows_changes_nothing() -> None:
    shuffled = ROWS[:]
    Random(2).shuffle(shuffled)
    asked = [text for _label, text in labelled(20, seed=3)]
    assert train(shuffled).predict(asked) == train(ROWS).predict(asked)


def test_who_is_asked_next_is_the_narrowest_and_some_by_chance() -> None:
    classifier = train(ROWS[:60])
    pool = [text for _label, text in labelled(40, seed=5)]
    chances = classifier.probabilities(pool)
    chances.sort(axis=1)
    margins = (chances[:, -1] - chances[:, -2]).tolist()
    asked = classifier.next_to_label(pool, 10, random_share=0.2)
    assert (len(asked), len(set(asked))) == (10, 10)
    assert sorted(asked[:8]) == sorted(sorted(range(40), key=lambda place: (margins[place], place))[:8])
    assert classifier.next_to_label([], 5) == []


@pytest.mark.parametrize(
    "rows", [[], [("a", "x")], [("a", "x")] * 9, [("a", ""), ("b", " "), ("a", ""), ("b", "")], [("a", "x"), ("b", "y")]]
)
def test_nothing_can_be_learnt_from_too_little(rows) -> None:
    with pytest.raises(ClassifyError):
        train(rows)


def test_a_handful_of_rows_is_enough_to_begin_and_accepts_nothing_blindly() -> None:
    classifier = train([("交通", "公交太少"), ("交通", "停车难"), ("环境", "河水发臭"), ("环境", "烧垃圾")])
    found = classifier.predict(["公交车少"])[0]
    assert found.label == "交通"
    assert math.isfinite(found.probability)


def test_figures_by_hand() -> None:
    import numpy as np

    assert macro_f1(np.array([0, 0, 1]), np.array([0, 1, 1]), 2) == pytest.approx((2 / 3 + 2 / 3) / 2)
    assert calibration_error(np.array([[0.8, 0.2], [0.8, 0.2]]), np.array([0, 1])) == pytest.approx(0.3)
    assert lowest(np.array([0.9, 0.8, 0.7]), np.array([True, True, False])) == 0.8
    assert lowest(np.array([0.9]), np.array([False])) == math.inf
