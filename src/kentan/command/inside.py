"""在数据库边上做事: commands that need the database, whether `up` runs or not."""

from __future__ import annotations

import argparse
import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kentan.command.place import Place
from kentan.command.postgres import Postgres
from kentan.command.prepare import check_version, ready_django


def running_socket(place: Place) -> str:
    """The socket folder of the server that `up` runs on this folder; empty when none does."""
    try:
        lines = (place.data / "postgres" / "postmaster.pid").read_text().splitlines()
    except OSError:
        return ""
    folder = lines[4] if len(lines) > 4 else ""  # noqa: PLR2004  the fifth line is the socket folder
    return folder if folder and (Path(folder) / ".s.PGSQL.5432").exists() else ""


@contextmanager
def database(given: argparse.Namespace) -> Iterator[Place]:
    """Django is ready and the database answers; a server started for this is stopped again."""
    place = Place.at(given.data)
    os.environ["KENTAN_DATA"] = str(place.data)
    if (place.data / "address").exists():
        os.environ.setdefault("KENTAN_PUBLIC_URL", (place.data / "address").read_text())
    started: Postgres | None = None
    if not os.environ.get("KENTAN_DATABASE_URL"):
        if folder := running_socket(place):
            os.environ["KENTAN_DATABASE_URL"] = f"postgresql://kentan@/kentan?host={shlex.quote(folder)}"
        else:
            held = place.hold()
            started = Postgres(place.data / "postgres")
            started.start()
            os.environ["KENTAN_DATABASE_URL"] = started.url
            held.close()
    try:
        ready_django()
        check_version()
        yield place
    finally:
        if started is not None:
            started.stop()
