"""lab count, lab verify: on a file, as JSON and as words; one line and exit 2 for anything crooked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.deliberation.ballot.test_urn_and_record import a_record

from kentan.command.lab import main

CASE = {
    "id": "甲", "profile": {"electorate": 13, "seats": 1, "quorum": "2/3", "majority_base": "electorate"},
    "given": {"present": 13, "issued": 13, "returned": 13, "void": 0, "yes": {"A": 7, "B": 6}},
}  # fmt: skip


def written(tmp_path: Path, content: object) -> str:
    path = tmp_path / "cases.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), "utf-8")
    return str(path)


def test_cases_are_decided_and_explained(tmp_path: Path, capsys) -> None:
    path = written(tmp_path, {"count_cases": [CASE], "ballot_cases": [{"id": "乙", "marks": {"A": "yes+no"}}]})
    assert main(["count", path, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {name: found["count_cases"][0][name] for name in ("id", "round", "selected", "tied", "open_seats", "next")} == {
        "id": "甲", "round": "valid", "selected": ["A"], "tied": [], "open_seats": 0, "next": "none",
    }  # fmt: skip
    assert found["ballot_cases"][0]["result"] == "adjudicate"
    assert main(["count", path]) == 0
    assert "A 赞成 7 票，超过全体代表 13的半数" in capsys.readouterr().out


def test_both_lists_are_always_printed(tmp_path: Path, capsys) -> None:
    assert main(["count", written(tmp_path, {}), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"count_cases": [], "ballot_cases": []}


@pytest.mark.parametrize(
    "content",
    [
        "not json", [], {"count_cases": 1}, {"count_cases": [{}]}, {"count_cases": [{"id": "x"}]}, {"ballot_cases": [{"id": "x"}]},
        {"count_cases": [CASE | {"profile": {"electorate": 13}}]}, {"count_cases": [CASE | {"profile": CASE["profile"] | {"tie": "dice"}}]},
        {"count_cases": [CASE | {"profile": CASE["profile"] | {"quorum": "2/0"}}]},
        {"count_cases": [CASE | {"profile": CASE["profile"] | {"quorum_inclusive": "false"}}]},
        {"count_cases": [CASE | {"given": CASE["given"] | {"present": -1}}]}, {"count_cases": [CASE | {"given": CASE["given"] | {"yes": {}}}]},
        {"count_cases": [CASE | {"given": CASE["given"] | {"void": "x"}}]},
    ],
)  # fmt: skip
def test_a_crooked_file_is_one_line_and_exit_two(tmp_path: Path, capsys, content) -> None:
    assert main(["count", written(tmp_path, content)]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)


def test_a_record_is_verified(tmp_path: Path, capsys) -> None:
    record = a_record()
    assert main(["verify", written(tmp_path, record), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "findings": []}
    record["attendance"]["void"] += 1
    assert main(["verify", written(tmp_path, record), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["findings"][0]["place"] == "digest"
    assert main(["verify", written(tmp_path, "[1")]) == 2
