from kentan.stages.outcomes.models.bulletins import Bulletin, BulletinEvidence, Instruction
from kentan.stages.outcomes.models.outcomes import Outcome, OutcomeSource

__all__ = ["Bulletin", "BulletinEvidence", "Instruction", "Outcome", "OutcomeSource"]
