"""lab asks: offsets into the file, places from a list."""

from __future__ import annotations

import json
from pathlib import Path

from kentan.command.lab import main


def test_asks_of_a_letter(tmp_path: Path, capsys) -> None:
    text = "文苑路的路灯坏了。希望尽快修好路灯，增设两盏。\n"
    (tmp_path / "letter.txt").write_text(text, "utf-8")
    (tmp_path / "places.txt").write_text("文苑路\n", "utf-8")
    assert main(["asks", str(tmp_path / "letter.txt"), "--places", str(tmp_path / "places.txt"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["asks"]
    assert [(one["kind"], one["text"], one["problem"]) for one in found] == [
        ("ask", "希望尽快修好路灯", "文苑路的路灯坏了"), ("ask", "增设两盏", "文苑路的路灯坏了"),
    ]  # fmt: skip
    assert all(text[one["start"] : one["end"]] == one["text"] for one in found)
    assert main(["asks", str(tmp_path / "letter.txt")]) == 0
    assert "诉求" in capsys.readouterr().out


def test_nothing_asked_and_nothing_there(tmp_path: Path, capsys) -> None:
    (tmp_path / "empty.txt").write_text("", "utf-8")
    assert main(["asks", str(tmp_path / "empty.txt"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"asks": []}
    assert main(["asks", str(tmp_path / "none.txt")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
