"""数一数: how many rows each table holds and what is in them, read in one snapshot; and PostgreSQL's own programs."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import psycopg
from psycopg import sql

from kentan.command.failure import Failure
from kentan.command.postgres import binaries

EPHEMERAL = ("django_session",)
"""Tables whose rows are in no backup: after a restore everybody signs in again."""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
CONTENT = """
SELECT count(*), coalesce(encode(sha256(convert_to(string_agg(h, '' ORDER BY h), 'UTF8')), 'hex'), '')
FROM (SELECT encode(sha256(convert_to(t::text, 'UTF8')), 'hex') AS h FROM {table} AS t) AS rows
"""


def program(name: str) -> str:
    """pg_dump, pg_restore, psql: from the wheel, else the machine's. Raises Failure."""
    try:
        return str(binaries() / name)
    except Failure:
        if found := shutil.which(name):
            return found
        raise


def environment(url: str) -> dict[str, str]:
    """How PostgreSQL's programs find a database; a password is never an argument."""
    parts = urlsplit(url)
    asked = parse_qs(parts.query)
    found = {
        "PGHOST": asked.get("host", [parts.hostname or ""])[0], "PGPORT": str(parts.port or ""), "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""), "PGDATABASE": parts.path.lstrip("/"), "PGSSLMODE": asked.get("sslmode", [""])[0],
    }  # fmt: skip
    return {**os.environ, **{name: value for name, value in found.items() if value}}


@contextmanager
def snapshot(url: str) -> Iterator[tuple[psycopg.Connection[tuple[object, ...]], str]]:
    """A connection that sees one moment, and the name under which others see the same. Raises Failure."""
    try:
        connection = psycopg.connect(url)
    except psycopg.OperationalError as error:
        reason = " ".join(str(error).split())
        raise Failure(f"连不上数据库：{reason}", f"the database cannot be reached: {reason}") from error
    with connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.execute("SET TimeZone TO 'UTC'")
        named = connection.execute("SELECT pg_export_snapshot()").fetchone()
        yield connection, str(named[0] if named else "")


def contents(connection: psycopg.Connection[tuple[object, ...]]) -> dict[str, tuple[int, str]]:
    """Per table the number of rows and a SHA-256 of all of them in an order of its own."""
    found: dict[str, tuple[int, str]] = {}
    for (name,) in connection.execute(TABLES).fetchall():
        if name in EPHEMERAL:
            continue
        row = connection.execute(sql.SQL(CONTENT).format(table=sql.Identifier(str(name)))).fetchone()  # type: ignore[arg-type]
        found[str(name)] = (int(str(row[0])), str(row[1])) if row else (0, "")
    return found


def dump(url: str, named: str, into: Path) -> None:
    """The database as it is in this snapshot, in PostgreSQL's custom format. Raises Failure."""
    unwanted = [f"--exclude-table-data={name}" for name in EPHEMERAL]
    run(
        [program("pg_dump"), "--format=custom", "--no-owner", f"--snapshot={named}", *unwanted, f"--file={into}"],
        environment(url),
    )


def load(url: str, out_of: Path) -> None:
    """Such a file into an empty database, all or nothing. Raises Failure."""
    options = ["--no-owner", "--single-transaction", "--exit-on-error"]
    database = environment(url).get("PGDATABASE", "kentan")
    run([program("pg_restore"), *options, f"--dbname={database}", str(out_of)], environment(url))


def run(command: list[str], surroundings: Mapping[str, str]) -> None:
    """One program; what it complains of becomes the sentence. Raises Failure."""
    done = subprocess.run(command, capture_output=True, text=True, env=dict(surroundings), check=False)
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise Failure(f"{Path(command[0]).name} 出了错：{said}", f"{Path(command[0]).name} failed: {said}")
