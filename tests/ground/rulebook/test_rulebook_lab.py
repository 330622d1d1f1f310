"""`./kentan lab deadline`, as anybody runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kentan.command.lab import main

SOURCE = Path(__file__).resolve().parents[3] / "src"


def run(capsys, *argv: str) -> tuple[int, str, str]:
    code = main(["deadline", *argv])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_it_prints_the_date_first_and_then_why(capsys):
    code, out, err = run(capsys, "--pack", "zj-2016", "--rule", "sug.reply", "--from", "2026-07-03")
    assert (code, err) == (0, "")
    assert out.startswith("2026-10-08  2026年10月8日 周四  书面答复代表（sug.reply，zj-2016）\n")
    assert "10月3日 周六休息，顺延到下一个工作日 10月8日 周四。" in out
    assert "第二十一条" in out
    assert out.endswith("暂定（所用规则包在这一天不施行）\n")


def test_json_is_one_object_with_the_words_of_the_contract(capsys):
    code, out, _ = run(capsys, "--pack", "national-2025", "--rule", "sug.reply", "--from", "2026-07-03", "--json")
    found = json.loads(out)
    assert code == 0
    assert {key: found[key] for key in ("due", "confirmed", "source", "steps")} == {
        "due": "2026-10-08",
        "confirmed": True,
        "source": "《代表法》第五十一条 代表法，2025年3月11日第四次修正",
        "steps": [
            "7月3日 周五交办，当天不算。",
            "往后数 3 个月，是 10月3日 周六。",
            "10月3日 周六休息，顺延到下一个工作日 10月8日 周四。",
            "到 10月8日 周四为止。",
        ],
    }


def test_a_calendar_file_makes_its_year_certain(capsys, tmp_path):
    asked = ("--pack", "national-2025", "--rule", "sug.reply", "--from", "2026-10-01", "--json")
    _, without, _ = run(capsys, *asked)
    assert (json.loads(without)["due"], json.loads(without)["confirmed"]) == ("2027-01-01", False)
    file = tmp_path / "2027.csv"
    file.write_text("date,kind\n2027-01-01,off\n2027-01-02,work\n", encoding="utf-8")
    _, with_file, _ = run(capsys, *asked, "--calendar", str(file))
    assert (json.loads(with_file)["due"], json.loads(with_file)["confirmed"]) == ("2027-01-02", True)


def test_the_list_names_every_rule_with_its_pack(capsys):
    code, out, _ = run(capsys, "--list", "--json")
    rows = {row["rule"]: row for row in json.loads(out)["rules"]}
    assert code == 0
    assert (rows["sug.reply"]["length"], rows["sug.reply"]["pack"]) == ("3 个月", "zj-2023")
    assert (rows["town.notice"]["length"], rows["project.call"]["length"]) == ("前 7 天", "每年 9 月")
    _, plain, _ = run(capsys, "--list")
    assert len(plain.splitlines()) == len(rows)


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["--rule", "sug.reply"],
        ["--rule", "sug.reply", "--from", "2026-02-30"],
        ["--rule", "sug.nothing", "--from", "2026-07-03"],
        ["--rule", "sug.reply", "--from", "2026-07-03", "--pack", "nix"],
        ["--list", "--pack", "nix"],
        ["--rule", "sug.reply", "--from", "9999-12-31"],
        ["--rule", "sug.reply", "--from", "2026-07-03", "--calendar", "/no/such/file.csv"],
        ["--rule", "sug.reply", "--from", "2026-07-03", "--calendar", "/"],
        ["--rule", "town.notice", "--from", "0001-01-03"],
        ["--bogus"],
    ],
)
def test_bad_arguments_end_with_2_and_one_line(capsys, argv):
    code, out, err = run(capsys, *argv)
    assert (code, out, len(err.splitlines())) == (2, "", 1)


def test_a_bad_calendar_file_ends_with_2_and_one_line(capsys, tmp_path):
    for content in (b"date,kind\n2027-01-01,party\n", b"\xff\xfe\x00", b""):
        (tmp_path / "bad.csv").write_bytes(content)
        asked = ("--rule", "sug.reply", "--from", "2026-07-03", "--calendar", str(tmp_path / "bad.csv"))
        code, out, err = run(capsys, *asked)
        assert (code, out, len(err.splitlines())) == (2, "", 1)


def test_help_shows_an_example(capsys):
    assert main(["deadline", "--help"]) == 0
    assert "./kentan lab deadline --pack zj-2016" in capsys.readouterr().out


def test_an_unknown_engine_ends_with_2_and_one_line(capsys):
    assert main(["weather"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_it_needs_neither_django_nor_scipy():
    script = (
        "import sys; from kentan.command.lab import main; "
        "main(['deadline', '--rule', 'sug.reply', '--from', '2026-07-03']); "
        "print(sorted({'django', 'numpy', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=SOURCE, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert done.stdout.splitlines()[-1] == "[]"
