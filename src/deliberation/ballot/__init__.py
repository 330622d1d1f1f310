"""票决: the count-law engine, the urn, the sealed record. docs/lab/count.md says it in the words of a meeting.

Law: 地方组织法(2022) 第十四、二十五、二十九条; 选举法(2020) 第四十、四十一、四十四条 by analogy; 浙江省街道人大工作条例 第十七条 (票荐).
"""

from deliberation.ballot.decide import Decision, Reason, decide, next_round
from deliberation.ballot.errors import BallotError
from deliberation.ballot.grades import Graded, GradeRules, Owner, OwnersDecision, grade, owners_decide
from deliberation.ballot.papers import Checked, adjudicated, check_ballot, differences
from deliberation.ballot.plausible import doubtful
from deliberation.ballot.record import Event, Hall, close, opening, sheet
from deliberation.ballot.rules import CountRules, separate_round, tie_round
from deliberation.ballot.tally import Attendance, Tally, borda, tally, tally_from_totals
from deliberation.ballot.urn import Ballot, Lock, MemoryUrn, Urn, card_hash, cast, issue_cards, lock

__all__ = [
    "Attendance", "Ballot", "BallotError", "Checked", "CountRules", "Decision", "Event", "GradeRules", "Graded", "Hall", "Lock",
    "MemoryUrn", "Owner", "OwnersDecision", "Reason", "Tally", "Urn", "adjudicated", "borda", "card_hash", "cast", "check_ballot",
    "close", "decide", "differences", "doubtful", "grade", "issue_cards", "lock", "next_round", "opening", "owners_decide", "separate_round",
    "sheet", "tally", "tally_from_totals", "tie_round",
]  # fmt: skip
