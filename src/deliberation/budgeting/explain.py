"""为什么是这几个项目: a sentence per project, and who was served, group by group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from deliberation.budgeting.election import Election, Outcome

RULES = {"greedy": "得票多者先", "equal_shares": "均等份额", "phragmen": "Phragmén"}


@dataclass(frozen=True, slots=True)
class Explanation:
    """One project: whether it is funded, its votes, what each full payer paid, a sentence."""

    project: str
    is_funded: bool
    votes: int
    cost: Fraction
    price: Fraction | None
    sentence: str


def explain(election: Election, outcome: Outcome) -> list[Explanation]:
    """Every project, by votes, ties by name."""
    paid = {one.project: one for one in outcome.rounds}
    found = []
    for name in sorted(election.names, key=lambda one: -election.approvals[one]):
        funded, votes, cost = name in outcome.winners, election.approvals[name], election.costs[name]
        one = paid.get(name)
        price = one.price if one and outcome.rule == "equal_shares" else None
        said = [f"{votes} 票，造价 {amount(cost)}"]
        if one is not None and outcome.rule == "equal_shares":
            said.append(
                f"支持的人每人出 {amount(one.price)}"
                + (f"，其中 {one.paying_less} 人钱不够，出了剩下的全部" if one.paying_less else "")
            )
        elif one is not None:
            said.append(f"支持的人分担以后，最重的一份是 {amount(one.price)}")
        if one is not None and one.tied_with:
            said.append(f"和 {'、'.join(one.tied_with)} 相同，按名称先后")
        if not funded:
            said.append(reason_against(election, outcome, name))
        found.append(Explanation(name, funded, votes, cost, price, "，".join(said)))
    return found


def reason_against(election: Election, outcome: Outcome, name: str) -> str:
    """Why a project is not funded."""
    if not election.approvals[name]:
        return "没有人支持"
    left = election.budget - outcome.cost
    if election.costs[name] > left:
        return f"剩下 {amount(left)}，不够"
    return "支持它的人手里的份额加起来不够" if outcome.rule == "equal_shares" else "没有轮到"


def amount(value: Fraction) -> str:
    """Money for a reader: whole, or two decimals."""
    return f"{value.numerator}" if value.denominator == 1 else f"{float(value):.2f}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """One group of voters: how many, how many of them see at least one approved project funded, how much money went to what they approve.

    `money`: each funded project's cost, shared equally among its supporters, summed over the group.
    """

    group: str
    voters: int
    served: int
    money: Fraction

    @property
    def share_served(self) -> Fraction:
        """0 to 1; 0 for an empty group."""
        return Fraction(self.served, self.voters) if self.voters else Fraction(0)


def coverage(election: Election, outcome: Outcome, voters: Iterable[tuple[frozenset[str], str]]) -> list[Coverage]:
    """Per group (a town, an age) how it fared; the groups by name. `voters` gives each voter's ballot and group."""
    winners = frozenset(outcome.winners)
    worth = {name: election.costs[name] / election.approvals[name] for name in winners if election.approvals[name]}
    sums: dict[str, tuple[int, int, Fraction]] = {}
    for ballot, group in voters:
        many, served, money = sums.get(group, (0, 0, Fraction(0)))
        got = sum((worth[name] for name in ballot & worth.keys()), Fraction(0))
        sums[group] = (many + 1, served + bool(ballot & winners), money + got)
    return [Coverage(group, *sums[group]) for group in sorted(sums)]
