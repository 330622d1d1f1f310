"""What pages ask about outcomes, and the one trace that runs through all stages."""

from kentan.stages.outcomes.queries.lists import hosted_outcomes, outcome_for, outcomes_from, public_outcomes, suggestions_behind
from kentan.stages.outcomes.queries.trace import (
    Source,
    full_receipt,
    sources_of,
    suggestion_owed,
    suggestion_steps,
)

__all__ = [
    "Source",
    "full_receipt",
    "hosted_outcomes",
    "outcome_for",
    "outcomes_from",
    "public_outcomes",
    "sources_of",
    "suggestion_owed",
    "suggestion_steps",
    "suggestions_behind",
]
