"""计票: exact at every line of the law, for congresses of 13 to 500."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from deliberation.ballot import (
    Attendance,
    BallotError,
    CountRules,
    Decision,
    Tally,
    borda,
    decide,
    next_round,
    tally,
    tally_from_totals,
)


def decided(yes: dict[str, int], *, electorate: int = 300, present: int = 300, void: int = 0, **rules: object) -> Decision:
    given = CountRules(electorate=electorate, **({"seats": 1} | rules))  # type: ignore[arg-type]
    return decide(given, tally_from_totals(yes), Attendance(present, present, present, void))


@pytest.mark.parametrize("electorate", [13, 14, 299, 300, 500])
def test_a_majority_is_strictly_more_than_half_of_all_deputies(electorate: int) -> None:
    half = electorate // 2
    for yes in (half - 1, half, half + 1):
        found = decided({"甲": yes}, electorate=electorate, present=electorate)
        assert (found.selected == ("甲",)) is (2 * yes > electorate), (electorate, yes)


@pytest.mark.parametrize("electorate", range(13, 501, 7))
def test_two_thirds_are_a_quorum_inclusive_or_not(electorate: int) -> None:
    for present in (electorate * 2 // 3 - 1, electorate * 2 // 3, electorate * 2 // 3 + 1):
        at_least = decided({"甲": 0}, electorate=electorate, present=present).round != "no_quorum"
        more_than = decided({"甲": 0}, electorate=electorate, present=present, quorum_inclusive=False).round != "no_quorum"
        assert (at_least, more_than) == (3 * present >= 2 * electorate, 3 * present > 2 * electorate)


def test_the_absent_count_in_the_base_unless_the_rules_say_otherwise() -> None:
    assert decided({"甲": 149}, present=200).selected == ()
    assert decided({"甲": 149}, present=200, base="present").selected == ("甲",)
    assert CountRules(300, 1, base="present").warnings() == ("过半数的基数不是全体代表：与《地方组织法》第二十五条不一致",)


def test_more_papers_than_were_issued_void_the_round_and_fewer_do_not() -> None:
    rules, votes = CountRules(300, 1), tally_from_totals({"甲": 200})
    assert [decide(rules, votes, Attendance(289, 289, returned)).round for returned in (288, 289, 290)] == [
        "valid", "valid", "void",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("yes", "seats", "selected", "tied", "open_seats", "onward"),
    [
        ({"甲": 200, "乙": 200, "丙": 160}, 2, ("甲", "乙"), (), 0, "none"),
        ({"甲": 200, "乙": 180, "丙": 180}, 2, ("甲",), ("乙", "丙"), 1, "revote_tied"),
        ({"甲": 180, "乙": 180, "丙": 180}, 2, (), ("甲", "乙", "丙"), 2, "revote_tied"),
        ({"甲": 200, "乙": 149, "丙": 149}, 2, ("甲",), (), 1, "separate_vote"),
        ({"甲": 200, "乙": 151, "丙": 151, "丁": 151}, 3, ("甲",), ("乙", "丙", "丁"), 2, "revote_tied"),
        ({"甲": 150, "乙": 150}, 1, (), (), 1, "separate_vote"),
    ],
)
def test_a_tie_matters_only_across_the_line_and_among_those_who_passed(yes, seats, selected, tied, open_seats, onward) -> None:
    found = decided(yes, seats=seats)
    assert (found.selected, found.tied, found.open_seats, found.next) == (selected, tied, open_seats, onward)


def test_a_second_vote_among_the_tied_asks_for_more_votes_only() -> None:
    assert decided({"甲": 140, "乙": 147}, present=289, round_kind="tie_revote").selected == ("乙",)
    strict = decided({"甲": 140, "乙": 147}, present=289, round_kind="tie_revote", revote_requires_majority=True)
    assert (strict.selected, strict.next) == ((), "separate_vote")
    again = decided({"甲": 144, "乙": 144}, present=289, round_kind="tie_revote")
    assert (again.tied, again.next) == (("甲", "乙"), "revote_tied")
    assert decided({"甲": 144, "乙": 144}, round_kind="tie_revote", tie="presidium").next == "presidium"


def test_what_stays_open_is_voted_on_again_or_left_by_the_rules() -> None:
    assert [decided({"甲": 10}, shortfall=name).next for name in ("separate_vote", "next_session", "leave_vacant")] == [
        "separate_vote", "next_session", "none",
    ]  # fmt: skip


def test_the_next_round_has_the_left_candidates_in_the_order_of_the_first() -> None:
    rules, votes = CountRules(300, 2), tally_from_totals({"甲": 200, "乙": 100, "丙": 120})
    found = decide(rules, votes, Attendance(300, 300, 300))
    onward = next_round(rules, votes, found)
    assert onward is not None
    assert (onward[0].seats, onward[0].round_kind, onward[1]) == (1, "separate", ("丙", "乙"))
    tied = tally_from_totals({"甲": 200, "乙": 180, "丙": 180})
    second = next_round(rules, tied, decide(rules, tied, Attendance(300, 300, 300)))
    assert second is not None
    assert (second[0].seats, second[0].round_kind, second[1]) == (1, "tie_revote", ("乙", "丙"))
    done = tally_from_totals({"甲": 200, "乙": 180})
    assert next_round(rules, done, decide(rules, done, Attendance(300, 300, 300))) is None


def test_every_project_has_a_sentence_with_its_article() -> None:
    found = decided({"甲": 150, "乙": 151, "丙": 2}, seats=2)
    assert [str(reason) for reason in found.reasons] == [
        "甲 赞成 150 票，恰为全体代表 300的半数，不是过半数，没有通过（《地方组织法》第二十五条）",
        "乙 赞成 151 票，超过全体代表 300的半数，通过（《地方组织法》第二十五条）",
        "丙 赞成 2 票，没有超过全体代表 300的半数，没有通过（《地方组织法》第二十五条）",
        "选出 1 项，少于应选的 2 项，缺 1 项：缺额另行票决（《地方组织法》第二十九条第二款）",
    ]


def test_a_street_recommends_and_never_decides() -> None:
    found = decided({"甲": 1}, present=10, event="recommendation")
    assert found.reasons[0].sentence.endswith("不得票荐")
    assert CountRules(300, 1).title == "票决"


def test_more_votes_than_papers_are_said_aloud() -> None:
    assert "请监票人核对" in str(decided({"甲": 300}, void=1).reasons[0])


@pytest.mark.parametrize(
    "given",
    [
        {"electorate": 0},
        {"electorate": True},
        {"electorate": "300"},
        {"seats": 0},
        {"quorum": 0.66},
        {"majority": Fraction(3, 2)},
    ],
)
def test_rules_that_cannot_be_are_refused(given: dict[str, object]) -> None:
    with pytest.raises(BallotError):
        CountRules(**({"electorate": 300, "seats": 10} | given))  # type: ignore[arg-type]


@pytest.mark.parametrize("given", [(-1, 0, 0, 0), (1, 1, 1, 2), (1, 1, 1.5, 0), (True, 1, 1, 0)])
def test_figures_that_cannot_be_are_refused(given) -> None:
    with pytest.raises(BallotError):
        Attendance(*given)


@pytest.mark.parametrize("yes", [{}, {"甲": -1}, {"甲": 1.0}, {"甲": None}])
def test_totals_that_cannot_be_are_refused(yes) -> None:
    with pytest.raises(BallotError):
        tally_from_totals(yes)


def obvious(yes: dict[str, int], electorate: int, seats: int) -> tuple[set[str], set[str]]:
    """The slow twin: try every way to fill the seats from the top, and keep what all ways share."""
    passed = {name for name, votes in yes.items() if votes * 2 > electorate}
    chosen = {name for name in passed if sum(yes[other] >= yes[name] for other in passed) <= seats}
    tied = {name for name in passed - chosen if sum(yes[other] > yes[name] for other in passed) < seats}
    return chosen, tied


def test_five_hundred_random_counts_agree_with_the_obvious_twin_and_with_shuffled_papers() -> None:
    chance = Random(20260101)
    for _ in range(500):
        electorate, seats, many = chance.randint(13, 60), chance.randint(1, 5), chance.randint(1, 8)
        projects = [f"P{number}" for number in range(many)]
        rules = CountRules(electorate, seats, form="per_item")
        papers = [{name: chance.choice(["yes", "yes", "no", ""]) for name in projects} for _ in range(electorate)]
        votes = tally(rules, papers, projects=projects)
        found = decide(rules, votes, Attendance(electorate, electorate, electorate))
        assert (set(found.selected), set(found.tied)) == obvious(dict(votes.yes), electorate, seats)
        assert len(found.selected) + found.open_seats == seats
        chance.shuffle(papers)
        assert tally(rules, papers, projects=projects) == votes
        name = chance.choice(projects)
        raised = Tally(tuple((one, yes + (one == name)) for one, yes in votes.yes))
        if name in found.selected:
            assert name in decide(rules, raised, Attendance(electorate, electorate, electorate)).selected


def test_ranks_are_information() -> None:
    assert borda([{"甲": 1, "乙": 2}, {"乙": 1}, {"甲": 9, "丙": 0}], projects=["甲", "乙", "丙"]) == {"甲": 2, "乙": 3, "丙": 0}


def test_only_the_statutes_own_line_cites_the_statute() -> None:
    votes, seen = tally_from_totals({"A": 60}), Attendance(90, 90, 90)
    articles = [
        decide(CountRules(electorate=100, seats=1, **given), votes, seen).reasons[0].article
        for given in ({}, {"base": "present"}, {"event": "recommendation"})
    ]
    assert articles == ["《地方组织法》第二十五条", "票决办法", "《浙江省街道人大工作条例》第十七条"]


def test_a_street_votes_again_on_open_seats_by_its_own_word() -> None:
    said = [str(reason) for reason in decided({"甲": 1}, event="recommendation").reasons]
    assert said[-1] == "选出 0 项，少于应选的 1 项，缺 1 项：缺额另行票荐（《地方组织法》第二十九条第二款）"


def test_only_one_half_is_called_a_majority() -> None:
    for majority, line in ((Fraction(1, 2), "半数，不是过半数"), (Fraction(2, 3), "2/3，没有超过")):
        votes = int(majority * 300)
        assert f"甲 赞成 {votes} 票，恰为全体代表 300的{line}，没有通过" in str(
            decided({"甲": votes}, majority=majority).reasons[0]
        )
