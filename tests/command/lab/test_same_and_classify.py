"""lab same, lab classify: the contract, and one line for what is crooked."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from tests.deliberation.consolidate.messages import a_matter_file, labelled

from kentan.command.lab import main


def table(path: Path, header: list[str], rows: list[list[str]]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return str(path)


def test_same_answers_clusters_and_pairs_with_reasons(tmp_path: Path, capsys) -> None:
    items, _matter = a_matter_file()
    path = table(tmp_path / "m.csv", ["编号", "text", "sender"], [[one.id, one.text, one.sender] for one in items])
    assert main(["same", path, "--id-column", "编号", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert sorted(key for group in found["clusters"] for key in group) == sorted(one.id for one in items)
    assert set(found["pairs"][0]) == {"a", "b", "score", "reasons"}
    assert main(["same", path, "--id-column", "编号"]) == 0
    assert "建议归成" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("rows", "extra"),
    [([["a", "x"], ["a", "y"]], []), ([["a", "x"]], ["--threshold", "0"]), ([["a", "x"]], ["--text-column", "no"])],
)
def test_same_refuses_in_one_line(tmp_path: Path, capsys, rows, extra) -> None:
    assert main(["same", table(tmp_path / "m.csv", ["id", "text"], rows), *extra]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)


def test_classify_writes_bands_per_row(tmp_path: Path, capsys) -> None:
    known = table(tmp_path / "a.csv", ["label", "text"], [list(row) for row in labelled(120)])
    asked = table(tmp_path / "b.csv", ["label", "text"], [list(row) for row in labelled(15, seed=8)])
    assert main(["classify", "--train", known, "--test", asked, "--out", str(tmp_path / "c.csv"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"bands", "threshold_97", "classes"} <= found.keys()
    with (tmp_path / "c.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["row"] for row in rows] == [str(number) for number in range(1, 16)]
    assert {row["band"] for row in rows} <= {"accept", "choose", "person"}
    assert sum(found["bands"].values()) == 15
    assert main(["classify", "--train", known, "--test", asked]) == 0


def test_classify_refuses_in_one_line(tmp_path: Path, capsys) -> None:
    one = table(tmp_path / "a.csv", ["label", "text"], [["交通", "公交"]] * 9)
    assert main(["classify", "--train", one, "--test", one]) == 2
    good = table(tmp_path / "b.csv", ["label", "text"], [list(row) for row in labelled(30)])
    assert main(["classify", "--train", good, "--test", good, "--out", str(tmp_path / "no" / "c.csv")]) == 2
    assert capsys.readouterr().err.count("\n") == 2
