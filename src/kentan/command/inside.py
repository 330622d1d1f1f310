"""在数据库边上做事: commands that need the database, whether `up` runs or not."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kentan.command.failure import Failure
from kentan.command.identity import system_folder
from kentan.command.place import Place
from kentan.command.postgres import Postgres, postmaster, url_of
from kentan.command.prepare import check_is_current, check_version, ready_django


def cluster(wanted: Path) -> Path | None:
    """Where the database of this folder lies; None when none was made yet."""
    return next((folder for folder in (wanted, system_folder(wanted)) if (folder / "PG_VERSION").exists()), None)


@contextmanager
def server(place: Place) -> Iterator[str]:
    """The address of the database: the given one, the one that `up` runs, or one started for this. Raises Failure."""
    if given := os.environ.get("KENTAN_DATABASE_URL"):
        yield given
        return
    made = cluster(place.data / "postgres")
    if made is None:
        raise Failure(f"{place.data} 里还没有数据库，请先运行 ./kentan up。", "there is no database yet: run ./kentan up first.")
    if running := postmaster(made):
        yield url_of(running[1])
        return
    held = place.hold()
    started = Postgres(place.data / "postgres")
    try:
        started.start()
        yield started.url
    finally:
        started.stop()
        held.close()


@contextmanager
def database(given: argparse.Namespace) -> Iterator[Place]:
    """Django is ready and the database answers; a server started for this is stopped again."""
    if not Place.named(given.data).exists():
        raise Failure(f"没有这个文件夹：{given.data or 'var'}。请先运行 ./kentan up。", "no such folder: run ./kentan up first.")
    place = Place.at(given.data)
    with server(place) as url:
        os.environ.update({"KENTAN_DATA": str(place.data), "KENTAN_DATABASE_URL": url})
        if place.address:
            os.environ.setdefault("KENTAN_PUBLIC_URL", place.address)
        ready_django()
        check_version()
        check_is_current()
        yield place
