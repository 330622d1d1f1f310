"""导入民声: real dirt, each row once, refused rows come back to be mended."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import pytest

from kentan.command.failure import Failure
from kentan.command.files import handing, voices
from kentan.ground.ledger.chain import verify_all
from kentan.ground.moment import SHANGHAI
from kentan.stages.voices.actions.importing import said_at
from kentan.stages.voices.errors import NotAcceptable
from kentan.stages.voices.models import Ticket, Voice
from tests.factories.records import code, county

__all__ = ["county"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
MAP = ["--map", "words=内容", "title=标题", "at=时间", "id=编号"]


def a_file(folder: Path, *rows: tuple[str, str, str, str], name: str = "来信.csv") -> Path:
    file = folder / name
    with file.open("w", encoding="gb18030", newline="") as out:
        csv.writer(out).writerows([("编号", "标题", "内容", "时间"), *rows])
    return file


def imported(file: Path, *more: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What the command says."""
    assert voices.import_voices([str(file), *MAP, "--source", "信箱", *more]) == 0
    return capsys.readouterr().out.splitlines()


def test_each_row_is_stored_once_and_equal_words_are_two_messages(tmp_path: Path, capsys) -> None:
    file = a_file(
        tmp_path, ("1", "路灯", "路灯坏了。", "2026/5/3"), ("2", "路灯", "路灯坏了。", ""), ("2", "路灯", "路灯坏了。", "")
    )
    assert imported(file, capsys=capsys) == ["read 3, stored 2, already 1, refused 0"]
    assert imported(file, capsys=capsys) == ["read 3, stored 0, already 3, refused 0"]
    assert (Voice.objects.count(), Ticket.objects.count(), verify_all()) == (2, 0, [])


def test_refused_rows_are_mended_and_only_they_come_in(tmp_path: Path, capsys) -> None:
    file = a_file(
        tmp_path, ("", "好", "路灯坏了。", "2026-05-03"), ("", "坏", "井盖松了。", "五月"), ("", "空", "  ", "2026-05-03")
    )
    said = imported(file, capsys=capsys)
    assert said == ["第 2 行没有存：时间看不懂：五月", said[1], "read 3, stored 1, already 0, refused 2"]
    mended = file.with_suffix(".refused.csv")
    rows = list(csv.DictReader(mended.open(encoding="utf-8-sig", newline="")))
    assert [(row["内容"].strip(), row["没存的原因"]) for row in rows] == [
        ("井盖松了。", "时间看不懂：五月"),
        ("", rows[1]["没存的原因"]),
    ]
    mended.write_text(mended.read_text("utf-8-sig").replace("五月", "2026-05-04").replace("  ", "水管漏了。"), "utf-8")
    assert imported(mended, capsys=capsys) == ["read 2, stored 2, already 0, refused 0"]
    assert imported(mended, capsys=capsys) == ["read 2, stored 0, already 2, refused 0"]
    whole = a_file(
        tmp_path, ("", "好", "路灯坏了。", "2026-05-03"), ("", "坏", "井盖松了。", "五月"), ("", "空", "  ", "2026-05-03")
    )
    assert imported(whole, capsys=capsys)[-1] == "read 3, stored 0, already 1, refused 2"
    assert Voice.objects.count() == 3


def test_a_trial_stores_nothing_and_writes_no_file(tmp_path: Path, capsys) -> None:
    file = a_file(tmp_path, ("1", "", "路灯坏了。", "x"), ("2", "", "井盖松了。", ""))
    assert imported(file, "--dry-run", capsys=capsys)[-1] == "（试读，没有保存）read 2, stored 1, already 0, refused 1"
    assert (Voice.objects.count(), [one.name for one in tmp_path.iterdir()]) == (0, ["来信.csv"])


def test_to_a_code_with_open_clocks(tmp_path: Path, capsys) -> None:
    file = a_file(tmp_path, ("1", "", "路灯坏了。", "2026-05-20"))
    imported(file, "--to", code().token, "--open", capsys=capsys)
    assert Ticket.objects.get().voice.deputy == code().deputy
    with pytest.raises(Failure, match="没有这个码"):
        voices.import_voices([str(file), *MAP, "--to", "ZZZZZZZZ"])


@pytest.mark.parametrize(
    "given", [["--map", "title=标题"], ["--map", "words"], ["--map", "words=内容", "wat=标题"], ["--map", "words=没有这列"]]
)
def test_a_map_that_fits_nothing_is_one_sentence(given: list[str], tmp_path: Path) -> None:
    with pytest.raises(Failure) as refused:
        voices.import_voices([str(a_file(tmp_path)), *given])
    assert refused.value.code == 2


@pytest.mark.parametrize(
    "text",
    ["2026-05-03 09:30:00", "2026/5/3 9:30", "2026.5.3 9:30", "2026年5月3日 09:30", "2026年5月3日 9时30分", "20260503093000", "46145.3958333333",
     "2026-05-03T09:30", "2026-05-03T01:30:00+00:00"],
)  # fmt: skip
def test_a_time_is_read_in_every_way_in_which_offices_write_it(text: str) -> None:
    assert said_at(text) == datetime(2026, 5, 3, 9, 30, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "text", ["五月", "2026-02-30", "0000-00-00", "1899-12-30", "2027-05-03", "12", "99999999", "2026-13-01", "x" * 99]
)
def test_a_time_that_cannot_be_is_refused_with_its_words(text: str) -> None:
    with pytest.raises(NotAcceptable, match="时间"):
        said_at(text)


def test_an_export_holds_no_contact_and_comes_in_again(tmp_path: Path, capsys) -> None:
    imported(a_file(tmp_path, ("1", "=cmd()", "-路灯坏了。", "2026-05-03")), capsys=capsys)
    assert voices.export_voices([str(tmp_path / "out.xlsx")]) == 0
    again = ["--map", "words=原话", "title=标题", "at=时间", "id=编号", "--source", "另一处"]
    assert voices.import_voices([str(tmp_path / "out.xlsx"), *again]) == 0
    assert list(Voice.objects.values_list("words", "heading")) == [("-路灯坏了。", "=cmd()")] * 2


@pytest.mark.parametrize(("verb", "rest"), [("import", []), ("import", ["nonsense"]), ("export", ["deputies"])])
def test_what_is_not_known_is_one_sentence(verb: str, rest: list[str]) -> None:
    with pytest.raises(Failure, match="要写明"):
        handing.main(verb, rest)
