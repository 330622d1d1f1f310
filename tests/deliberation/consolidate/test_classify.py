"""归类: learnt from what people decided, sure only where it may be, the same whatever the order."""

from __future__ import annotations

import math
from random import Random

import numpy as np
import pytest
from tests.deliberation.consolidate.messages import labelled

from deliberation.consolidate.calibration import best_weights, calibration_error, lowest, macro_f1, softened
from deliberation.consolidate.classify import ClassifyError, train

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
    assert macro_f1(np.array([0, 0, 1]), np.array([0, 1, 1]), 2) == pytest.approx((2 / 3 + 2 / 3) / 2)
    assert calibration_error(np.array([[0.8, 0.2], [0.8, 0.2]]), np.array([0, 1])) == pytest.approx(0.3)


def test_three_of_a_hundred_may_be_wrong_counting_one_that_nobody_saw() -> None:
    right = np.ones(40, dtype=bool)
    certainty = np.linspace(0.99, 0.6, 40)
    assert lowest(certainty[:32], right[:32]) == math.inf
    assert lowest(certainty[:33], right[:33]) == certainty[32]
    right[35:] = False
    assert lowest(certainty, right) == certainty[34]
    assert lowest(np.full(40, 0.9), right) == math.inf, "equal certainties are taken or left together"
    assert lowest(np.zeros(0), np.zeros(0, dtype=bool)) == math.inf


def test_weights_are_those_by_which_the_rows_were_made_and_noise_has_none() -> None:
    chance = np.random.default_rng(4)
    scores, noise = chance.normal(size=(4000, 3)), chance.normal(size=(4000, 3))
    target = np.array([chance.choice(3, p=row) for row in softened([scores], [2.5])])
    weights = best_weights([scores, noise], target)
    assert weights[0] == pytest.approx(2.5, abs=0.2)
    assert weights[1] == pytest.approx(0, abs=0.1)


def test_a_handful_of_lucky_rows_is_no_certainty() -> None:
    scores = np.array([[3.0, 0.0], [0.0, 3.0], [4.0, 0.0]])
    target = np.array([0, 1, 0])
    assert 0.6 < softened([scores], best_weights([scores], target)).max(axis=1).mean() < 0.99


def blurred(many: int, seed: int) -> list[tuple[str, str]]:
    """Letters of which one in nine, drawn by lot, was put on the next pile."""
    other = {"交通": "教育", "教育": "环境", "环境": "交通"}
    wrong = set(Random(seed).sample(range(many), many // 9))
    return [(other[label] if number in wrong else label, text) for number, (label, text) in enumerate(labelled(many, seed))]


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_nothing_is_accepted_where_people_put_one_in_nine_wrong_and_the_probability_says_so(seed: int) -> None:
    asked = blurred(300, seed + 100)
    classifier = train(blurred(300, seed))
    found = classifier.predict([text for _label, text in asked])
    right = sum(one.label == label for one, (label, _text) in zip(found, asked, strict=True)) / len(asked)
    assert sum(one.band == "accept" for one in found) <= 15
    assert sum(one.probability for one in found) / len(found) == pytest.approx(right, abs=0.06)


def test_a_matter_that_was_decided_before_is_put_where_it_was_put() -> None:
    again = "许村镇家纺市场二号门的卷帘门夜里响个不停，隔壁三户都睡不着"
    decided = [("环境", again), ("环境", again + "，请管一管"), ("环境", "又来信：" + again)]
    before = train(ROWS).predict([again])[0].probability
    after = train([*ROWS, *decided]).predict([again])[0]
    assert after.label == "环境"
    assert after.probability > before
