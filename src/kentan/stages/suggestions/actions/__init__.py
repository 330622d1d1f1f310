"""What people do with points and suggestions."""

from kentan.stages.suggestions.actions.answering import accept, evaluate, record_contact, reply
from kentan.stages.suggestions.actions.assigning import (
    Units,
    assign,
    last_day_to_return,
    reassign,
    refuse_return,
    request_return,
    withdraw,
)
from kentan.stages.suggestions.actions.cooperating import (
    current_members,
    give_opinion,
    handle_apart,
    handle_together,
    reply_together,
)
from kentan.stages.suggestions.actions.extending import decide_extension, longest, may_be_extended, request_extension
from kentan.stages.suggestions.actions.following import close, hold_look_back, keep_commitment, plan_look_back
from kentan.stages.suggestions.actions.joining import (
    join_assignment,
    joined_by,
    joint_office,
    may_be_joined,
    waits_for_gov_office,
)
from kentan.stages.suggestions.actions.sorting import draft, find_point, forget_points_of, gather, separate
from kentan.stages.suggestions.actions.urging import may_be_urged, urge

__all__ = [
    "Units", "accept", "assign", "close", "current_members", "decide_extension", "draft", "evaluate", "find_point",
    "forget_points_of", "gather", "give_opinion", "handle_apart", "handle_together", "hold_look_back", "join_assignment",
    "joined_by", "joint_office", "keep_commitment", "last_day_to_return", "longest", "may_be_extended", "may_be_joined", "may_be_urged",
    "plan_look_back", "reassign", "record_contact", "refuse_return", "reply",
    "reply_together", "request_extension", "request_return", "separate", "urge", "waits_for_gov_office", "withdraw",
]  # fmt: skip
