"""重新公布过的抽选: a small draw written by hand, one thing changed and every check word right again; each check on its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from deliberation.sortition.record import digest
from deliberation.verifier import verify

Record = dict[str, Any]


def a_small_draw() -> Record:
    """Two of five, one woman and one man, 甲 always among them, 乙 and 丁 of one home; ten tickets; the 3 fell."""
    problem = {
        "size": 2, "fixed": ["甲"], "quotas": [["性别", "女", 1, 1], ["性别", "男", 1, 1]], "households": {"甲": "一", "乙": "二", "丁": "二"},
        "pool": {"甲": {"性别": "女"}, "乙": {"性别": "男"}, "丙": {"性别": "男"}, "丁": {"性别": "女"}, "戊": {"性别": "女"}},
    }  # fmt: skip
    tickets = [["甲", "乙" if number % 2 else "丙"] for number in range(10)]
    return {
        "kind": "draw",
        "version": 1,
        "algorithm": "sha256",
        "problem": problem,
        "tickets": tickets,
        "digits": "3",
        "panel": tickets[3],
    }


def published_anew(record: Record) -> Record:
    """Every check word and every chance computed again."""
    times = Counter(person for ticket in record["tickets"] for person in ticket)
    record["chances"] = {person: times[person] for person in {*record["problem"]["pool"], *times}}
    record["pool_digest"] = digest(record["problem"])
    record["digest"] = digest({"pool_digest": record["pool_digest"], "tickets": record["tickets"]})
    return record


def nothing_to_draw(record: Record) -> None:
    record.update(tickets=[], digits=None, panel=None)


def one_home(record: Record) -> None:
    record["problem"]["fixed"] = []
    record["tickets"][0] = ["丁", "乙"]


@pytest.mark.parametrize(
    ("forge", "found"),
    [
        (nothing_to_draw, ["tickets"]),
        (lambda record: record["tickets"].__setitem__(0, ["甲"]), ["tickets[0]"]),
        (lambda record: record["tickets"].__setitem__(0, ["甲", "甲"]), ["tickets[0]"]),
        (lambda record: record["tickets"].__setitem__(0, ["甲", "庚"]), ["tickets[0]"]),
        (lambda record: record["tickets"].__setitem__(0, ["戊", "丙"]), ["tickets[0]"]),
        (one_home, ["tickets[0]"]),
        (lambda record: record["tickets"].__setitem__(0, ["甲", "戊"]), ["tickets[0]", "tickets[0]"]),
        (lambda record: record.update(digits="10"), ["digits"]),
        (lambda record: record.update(digits="三"), ["digits"]),
        (lambda record: record.update(digits=3), ["digits"]),
        (lambda record: record.update(digits=None), ["panel"]),
        (lambda record: record.update(panel=["甲", "丙"]), ["panel"]),
    ],
)  # fmt: skip
def test_each_thing_that_cannot_be_is_found_at_its_place(forge: Callable[[Record], None], found: list[str]) -> None:
    record = a_small_draw()
    assert verify(published_anew(record)) == []
    forge(record)
    assert [one["place"] for one in verify(published_anew(record))] == found
