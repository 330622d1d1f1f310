"""定结果: what a count means, each step with its sentence and its article.

地方组织法(2022) 第十四条第四款 (quorum), 第二十五条 (strict majority of all deputies), 第二十九条 (ties, shortfall); 选举法(2020)
第四十四条 (more papers than were issued). Articles on electing persons apply to projects by analogy through the meeting's 办法.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from deliberation.ballot.rules import CountRules, separate_round, tie_round
from deliberation.ballot.tally import Attendance, Tally

RoundResult = Literal["valid", "void", "no_quorum", "waiting"]
Next = Literal["none", "adjourn", "repeat_round", "revote_tied", "separate_vote", "next_session", "presidium", "adjudicate"]
QUORUM, MAJORITY = "《地方组织法》第十四条第四款", "《地方组织法》第二十五条"
ORDER, TIE, OPEN, RETURNED = (
    "《地方组织法》第二十九条第一款", "《地方组织法》第二十九条第一款", "《地方组织法》第二十九条第二款", "《选举法》第四十四条第一款",
)  # fmt: skip
STREET, ADOPTED = "《浙江省街道人大工作条例》第十七条", "票决办法"
BASES = {"electorate": "全体代表", "present": "到会代表", "returned": "收回的票", "valid": "有效票"}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a code, the project it is about (or none), a sentence that can be read out, its article."""

    code: str
    sentence: str
    article: str = ""
    project: str = ""

    def __str__(self) -> str:
        return f"{self.sentence}（{self.article}）" if self.article else self.sentence


@dataclass(frozen=True, slots=True)
class Decision:
    """The result of one round: whether it stands, who is chosen, who is tied for what is left, what comes next."""

    round: RoundResult
    selected: tuple[str, ...]
    tied: tuple[str, ...]
    open_seats: int
    next: Next
    reasons: tuple[Reason, ...]


def decide(rules: CountRules, votes: Tally, attendance: Attendance) -> Decision:
    """Decide one round, exactly at every line. Whatever the figures, there is an answer; it never raises."""
    if not rules.has_quorum(attendance.present):
        return fallen(rules, "no_quorum", "adjourn", no_quorum(rules, attendance.present))
    if attendance.returned > attendance.issued:
        sentence = f"发出 {attendance.issued} 张，收回 {attendance.returned} 张，多于发出：这一轮无效，重新投票"
        return fallen(rules, "void", "repeat_round", Reason("more_returned", sentence, RETURNED))
    if votes.waiting:
        sentence = f"还有 {votes.waiting} 张票等监票人裁定，裁定以后再定结果"
        return fallen(rules, "waiting", "adjudicate", Reason("waiting", sentence))
    return counted(rules, votes, attendance)


def no_quorum(rules: CountRules, present: int) -> Reason:
    """到会不够数."""
    line = f"{'不足' if rules.quorum_inclusive else '没有超过'}应到的 {rules.quorum.numerator}/{rules.quorum.denominator}"
    return Reason("no_quorum", f"应到 {rules.electorate} 人，实到 {present} 人，{line}：不得{rules.title}", QUORUM)


def fallen(rules: CountRules, result: RoundResult, onward: Next, reason: Reason) -> Decision:
    """A round that decides nothing."""
    return Decision(result, (), (), rules.seats, onward, (reason,))


def counted(rules: CountRules, votes: Tally, attendance: Attendance) -> Decision:
    """A round that stands: who passed, who is within the seats, who is tied across the line."""
    base = rules.base_of(present=attendance.present, returned=attendance.returned, void=attendance.void)
    reasons = [*doubts(votes, attendance)]
    passed = []
    for project, yes in votes.yes:
        has_passed = not rules.needs_majority or yes > rules.majority * base
        reasons.append(passing(rules, project, yes, base, has_passed=has_passed))
        if has_passed:
            passed.append((project, yes))
    ranked = sorted(passed, key=lambda row: -row[1])
    selected, tied = cut(ranked, rules.seats)
    ballot = [project for project, _yes in votes.yes]
    open_seats = rules.seats - len(selected)
    reasons += ending(rules, dict(ranked), selected, tied, open_seats)
    return Decision(
        "valid", in_order(selected, dict(votes.yes), ballot), tuple(name for name in ballot if name in tied), open_seats,
        onward(rules, tied=bool(tied), open_seats=open_seats), tuple(reasons),
    )  # fmt: skip


def doubts(votes: Tally, attendance: Attendance) -> list[Reason]:
    """Figures that cannot be true together: said, so that the tellers look again; the rules still decide."""
    return [
        Reason("yes_above_valid", f"{project} 赞成 {yes} 票，多于有效票 {attendance.valid} 张：请监票人核对", project=project)
        for project, yes in votes.yes if yes > attendance.valid
    ]  # fmt: skip


def passing(rules: CountRules, project: str, yes: int, base: int, *, has_passed: bool) -> Reason:
    """Whether one project has the majority, with the figures."""
    if not rules.needs_majority:
        return Reason("revote", f"{project} 再次投票得 {yes} 票；首轮已经过半，这一轮以得票多的入选", TIE, project)
    line = f"{BASES[rules.base]} {base}"
    if has_passed:
        return Reason("passed", f"{project} 赞成 {yes} 票，超过{line}的{half(rules)}，通过", line_article(rules), project)
    is_exact = yes == rules.majority * base
    why = f"恰为{line}的{half(rules)}，不是过半数" if is_exact else f"没有超过{line}的{half(rules)}"
    return Reason("not_passed", f"{project} 赞成 {yes} 票，{why}，没有通过", line_article(rules), project)


def line_article(rules: CountRules) -> str:
    """Whose line it is: the statute's only where the statute's line is used; a street recommends by its own ordinance."""
    if rules.event == "recommendation":
        return STREET
    is_statute = rules.base == "electorate" and half(rules) == "半数"
    return MAJORITY if is_statute else ADOPTED


def half(rules: CountRules) -> str:
    """半数, or the fraction of another line."""
    share = rules.majority
    return "半数" if (share.numerator, share.denominator) == (1, 2) else f"{share.numerator}/{share.denominator}"


def cut(ranked: Sequence[tuple[str, int]], seats: int) -> tuple[frozenset[str], frozenset[str]]:
    """Those above the line, and those who share the votes that lie on both sides of it; a tie inside the seats is none."""
    if len(ranked) <= seats:
        return frozenset(name for name, _yes in ranked), frozenset()
    last_in, first_out = ranked[seats - 1][1], ranked[seats][1]
    if last_in > first_out:
        return frozenset(name for name, _yes in ranked[:seats]), frozenset()
    above = frozenset(name for name, yes in ranked if yes > last_in)
    return above, frozenset(name for name, yes in ranked if yes == last_in)


def in_order(selected: frozenset[str], yes: dict[str, int], ballot: Sequence[str]) -> tuple[str, ...]:
    """By votes, equal ones in the order of the ballot."""
    return tuple(sorted(selected, key=lambda name: (-yes[name], ballot.index(name))))


def ending(
    rules: CountRules, passed: dict[str, int], selected: frozenset[str], tied: frozenset[str], open_seats: int
) -> list[Reason]:
    """Why the line lies where it lies, and what is left."""
    if tied:
        votes, names = passed[min(tied)], "、".join(sorted(tied))
        sentence = f"{names} 都是 {votes} 票，还剩 {open_seats} 个名额：{TIE_WORDS[rules.tie]}"
        return [Reason("tied", sentence, TIE)]
    if len(passed) > rules.seats:
        return [Reason("by_votes", f"通过的有 {len(passed)} 项，多于应选的 {rules.seats} 项：得票多的入选", ORDER)]
    if open_seats:
        sentence = f"选出 {len(selected)} 项，少于应选的 {rules.seats} 项，缺 {open_seats} 项：{OPEN_WORDS[rules.shortfall]}"
        return [Reason("shortfall", sentence, OPEN)]
    return []


TIE_WORDS = {"revote_tied": "就票数相等的再次投票，得票多的入选", "presidium": "由主席团按办法确定"}
OPEN_WORDS = {"separate_vote": "缺额另行票决", "next_session": "缺额留到下一次会议", "leave_vacant": "按办法不再补足"}


def onward(rules: CountRules, *, tied: bool, open_seats: int) -> Next:
    """What comes after this round."""
    if tied:
        return "revote_tied" if rules.tie == "revote_tied" else "presidium"
    if not open_seats or rules.shortfall == "leave_vacant":
        return "none"
    return "separate_vote" if rules.shortfall == "separate_vote" else "next_session"


def next_round(rules: CountRules, votes: Tally, decision: Decision) -> tuple[CountRules, tuple[str, ...]] | None:
    """The rules and the candidates of the round that follows, in the order of first-round votes; None when none follows."""
    ballot = [name for name, _yes in votes.yes]
    if decision.next == "repeat_round":
        return rules, tuple(ballot)
    if decision.next == "revote_tied":
        return tie_round(rules, seats=decision.open_seats), decision.tied
    if decision.next == "separate_vote":
        left = [name for name in ballot if name not in decision.selected]
        left.sort(key=lambda name: (-votes.of(name), ballot.index(name)))
        return (separate_round(rules, seats=decision.open_seats), tuple(left)) if left else None
    return None
