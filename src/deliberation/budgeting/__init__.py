"""民意指数: what a self-selected public would fund. Advisory: deputies decide (docs/lab/budget.md)."""

from deliberation.budgeting.election import BudgetingError, Election, Outcome, Round
from deliberation.budgeting.explain import Coverage, Explanation, coverage, explain
from deliberation.budgeting.greedy import greedy
from deliberation.budgeting.pabulib import PabulibFile, read_pb, write_pb
from deliberation.budgeting.phragmen import phragmen
from deliberation.budgeting.shares import Completion, equal_shares

__all__ = [
    "BudgetingError", "Completion", "Coverage", "Election", "Explanation", "Outcome", "PabulibFile", "Round", "coverage", "equal_shares",
    "explain", "greedy", "phragmen", "read_pb", "write_pb",
]  # fmt: skip
