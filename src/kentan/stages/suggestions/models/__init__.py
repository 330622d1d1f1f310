from kentan.stages.suggestions.models.cooperation import Extension, GroupMember, HandlingGroup
from kentan.stages.suggestions.models.handling import Assignment, Commitment, Contact, LookBack
from kentan.stages.suggestions.models.points import Point, PointLink
from kentan.stages.suggestions.models.replies import Addressee, Evaluation, Reply
from kentan.stages.suggestions.models.suggestions import Suggestion

__all__ = [
    "Addressee", "Assignment", "Commitment", "Contact", "Evaluation", "Extension", "GroupMember", "HandlingGroup", "LookBack", "Point",
    "PointLink", "Reply", "Suggestion",
]  # fmt: skip
