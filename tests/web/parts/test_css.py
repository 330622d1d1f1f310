"""样式: what the browser floor (Chrome 86, Safari 13) cannot read is not needed; nothing comes from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[3] / "src" / "kentan" / "web" / "static"
SHEETS = sorted((STATIC / "css").glob("*.css"))
TOO_NEW = (
    r":has\(", r"@container", r"color-mix\(", r"\bpopover\b", r"@layer", r"(?<![-\w])inset\s*:", r"aspect-ratio", r":is\(", r":where\(",
    r"(?<![-\w])(?:margin|padding)-(?:inline|block)\s*:", r"scroll-padding-(?:inline|block)\s*:", r"\d[dsl]vh\b", r"@media[^{]*[<>]",
)  # fmt: skip


def without_guarded(css: str) -> str:
    """The sheet without comments and without what stands inside @supports."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"@supports[^{]*\{(?:[^{}]|\{[^{}]*\})*\}", "", css)


def selectors(css: str) -> list[str]:
    """Every selector of a sheet."""
    return [found.strip() for found in re.findall(r"([^{};]+)\{", without_guarded(css))]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_nothing_is_needed_that_the_browser_floor_cannot_read(sheet: Path) -> None:
    css = without_guarded(sheet.read_text("utf-8"))
    assert [word for word in TOO_NEW if re.search(word, css)] == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_rules_are_not_nested(sheet: Path) -> None:
    depth, deepest_inside_rule = [], 0
    for token in re.findall(r"[^{}]+|[{}]", without_guarded(sheet.read_text("utf-8"))):
        if token == "}":
            depth.pop()
        elif token == "{":
            continue
        else:
            head = token.strip().rpartition(";")[2].strip()
            depth.append(head) if head else None
            deepest_inside_rule = max(deepest_inside_rule, sum(1 for one in depth if not one.startswith("@")))
    assert deepest_inside_rule <= 1


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_nothing_comes_from_another_address(sheet: Path) -> None:
    assert re.findall(r"url\(|@import", sheet.read_text("utf-8")) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_sheet_is_not_longer_than_a_reader_can_hold(sheet: Path) -> None:
    assert len(sheet.read_text("utf-8").splitlines()) <= 400


def test_what_is_touched_is_at_least_44_pixels_and_60_in_large_print() -> None:
    css = (STATIC / "css" / "kentan.css").read_text("utf-8")
    root, desk, elder = (
        re.search(rf"{head}[^}}]*?--target:\s*(\d+)px", css)
        for head in (r":root \{", r":root\.desk \{\n", r":root\[data-elder\] \{")
    )
    assert (root and int(root[1]) >= 44, elder and int(elder[1]) >= 60, desk and int(desk[1]) >= 36) == (True, True, True)
    assert "@media (pointer: coarse) { :root.desk { --target: 44px; } }" in css


def test_focus_is_seen_where_focus_visible_is_unknown() -> None:
    css = (STATIC / "css" / "kentan.css").read_text("utf-8")
    assert ":focus { outline: 3px solid" in css
    assert ":focus:not(:focus-visible) { outline: none; }" in css


@pytest.mark.parametrize("script", sorted((STATIC / "js").glob("*.js")), ids=lambda path: path.name)
def test_scripts_are_small_and_speak_only_to_us(script: Path) -> None:
    code = script.read_text("utf-8")
    assert len(code.encode()) < 12_000
    assert re.findall(r"https?://|eval\(|^await |\?\?=|\|\|=", code, re.MULTILINE) == []
