"""lab budget: the winners as JSON and as a table; one line for what is crooked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.deliberation.budgeting.test_pabulib import FILE

from kentan.command.lab import main


def written(tmp_path: Path, text: str = FILE) -> str:
    (tmp_path / "town.pb").write_text(text, "utf-8")
    return str(tmp_path / "town.pb")


@pytest.mark.parametrize(
    ("extra", "winners"),
    [
        (["--rule", "greedy"], ["p1"]), (["--rule", "equal_shares"], ["p1"]), (["--rule", "phragmen"], ["p1"]),
        (["--rule", "equal_shares", "--completion", "add1u"], ["p1"]),
    ],
)  # fmt: skip
def test_every_rule_answers(tmp_path: Path, capsys, extra, winners) -> None:
    assert main(["budget", written(tmp_path), *extra, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["winners"], found["cost"], [one["project"] for one in found["explanation"]]) == (winners, 50, ["p1", "p2"])


def test_the_table_shows_greedy_beside_and_each_group(tmp_path: Path, capsys) -> None:
    assert main(["budget", written(tmp_path), "--group-column", "town"]) == 0
    said = capsys.readouterr().out
    assert "得票多者先" in said
    assert "许村镇" in said


@pytest.mark.parametrize("extra", [["--rule", "dice"], ["--rule", "greedy", "--completion", "add1"]])
def test_bad_arguments_are_one_line(tmp_path: Path, capsys, extra) -> None:
    assert main(["budget", written(tmp_path), *extra]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_crooked_file_is_one_line(tmp_path: Path, capsys) -> None:
    assert main(["budget", written(tmp_path, "nothing"), "--json"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert main(["budget", str(tmp_path / "none.pb")]) == 2
