"""表格: rows in and out. A cell that a spreadsheet would run as a formula is neutralised on its way out and restored on its way in."""

from __future__ import annotations

import csv
import hashlib
import io
import sys
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kentan.command.failure import ARGUMENTS, Failure

FORMULA = ("=", "+", "-", "@", "\t", "\r")
QUOTE = "'"
LARGEST_CELL = 1_000_000
"""Characters: more than any person writes; a file with more is something else."""
DIGEST = 16
XLSX = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds: the names of its columns, its rows as text, and the digest that tells it from others."""

    columns: tuple[str, ...]
    rows: list[dict[str, str]]
    digest: str


def neutral(cell: str) -> str:
    """A cell that no spreadsheet runs; exactly undone by `restored`."""
    return f"{QUOTE}{cell}" if cell.startswith((*FORMULA, QUOTE)) else cell


def restored(cell: str) -> str:
    """What it was before `neutral`."""
    return cell[1:] if cell.startswith(QUOTE) and cell[1:].startswith((*FORMULA, QUOTE)) else cell


def read(file: Path) -> Table:
    """A CSV (UTF-8 with or without BOM, else GB18030) or an .xlsx, told apart by its content. Raises Failure in one line."""
    if not file.is_file():
        raise Failure(f"没有这个文件：{file}", f"no such file: {file}", ARGUMENTS)
    content = file.read_bytes()
    grid = of_workbook(content) if content.startswith(XLSX) else of_text(content)
    columns, *rows = grid or [[]]
    names = tuple(name.strip() for name in columns)
    check(names, file)
    digest = hashlib.sha256(content).hexdigest()[:DIGEST]
    return Table(names, [row_of(names, cells) for cells in rows if any(cell.strip() for cell in cells)], digest)


def check(names: tuple[str, ...], file: Path) -> None:
    """A table has columns, and no two of one name. Raises Failure."""
    if not any(names):
        raise Failure(
            f"{file.name} 是空的，或者第一行不是列名。", f"{file.name} is empty, or its first row names no columns.", ARGUMENTS
        )
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise Failure(f"列名重复：{'、'.join(twice)}", f"columns that come twice: {', '.join(twice)}", ARGUMENTS)


def row_of(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """One row by column; short rows are filled up, what stands beyond the last column is left out."""
    padded = [*cells, *[""] * (len(names) - len(cells))]
    return {name: restored(cell[:LARGEST_CELL]) for name, cell in zip(names, padded, strict=False) if name}


def of_text(content: bytes) -> list[list[str]]:
    """A CSV as offices save it. Raises Failure."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Failure(
            "文件不是表格，或者既不是 UTF-8 也不是 GBK 编码。请在表格软件里另存为 CSV UTF-8 或 .xlsx。",
            "this is no table, or neither UTF-8 nor GBK: save it as CSV UTF-8 or .xlsx.", ARGUMENTS,
        )  # fmt: skip
    csv.field_size_limit(sys.maxsize)
    try:
        return list(csv.reader(io.StringIO(text.replace("\x00", ""), newline="")))
    except csv.Error as error:
        raise Failure(f"文件不是 CSV：{error}", f"this is no CSV: {error}", ARGUMENTS) from error


def of_workbook(content: bytes) -> list[list[str]]:
    """The first sheet of an .xlsx. Raises Failure."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return [[as_text(value) for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError, OSError) as error:
        raise Failure(
            "打不开这个 .xlsx。请在表格软件里打开，另存为 .xlsx 再试。", "this .xlsx cannot be opened: save it again from a spreadsheet.", ARGUMENTS,
        ) from error  # fmt: skip


def as_text(value: object) -> str:
    """A cell's value as an office reads it: whole numbers without a point, dates in order."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def write_csv(file: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """With a BOM, so that an office's spreadsheet reads the Chinese; how many rows. Raises Failure."""
    folder(file)
    count = 0
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(columns)
        for cells in rows:
            writer.writerow([neutral(cell) for cell in cells])
            count += 1
    return count


def write_workbook(file: Path, columns: Sequence[str], rows: Iterable[Sequence[str]], notes: Sequence[Sequence[str]] = ()) -> int:
    """An .xlsx whose cells are all text; `notes` fill a second sheet. Raises Failure."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    folder(file)
    book = Workbook(write_only=True)
    sheet, count = book.create_sheet("表"), 0
    heads = [WriteOnlyCell(sheet, value=name) for name in columns]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for cells in rows:
        sheet.append([neutral(cell) for cell in cells])
        count += 1
    if notes:
        told = book.create_sheet("说明")
        for line in notes:
            told.append(list(line))
    book.save(file)
    return count


def write(file: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """By the file's name: .xlsx, else CSV."""
    return write_workbook(file, columns, rows) if file.suffix.lower() == ".xlsx" else write_csv(file, columns, rows)


def folder(file: Path) -> None:
    """Raises Failure when there is no such folder."""
    if not file.parent.is_dir():
        raise Failure(f"没有这个文件夹：{file.parent}", f"no such folder: {file.parent}", ARGUMENTS)
