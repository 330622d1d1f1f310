"""What pages ask about outcomes, and the one trace that runs through all stages."""

from kentan.stages.outcomes.queries.lists import outcomes_from, public_outcomes
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
    "outcomes_from",
    "public_outcomes",
    "sources_of",
    "suggestion_owed",
    "suggestion_steps",
]
