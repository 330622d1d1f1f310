"""票决: the count-law engine, the urn, the sealed record. docs/lab/count.md says it in the words of a meeting.

Law: 地方组织法(2022) 第十四、二十五、二十九条; 选举法(2020) 第四十、四十一、四十四条 by analogy; 浙江省街道人大工作条例 第十七条 (票荐).
"""

from deliberation.ballot.booth import VoteReceipt, cast, find_own, show_again
from deliberation.ballot.decide import Decision, Reason, decide, next_round
from deliberation.ballot.errors import BallotError
from deliberation.ballot.event import Event, Practice, opening
from deliberation.ballot.grades import Graded, GradeRules, Owner, OwnersDecision, grade, owners_decide
from deliberation.ballot.papers import Checked, adjudicated, check_ballot, differences
from deliberation.ballot.plausible import doubtful
from deliberation.ballot.practice import practice_event, practised
from deliberation.ballot.record import Hall, close, sheet
from deliberation.ballot.rules import CountRules, separate_round, tie_round
from deliberation.ballot.tally import Attendance, Tally, borda, tally, tally_from_totals
from deliberation.ballot.urn import Ballot, Lock, MemoryUrn, Urn, card_hash, issue_cards, lock

__all__ = [
    "Attendance", "Ballot", "BallotError", "Checked", "CountRules", "Decision", "Event", "GradeRules", "Graded", "Hall",
    "Lock", "MemoryUrn", "Owner", "OwnersDecision", "Practice", "Reason", "Tally", "Urn", "VoteReceipt", "adjudicated",
    "borda", "card_hash", "cast", "check_ballot", "close", "decide", "differences", "doubtful", "find_own", "grade",
    "issue_cards", "lock", "next_round", "opening", "owners_decide", "practice_event", "practised", "separate_round",
    "sheet", "show_again", "tally", "tally_from_totals", "tie_round",
]  # fmt: skip
