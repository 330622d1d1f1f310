"""做备份: while people go on writing; and the one that is made every night."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from kentan.command.backups import archive, phrase, tables
from kentan.command.failure import Failure
from kentan.settings import env

HOUR = 2
"""From this hour of Haining's day on, tonight's backup is owed."""
NAME, SUFFIX, SCRATCH = "kentan-", ".tar", ".kentan-backup-"
MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"
FILES = "SELECT file, sha256 FROM ledger_attachment ORDER BY file"
DEMO = "SELECT coalesce(obj_description('django_migrations'::regclass, 'pg_class'), '')"


def version() -> str:
    """Of this program."""
    import tomllib

    from kentan.command.place import PROJECT

    return str(tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def back_up(url: str, data: Path, target: Path) -> archive.Manifest:
    """One moment of the database and the files that it names, into one file. Raises Failure, OSError."""
    if target.exists():
        raise Failure(f"已经有这个文件了：{target}", f"this file exists already: {target}")
    target.parent.mkdir(parents=True, exist_ok=True)
    kept = data / "attachments"
    with scratch_in(target.parent) as scratch:
        database = scratch / archive.DATABASE
        with tables.snapshot(url) as (connection, named):
            found = tables.contents(connection)
            files = {str(name): str(digest) for name, digest in connection.execute(FILES).fetchall()}
            made_by = [str(name) for (name,) in connection.execute(MIGRATIONS).fetchall()]
            comment = connection.execute(DEMO).fetchone()
            tables.dump(url, named, database)
        whole = {name: digest for name, digest in files.items() if is_whole(kept / name, digest)}
        with database.open("rb") as dumped:
            digest = archive.sha256_of(dumped)
        key = phrase.kept_key(data)
        manifest = archive.Manifest(
            made_at=datetime.now(UTC).isoformat(timespec="seconds"), version=version(), migrations=made_by, tables=found, database=digest,
            attachments=whole, missing=sorted(files.keys() - whole.keys()), key_mark=phrase.mark_of(key) if key else "",
            is_demo=bool(comment and comment[0]),
        )  # fmt: skip
        archive.write(target, manifest, database, kept)
    return manifest


@contextmanager
def scratch_in(folder: Path) -> Iterator[Path]:
    """A folder for the parts, locked while its maker lives, so that another backup does not take it for a dead one's."""
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=folder) as made:
        held = os.open(made, os.O_RDONLY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield Path(made)
        finally:
            os.close(held)


def is_in_work(scratch: Path) -> bool:
    """Whether the backup that made this folder still lives."""
    held = os.open(scratch, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(held)
    return False


def is_whole(file: Path, digest: str) -> bool:
    """Whether the file is there and holds what the database says."""
    try:
        with file.open("rb") as content:
            return archive.sha256_of(content) == digest
    except OSError:
        return False


def folder_of(data: Path) -> Path:
    """Where nightly backups lie."""
    return Path(env.BACKUPS.read() or data / "backups")


def nightly(url: str, data: Path, now: datetime) -> Path | None:
    """Tonight's backup, once, verified; older ones than the number kept go. `now`: Haining's time. None when nothing was owed."""
    folder = folder_of(data)
    target = folder / f"{NAME}{now:%Y-%m-%d}{SUFFIX}"
    if now.hour < HOUR or target.exists():
        return None
    clear_drafts(folder)
    back_up(url, data, target)
    try:
        archive.verify(target)
    except Failure:
        target.unlink()
        raise
    for old in made(folder)[: -int(env.BACKUPS_KEPT.read())]:
        old.unlink()
    return target


def made(folder: Path) -> list[Path]:
    """The nightly backups, oldest first."""
    return sorted(folder.glob(f"{NAME}[0-9]*{SUFFIX}"))


def clear_drafts(folder: Path) -> None:
    """What a killed backup left half-written; one that is being made just now is left alone."""
    found = list(folder.glob(f"{SCRATCH}*"))
    in_work = [scratch for scratch in found if is_in_work(scratch)]
    for left in found:
        if left not in in_work:
            shutil.rmtree(left, ignore_errors=True)
    if in_work:
        return
    for left in folder.glob(f".{NAME}*.part"):
        left.unlink(missing_ok=True)


def stamp() -> str:
    """This moment, for a file's name."""
    return datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
