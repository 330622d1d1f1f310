"""Pabulib 文件: read, written, read again; every crooked line named."""

from __future__ import annotations

from fractions import Fraction

import pytest

from deliberation.budgeting import BudgetingError, read_pb, write_pb

FILE = """META
key;value
description;口袋公园征集
budget;100,5
vote_type;approval
PROJECTS
project_id;cost;votes;name;selected
p1;50;2;"长凳；树荫";1
p2;60.25;1;路灯;0
VOTES
voter_id;vote;town
v1;p1,p2;盐官镇
v2;p1;许村镇
v3;;许村镇
"""


def test_a_file_is_read_exactly() -> None:
    file = read_pb(FILE)
    assert file.election.budget == Fraction(201, 2)
    assert file.election.costs == {"p1": Fraction(50), "p2": Fraction(241, 4)}
    assert (file.election.voters, file.election.approvals) == (3, {"p1": 2, "p2": 1})
    assert (file.selected, file.names["p1"], file.is_approval) == (frozenset({"p1"}), "长凳；树荫", True)
    assert [row["town"] for _ballot, row in file.voters] == ["盐官镇", "许村镇", "许村镇"]


def test_what_is_written_is_read_again() -> None:
    file = read_pb(FILE)
    again = read_pb(write_pb(file.election, meta=file.meta, names=file.names, winners=frozenset({"p2"})))
    assert (again.election, again.selected, again.names) == (file.election, frozenset({"p2"}), file.names)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("META", "", "line"), ("VOTES\n", "", "section"), ("project_id;cost", "project_id;price", "column"), ("budget;100,5", "budget;much", "amount"),
        ("p2;60.25", "p1;60.25", "project_twice"), ("p2;60.25", "p2;NaN", "amount"), ("p2;60.25", "p2;inf", "amount"), ("v2;p1", "v1;p1", "voter_twice"),
        ("v2;p1", "v2;p9", "unknown_project"), ("p2;60.25;1;路灯;0", "p2", "line"), ("budget;100,5", "budget;0", "budget"),
        ('"长凳；树荫"', '"长凳', "line"), ("p2;60.25", "p2;-1", "cost"),
    ],
)  # fmt: skip
def test_a_crooked_file_is_refused_by_its_line(old, new, code) -> None:
    with pytest.raises(BudgetingError) as refused:
        read_pb(FILE.replace(old, new, 1))
    assert refused.value.code == code


def test_an_empty_file_lacks_its_sections() -> None:
    with pytest.raises(BudgetingError, match="META"):
        read_pb("")
