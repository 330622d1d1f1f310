"""lab opinion: votes in any order and encoding of numbers; sides, groups; one line for what is crooked."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from tests.deliberation.opinion.halls import two_camps

from kentan.command.lab import main


def votes(tmp_path: Path, *, zipped: bool = False) -> str:
    table = two_camps(60, 12)
    seen, value = table.seen.tocoo(), table.value.todok()
    rows = [
        f"{table.participants[a]},{table.statements[b]},{int(value.get((a, b), 0))}"
        for a, b in zip(seen.row, seen.col, strict=True)
    ]
    text = "\n".join(["participant,statement,vote", *rows])
    path = tmp_path / ("votes.csv.gz" if zipped else "votes.csv")
    path.write_bytes(gzip.compress(text.encode(), mtime=0) if zipped else text.encode())
    return str(path)


def test_the_json_answers_status_labels_and_consensus(tmp_path: Path, capsys) -> None:
    assert main(["opinion", votes(tmp_path, zipped=True), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["status"], found["k"], len(found["labels"])) == ("found", 2, 60)
    assert set(found["consensus"][0]) >= {"statement", "score", "low", "high"}


def test_sides_and_given_groups(tmp_path: Path, capsys) -> None:
    for name, column in (("sides.csv", "side"), ("groups.csv", "group")):
        (tmp_path / name).write_text("\n".join([f"participant,{column}", *(f"p{n},{n % 2}" for n in range(60))]), "utf-8")
    given = ["--sides", str(tmp_path / "sides.csv"), "--groups", str(tmp_path / "groups.csv"), "--polis"]
    assert main(["opinion", votes(tmp_path), *given, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (set(found["representative"]), len(found["gic"]), len(found["sides"])) == ({"0", "1"}, 12, 12)
    assert set(found["representative"]["0"][0]) == {"statement", "direction", "repness", "repness_test", "p_success", "p_test"}
    assert main(["opinion", votes(tmp_path), *given]) == 0
    assert "各方意见相反" in capsys.readouterr().out


def test_later_is_the_larger_time_else_the_later_row(tmp_path: Path, capsys) -> None:
    path = tmp_path / "v.csv"
    path.write_text("who,what,how,when\na,s,1,9\na,s,-1,3\nb,s,-1,1\nb,s,1,1\n", "utf-8")
    names = ["--participant-column", "who", "--statement-column", "what", "--vote-column", "how", "--time-column", "when"]
    (tmp_path / "g.csv").write_text("participant,group\na,0\nb,0\n", "utf-8")
    assert main(["opinion", str(path), *names, "--groups", str(tmp_path / "g.csv"), "--polis", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["gic"] == {"s": 0.75}


@pytest.mark.parametrize(
    "text",
    [
        "participant,statement\na,s",
        "participant,statement,vote\na,s,2",
        "participant,statement,vote\na,s,x",
        "participant,statement,vote,time\na,s,1,x",
        "",
    ],
)
def test_a_crooked_file_is_one_line(tmp_path: Path, capsys, text) -> None:
    (tmp_path / "v.csv").write_text(text, "utf-8")
    assert main(["opinion", str(tmp_path / "v.csv"), "--json"]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)


def test_nobody_voted_is_an_answer(tmp_path: Path, capsys) -> None:
    (tmp_path / "v.csv").write_text("participant,statement,vote\n", "utf-8")
    assert main(["opinion", str(tmp_path / "v.csv"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "too_few"
    assert main(["opinion", str(tmp_path / "v.csv"), "--polis"]) == 2
