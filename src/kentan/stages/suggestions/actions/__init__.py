"""What people do with points and suggestions."""

from kentan.stages.suggestions.actions.answering import accept, evaluate, record_contact, reply
from kentan.stages.suggestions.actions.assigning import (
    Units,
    assign,
    reassign,
    refuse_return,
    request_return,
    withdraw,
)
from kentan.stages.suggestions.actions.following import close, hold_look_back, keep_commitment, plan_look_back
from kentan.stages.suggestions.actions.sorting import draft, find_point, forget_points_of, gather, separate
from kentan.stages.suggestions.actions.urging import may_be_urged, urge

__all__ = [
    "Units", "accept", "assign", "close", "draft", "evaluate", "find_point", "forget_points_of", "gather", "hold_look_back",
    "keep_commitment", "may_be_urged", "plan_look_back", "reassign", "record_contact", "refuse_return", "reply", "request_return", "separate",
    "urge", "withdraw",
]  # fmt: skip
