"""进度: one line on a terminal that is written over; nothing where nobody looks."""

from __future__ import annotations

import sys
from collections.abc import Callable

WIDTH = 24


def bar(total: int, what: str = "行") -> Callable[[int], None]:
    """Told how many were read, it draws; told the last, it ends the line."""
    if not sys.stderr.isatty():
        return lambda _count: None

    def draw(count: int) -> None:
        share = min(1.0, count / total) if total else 1.0
        done = round(share * WIDTH)
        print(f"\r{'█' * done}{'·' * (WIDTH - done)} {share:4.0%}  {count}/{total} {what}", end="", file=sys.stderr, flush=True)
        if count >= total:
            print(file=sys.stderr)

    return draw
