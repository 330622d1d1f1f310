"""封存: the record of a 票决 that anyone can recompute, and the sheet that the tellers sign.

Sealed with two keys at the close, when printed = spent + voided cards; the board is sorted by random ballot id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from deliberation.ballot.decide import Decision, decide
from deliberation.ballot.errors import BallotError
from deliberation.ballot.event import Event, opening
from deliberation.ballot.papers import VOID, Paper, adjudicated, check_ballot
from deliberation.ballot.tally import Attendance, Tally, tally
from deliberation.ballot.urn import Urn, commitment, digest, keys_for

KIND, VERSION = "ballot", 2
"""Version 1 had no 试投, no receipts and kept every ballot."""


@dataclass(frozen=True, slots=True)
class Hall:
    """会场的数: 实到 and 发出 (cards drawn, or papers handed out); `papers` typed from paper ballots; judged items per paper id."""

    present: int
    issued: int
    papers: tuple[Paper, ...] = ()
    judged: tuple[tuple[str, Mapping[str, str]], ...] = ()


def close(event: Event, urn: Urn, hall: Hall, *, passwords: Mapping[str, str], paper_ids: Sequence[str] = ()) -> dict[str, Any]:
    """封票: reconcile, lay the board open sorted by id, count, decide, seal with every teller's key.

    Paper ballots get the random ids that are given (hex), one each; where only sums are kept they need none. No card shows its
    paper again afterwards. Raises BallotError when cards do not add up, a key fails or nobody practised; then nothing has changed.
    """
    keys = keys_for(event.locks, passwords, algorithm=event.algorithm)
    record = sealed(event, keys, counted(event, urn, hall, paper_ids=paper_ids))
    urn.forget_links()
    return record


def counted(event: Event, urn: Urn, hall: Hall, *, paper_ids: Sequence[str] = ()) -> dict[str, Any]:
    """What is sealed: the board, the cards, the sums, the decision. Raises BallotError when cards do not add up."""
    printed, spent, voided = urn.counts()
    if printed != spent + voided:
        sentence = f"印了 {printed} 张票卡，用了 {spent} 张，作废 {voided} 张，对不上：先找齐，再封票"
        raise BallotError("reconcile", sentence, printed=printed, spent=spent, voided=voided)
    judged = {key: dict(marks) for key, marks in hall.judged}
    if event.keeps == "sums":
        board, (votes, returned) = [], added(event, urn, hall)
    else:
        board = board_of(event, urn, hall, paper_ids)
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


def added(event: Event, urn: Urn, hall: Hall) -> tuple[Tally, int]:
    """只留合计: the urn's sums and the typed papers; and how many came back. Raises BallotError for an unclear or a judged paper."""
    typed = tally(event.rules, hall.papers, projects=event.projects)
    if typed.waiting or hall.judged:
        raise BallotError("unclear", "只留合计：认不清的纸票先由监票人裁定，再录入", waiting=typed.waiting)
    _printed, spent, _voided = urn.counts()
    sums, yes, no = urn.sums(), dict(typed.yes), dict(typed.no)
    votes = Tally(
        tuple((name, yes[name] + sums.get(f"yes:{name}", 0)) for name in event.projects),
        tuple((name, no[name] + sums.get(f"no:{name}", 0)) for name in event.projects),
        void=typed.void + sums.get(VOID, 0),
    )
    return votes, spent + len(hall.papers)


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
    if opened.get("keeps") == "sums":
        lines += ["", "本次只留合计，不留票，不能重新点票"]
    lines += ["", *record["decision"]["reasons"], "", f"校验码 {record['digest']}", "", "总监票人　　　　监票人　　　　计票人"]
    return "\n".join(lines)
