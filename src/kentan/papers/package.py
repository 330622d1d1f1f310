"""文件包: what lies beside the words in a Word file. The library's own sample parts go; fonts get their other names; bytes stand still."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx.document import Document

from kentan.papers import measures as m

ZIP_TIME = (2000, 1, 1, 0, 0, 0)
ALSO = {m.FANG: "仿宋", m.KAI: "楷体", m.TITLES: "小标宋", m.HEI: "SimHei", m.SONG: "SimSun"}
"""What the same font is called on a newer system: a word processor looks for it before it takes any other."""
SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def tidied(document: Document) -> None:
    """No preview of somebody else's page, no foreign parts, and a table of the five fonts."""
    package, main = document.part.package, document.part
    for holder in (package, main):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.rpartition("/")[2] in {"thumbnail", "customXml", "stylesWithEffects"}:
                del holder.rels[key]
    tables: list[Any] = [one.target_part for one in main.rels.values() if one.reltype.endswith("/fontTable")]
    for table in tables:
        table._blob = fonts().encode()


def fonts() -> str:
    """The font table."""
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>' for name, other in ALSO.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="{SPACE}">{rows}</w:fonts>'


def repacked(content: bytes) -> bytes:
    """The same parts in the same order with one time for all of them."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        names = sorted(given.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            made.writestr(entry, given.read(name))
    return kept.getvalue()
