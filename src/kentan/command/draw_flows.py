"""画流转表: docs/3-flows.md from the tables of moves, the wiring and the chores, so that the page cannot lie.

`python -m kentan.command.draw_flows` writes the page; tests/test_docs.py compares it. No database is needed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kentan.command.place import PROJECT

PAGE = PROJECT / "docs" / "3-flows.md"
PAGE_BREAK = "\f"
HEAD = """# 3 · The moves (流转)

Written by `python -m kentan.command.draw_flows` from the code; `tests/test_docs.py` compares it. Change the table of moves,
not this page.

Every record with a state has one table of moves in its stage's `flow.py`. The same table opens the buttons, refuses the wrong
hand, names the line in the log, tells those concerned and draws these pictures. A move is made only by
`kentan.ground.ledger.advance` ([0002](decisions/0002-one-door-for-state.md)). The sentences under *who may* and *who is told*
are the docstrings of the functions that are asked. Those told are told in the inbox of their account; whoever spoke has no account
and reads each move on the receipt's page.
"""
FOLLOWS = """## What follows from what

Tied together in `src/kentan/wiring.py` and nowhere else; it happens in the same transaction as the move itself.

| after | happens | by |
| --- | --- | --- |"""
CLOCK = """## What the clock does

Once a minute while `./kentan up` runs, and by `./kentan tick`; through the same door, as the system (`src/kentan/chores.py`).

| chore | what it does |
| --- | --- |"""


def ready_django() -> None:
    """Load the models; settings without keys, so that nothing is written anywhere."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentan.settings.base")
    import django

    django.setup()


def first_line(asked: Callable[..., Any]) -> str:
    """What a function says of itself, without its full stop. Raises ValueError when it says nothing."""
    words = (asked.__doc__ or "").strip().splitlines()
    if not words:
        raise ValueError(f"{getattr(asked, '__qualname__', asked)} has no docstring to draw")
    return cell(words[0].rstrip("."))


def cell(words: str) -> str:
    """Words that stand in a table."""
    return words.replace("|", "\\|").replace("\n", " ").strip()


def staged() -> list[Any]:
    """The records with a state, in the order of the procedure."""
    from django.apps import apps

    from kentan.ground.ledger.models import Staged

    return [model for model in apps.get_models() if issubclass(model, Staged)]


def table(model: Any) -> Iterator[str]:
    """One flow: picture and moves."""
    flow = model.flow
    yield f"## {model._meta.verbose_name} · `{flow.name}`\n"
    yield f"`src/{model.__module__.split('.models')[0].replace('.', '/')}/flow.py` — {first_line(model)}.\n"
    yield f"```mermaid\n{flow.mermaid()}\n```\n"
    yield "| move | from | to | who may | who is told | reason |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for move in flow:
        sources = "、".join(flow.labels[state] for state in flow.labels if state in move.sources)
        told = "; ".join(audience(model, name) for name in move.tells) or "—"
        who = f"{first_line(move.allowed)} (`{move.allowed.__name__}`)"
        yield f"| {move.label} `{move.name}` | {sources} | {flow.labels[move.target]} | {who} | {told} | {'needed' if move.needs_note else '—'} |"
    yield ""


def audience(model: Any, name: str) -> str:
    """Who is meant by a name in the column of those told."""
    from kentan.ground.ledger import audiences

    asked = audiences._audiences.get((model, name))
    return first_line(asked) if asked else f"`{name}`, on a page of their own"


def consequences() -> Iterator[str]:
    """One row per follower: those of moves in the order of the flows, then those of events."""
    from kentan.ground.ledger import followers

    for model in staged():
        for move in model.flow:
            for action in followers.followers_of(move):
                yield row(f"{model._meta.verbose_name} {move.label} `{move.name}`", action)
    events = sorted(cause for cause in followers._followers if isinstance(cause, str))
    for event in events:
        for action in followers.followers_of(event):
            yield row(f"`{event}` (an event, no change of state)", action)


def row(cause: str, action: Callable[..., Any]) -> str:
    """One consequence."""
    return f"| {cause} | {first_line(action)} | `{action.__name__}` |"


def chores() -> Iterator[str]:
    """One row per chore."""
    from kentan.chores import CHORES

    return (f"| `{name}` | {first_line(chore)} |" for name, chore in CHORES.items())


def page() -> str:
    """The whole page."""
    parts: Iterable[str] = (
        HEAD, *(line for model in staged() for line in table(model)), FOLLOWS, *consequences(), "", CLOCK, *chores(),
    )  # fmt: skip
    return "\n".join(parts) + "\n"


def written(pages: dict[Path, str], argv: Sequence[str]) -> None:
    """Write the pages; with `--print` only show them, each behind its name."""
    for path, text in pages.items():
        if "--print" in argv:
            print(f"{PAGE_BREAK}{path.relative_to(PROJECT)}\n{text}", end="")
        else:
            path.write_text(text, "utf-8")
            print(path.relative_to(PROJECT))


def main(argv: Sequence[str] = ()) -> None:
    """Write the page."""
    ready_django()
    written({PAGE: page()}, argv)


if __name__ == "__main__":
    main(sys.argv[1:])
