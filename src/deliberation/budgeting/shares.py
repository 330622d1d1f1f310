"""均等份额 (Method of Equal Shares): every voter holds an equal share; a project is bought by those who approve it.

In each round the project is bought whose supporters pay least per unit of its cost, ρ; who has less than the price pays all
he has. Peters, Pierczyński, Skowron, "Proportional participatory budgeting with additive utilities", NeurIPS 2021, with
the utility of a project = its cost.

Exact where it matters, per decision: prices are floats; whenever two candidates, or a purse and a price, lie within one part
in a billion of each other, that decision alone is made in fractions. Budgets follow from the prices of what was bought:
a purse is empty, or it is the endowment minus the prices of the winners that its ballot approves. So the exact
value costs a few sums over winners, not over voters.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from deliberation.budgeting.election import Election, Outcome, Round, outcome_of
from deliberation.budgeting.greedy import filled

Completion = Literal["none", "add1", "add1u"]
NEAR = 1e-9
MOST_STEPS = 100_000


@dataclass(slots=True)
class Purses:
    """One run: `supporters[p]` ballots that approve p, `many` voters per ballot, `approves` (B, P); arrays over ballots B."""

    names: tuple[str, ...]
    costs: tuple[Fraction, ...]
    supporters: list[NDArray[np.int64]]
    many: NDArray[np.float64]
    approves: NDArray[np.bool_]
    voters: list[float]
    endowment: Fraction = Fraction(0)
    floats: list[float] = field(init=False)
    money: NDArray[np.float64] = field(init=False)
    empty: NDArray[np.bool_] = field(init=False)
    bought: list[int] = field(init=False)
    prices: list[Fraction | None] = field(init=False)
    payers: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = field(init=False)
    exact_decisions: int = 0

    def __post_init__(self) -> None:
        """The costs as floats, once."""
        self.floats = [float(cost) for cost in self.costs]

    @classmethod
    def of(cls, election: Election) -> Purses:
        """The projects that cost something and have a supporter; the ballots in one fixed order."""
        names = tuple(name for name in election.names if election.costs[name] > 0 and election.approvals[name] > 0)
        ballots = [ballot for ballot, voters in election.ballots.items() if voters > 0]
        place = {name: number for number, name in enumerate(names)}
        approves = np.zeros((len(ballots), len(names)), dtype=bool)
        cells = [(row, place[name]) for row, ballot in enumerate(ballots) for name in ballot if name in place]
        if cells:
            approves[tuple(np.array(cells).T)] = True
        order = np.lexsort(np.packbits(approves, axis=1).T) if names else np.arange(len(ballots))
        approves = approves[order]
        many = np.array([election.ballots[ballot] for ballot in ballots], dtype=float)[order]
        supporters = [np.flatnonzero(approves[:, number]) for number in range(len(names))]
        voters = [float(many[who].sum()) for who in supporters]
        return cls(names, tuple(election.costs[name] for name in names), supporters, many, approves, voters)

    def begin(self, endowment: Fraction) -> None:
        """Every purse is full, nothing is bought."""
        self.endowment = endowment
        self.money = np.full(len(self.many), float(endowment))
        self.empty = np.zeros(len(self.many), dtype=bool)
        self.bought, self.prices, self.payers = [], [], []

    def price(self, project: int) -> float | None:
        """What a full payer would pay, in floats; None when the supporters cannot pay together (surely)."""
        who = self.supporters[project]
        money, many = self.money[who], self.many[who]
        cost = self.floats[project]
        evenly = cost / self.voters[project]
        if money.min(initial=np.inf) > evenly * (1 + NEAR):
            return evenly
        if float(money @ many) < cost * (1 - NEAR):
            return None
        order = np.argsort(money, kind="stable")
        money, many = money[order], many[order]
        before = np.concatenate(([0.0], np.cumsum(money * many)[:-1]))
        left = many.sum() - np.concatenate(([0.0], np.cumsum(many)[:-1]))
        asked = (cost - before) / left
        fits = np.flatnonzero(asked <= money * (1 + NEAR))
        return float(asked[fits[0]]) if len(fits) else float(money[-1])

    def purse(self, ballot: int) -> Fraction:
        """One voter's money, exactly: nothing, or the endowment minus the prices of the winners that he approves."""
        if self.empty[ballot]:
            return Fraction(0)
        return self.endowment - sum(
            (self.exact_price_of(number) for number, project in enumerate(self.bought) if self.approves[ballot, project]),
            Fraction(0),
        )

    def exact_price_of(self, number: int) -> Fraction:
        """The exact price of the winner of a round."""
        known = self.prices[number]
        if known is None:
            poor, rich = self.payers[number]
            known = (self.costs[self.bought[number]] - self.sum_of(poor, number)) / int(self.many[rich].sum())
            self.prices[number] = known
        return known

    def sum_of(self, ballots: NDArray[np.int64], rounds: int) -> Fraction:
        """The money of these ballots before round `rounds`; none of them was empty then."""
        total = int(self.many[ballots].sum()) * self.endowment
        for number in range(rounds):
            voters = int(self.many[ballots[self.approves[ballots, self.bought[number]]]].sum())
            if voters:
                total -= voters * self.exact_price_of(number)
        return total

    def exact(self, project: int) -> tuple[Fraction, NDArray[np.int64], NDArray[np.int64]] | None:
        """The exact price with those who pay all they have and those who pay the price; None when they cannot pay together."""
        self.exact_decisions += 1
        price = self.price(project)
        payers = None if price is None else self.split(project, price)
        if payers is not None and len(payers[1]):
            poor, rich = payers
            return (self.costs[project] - self.sum_of(poor, len(self.bought))) / int(self.many[rich].sum()), poor, rich
        return self.exact_by_purse(project)

    def exact_by_purse(self, project: int) -> tuple[Fraction, NDArray[np.int64], NDArray[np.int64]] | None:
        """The same where floats cannot even tell who is poor: every kind of purse, exactly, the thinnest first."""
        who = self.supporters[project]
        who = who[~self.empty[who]]
        kinds = self.kinds_of(who)
        left, cost = int(self.many[who].sum()), self.costs[project]
        poor: list[NDArray[np.int64]] = []
        for money in sorted(kinds):
            asked = cost / left
            if asked <= money:
                rich = np.concatenate([kinds[more] for more in kinds if more >= money])
                return asked, np.concatenate([*poor, who[:0]]), np.sort(rich)
            voters = int(self.many[kinds[money]].sum())
            cost, left = cost - money * voters, left - voters
            poor.append(kinds[money])
        return None

    def kinds_of(self, who: NDArray[np.int64]) -> dict[Fraction, NDArray[np.int64]]:
        """Ballots (none of them empty) by the exact money of their voters: those that approve the same winners hold the same."""
        rows = np.packbits(self.approves[np.ix_(who, np.array(self.bought, dtype=np.int64))], axis=1)
        _kinds, first, place = np.unique(rows, axis=0, return_index=True, return_inverse=True)
        found: dict[Fraction, NDArray[np.int64]] = {}
        for number, ballot in enumerate(who[first]):
            money, same = self.purse(int(ballot)), who[place.ravel() == number]
            found[money] = np.concatenate([found[money], same]) if money in found else same
        return found

    def split(self, project: int, price: float) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
        """Those who pay all and those who pay the price; None when a purse lies so near the price that floats cannot tell."""
        who = self.supporters[project]
        who = who[~self.empty[who]]
        money = self.money[who]
        if (np.abs(money - price) <= NEAR * max(price, 1e-300)).any():
            return None
        return who[money < price], who[money > price]

    def buy(
        self, project: int, price: float, exact: Fraction | None, payers: tuple[NDArray[np.int64], NDArray[np.int64]]
    ) -> None:
        """Take the money."""
        poor, rich = payers
        self.money[poor] = 0.0
        self.empty[poor] = True
        self.money[rich] -= price if exact is None else float(exact)
        self.bought.append(project)
        self.prices.append(exact)
        self.payers.append(payers)
        if exact is not None:
            spent = rich[np.abs(self.money[rich]) <= NEAR * float(self.endowment)]
            for money, ballots in self.kinds_of(spent).items():
                if money == 0:
                    self.money[ballots], self.empty[ballots] = 0.0, True


def run(purses: Purses, endowment: Fraction) -> list[Round]:
    """Buy until nobody can: one call is one endowment."""
    purses.begin(endowment)
    costs = np.array(purses.floats)
    least = 1 / np.array(purses.voters)
    open_projects = np.ones(len(purses.names), dtype=bool)
    rounds = []
    while (found := cheapest(purses, least, open_projects, costs)) is not None:
        project, tied = found
        rounds.append(bought(purses, project, tied))
        open_projects[project] = False
    return rounds


def cheapest(
    purses: Purses, least: NDArray[np.float64], open_projects: NDArray[np.bool_], costs: NDArray[np.float64]
) -> tuple[int, list[int]] | None:
    """The project with the smallest ρ = price / cost, and those that tie with it; exact among those within a billionth.

    `least` are lower bounds that only rise, since money only goes: most projects are not looked at in most rounds.
    """
    best, near = float("inf"), []
    for project in np.argsort(np.where(open_projects, least, np.inf), kind="stable"):
        if not open_projects[project] or least[project] > best * (1 + NEAR):
            break
        price = purses.price(int(project))
        if price is None:
            open_projects[project] = False
            continue
        least[project] = max(least[project], price / costs[project])
        best = min(best, price / costs[project])
        near.append((price / costs[project], int(project)))
    close = [project for rho, project in near if rho <= best * (1 + NEAR)]
    if not close:
        return None
    if len(close) == 1 and is_sure(purses, close[0], costs):
        return close[0], []
    return settled(purses, close, open_projects, (least, costs))


def is_sure(purses: Purses, project: int, costs: NDArray[np.float64]) -> bool:
    """Whether the supporters have clearly more than the cost, so that floats decide."""
    who = purses.supporters[project]
    return bool(float(purses.money[who] @ purses.many[who]) > float(costs[project]) * (1 + NEAR))


def settled(
    purses: Purses, close: list[int], open_projects: NDArray[np.bool_], bounds: tuple[NDArray[np.float64], NDArray[np.float64]]
) -> tuple[int, list[int]] | None:
    """The exact decision among the close ones: smallest ρ, ties by name. One that cannot pay after all is out."""
    found: list[tuple[Fraction, int]] = []
    for project in close:
        answer = purses.exact(project)
        if answer is None:
            open_projects[project] = False
        else:
            found.append((answer[0] / purses.costs[project], project))
    if not found:
        return cheapest(purses, bounds[0], open_projects, bounds[1])
    best = min(rho for rho, _project in found)
    tied = sorted(project for rho, project in found if rho == best)
    return tied[0], tied[1:]


def bought(purses: Purses, project: int, tied: list[int]) -> Round:
    """Buy one project, exactly where a purse is too near the price for floats."""
    price = purses.price(project)
    payers = None if price is None or tied else purses.split(project, price)
    exact = None
    if payers is None or price is None:
        answer = purses.exact(project)
        assert answer is not None  # noqa: S101  it was chosen because its supporters can pay
        exact, payers = answer[0], (answer[1], answer[2])
        price = float(exact)
    purses.buy(project, price, exact, payers)
    supporters = int(purses.many[purses.supporters[project]].sum())
    less = int(purses.many[payers[0]].sum()) + supporters - int(purses.many[payers[0]].sum() + purses.many[payers[1]].sum())
    return Round(purses.names[project], exact or Fraction(price), supporters, less, tuple(purses.names[one] for one in tied))


def equal_shares(election: Election, *, completion: Completion = "none", step: Fraction | None = None) -> Outcome:
    """Equal shares of the budget; what is left over is used by the completion.

    none: nothing. add1: raise every share by `step` and begin again, until nothing more fits or the next outcome would cost too
    much. add1u: the same, then by votes. `step` is one unit of currency, or 1 % of a share where that is more than
    a hundred units (a share in the millions would never end).
    """
    if election.voters == 0:
        return outcome_of(election, "equal_shares", [])
    purses, free = Purses.of(election), [name for name in election.names if not election.costs[name] and election.approvals[name]]
    share = election.budget / election.voters
    rounds = run(purses, share)
    if completion != "none":
        rounds, share = raised(election, purses, rounds, share, step or default_step(share))
    winners = [*free, *(one.project for one in rounds)]
    if completion == "add1u":
        winners = filled(election, winners)
    return outcome_of(
        election, "equal_shares", winners, rounds=tuple(rounds), endowment=share, exact_decisions=purses.exact_decisions
    )


def default_step(share: Fraction) -> Fraction:
    """One unit, or one hundredth of a share above ten thousand units."""
    return max(Fraction(1), Fraction(int(share / 100))) if share > 10_000 else Fraction(1)  # noqa: PLR2004


def raised(
    election: Election, purses: Purses, rounds: list[Round], share: Fraction, step: Fraction
) -> tuple[list[Round], Fraction]:
    """add1: the last outcome that the budget bears, and the share that gave it."""
    for _ in range(MOST_STEPS):
        spent = sum((election.costs[one.project] for one in rounds), Fraction(0))
        bought_names = {one.project for one in rounds}
        if all(
            name in bought_names or cost > election.budget - spent for name, cost in zip(purses.names, purses.costs, strict=True)
        ):
            break
        more = run(purses, share + step)
        if sum((election.costs[one.project] for one in more), Fraction(0)) > election.budget:
            break
        rounds, share = more, share + step
    return rounds, share
