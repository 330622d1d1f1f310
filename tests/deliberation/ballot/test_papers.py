"""一张票: void, valid, unclear; two tellers who type the same pile."""

from __future__ import annotations

import pytest

from deliberation.ballot import BallotError, CountRules, adjudicated, check_ballot, differences, tally

RULES = CountRules(electorate=300, seats=2)


@pytest.mark.parametrize(
    ("paper", "result"),
    [
        ({"甲": "yes", "乙": "yes"}, "valid"), ({"甲": "yes", "乙": "yes", "丙": "yes"}, "void"), ({"甲": "no"}, "valid"),
        ({}, "valid_all_abstain"), ({"甲": "abstain", "乙": ""}, "valid_all_abstain"), ({"甲": "yes+no", "乙": "yes"}, "adjudicate"),
        ({"甲": "yes", "X:新项目": "yes"}, "valid_ignore_writein"), ({"甲": "yes", "乙": "yes", "X:新": "yes"}, "valid_ignore_writein"),
        ({"甲": "yes", "乙": "yes", "丙": "yes", "丁": "?"}, "void"),
    ],
)  # fmt: skip
def test_a_paper_is_judged_as_a_whole_or_by_its_item(paper, result) -> None:
    assert check_ballot(RULES, paper, projects="甲乙丙丁").result == result


def test_item_by_item_nothing_is_too_many() -> None:
    rules = CountRules(electorate=300, seats=1, form="per_item")
    assert check_ballot(rules, {"甲": "yes", "乙": "yes"}).result == "valid"


def test_a_void_paper_changes_no_sum_and_an_unclear_item_waits() -> None:
    papers = [{"甲": "yes"}, {"甲": "yes", "乙": "yes", "丙": "yes"}, {"甲": "yes+no", "乙": "yes"}]
    found = tally(RULES, papers, projects=["甲", "乙", "丙"])
    assert (found.yes, found.void, found.waiting) == ((("甲", 1), ("乙", 1), ("丙", 0)), 1, 1)


def test_the_tellers_judge_only_what_is_unclear() -> None:
    paper = {"甲": "yes+no", "乙": "yes"}
    assert adjudicated(paper, {"甲": ""}) == {"甲": "", "乙": "yes"}
    with pytest.raises(BallotError, match="乙 不是认不清的一项"):
        adjudicated(paper, {"乙": "no"})
    assert paper == {"甲": "yes+no", "乙": "yes"}


def test_what_two_tellers_typed_differently_is_listed_by_paper_and_project() -> None:
    one, other = [{"甲": "yes"}, {"乙": "abstain"}], [{"甲": "yes"}, {"乙": "no"}]
    assert (differences(one, one), differences(one, other)) == ([], [(2, "乙", "", "no")])
    with pytest.raises(BallotError, match="张数不一样"):
        differences(one, one[:1])


def test_a_project_named_twice_or_none_at_all_is_refused() -> None:
    for projects in ([], ["甲", "甲"]):
        with pytest.raises(BallotError):
            tally(RULES, [], projects=projects)
