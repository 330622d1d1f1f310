"""Pabulib 文件 (.pb): META, PROJECTS, VOTES, separated by semicolons (Faliszewski et al., IJCAI 2023; pabulib.org/format)."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from deliberation.budgeting.election import BudgetingError, Election

SECTIONS = ("META", "PROJECTS", "VOTES")
APPROVAL = "approval"


@dataclass(frozen=True)
class PabulibFile:
    """An election with what else the file says: `meta`, the projects' other columns, groups of voters by a column."""

    election: Election
    meta: Mapping[str, str]
    names: Mapping[str, str]
    selected: frozenset[str] | None
    voters: tuple[tuple[frozenset[str], Mapping[str, str]], ...]

    @property
    def is_approval(self) -> bool:
        """False when the voters ranked or gave points: then every project that they listed counts as approved."""
        return self.meta.get("vote_type", APPROVAL) == APPROVAL


def read_pb(text: str) -> PabulibFile:
    """Read a file. Raises BudgetingError with the line."""
    sections = sections_of(text.removeprefix("\ufeff"))
    if missing := [name for name in SECTIONS if name not in sections]:
        raise BudgetingError("section", f"缺 {'、'.join(missing)} 一节")
    meta = {row[0]: row[1] for _line, row in sections["META"][1:] if len(row) > 1}
    costs, names, selected = read_projects(sections["PROJECTS"])
    voters = read_votes(sections["VOTES"], costs)
    budget = amount(meta.get("budget", ""), "budget")
    ballots = Counter(ballot for ballot, _row in voters)
    return PabulibFile(Election(costs, ballots, budget), meta, names, selected, tuple(voters))


Line = tuple[int, list[str]]


def sections_of(text: str) -> dict[str, list[Line]]:
    """Section → its lines (number, cells), the header first. Raises BudgetingError before a section or on a broken line."""
    found: dict[str, list[Line]] = {}
    current: list[Line] | None = None
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True), start=1):
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if cells[0].upper() in SECTIONS and not any(cells[1:]):
                current = found.setdefault(cells[0].upper(), [])
            elif current is None:
                raise BudgetingError("line", f"第 {number} 行不在任何一节里", line=number)
            else:
                current.append((number, cells))
    except csv.Error as error:
        raise BudgetingError("line", f"不是分号隔开的文字（{error}）") from None
    return found


def columns(lines: list[Line], *needed: str) -> dict[str, int]:
    """Where each column stands. Raises BudgetingError when a needed one is missing."""
    header = [cell.lower() for cell in lines[0][1]] if lines else []
    if missing := [name for name in needed if name not in header]:
        raise BudgetingError("column", f"缺列：{'、'.join(missing)}")
    return {name: place for place, name in enumerate(header)}


def read_projects(lines: list[Line]) -> tuple[dict[str, Fraction], dict[str, str], frozenset[str] | None]:
    """Costs, names, and the officially selected where the file says so."""
    where = columns(lines, "project_id", "cost")
    costs: dict[str, Fraction] = {}
    names, selected = {}, set()
    for number, row in lines[1:]:
        if len(row) <= max(where["project_id"], where["cost"]):
            raise BudgetingError("line", f"第 {number} 行少了几格", line=number)
        key = row[where["project_id"]]
        if key in costs:
            raise BudgetingError("project_twice", f"项目 {key} 写了两次（第 {number} 行）", project=key, line=number)
        costs[key] = amount(row[where["cost"]], f"第 {number} 行的造价")
        names[key] = cell(row, where, "name")
        if cell(row, where, "selected") not in {"", "0"}:
            selected.add(key)
    return costs, names, frozenset(selected) if "selected" in where else None


def read_votes(lines: list[Line], costs: Mapping[str, Fraction]) -> list[tuple[frozenset[str], dict[str, str]]]:
    """One row per voter: what was listed, and the other columns. Raises BudgetingError on an unknown project or a voter twice."""
    where = columns(lines, "voter_id", "vote")
    found, seen = [], set()
    for number, row in lines[1:]:
        voter = cell(row, where, "voter_id")
        if voter in seen:
            raise BudgetingError("voter_twice", f"选民 {voter} 投了两次（第 {number} 行）", voter=voter, line=number)
        seen.add(voter)
        ballot = frozenset(name.strip() for name in cell(row, where, "vote").split(",") if name.strip())
        if unknown := sorted(ballot - costs.keys()):
            raise BudgetingError(
                "unknown_project", f"第 {number} 行投了不存在的项目 {unknown[0]}", project=unknown[0], line=number
            )
        found.append((ballot, {name: row[place] for name, place in where.items() if place < len(row)}))
    return found


def cell(row: list[str], where: Mapping[str, int], name: str) -> str:
    """A cell, empty where the row ends before it or the column is absent."""
    return row[where[name]] if name in where and where[name] < len(row) else ""


def amount(written: str, what: str) -> Fraction:
    """An amount of money, exact. Raises BudgetingError on anything that is no finite number."""
    try:
        return Fraction(written.replace(" ", "").replace("\u00a0", "").replace(",", "."))
    except (ValueError, ZeroDivisionError):
        raise BudgetingError("amount", f"{what}不是数：{written!r}", value=written) from None


def write_pb(election: Election, *, meta: Mapping[str, str], names: Mapping[str, str], winners: frozenset[str]) -> str:
    """The same form again: one voter per ballot, numbered; `selected` marks the winners."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    head = {**meta, "num_projects": len(election.costs), "num_votes": election.voters, "budget": plain(election.budget)}
    writer.writerows(
        [["META"], ["key", "value"], *head.items(), ["PROJECTS"], ["project_id", "cost", "votes", "name", "selected"]]
    )
    for key in election.names:
        cost, votes = plain(election.costs[key]), election.approvals[key]
        writer.writerow([key, cost, votes, names.get(key, ""), int(key in winners)])
    writer.writerows([["VOTES"], ["voter_id", "vote"]])
    voter = 0
    for ballot in sorted(election.ballots, key=sorted):
        for _ in range(election.ballots[ballot]):
            voter += 1
            writer.writerow([voter, ",".join(sorted(ballot))])
    return out.getvalue()


def plain(value: Fraction) -> int | float:
    """A whole number as such."""
    return value.numerator if value.denominator == 1 else float(value)
