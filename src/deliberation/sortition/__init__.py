"""抽选: a fair lottery over panels that fill quotas, as 1,000 numbered tickets; docs/lab/draw.md says it for a meeting.

Flanigan, Gölz, Gupta, Hennig, Procaccia, "Fair algorithms for selecting citizens' assemblies", Nature 596 (2021).
Importing this loads numpy and scipy; nothing above it imports it before it is used.
"""

from deliberation.sortition.doctor import Diagnosis, QuotaChange, diagnose
from deliberation.sortition.errors import SortitionError
from deliberation.sortition.lottery import Lottery, Objective, lottery
from deliberation.sortition.problem import Person, Problem, Quota
from deliberation.sortition.record import Explanation, commit, draw, explain, nearly_sure, replacement
from deliberation.sortition.tickets import TicketBook, tickets

__all__ = [
    "Diagnosis", "Explanation", "Lottery", "Objective", "Person", "Problem", "Quota", "QuotaChange", "SortitionError", "TicketBook",
    "commit", "diagnose", "draw", "explain", "lottery", "nearly_sure", "replacement", "tickets",
]  # fmt: skip
