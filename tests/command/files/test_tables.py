"""表格进出: what goes out comes back as it was, nothing runs as a formula, what is no table is one sentence."""

from __future__ import annotations

import csv
import zipfile
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from kentan.command.failure import Failure
from kentan.command.files import tables

LETTERS = st.characters(blacklist_categories=("Cs", "Cc"))
CELLS = st.text(LETTERS, max_size=20) | st.sampled_from(
    ["=1+1", "'=1", "''", "@sum", "-3", "+8613800000000", "'", "\t=x", "'quoted'"]
)
ROWS = st.lists(st.tuples(CELLS, CELLS), max_size=6)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@given(rows=ROWS)
def test_what_was_written_is_read_again_and_no_cell_begins_a_formula(suffix: str, rows: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"表{suffix}"
        assert tables.write(file, ["甲", "乙"], rows) == len(rows)
        kept = [row for row in rows if any(cell.strip() for cell in row)]
        assert [(row["甲"], row["乙"]) for row in tables.read(file).rows] == kept
        for cell in cells_in(file):
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def cells_in(file: Path) -> list[str]:
    """Every cell as it stands in the file."""
    if file.suffix == ".csv":
        return [cell for row in csv.reader(file.open(encoding="utf-8-sig", newline="")) for cell in row]
    return [
        str(cell) for row in load_workbook(file).worksheets[0].iter_rows(values_only=True) for cell in row if cell is not None
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_a_csv_is_read_in_every_encoding_that_offices_use(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes('标题,内容\r\n路灯,"坏了三盏，\n一个月"\r\n\r\n'.encode(encoding))
    table = tables.read(tmp_path / "a.csv")
    assert (table.columns, table.rows) == (("标题", "内容"), [{"标题": "路灯", "内容": "坏了三盏，\n一个月"}])


def test_a_workbooks_numbers_and_days_are_read_as_people_read_them(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["编号", "时间", "份数", "空"])
    book.active.append([1024.0, datetime(2026, 7, 3, 9, 30), 0.5, None])
    book.save(tmp_path / "a.xlsx")
    assert tables.read(tmp_path / "a.xlsx").rows == [{"编号": "1024", "时间": "2026-07-03 09:30:00", "份数": "0.5", "空": ""}]


def test_ragged_rows_are_filled_up_and_what_has_no_column_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("甲,乙\n1\n1,2,3\n", "utf-8")
    assert tables.read(tmp_path / "a.csv").rows == [{"甲": "1", "乙": ""}, {"甲": "1", "乙": "2"}]


def renamed_zip(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("hello.txt", "no workbook")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "是空的"), (b"\n\n", "是空的"), ("甲,甲\n1,2\n".encode(), "列名重复：甲"), (b"\xff\xfe\x00\x81\xff", "另存为"),
        (b"PK\x03\x04 broken", "打不开这个 .xlsx"), (b"MZ\x90\x00" + bytes(range(128, 256)) * 4, "另存为"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_one_sentence(content: bytes, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(Failure, match=sentence) as refused:
        tables.read(tmp_path / "a.xlsx")
    assert refused.value.code == 2


def test_a_zip_that_calls_itself_a_workbook_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    renamed_zip(tmp_path / "a.xlsx")
    with pytest.raises(Failure, match="打不开"):
        tables.read(tmp_path / "a.xlsx")
    with pytest.raises(Failure, match="没有这个文件"):
        tables.read(tmp_path / "none.csv")
    with pytest.raises(Failure, match="没有这个文件夹"):
        tables.write(tmp_path / "none" / "a.csv", ["甲"], [])


def test_a_giant_cell_and_a_nul_do_not_stop_the_reading(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"w\n" + b"x" * 1_200_000 + b"\na\x00b\n")
    assert [len(row["w"]) for row in tables.read(tmp_path / "a.csv").rows] == [1_000_000, 2]
