"""一次票决: what is fixed before the first card is drawn, and how it is shown to the hall.

What the meeting's 票决办法 says about secrecy is fixed here too: which receipt a voter gets, and whether papers are kept at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any, Literal

from deliberation.ballot.errors import BallotError
from deliberation.ballot.rules import CountRules
from deliberation.ballot.urn import Lock, digest

Receipts = Literal["none", "hall", "public"]
"""投票回执: nothing; the card shows its own paper again in the booth until the close; the paper's number and commitment to take home."""
Keeps = Literal["ballots", "sums"]
"""留什么: every paper, laid open at the close; or sums only, as the hall machines of the NPC do: no paper, and no recount."""


@dataclass(frozen=True, slots=True)
class Practice:
    """试投: how many practised; per dummy project what the urn counted and what the hall counted by hand."""

    papers: int
    rows: tuple[tuple[str, int, int], ...]

    @property
    def differences(self) -> tuple[str, ...]:
        """A sentence per project on which the urn and the hall disagree."""
        return tuple(f"{name}：票箱数出 {urn} 票，会场数出 {hall} 票" for name, urn, hall in self.rows if urn != hall)


@dataclass(frozen=True, slots=True)
class Event:
    """一次票决: what is voted on, by which rules, behind which locks; frozen before the first card is drawn.

    The more a voter can check, the more he can be made to show: receipts beyond "none" are for the meeting's 办法 to choose.
    Raises BallotError for receipts of papers that are not kept.
    """

    id: str
    title: str
    projects: tuple[str, ...]
    rules: CountRules
    locks: tuple[Lock, ...]
    algorithm: str = "sha256"
    receipts: Receipts = "none"
    keeps: Keeps = "ballots"
    practice: Practice | None = None

    def __post_init__(self) -> None:
        """Raises BallotError."""
        if self.receipts not in {"none", "hall", "public"} or self.keeps not in {"ballots", "sums"}:
            raise BallotError("secrecy", f"没有这样的回执或者留票办法：{self.receipts}、{self.keeps}")
        if self.keeps == "sums" and self.receipts != "none":
            raise BallotError("secrecy", "只留合计的票决不留票，也就没有回执", receipts=self.receipts)


def opening(event: Event) -> dict[str, Any]:
    """What is printed and shown before the vote: everything that must not change afterwards (R61), with its digest.

    Raises BallotError when nobody practised: without 试投 there is no check word, and without a check word no vote.
    """
    held = event.practice
    if held is None or held.differences or not held.papers:
        raise BallotError("practice", "还没有试投，或者试投数得不一样：不能开始票决")
    content = {
        "id": event.id, "title": event.title, "projects": list(event.projects), "rules": rules_as_json(event.rules),
        "locks": [asdict(one) for one in event.locks], "receipts": event.receipts, "keeps": event.keeps,
        "practice": {"papers": held.papers, "rows": [list(row) for row in held.rows]},
    }  # fmt: skip
    return {**content, "digest": digest(content, event.algorithm)}


def rules_as_json(rules: CountRules) -> Mapping[str, Any]:
    """The rules with fractions as "2/3"."""
    return {
        name: f"{value.numerator}/{value.denominator}" if isinstance(value, Fraction) else value
        for name, value in asdict(rules).items()
    }  # fmt: skip
