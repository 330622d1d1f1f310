"""票决办法: the rules that the meeting adopted before it voted, as one frozen object.

Every line of the count is a field, because the articles on electing persons apply to projects by analogy only and
each meeting says in its own 办法 what holds. The defaults are the statute's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from deliberation.ballot.errors import BallotError
from deliberation.ballot.sentences import TITLES

Event = Literal["decision", "recommendation"]
"""票决 of a congress, or 票荐 of a street's residents' meeting, which decides nothing (浙江省街道人大工作条例 第十七条)."""
Form = Literal["choose", "per_item", "ranking"]
Base = Literal["electorate", "present", "returned", "valid"]
Round = Literal["first", "tie_revote", "separate"]
TieRule = Literal["revote_tied", "presidium"]
Shortfall = Literal["separate_vote", "next_session", "leave_vacant"]

FEWEST, MOST = 1, 100_000


@dataclass(frozen=True, slots=True)
class CountRules:
    """How one round is counted.

    electorate: 应到, all deputies of the congress (全体代表), a whole number; seats: how many may be chosen.
    quorum: the share of the electorate that must be present, inclusive (以上) or not (超过).
    majority: the share of `base` that must be passed *strictly*; the statute's is one half of all deputies (R55, R58).
    difference: how many more candidates than seats there are is not a rule of counting and stands nowhere here.
    """

    electorate: int
    seats: int
    event: Event = "decision"
    form: Form = "choose"
    quorum: Fraction = Fraction(2, 3)
    quorum_inclusive: bool = True
    base: Base = "electorate"
    majority: Fraction = Fraction(1, 2)
    tie: TieRule = "revote_tied"
    shortfall: Shortfall = "separate_vote"
    write_in: bool = False
    round_kind: Round = "first"
    revote_requires_majority: bool = False
    version: str = ""

    def __post_init__(self) -> None:
        """Raises BallotError with the field that cannot be."""
        for name in ("electorate", "seats"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or not FEWEST <= value <= MOST:
                raise BallotError(name, f"{name}: 要是 {FEWEST} 到 {MOST} 之间的整数，不是 {value!r}", value=value)
        for name in ("quorum", "majority"):
            value = getattr(self, name)
            if not isinstance(value, Fraction) or not 0 <= value <= 1:
                raise BallotError(name, f"{name}: 要是 0 到 1 之间的分数，不是 {value!r}", value=value)

    def has_quorum(self, present: int) -> bool:
        """到会是否够数: exact, at the line by `quorum_inclusive` (地方组织法 第十四条第四款: 三分之二以上，含本数)."""
        share = Fraction(present, self.electorate)
        return share >= self.quorum if self.quorum_inclusive else share > self.quorum

    def base_of(self, *, present: int, returned: int, void: int) -> int:
        """The number of which more than `majority` must agree."""
        return {"electorate": self.electorate, "present": present, "returned": returned, "valid": returned - void}[self.base]

    @property
    def needs_majority(self) -> bool:
        """A second vote among the tied asks for more votes only: they had the majority already (地方组织法 第二十九条)."""
        return self.round_kind != "tie_revote" or self.revote_requires_majority

    @property
    def title(self) -> str:
        """What the paper may be called: a street never 票决 (R50)."""
        return TITLES[self.event]

    def warnings(self) -> tuple[str, ...]:
        """What a chair should hear before the meeting adopts these rules."""
        found = []
        if self.base != "electorate" and self.event == "decision":
            found.append("过半数的基数不是全体代表：与《地方组织法》第二十五条不一致")
        if self.majority != Fraction(1, 2):
            found.append(f"通过线是 {self.majority}，不是过半数：请写明依据")
        return tuple(found)


def separate_round(rules: CountRules, *, seats: int) -> CountRules:
    """另行票决 for the seats that stayed open."""
    return replace(rules, seats=seats, round_kind="separate")


def tie_round(rules: CountRules, *, seats: int) -> CountRules:
    """再次投票 among the tied for the seats they compete for."""
    return replace(rules, seats=seats, round_kind="tie_revote")
