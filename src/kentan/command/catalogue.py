"""语言目录: gather the words of the interface from the source, keep the English catalogue, compile it.

    python -m kentan.command.catalogue

writes src/kentan/locale/en/LC_MESSAGES/django.po again: new words without a translation, gone words gone.
Words come from gettext calls, from templates, from the closed lists, moves and offices (kept in Chinese,
shown through the catalogue), and from what the ledger is told to write down.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from kentan.command.place import PROJECT

SOURCE = PROJECT / "src" / "kentan"
ENGLISH = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
HEADER = "# English of the interface. Written by: python -m kentan.command.catalogue"
HAN = re.compile(r"[\u4e00-\u9fff]")
KEPT_IN_CHINESE = {"labels.py", "flow.py", "roles.py"}
WRITTEN_DOWN = {"remark", "begin", "begin_many", "TraceStep"}
NOT_SHOWN = {"demo", "command", "migrations"}
Found = str | tuple[str, ...]


def gathered() -> Catalog:
    """Every word of the interface, in the order of the files."""
    catalogue = Catalog(locale="en", project="kentan", charset="utf-8", fuzzy=False, header_comment=HEADER)
    for path in sorted(place for place in SOURCE.rglob("*") if place.suffix in {".py", ".html", ".txt"}):
        if NOT_SHOWN & set(path.relative_to(SOURCE).parts):
            continue
        for words, context in [*called(path), *((words, None) for words in kept(path))]:
            catalogue.add(words, locations=[(path.relative_to(SOURCE).as_posix(), 1)], context=context)
    for path in sorted((SOURCE / "ground" / "rulebook" / "packs").glob("*.toml")):
        for rule in tomllib.loads(path.read_text(encoding="utf-8")).get("rules", {}).values():
            if "label" in rule:
                catalogue.add(rule["label"], locations=[(path.relative_to(SOURCE).as_posix(), 1)])
    return catalogue


def called(path: Path) -> Iterator[tuple[Found, str | None]]:
    """What one file hands to gettext."""
    is_template = path.suffix != ".py"
    text = path.read_text(encoding="utf-8")
    source = templatize(text, origin=str(path)) if is_template else text
    method = "javascript" if is_template else "python"
    for _line, words, _comments, context in extract(method, BytesIO(source.encode()), KEYWORDS, (), {"encoding": "utf-8"}):
        yield words, context


def kept(path: Path) -> Iterator[str]:
    """Terms that are kept in Chinese and translated when they are shown."""
    if path.suffix != ".py":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    roots: list[ast.AST] = [tree] if path.name in KEPT_IN_CHINESE else []
    roots += [node for node in ast.walk(tree) if isinstance(node, ast.Call) and named(node) in WRITTEN_DOWN]
    explained = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for root in roots:
        yield from (
            node.value
            for node in ast.walk(root)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and HAN.search(node.value)
            and id(node) not in explained
        )


def named(call: ast.Call) -> str:
    """The last part of what is called."""
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def catalogue() -> Catalog:
    """The English catalogue as it is kept."""
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def update() -> list[str]:
    """Write the catalogue again; the words that have no English yet."""
    fresh = gathered()
    if ENGLISH.exists():
        known = catalogue()
        for message in fresh:
            before = known.get(message.id, message.context) if message.id else None
            if before is not None and before.string:
                message.string = before.string
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with ENGLISH.open("wb") as file:
        write_po(file, fresh, width=0, no_location=True, omit_header=False, sort_output=True)
    text = re.sub(r'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|Report-Msgid).*\n', "",
                  ENGLISH.read_text(encoding="utf-8"), flags=re.MULTILINE)  # fmt: skip
    ENGLISH.write_text(text, encoding="utf-8")
    return missing()


def missing() -> list[str]:
    """Words of the interface without English."""
    known = catalogue()
    found = []
    for message in gathered():
        if not message.id:
            continue
        kept_one = known.get(message.id, message.context)
        strings = () if kept_one is None else kept_one.string if isinstance(kept_one.string, tuple) else (kept_one.string,)
        if not strings or not all(strings):
            found.append(message.id if isinstance(message.id, str) else message.id[0])
    return found


def compile_into(folder: Path) -> None:
    """The machine's form of the catalogue under `folder`/en/LC_MESSAGES, made again only when it is older."""
    target = folder / "en" / "LC_MESSAGES" / "django.mo"
    if target.exists() and target.stat().st_mtime_ns >= ENGLISH.stat().st_mtime_ns:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_mo(file, catalogue())


if __name__ == "__main__":
    for words in update():
        print(words)
