"""上菜之前: migrate, collect static files, load the demo into an empty database, and say who can come in.

Runs as a child of `up` (so that the supervisor stays small) and answers with one line of JSON.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

from kentan.command.failure import Failure, tell


def ready_django() -> None:
    """Load the settings and the models."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentan.settings.one_machine")
    import django

    django.setup()


def check_version() -> None:
    """Refuse a database that a newer version has written. Raises Failure."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    connection.ensure_connection()
    if connection.pg_version < 150000:  # type: ignore[attr-defined]  # noqa: PLR2004  the first number is the major version
        raise Failure("数据库版本太旧，请用 PostgreSQL 15 或更新。", "the database is too old: PostgreSQL 15 or newer is needed.")
    loader = MigrationLoader(connection)
    newer = sorted(set(loader.applied_migrations) - set(loader.disk_migrations))
    if newer:
        name = ".".join(newer[0])
        raise Failure(
            f"这个数据库是更新版本的恳谈写的（{name}），请换成新版程序。", f"a newer kentan wrote this database ({name})."
        )


def migrate() -> None:
    """Bring the tables up to this version."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def collect_static() -> None:
    """Static files with hashed names, when they changed since the last time."""
    from django.conf import settings
    from django.core.management import call_command

    source = Path(settings.STATICFILES_DIRS[0])
    facts = sorted((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in source.rglob("*") if path.is_file())
    stamp = hashlib.sha256(json.dumps(facts).encode()).hexdigest()
    mark = Path(settings.STATIC_ROOT) / ".stamp"
    if mark.exists() and mark.read_text() == stamp:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    mark.write_text(stamp)


def load_demo(data: Path) -> None:
    """The demo county, once, when the database is empty."""
    from kentan import demo

    tell("装入演示县 loading the demo county …")
    if demo.load_if_empty():
        (data / "demo").touch()


def main(argv: list[str]) -> int:
    """Prepare, then print the welcome as JSON."""
    try:
        ready_django()
        check_version()
        migrate()
        collect_static()
        data = Path(os.environ["KENTAN_DATA"])
        from kentan.ground.network.models import Area

        is_empty = not Area.objects.exists()
        if is_empty and "--empty" not in argv:
            load_demo(data)
            is_empty = False
        print(json.dumps(welcome(data, is_empty=is_empty), ensure_ascii=False), flush=True)
    except Failure as failure:
        return failure.tell()
    return 0


def welcome(data: Path, *, is_empty: bool) -> dict[str, object]:
    """Who can come in, and the address of one code's page."""
    from kentan import demo

    made = demo.welcome()
    return {"accounts": made.accounts, "code_url": made.code_url, "is_empty": is_empty, "is_demo": (data / "demo").exists()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
