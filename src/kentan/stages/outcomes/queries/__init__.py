"""What pages ask about outcomes, and the one trace that runs through all stages."""

from kentan.stages.outcomes.queries.bulletins import (
    bulletin_for,
    bulletins_for,
    fresh_outcomes,
    fresh_suggestions,
    instructions_for,
    issued_on,
    suggestions_cited_by,
)
from kentan.stages.outcomes.queries.lists import hosted_outcomes, outcome_for, outcomes_from, public_outcomes, suggestions_behind
from kentan.stages.outcomes.queries.overview import Overview, Rate, counted, overview, years
from kentan.stages.outcomes.queries.trace import (
    Source,
    full_receipt,
    sources_of,
    suggestion_owed,
    suggestion_steps,
)

__all__ = [
    "Overview",
    "Rate",
    "Source",
    "bulletin_for",
    "bulletins_for",
    "counted",
    "fresh_outcomes",
    "fresh_suggestions",
    "full_receipt",
    "hosted_outcomes",
    "instructions_for",
    "issued_on",
    "outcome_for",
    "outcomes_from",
    "overview",
    "public_outcomes",
    "sources_of",
    "suggestion_owed",
    "suggestion_steps",
    "suggestions_behind",
    "suggestions_cited_by",
    "years",
]
