"""`./kentan restore`: a backup becomes an installation again, in an empty folder; whole, or not at all."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from kentan.command.backups import archive, phrase, tables
from kentan.command.failure import ARGUMENTS, Failure, tell
from kentan.command.inside import cluster
from kentan.command.place import LOCK, RESTORING, Place
from kentan.command.postgres import Postgres
from kentan.command.prepare import check_version, migrate, ready_django


def run(given: argparse.Namespace) -> int:
    """Verify, lay out, compare, bring up to this version. Raises Failure."""
    data, file = Place.named(given.data), Path(given.file).expanduser().resolve()
    key = asked_key(given)
    refuse_kept(data)
    check_key(archive.verify(file), key, without=given.without_contacts)
    was_there = data.exists()
    place = Place.at(given.data, restores=True)
    with place.hold():
        try:
            if (place.data / RESTORING).exists():
                clear(place)
            (place.data / RESTORING).touch()
            manifest = lay_out(file, place, key)
            (place.data / RESTORING).unlink()
        except BaseException:
            clear(place)
            (place.data / LOCK).unlink()
            if not was_there:
                place.data.rmdir()
            raise
    print(
        f"恢复好了 restored：{place.data}\n{manifest.made_at} 的备份，{manifest.rows} 行 rows，{len(manifest.attachments)} 个附件 files，"
        f"数目和内容都对得上 counts and contents agree\n接着 next：./kentan up --data {place.data}"
    )
    return 0


def refuse_kept(data: Path) -> None:
    """Raises Failure when the folder holds anything but what an interrupted restore left, or its database lies elsewhere already."""
    if (data / RESTORING).exists():
        return
    if data.exists() and any(data.iterdir()):
        raise Failure(f"这个文件夹不是空的：{data}。备份只恢复到空文件夹。", f"this folder is not empty: {data}.", ARGUMENTS)
    if not os.environ.get("KENTAN_DATABASE_URL") and (elsewhere := cluster(data / "postgres")):
        raise Failure(
            f"这个文件夹的数据库还在 {elsewhere}。请换一个文件夹。", f"a database of this folder lies in {elsewhere}.", ARGUMENTS
        )


def clear(place: Place) -> None:
    """What an interrupted or failed restore left goes; the mark goes last, the lock is held by the caller."""
    if not os.environ.get("KENTAN_DATABASE_URL") and (made := cluster(place.data / "postgres")):
        shutil.rmtree(made, ignore_errors=True)
    for left in sorted(place.data.iterdir(), key=lambda one: one.name == RESTORING):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        elif left.name != LOCK:
            left.unlink()


def asked_key(given: argparse.Namespace) -> bytes | None:
    """The key behind the phrase in a file, or on standard input; None without one. Raises Failure."""
    if not given.phrase_file:
        return None
    try:
        written = sys.stdin.read() if given.phrase_file == "-" else Path(given.phrase_file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Failure(f"读不了这个文件：{given.phrase_file}", f"cannot read {given.phrase_file}", ARGUMENTS) from error
    return phrase.key_of(written)


def check_key(manifest: archive.Manifest, key: bytes | None, *, without: bool) -> None:
    """The phrase must be this installation's; without it telephone numbers stay closed, and that must be meant. Raises Failure."""
    if key is None:
        if without or manifest.is_demo or not manifest.key_mark:
            return
        raise Failure(
            "要恢复短语才能读出群众的电话：--phrase-file 文件。没有短语也要恢复，请加 --without-contacts。",
            "the recovery phrase is needed to read telephone numbers: --phrase-file FILE, or --without-contacts.",
            ARGUMENTS,
        )
    if manifest.key_mark and phrase.mark_of(key) != manifest.key_mark:
        raise Failure("这个恢复短语是另一个安装的。", "this recovery phrase belongs to another installation.", ARGUMENTS)


def lay_out(file: Path, place: Place, key: bytes | None) -> archive.Manifest:
    """Database, files, key; counts and hashes compared before anything is migrated. Raises Failure."""
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=place.data) as scratch:
        manifest = archive.verify(file, Path(scratch))
        database = None if os.environ.get("KENTAN_DATABASE_URL") else Postgres(place.data / "postgres")
        try:
            if database is not None:
                database.start()
            url = os.environ.get("KENTAN_DATABASE_URL") or (database.url if database else "")
            refuse_used(url)
            tell("装入数据 loading …")
            tables.load(url, Path(scratch) / archive.DATABASE)
            compare(url, manifest)
            (Path(scratch) / archive.ATTACHMENTS).mkdir(exist_ok=True)
            shutil.copytree(Path(scratch) / archive.ATTACHMENTS, place.data / "attachments")
            if key is not None:
                phrase.keep_key(place.data, key)
            bring_up(url, place)
        finally:
            if database is not None:
                database.stop()
    return manifest


def refuse_used(url: str) -> None:
    """Raises Failure when the database holds anything already."""
    with tables.snapshot(url) as (connection, _named):
        if connection.execute(tables.TABLES).fetchone():
            raise Failure("这个数据库里已经有表了。备份只恢复到空的数据库。", "this database already holds tables.", ARGUMENTS)


def compare(url: str, manifest: archive.Manifest) -> None:
    """Every table holds what it held. Raises Failure with the first that does not."""
    with tables.snapshot(url) as (connection, _named):
        found = tables.contents(connection)
    for name in sorted(manifest.tables.keys() | found.keys()):
        if found.get(name) != manifest.tables.get(name):
            raise Failure(f"恢复后表 {name} 和备份对不上。", f"after restoring, table {name} differs from the backup.")


def bring_up(url: str, place: Place) -> None:
    """Up to this version; a backup of a newer one is refused. Raises Failure."""
    os.environ.update({"KENTAN_DATA": str(place.data), "KENTAN_DATABASE_URL": url})
    ready_django()
    check_version()
    migrate()
