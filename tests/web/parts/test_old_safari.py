"""旧的 Safari: before 14.1 it knows no gap between flex items, so every such gap of a public page is a margin there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SHEETS = Path(__file__).resolve().parents[3] / "src" / "kentan" / "web" / "static" / "css"
OLD = re.compile(r"@supports \(not \(overflow-wrap: anywhere\)\) and \(not \(inset: 0\)\) \{(?P<rules>(?:[^{}]|\{[^{}]*\})*)\}")


def rules_of(css: str) -> list[tuple[str, str]]:
    """Selector and body of every plain rule."""
    plain = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return [(selector.strip(), body) for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", plain)]


def spaced_selectors() -> set[str]:
    """The rows whose items stand apart by a margin in those browsers."""
    found = OLD.search((SHEETS / "citizen.css").read_text("utf-8"))
    assert found is not None
    selectors = [one.strip() for selector, _ in rules_of(found["rules"]) for one in selector.split(",")]
    return {selector.rpartition(" > ")[0] for selector in selectors if " > " in selector}


@pytest.mark.parametrize("sheet", ["kentan.css", "citizen.css"])
def test_every_gap_between_flex_items_has_a_margin_in_old_safari(sheet: str) -> None:
    rows = {
        selector for selector, body in rules_of((SHEETS / sheet).read_text("utf-8"))
        if re.search(r"display:\s*(?:inline-)?flex", body) and re.search(r"(?<![-\w])gap:", body)
    }  # fmt: skip
    assert rows - spaced_selectors() == set()
