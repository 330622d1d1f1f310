"""Files that people hand to a lab command: comma-separated rows in, a readable table out."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from unicodedata import east_asian_width

from kentan.command.lab.asking import BadArguments

ENCODINGS = ("utf-8-sig", "gb18030")
ZIPPED = b"\x1f\x8b"


def read_table(
    path: Path, *, command: str, columns: Mapping[str, str], optional: Mapping[str, str] | None = None
) -> list[dict[str, str]]:
    """The rows of a .csv or .csv.gz with a header, in UTF-8 (with or without BOM) or GBK.

    `columns` maps our name → the file's column, all of which must be there; `optional` the same for columns
    that may be absent (then the key is absent too). A row of another length than the header is refused.
    Raises BadArguments in one line: unreadable, no header, a column missing, or the first crooked row by number.
    """
    text = read_text(path, command=command)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise BadArguments(f"{command}: {path}: not comma-separated ({error})") from None
    if not lines:
        raise BadArguments(f"{command}: {path}: empty, a header line is needed")
    header = [name.strip() for name in lines[0]]
    places = {ours: header.index(theirs) for ours, theirs in (optional or {}).items() if theirs in header}
    for ours, theirs in columns.items():
        if theirs not in header:
            raise BadArguments(f"{command}: {path}: no column {theirs!r}; there are: {', '.join(header)}")
        places[ours] = header.index(theirs)
    rows = []
    for number, line in enumerate(lines[1:], start=1):
        if not any(line):
            continue
        if len(line) != len(header):
            raise BadArguments(f"{command}: {path}: row {number} has {len(line)} cells, the header {len(header)}")
        rows.append({ours: line[place] for ours, place in places.items()})
    return rows


def read_text(path: Path, *, command: str) -> str:
    """The whole file as text, unzipped when it is gzip. Raises BadArguments in one line."""
    try:
        content = path.read_bytes()
        if content.startswith(ZIPPED):
            content = gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        raise BadArguments(f"{command}: {path}: cannot be read ({type(error).__name__})") from None
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadArguments(f"{command}: {path}: neither UTF-8 nor GBK text")


def show(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table in columns; a Han character is two wide."""
    cells = [[str(cell) for cell in line] for line in (header, *rows)]
    widths = [max(width(line[column]) for line in cells) for column in range(len(header))]
    return "\n".join(
        "  ".join(cell + " " * (size - width(cell)) for cell, size in zip(line, widths, strict=True)).rstrip() for line in cells
    )


def width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
