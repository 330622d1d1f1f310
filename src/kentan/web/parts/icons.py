"""图标: our one sprite, written into the page where it is used, so that no icon costs a request."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe

SPRITE = Path(__file__).resolve().parents[1] / "static" / "icons.svg"
SYMBOL = re.compile(r'<symbol id="(?P<name>[a-z-]+)" viewBox="(?P<box>[^"]+)">(?P<drawing>.*?)</symbol>', re.DOTALL)


@cache
def drawings() -> dict[str, tuple[str, str]]:
    """Every symbol's box and drawing, by its name."""
    return {found["name"]: (found["box"], found["drawing"].strip()) for found in SYMBOL.finditer(SPRITE.read_text("utf-8"))}


def drawn(name: str, kind: str) -> SafeString:
    """One symbol as an svg that readers' software passes over. Raises KeyError for a name that is not drawn."""
    box, drawing = drawings()[name]
    written = f' class="{kind}"' if kind else ""
    return mark_safe(f'<svg{written} viewBox="{box}" aria-hidden="true">{drawing}</svg>')  # noqa: S308  our own sprite
