"""封存: the record of a 票决 that anyone can recompute, and the sheet that the tellers sign.

Sealed with two keys at the close, when printed = spent + voided cards; the board is sorted by random ballot id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from deliberation.ballot.decide import Decision, decide
from deliberation.ballot.errors import BallotError
from deliberation.ballot.papers import Paper, adjudicated, check_ballot
from deliberation.ballot.rules import CountRules
from deliberation.ballot.tally import Attendance, Tally, tally
from deliberation.ballot.urn import Lock, Urn, commitment, digest, keys_for

KIND, VERSION = "ballot", 1


@dataclass(frozen=True, slots=True)
class Event:
    """一次票决: what is voted on, by which rules, behind which locks; frozen before the first card is drawn."""

    id: str
    title: str
    projects: tuple[str, ...]
    rules: CountRules
    locks: tuple[Lock, ...]
    algorithm: str = "sha256"


def opening(event: Event) -> dict[str, Any]:
    """What is printed and shown before the vote: everything that must not change afterwards (R61), with its digest."""
    content = {
        "id": event.id, "title": event.title, "projects": list(event.projects), "rules": rules_as_json(event.rules),
        "locks": [asdict(one) for one in event.locks],
    }  # fmt: skip
    return {**content, "digest": digest(content, event.algorithm)}


def rules_as_json(rules: CountRules) -> dict[str, Any]:
    """The rules with fractions as "2/3"."""
    return {
        name: f"{value.numerator}/{value.denominator}" if isinstance(value, Fraction) else value
        for name, value in asdict(rules).items()
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hall:
    """会场的数: 实到 and 发出 (cards drawn, or papers handed out); `papers` typed from paper ballots; judged items per paper id."""

    present: int
    issued: int
    papers: tuple[Paper, ...] = ()
    judged: tuple[tuple[str, Mapping[str, str]], ...] = ()


def close(event: Event, urn: Urn, hall: Hall, *, passwords: Mapping[str, str], paper_ids: Sequence[str] = ()) -> dict[str, Any]:
    """封票: reconcile, lay the board open sorted by id, count, decide, seal with every teller's key.

    Paper ballots get the random ids that are given (hex), one each. Raises BallotError when cards do not add up or a key fails.
    """
    keys = keys_for(event.locks, passwords, algorithm=event.algorithm)
    return sealed(event, keys, counted(event, urn, hall, paper_ids=paper_ids))


def counted(event: Event, urn: Urn, hall: Hall, *, paper_ids: Sequence[str] = ()) -> dict[str, Any]:
    """What is sealed: the board, the cards, the sums, the decision. Raises BallotError when cards do not add up."""
    printed, spent, voided = urn.counts()
    if printed != spent + voided:
        sentence = f"印了 {printed} 张票卡，用了 {spent} 张，作废 {voided} 张，对不上：先找齐，再封票"
        raise BallotError("reconcile", sentence, printed=printed, spent=spent, voided=voided)
    board = board_of(event, urn, hall, paper_ids)
    judged = {key: dict(marks) for key, marks in hall.judged}
    votes, returned = count(event, board, judged)
    attendance = Attendance(hall.present, hall.issued, returned, votes.void)
    return {
        "board": board, "head": head_of(board, event.algorithm), "judged": judged,
        "cards": {"printed": printed, "spent": spent, "voided": voided, "papers": len(hall.papers)},
        "attendance": asdict(attendance), "totals": {"yes": dict(votes.yes), "no": dict(votes.no)},
        "decision": decision_as_json(decide(event.rules, votes, attendance)),
    }  # fmt: skip


def board_of(event: Event, urn: Urn, hall: Hall, paper_ids: Sequence[str]) -> list[dict[str, Any]]:
    """All ballots, by id. Raises BallotError when typed papers have not one fresh id each."""
    if len(set(paper_ids)) != len(hall.papers):
        raise BallotError("paper_ids", f"{len(hall.papers)} 张纸票要有同样多的随机编号")
    rows = [
        {"id": one.id, "choices": dict(one.choices), "nonce": one.nonce, "commitment": commitment(one, event.algorithm)}
        for one in urn.ballots()
    ]  # fmt: skip
    rows += [
        {"id": key, "choices": dict(paper), "nonce": "", "commitment": digest([key, dict(paper), ""], event.algorithm)}
        for key, paper in zip(paper_ids, hall.papers, strict=True)
    ]  # fmt: skip
    return sorted(rows, key=lambda row: str(row["id"]))


def head_of(board: Sequence[Mapping[str, Any]], algorithm: str) -> str:
    """H(…H(H("" ‖ c1) ‖ c2)…): one word for the whole board, to be shown on the screen and photographed."""
    head = ""
    for row in board:
        head = digest([head, row["commitment"]], algorithm)
    return head


def count(event: Event, board: Sequence[Mapping[str, Any]], judged: Mapping[str, Mapping[str, str]]) -> tuple[Tally, int]:
    """The sums, after the tellers' judgements; and how many papers came back."""
    papers = []
    for row in board:
        paper: Paper = row["choices"]
        if row["id"] in judged and check_ballot(event.rules, paper, projects=event.projects).unclear:
            paper = adjudicated(paper, judged[row["id"]])  # type: ignore[arg-type]
        papers.append(paper)
    return tally(event.rules, papers, projects=event.projects), len(papers)


def decision_as_json(decision: Decision) -> dict[str, Any]:
    """The decision with its sentences."""
    return {
        "round": decision.round, "selected": list(decision.selected), "tied": list(decision.tied),
        "open_seats": decision.open_seats, "next": decision.next, "reasons": [str(reason) for reason in decision.reasons],
    }  # fmt: skip


def sealed(event: Event, keys: Mapping[str, str], content: Mapping[str, Any]) -> dict[str, Any]:
    """The record: its digest, and one seal per teller, H(key ‖ digest); the keys are laid open with it."""
    record = {"kind": KIND, "version": VERSION, "algorithm": event.algorithm, "opening": opening(event), **content}
    whole = digest(record, event.algorithm)
    seals = [
        {"teller": teller, "key": key, "seal": digest([key, whole], event.algorithm)} for teller, key in sorted(keys.items())
    ]
    return {**record, "digest": whole, "seals": seals}


def sheet(record: Mapping[str, Any]) -> str:
    """票决结果报告单, for the signatures of 总监票人, 监票人 and 计票人 (R59)."""
    opened, seen, totals = record["opening"], record["attendance"], record["totals"]
    rules = opened["rules"]
    title = "票决" if rules["event"] == "decision" else "票荐"
    figures = "　".join([
        f"应到 {rules['electorate']}", f"实到 {seen['present']}", f"发出 {seen['issued']}", f"收回 {seen['returned']}",
        f"有效 {seen['returned'] - seen['void']}", f"废票 {seen['void']}",
    ])  # fmt: skip
    lines = [
        f"{opened['title']}　{title}结果报告单", "",
        figures, "",
    ]  # fmt: skip
    valid = seen["returned"] - seen["void"]
    for name in opened["projects"]:
        yes, no = totals["yes"][name], totals["no"][name]
        chosen = "　入选" if name in record["decision"]["selected"] else ""
        lines.append(f"{name}　赞成 {yes}　反对 {no}　弃权 {valid - yes - no}{chosen}")
    lines += ["", *record["decision"]["reasons"], "", f"校验码 {record['digest']}", "", "总监票人　　　　监票人　　　　计票人"]
    return "\n".join(lines)
