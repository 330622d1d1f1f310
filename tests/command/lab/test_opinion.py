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


def hall(tmp_path: Path) -> list[str]:
    """Forty people of the upper floors for the lift, twelve of the lower against it; all are for the quiet motor."""
    people = [(f"h{n}", "高楼层", 1) for n in range(40)] + [(f"l{n}", "低楼层", -1) for n in range(12)]
    votes = [f"{who},装电梯,{vote}\n{who},选静音的机型,1" for who, _side, vote in people]
    (tmp_path / "v.csv").write_text("\n".join(["participant,statement,vote", *votes]), "utf-8")
    (tmp_path / "s.csv").write_text("\n".join(["participant,side", *(f"{who},{side}" for who, side, _vote in people)]), "utf-8")
    return ["opinion", str(tmp_path / "v.csv"), "--sides", str(tmp_path / "s.csv")]


def test_what_the_known_sides_oppose_is_nowhere_called_common(tmp_path: Path, capsys) -> None:
    given = hall(tmp_path)
    assert main([*given, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {one["statement"]: one["common"] for one in found["consensus"]} == {"装电梯": False, "选静音的机型": True}
    assert main(given) == 0
    written = capsys.readouterr().out
    assert "装电梯　各方意见相反" in written
    assert written.index("选静音的机型　各方都同意") < written.index("装电梯")
    assert "各方共识" not in written


def test_where_no_groups_are_found_most_agree_and_nobody_speaks_of_groups(tmp_path: Path, capsys) -> None:
    assert main(hall(tmp_path)[:2]) == 0
    written = capsys.readouterr().out
    assert "没有发现分歧群体" in written
    assert "多数同意" in written
    assert "各方共识" not in written
    assert "初步" not in written


def test_found_groups_are_shown_with_what_divides_them(tmp_path: Path, capsys) -> None:
    assert main(["opinion", votes(tmp_path)]) == 0
    written = capsys.readouterr().out
    assert "看出 2 个意见群体" in written
    lines = [line for line in written.splitlines() if line.startswith("分歧")]
    assert lines
    assert all("群体 1：" in line and "群体 2：" in line for line in lines)


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
