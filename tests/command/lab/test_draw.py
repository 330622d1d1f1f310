"""lab draw: on files, with every refusal as one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.deliberation.sortition.pools import QUOTAS, a_pool

from kentan.command.lab import main


def files(tmp_path: Path, *, ids: bool = True, quotas: str = "", pool: str = "") -> list[str]:
    rows = [",".join([*([one.id] if ids else []), *one.features.values()]) for one in a_pool()]
    head = ("id," if ids else "") + "镇街,年龄,性别"
    (tmp_path / "pool.csv").write_text(pool or "\n".join([head, *rows]), "utf-8")
    limits = [f"{one.category},{one.feature},{one.lo},{one.hi}" for one in QUOTAS]
    (tmp_path / "quotas.csv").write_text(quotas or "\n".join(["category,feature,min,max", *limits]), "utf-8")
    return ["draw", str(tmp_path / "pool.csv"), str(tmp_path / "quotas.csv"), "--size", "12"]


def test_the_json_is_the_record(tmp_path: Path, capsys) -> None:
    assert main([*files(tmp_path, ids=False), "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert {"objective", "min_chance", "bound", "gap", "tickets", "chances", "digest", "panel"} <= record.keys()
    assert (len(record["tickets"]), record["panel"], set(record["chances"])) == (1000, None, {str(n) for n in range(1, 61)})
    (tmp_path / "record.json").write_text(json.dumps(record), "utf-8")
    assert main(["verify", str(tmp_path / "record.json")]) == 0


def test_the_digits_name_the_panel_and_the_table_explains(tmp_path: Path, capsys) -> None:
    assert main([*files(tmp_path), "--digits", "417", "--objective", "maximin"]) == 0
    said = capsys.readouterr().out
    assert "开出 417，名单：" in said
    assert "您的中签机会是" in said


@pytest.mark.parametrize(
    "extra",
    [["--digits", "4"], ["--digits", "abc"], ["--size", "0"], ["--size", "x"], ["--fixed", "nobody"], ["--objective", "best"]],
)
def test_bad_arguments_are_one_line(tmp_path: Path, capsys, extra) -> None:
    assert main([*files(tmp_path), *extra]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)


@pytest.mark.parametrize(
    "given",
    [
        {"quotas": "category,feature,min\na,b,1"}, {"quotas": "category,feature,min,max\n镇街,盐官镇,x,2"},
        {"quotas": "category,feature,min,max\n镇街,盐官镇,1,2"}, {"quotas": "category,feature,min,max\n没有,盐官镇,1,2"},
        {"pool": "id,镇街,年龄,性别"}, {"quotas": "category,feature,min,max\n性别,男,0,2\n性别,女,0,2"},
    ],
)  # fmt: skip
def test_crooked_files_are_one_line(tmp_path: Path, capsys, given) -> None:
    assert main(files(tmp_path, **given)) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
