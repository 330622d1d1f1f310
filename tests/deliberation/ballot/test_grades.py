"""满意度 and the owners' double threshold, at their lines."""

from __future__ import annotations

from fractions import Fraction

import pytest

from deliberation.ballot import BallotError, GradeRules, Owner, grade, owners_decide


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ((14, 0, 15, 0), "dissatisfied"), ((15, 0, 14, 0), "satisfied"), ((14, 1, 14, 0), "basically_satisfied"),
        ((0, 29, 0, 0), "basically_satisfied"), ((0, 0, 0, 29), "dissatisfied"), ((0, 0, 0, 0), "dissatisfied"),
    ],
)  # fmt: skip
def test_a_grade_is_found_at_half_of_the_base(counts, found) -> None:
    satisfied, basically, dissatisfied, abstained = counts
    rules = GradeRules(base=29)
    assert grade(rules, satisfied=satisfied, basically=basically, dissatisfied=dissatisfied, abstained=abstained).grade == found


def test_exactly_half_is_satisfied_and_not_basically_satisfied_unless_the_pack_says_so() -> None:
    assert grade(GradeRules(30), satisfied=15, basically=0, dissatisfied=15).grade == "satisfied"
    assert grade(GradeRules(30), satisfied=0, basically=15, dissatisfied=15).grade == "dissatisfied"
    assert grade(GradeRules(30, basic_inclusive=True), satisfied=0, basically=15, dissatisfied=15).grade == "basically_satisfied"


def test_few_answers_are_marked_and_impossible_counts_refused() -> None:
    assert grade(GradeRules(29), satisfied=3, basically=1, dissatisfied=0).is_small
    assert grade(GradeRules(29), satisfied=0, basically=0, dissatisfied=0, abstained=9).share is None
    for counts in ({"satisfied": -1}, {"satisfied": 30}):
        with pytest.raises(BallotError):
            grade(GradeRules(29), **({"basically": 0, "dissatisfied": 0} | counts))


def lift(second_floor: int) -> list[Owner]:
    """Twelve flats on six floors, one of 82 and one of 96 m² each; nine agree, one of them on the second floor."""
    agreeing = [Owner(Fraction(82), "yes"), Owner(Fraction(96), "yes")] * 4 + [Owner(Fraction(second_floor), "yes")]
    against = [Owner(Fraction(178 - second_floor), "no"), Owner(Fraction(82), "no"), Owner(Fraction(96), "no")]
    return agreeing + against


def test_the_same_heads_pass_or_fail_by_the_area_of_one_flat() -> None:
    passed, failed = owners_decide(lift(96)), owners_decide(lift(82))
    assert (passed.passed, passed.agreed) == (True, (Fraction(9, 12), Fraction(808, 1068)))
    assert (failed.passed, failed.agreed) == (False, (Fraction(9, 12), Fraction(794, 1068)))
    assert "75.66 %" in passed.sentences[3]
    assert "74.34 %" in failed.sentences[3]


def test_who_did_not_take_part_counts_for_participation_alone() -> None:
    owners = [Owner(Fraction(1), "yes")] * 2 + [Owner(Fraction(1), None)]
    assert owners_decide(owners).passed
    assert not owners_decide([Owner(Fraction(1), "yes"), Owner(Fraction(1), None)]).passed
    assert not owners_decide([Owner(Fraction(1), None)]).passed
    for bad in ([], [Owner(Fraction(0), "yes")]):
        with pytest.raises(BallotError):
            owners_decide(bad)


def test_an_ordinary_matter_of_owners_fails_at_exactly_half() -> None:
    half = [Owner(Fraction(1), "yes"), Owner(Fraction(1), "no")]
    ordinary = {"agreement": Fraction(1, 2), "agreement_inclusive": False}
    assert not owners_decide(half, **ordinary).passed
    assert owners_decide([*half, Owner(Fraction(1), "yes")], **ordinary).passed
