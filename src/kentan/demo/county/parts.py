"""一段一段装: each part whole or not at all, remembered in the database itself; a kill in between loses at most one part."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction

from kentan.demo.county import desks, heard, network, people, rooms, series

MARKED = "django_content_type"
STEP = 30
Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its name, and what it does."""

    name: str
    work: Work


def parts() -> list[Part]:
    """All of them, in their order."""
    voices = [
        Part(f"voices {first}", lambda first=first: heard.speak(first, min(first + STEP, heard.VOICES)))  # type: ignore[misc]
        for first in range(0, heard.VOICES, STEP)
    ]
    return [
        Part("network", network.build),
        *voices,
        *(Part(name, work) for name, work in (*series.PARTS, *rooms.PARTS, *desks.PARTS)),
    ]


def standing() -> dict[str, object]:
    """What this database remembers: {"done": names, "of": how many there are}."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(obj_description(%s::regclass, 'pg_class'), '{}')", [MARKED])
        found: dict[str, object] = json.loads(cursor.fetchone()[0])
    return found


def done() -> list[str]:
    """The names of the parts that stand in this database."""
    return [str(name) for name in standing().get("done", [])]  # type: ignore[attr-defined]


def mark(names: list[str], of: int) -> None:
    """Written in the same transaction as the part; names are ours and hold no quotes."""
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON TABLE {MARKED} IS '{json.dumps({'done': names, 'of': of})}'")


def load(progress: Callable[[int, int], None]) -> None:
    """What is missing; told how many parts of how many are done."""
    people.forget()
    every, names = parts(), done()
    for part in every:
        if part.name not in names:
            with transaction.atomic():
                part.work()
                names = [*names, part.name]
                mark(names, len(every))
        progress(len(names), len(every))


def share() -> int:
    """Per cent of the parts that stand; 100 when all do."""
    return 100 * len(done()) // len(parts())
