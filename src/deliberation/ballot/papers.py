"""一张票: valid, void, or to be looked at by the tellers.

选举法 第四十四条 by analogy: a paper that chooses more than there are seats is void as a whole, fewer is valid, and what is
not marked is an abstention. A project marked twice is one item to be judged, never the whole paper (R53, R54).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from deliberation.ballot.errors import BallotError
from deliberation.ballot.rules import CountRules

Mark = Literal["yes", "no", "abstain", ""]
Paper = Mapping[str, str]
"""Project → mark: yes (赞成), no (反对), abstain or absent (弃权), "yes+no" where both stand on paper."""
Result = Literal["valid", "valid_all_abstain", "valid_ignore_writein", "void", "adjudicate"]
MARKS = frozenset({"yes", "no", "abstain", ""})
WRITE_IN, VOID = "X:", "void"


@dataclass(frozen=True, slots=True)
class Checked:
    """What one paper is: its result, the marks that count, the items to be judged, and a sentence."""

    result: Result
    marks: tuple[tuple[str, str], ...]
    unclear: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    reason: str = ""

    @property
    def is_counted(self) -> bool:
        """Whether its marks go into the sum; an unclear item is simply missing until it is judged."""
        return self.result != "void"

    @property
    def additions(self) -> tuple[str, ...]:
        """What this paper adds where only sums are kept: "yes:项目", "no:项目", or "void"."""
        return tuple(f"{mark}:{name}" for name, mark in self.marks) if self.is_counted else (VOID,)


def check_ballot(rules: CountRules, paper: Paper, *, projects: Iterable[str] | None = None) -> Checked:
    """Look at one paper. `projects` are those on the ballot; a name outside them, or one that begins with X:, is 另提.

    Raises BallotError never: whatever stands on a paper is an answer.
    """
    known = None if projects is None else frozenset(projects)
    written = [name for name in paper if name.startswith(WRITE_IN) or (known is not None and name not in known)]
    listed = {name: mark for name, mark in paper.items() if name not in written or rules.write_in}
    unclear = tuple(sorted(name for name, mark in listed.items() if mark not in MARKS))
    clear = tuple(sorted((name, mark) for name, mark in listed.items() if mark in {"yes", "no"}))
    chosen = sum(mark == "yes" for _name, mark in clear)
    ignored = () if rules.write_in else tuple(sorted(written))
    if rules.form == "choose" and chosen > rules.seats:
        return Checked(
            "void", (), unclear, ignored, f"赞成 {chosen} 项，多于应选的 {rules.seats} 项：整张作废（选举法 第四十四条）"
        )
    if unclear:
        return Checked("adjudicate", clear, unclear, ignored, f"{'、'.join(unclear)} 画得认不清：由监票人裁定，其余照计")
    if ignored:
        return Checked("valid_ignore_writein", clear, (), ignored, "另提的部分无效，其余照计")
    if not clear:
        return Checked("valid_all_abstain", (), (), (), "没有画：全部弃权，计入收回的有效票")
    return Checked("valid", clear, reason=f"赞成 {chosen} 项，不多于应选的 {rules.seats} 项" if rules.form == "choose" else "")


def adjudicated(paper: Paper, judged: Mapping[str, Mark]) -> dict[str, str]:
    """The paper as the tellers judged its unclear items; an item judged "" is void, the paper is not.

    Raises BallotError when an item was judged that was clear.
    """
    marks = dict(paper)
    for name, mark in judged.items():
        if marks.get(name, "") in MARKS or mark not in MARKS:
            raise BallotError("not_unclear", f"{name} 不是认不清的一项，不能裁定", item=name)
        marks[name] = mark
    return marks


def differences(first: Sequence[Paper], second: Sequence[Paper]) -> list[tuple[int, str, str, str]]:
    """双人录入: where two tellers who typed the same pile disagree, as (paper from 1, project, one, other).

    Raises BallotError when they typed different numbers of papers.
    """
    if len(first) != len(second):
        sentence = f"两人录入的张数不一样：{len(first)} 和 {len(second)}"
        raise BallotError("papers_differ", sentence, first=len(first), second=len(second))
    found = []
    for number, (one, other) in enumerate(zip(first, second, strict=True), start=1):
        for name in sorted({*one, *other}):
            left, right = (side.get(name, "") if side.get(name, "") != "abstain" else "" for side in (one, other))
            if left != right:
                found.append((number, name, left, right))
    return found
