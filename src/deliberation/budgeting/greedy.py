"""得票多者先: by votes while the money lasts; what does not fit is passed over. Ties by name."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from deliberation.budgeting.election import Election, Outcome, outcome_of


def greedy(election: Election) -> Outcome:
    """The rule that most places use."""
    return outcome_of(election, "greedy", filled(election, ()))


def filled(election: Election, bought: Iterable[str]) -> list[str]:
    """What was bought already, and then everything that still fits, most approved first, ties by name.

    A project that costs nothing comes last, as one without votes does: it is worth no money.
    """
    winners = list(bought)
    left = election.budget - sum((election.costs[name] for name in winners), Fraction(0))
    waiting = [name for name in election.names if name not in winners]
    for name in sorted(waiting, key=lambda one: -election.approvals[one] if election.costs[one] else 0):
        if election.costs[name] <= left:
            winners.append(name)
            left -= election.costs[name]
    return winners
