"""定结果: what a count means, each step with its sentence and its article.

地方组织法(2022) 第十四条第四款 (quorum), 第二十五条 (strict majority of all deputies), 第二十九条 (ties, shortfall); 选举法(2020)
第四十四条 (more papers than were issued). Articles on electing persons apply to projects by analogy through the meeting's 办法.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from deliberation.ballot.rules import CountRules, separate_round, tie_round
from deliberation.ballot.sentences import ADOPTED, BASE_WORDS, HALF, MAJORITY, SENTENCES, STREET
from deliberation.ballot.tally import Attendance, Tally

RoundResult = Literal["valid", "void", "no_quorum", "waiting"]
Next = Literal["none", "adjourn", "repeat_round", "revote_tied", "separate_vote", "next_session", "presidium", "adjudicate"]


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
        more = reason("more_returned", issued=attendance.issued, returned=attendance.returned)
        return fallen(rules, "void", "repeat_round", more)
    if votes.waiting:
        return fallen(rules, "waiting", "adjudicate", reason("waiting", waiting=votes.waiting))
    return counted(rules, votes, attendance)


def reason(key: str, *, article: str = "", **facts: object) -> Reason:
    """One sentence of `sentences.py` with its figures; `project` among the facts is the one it is about."""
    sentence, usual = SENTENCES[key]
    return Reason(key.partition(".")[0], sentence.format(**facts), article or usual, str(facts.get("project", "")))


def no_quorum(rules: CountRules, present: int) -> Reason:
    """到会不够数."""
    key = "no_quorum" if rules.quorum_inclusive else "no_quorum.over"
    return reason(key, electorate=rules.electorate, present=present, quorum=written(rules.quorum), title=rules.title)


def fallen(rules: CountRules, result: RoundResult, onward: Next, why: Reason) -> Decision:
    """A round that decides nothing."""
    return Decision(result, (), (), rules.seats, onward, (why,))


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
        reason("yes_above_valid", project=project, yes=yes, valid=attendance.valid)
        for project, yes in votes.yes if yes > attendance.valid
    ]  # fmt: skip


def passing(rules: CountRules, project: str, yes: int, base: int, *, has_passed: bool) -> Reason:
    """Whether one project has the majority, with the figures."""
    if not rules.needs_majority:
        return reason("revote", project=project, yes=yes)
    key = "passed" if has_passed else "not_passed"
    if yes == rules.majority * base:
        key = "not_passed.half" if half(rules) == HALF else "not_passed.line"
    line = f"{BASE_WORDS[rules.base]} {base}"
    return reason(key, article=line_article(rules), project=project, yes=yes, base=line, half=half(rules))


def line_article(rules: CountRules) -> str:
    """Whose line it is: the statute's only where the statute's line is used; a street recommends by its own ordinance."""
    if rules.event == "recommendation":
        return STREET
    is_statute = rules.base == "electorate" and half(rules) == HALF
    return MAJORITY if is_statute else ADOPTED


def half(rules: CountRules) -> str:
    """半数, or the fraction of another line."""
    return HALF if rules.majority == Fraction(1, 2) else written(rules.majority)


def written(share: Fraction) -> str:
    """2/3."""
    return f"{share.numerator}/{share.denominator}"


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
        names = "、".join(sorted(tied))
        return [reason(f"tied.{rules.tie}", names=names, yes=passed[min(tied)], open_seats=open_seats)]
    if len(passed) > rules.seats:
        return [reason("by_votes", passed=len(passed), seats=rules.seats)]
    if open_seats:
        key, taken = f"shortfall.{rules.shortfall}", len(selected)
        return [reason(key, selected=taken, seats=rules.seats, open_seats=open_seats, title=rules.title)]
    return []


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
