"""意见: known sides first; groups only when they predict; what everybody can live with (docs/lab/opinion.md).

The word "opinion" names only this engine. Importing it loads numpy and scipy.
"""

from deliberation.opinion.analysis import Analysis, analyse
from deliberation.opinion.consensus import ConsensusItem, Divisive, divisive, robust_consensus
from deliberation.opinion.covotes import CoVotes
from deliberation.opinion.groups import Groups, find_groups
from deliberation.opinion.intervals import Interval, interval
from deliberation.opinion.opinion_map import OpinionMap, fit_map
from deliberation.opinion.policy import DISPLAY, DisplayRule, display_rule
from deliberation.opinion.routing import Sensitivity, next_statement, sensitivity
from deliberation.opinion.sides import StatementOfSides, known_sides
from deliberation.opinion.stability import GroupState
from deliberation.opinion.votes import OpinionError, VoteTable, group_counts

__all__ = [
    "DISPLAY", "Analysis", "CoVotes", "ConsensusItem", "DisplayRule", "Divisive", "GroupState", "Groups", "Interval", "OpinionError",
    "OpinionMap", "Sensitivity", "StatementOfSides", "VoteTable", "analyse", "display_rule", "divisive", "find_groups", "fit_map",
    "group_counts", "interval", "known_sides", "next_statement", "robust_consensus", "sensitivity",
]  # fmt: skip
