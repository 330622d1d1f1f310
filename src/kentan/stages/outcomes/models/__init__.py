from kentan.stages.outcomes.models.outcomes import Outcome, OutcomeSource

__all__ = ["Outcome", "OutcomeSource"]
