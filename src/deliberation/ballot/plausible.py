"""核对: figures that cannot be true together, said before anybody relies on them; they change no decision.

Law voids a round only when more papers came back than were handed out (选举法 第四十四条第一款, by analogy); all else here is for the
tellers to look at again.
"""

from __future__ import annotations

from deliberation.ballot.rules import CountRules
from deliberation.ballot.tally import Attendance, Tally


def doubtful(rules: CountRules, votes: Tally, attendance: Attendance) -> tuple[str, ...]:
    """Sentences for the tellers, in the order in which a meeting goes; empty when the figures can be true. Never raises."""
    present, issued, returned = attendance.present, attendance.issued, attendance.returned
    found = []
    if present > rules.electorate:
        found.append(f"实到 {present} 人，多于应到 {rules.electorate} 人：请核对签到，结果照所给的数计算")
    if issued > present:
        found.append(f"发出 {issued} 张，多于实到 {present} 人：请核对")
    if present < returned <= issued:
        found.append(f"收回 {returned} 张，多于实到 {present} 人：《选举法》第四十四条第一款以投票人数为准，请核对")
    against = dict(votes.no)
    for project, yes in votes.yes:
        both = yes + against.get(project, 0)
        if both > attendance.valid:
            found.append(f"{project} 赞成加反对 {both} 票，多于有效票 {attendance.valid} 张：请核对")
    return tuple(found)
