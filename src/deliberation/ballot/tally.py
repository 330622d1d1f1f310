"""计票: sums from papers, from the hall's machine, or from hands; the order of papers never changes a sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from deliberation.ballot.errors import BallotError
from deliberation.ballot.papers import Paper, check_ballot
from deliberation.ballot.rules import CountRules


@dataclass(frozen=True, slots=True)
class Attendance:
    """到会和票数: present 实到, issued 发出, returned 收回, void 废票; whole numbers."""

    present: int
    issued: int
    returned: int
    void: int = 0

    def __post_init__(self) -> None:
        """Raises BallotError on figures that cannot be."""
        for name in ("present", "issued", "returned", "void"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or value < 0:
                raise BallotError(name, f"{name}: 要是不小于 0 的整数，不是 {value!r}", value=value)
        if self.void > self.returned:
            raise BallotError(
                "void", f"废票 {self.void} 张，多于收回的 {self.returned} 张", void=self.void, returned=self.returned
            )

    @property
    def valid(self) -> int:
        """有效票."""
        return self.returned - self.void


@dataclass(frozen=True, slots=True)
class Tally:
    """Per project 赞成, 反对 and 弃权 in the order of the ballot; `waiting` papers still wait for the tellers."""

    yes: tuple[tuple[str, int], ...]
    no: tuple[tuple[str, int], ...] = ()
    waiting: int = 0
    void: int = 0

    def of(self, project: str) -> int:
        """赞成 of one project."""
        return dict(self.yes).get(project, 0)


def tally(rules: CountRules, papers: Iterable[Paper], *, projects: Sequence[str]) -> Tally:
    """Add up papers. Void papers add nothing; an unclear item adds nothing until it is judged."""
    check_projects(projects)
    yes: Counter[str] = Counter()
    no: Counter[str] = Counter()
    waiting = void = 0
    for paper in papers:
        checked = check_ballot(rules, paper, projects=projects)
        void += not checked.is_counted
        waiting += checked.result == "adjudicate"
        for name, mark in checked.marks:
            (yes if mark == "yes" else no)[name] += 1
    return Tally(tuple((name, yes[name]) for name in projects), tuple((name, no[name]) for name in projects), waiting, void)


def tally_from_totals(yes: Mapping[str, int], no: Mapping[str, int] | None = None) -> Tally:
    """汇总数: what the hall's 表决器 or a show of hands gives; no papers, no recount. Raises BallotError."""
    check_projects(list(yes))
    for name, votes in [*yes.items(), *(no or {}).items()]:
        if isinstance(votes, bool) or not isinstance(votes, int) or votes < 0:
            raise BallotError("votes", f"{name}: 票数要是不小于 0 的整数，不是 {votes!r}", project=name, value=votes)
    against = no or {}
    return Tally(tuple(yes.items()), tuple((name, against.get(name, 0)) for name in yes))


def check_projects(projects: Sequence[str]) -> None:
    """At least one project, none named twice. Raises BallotError."""
    if not projects:
        raise BallotError("projects", "一个项目也没有，不能计票")
    if len(set(projects)) != len(projects):
        twice = sorted(name for name, times in Counter(projects).items() if times > 1)
        raise BallotError("projects", f"项目写了两次：{'、'.join(twice)}", projects=twice)


def borda(papers: Iterable[Mapping[str, int]], *, projects: Sequence[str]) -> dict[str, int]:
    """轻重缓急: numbered papers (1 is first), as information only: n - place points, unnumbered gets none (力洋镇 2010)."""
    check_projects(projects)
    points: Counter[str] = Counter()
    for paper in papers:
        for name, place in paper.items():
            if name in projects and 1 <= place <= len(projects):
                points[name] += len(projects) - place
    return {name: points[name] for name in projects}
