"""民意征集: projects with their costs, ballots that approve some of them, a budget. Equal ballots are kept once, with their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property


class BudgetingError(ValueError):
    """An election that cannot be; `code` names why, `facts` with which figures."""

    def __init__(self, code: str, sentence: str, **facts: object) -> None:
        super().__init__(sentence)
        self.code = code
        self.facts = facts


@dataclass(frozen=True)
class Election:
    """costs: project → cost ≥ 0 in currency units, exact; ballots: set of approved projects → how many voters; budget > 0.

    Raises BudgetingError: no project, a negative cost, no budget, a ballot that names a project which does not exist.
    """

    costs: Mapping[str, Fraction]
    ballots: Mapping[frozenset[str], int]
    budget: Fraction

    def __post_init__(self) -> None:
        """Everything that can be said before any counting."""
        if not self.costs:
            raise BudgetingError("projects", "一个项目也没有")
        if self.budget <= 0:
            raise BudgetingError("budget", f"预算要大于 0，不是 {self.budget}", budget=self.budget)
        for name, cost in self.costs.items():
            if cost < 0:
                raise BudgetingError("cost", f"项目 {name} 的造价小于 0：{cost}", project=name, cost=cost)
        for ballot, voters in self.ballots.items():
            if voters < 0 or (unknown := sorted(ballot - self.costs.keys())):
                raise BudgetingError("ballot", f"票上有不存在的项目：{'、'.join(unknown[:3])}", projects=unknown)

    @classmethod
    def of(cls, costs: Mapping[str, int | Fraction], ballots: Iterable[Iterable[str]], budget: int | Fraction) -> Election:
        """From one ballot per voter."""
        exact = {name: Fraction(cost) for name, cost in costs.items()}
        return cls(exact, Counter(frozenset(ballot) for ballot in ballots), Fraction(budget))

    @cached_property
    def voters(self) -> int:
        """How many voted, blank ballots included."""
        return sum(self.ballots.values())

    @cached_property
    def approvals(self) -> dict[str, int]:
        """得票: project → how many voters approve it."""
        found = dict.fromkeys(self.costs, 0)
        for ballot, voters in self.ballots.items():
            for name in ballot:
                found[name] += voters
        return found

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Projects by name, character by character: the rule by which ties are broken."""
        return tuple(sorted(self.costs))


@dataclass(frozen=True, slots=True)
class Round:
    """One purchase: which project, what each full payer paid, who paid less because no more was left (ballots as sets)."""

    project: str
    price: Fraction
    supporters: int
    paying_less: int
    tied_with: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """winners by name; `rounds` in the order of buying; `endowment` is what each voter began with (equal shares only)."""

    rule: str
    winners: tuple[str, ...]
    cost: Fraction
    rounds: tuple[Round, ...] = ()
    endowment: Fraction = Fraction(0)
    exact_decisions: int = 0


def outcome_of(election: Election, rule: str, winners: Iterable[str], **more: object) -> Outcome:
    """The outcome with its sum."""
    chosen = tuple(sorted(winners))
    cost = sum((election.costs[name] for name in chosen), Fraction(0))
    return Outcome(rule, chosen, cost, **more)  # type: ignore[arg-type]
