"""民意指数: as the slow exact twin, as the peer on frozen elections, and fair by its own axioms."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from tests.deliberation.budgeting.frozen import ELECTIONS

from deliberation.budgeting import BudgetingError, Election, coverage, equal_shares, explain, greedy, phragmen


def frozen(row: dict) -> Election:
    return Election.of(row["costs"], [[f"P{digit}" for digit in ballot] for ballot in row["ballots"]], row["budget"])


@pytest.mark.parametrize("row", ELECTIONS)
def test_the_winners_are_those_of_the_peer(row) -> None:
    election = frozen(row)
    assert {
        "greedy": list(greedy(election).winners), "none": list(equal_shares(election).winners),
        "add1": list(equal_shares(election, completion="add1").winners), "phragmen": list(phragmen(election).winners),
    } == {name: row[name] for name in ("greedy", "none", "add1", "phragmen")}  # fmt: skip


def slow_shares(election: Election, share: Fraction) -> list[tuple[str, Fraction]]:
    """Equal shares voter by voter, in fractions, the definition word for word."""
    purses = [(ballot, [share] * voters) for ballot, voters in election.ballots.items()]
    money = [[ballot, one] for ballot, many in purses for one in many]
    bought: list[tuple[str, Fraction]] = []
    while True:
        offers = []
        for name in election.names:
            cost = election.costs[name]
            if name in {one for one, _price in bought} or cost == 0:
                continue
            who = sorted(one for ballot, one in money if name in ballot)
            if not who or sum(who) < cost:
                continue
            left, many = cost, len(who)
            for one in who:
                if left / many <= one:
                    break
                left, many = left - one, many - 1
            offers.append((left / many / cost, name, left / many))
        if not offers:
            return bought
        _rho, chosen, price = min(offers)
        bought.append((chosen, price))
        money = [[ballot, one - min(one, price) if chosen in ballot else one] for ballot, one in money]


def random_election(seed: int) -> Election:
    """Few costs and few voters: ties are the rule."""
    chance = Random(seed)
    names = [f"P{number}" for number in range(chance.randint(2, 8))]
    costs = {name: chance.choice([10, 20, 30, 30, 60]) for name in names}
    ballots = [chance.sample(names, chance.randint(0, len(names))) for _ in range(chance.randint(1, 14))]
    return Election.of(costs, ballots, chance.choice([30, 70, 100, 120]))


def test_three_hundred_elections_full_of_ties_agree_with_the_slow_exact_twin() -> None:
    for seed in range(300):
        election = random_election(seed)
        found = equal_shares(election)
        slow = slow_shares(election, election.budget / election.voters)
        assert [one.project for one in found.rounds] == [name for name, _price in slow], seed
        assert all(abs(one.price - price) < Fraction(1, 10**9) for one, (_name, price) in zip(found.rounds, slow, strict=True))


def test_what_was_paid_is_what_it_costs_and_nobody_pays_more_than_he_has() -> None:
    for seed in range(60):
        election = random_election(seed)
        found = equal_shares(election)
        assert found.cost <= election.budget
        paid = {one.project: one.price for one in found.rounds}
        for ballot in election.ballots:
            full = sum((paid[name] for name in ballot & paid.keys()), Fraction(0))
            assert min(full, found.endowment) <= found.endowment


def test_a_group_that_agrees_on_affordable_projects_gets_its_share() -> None:
    costs = {"A1": 40, "A2": 40, "B1": 20, "B2": 20, "B3": 20}
    election = Election.of(costs, [["A1", "A2"]] * 6 + [["B1", "B2", "B3"]] * 4, 100)
    assert greedy(election).winners == ("A1", "A2", "B1")
    assert equal_shares(election, completion="add1").winners == ("A1", "B1", "B2")
    served = coverage(
        election, greedy(election), [(ballot, min(ballot)[0]) for ballot, many in election.ballots.items() for _ in range(many)]
    )
    assert [(one.group, one.voters, one.served) for one in served] == [("A", 6, 6), ("B", 4, 4)]


def test_what_is_left_over_is_used_by_the_completion() -> None:
    election = Election.of({"A": 50, "B": 60, "C": 40}, [["A"], ["A"], ["B"], ["C"]], 100)
    assert equal_shares(election).winners == ("A",)
    assert equal_shares(election, completion="add1").winners == ("A", "C")
    assert equal_shares(election, completion="add1u").winners == ("A", "C")


def test_the_names_and_the_order_of_ballots_change_nothing_else() -> None:
    election = random_election(7)
    ballots = [ballot for ballot, many in election.ballots.items() for _ in range(many)]
    again = Election.of(dict(reversed(election.costs.items())), reversed(ballots), election.budget)
    assert equal_shares(again) == equal_shares(election)
    assert phragmen(again) == phragmen(election)


def test_a_share_in_the_millions_ends() -> None:
    election = Election.of({"A": 900_000_000, "B": 800_000_000}, [["A"], ["B"]], 1_000_000_000)
    assert equal_shares(election, completion="add1").winners == ("B",)


def test_each_project_has_its_sentence() -> None:
    election = Election.of({"A": 50, "B": 60, "C": 40, "D": 10}, [["A"], ["A"], ["B"], ["C"]], 100)
    said = {one.project: one.sentence for one in explain(election, equal_shares(election, completion="add1"))}
    assert said == {
        "A": "2 票，造价 50，支持的人每人出 25", "B": "1 票，造价 60，剩下 10，不够", "C": "1 票，造价 40，支持的人每人出 40",
        "D": "0 票，造价 10，没有人支持",
    }  # fmt: skip


@pytest.mark.parametrize("ballots", [[], [[]], [[], []]])
def test_nobody_or_nothing_said_is_a_result(ballots) -> None:
    election = Election.of({"A": 50}, ballots, 100)
    assert (equal_shares(election, completion="add1").winners, phragmen(election).winners) == ((), ())
    assert all(one.share_served == 0 for one in coverage(election, greedy(election), [(frozenset(), "x")]))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (({}, [], 10), "projects"),
        (({"A": -1}, [], 10), "cost"),
        (({"A": 1}, [], 0), "budget"),
        (({"A": 1}, [["B"]], 10), "ballot"),
    ],
)
def test_what_cannot_be_is_refused(given, code) -> None:
    with pytest.raises(BudgetingError) as refused:
        Election.of(*given)
    assert refused.value.code == code
