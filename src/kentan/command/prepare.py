"""上菜之前: migrate, collect static files, load the demo into an empty database, and say who can come in.

Runs as a child of `up` (so that the supervisor stays small) and answers with one line of JSON.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sys
from pathlib import Path
from urllib.parse import urlsplit

from kentan.command.failure import Failure, tell
from kentan.settings import env

OLDEST_DATABASE = 150000
DEMO_MARK = "the invented county of the demo"


def ready_django() -> None:
    """Load the settings and the models. Raises Failure when the database's address is no address."""
    scheme = urlsplit(os.environ.get("KENTAN_DATABASE_URL", "")).scheme
    if scheme not in {"postgresql", "postgres"}:
        raise Failure(
            "KENTAN_DATABASE_URL 要写成 postgresql://用户:密码@主机:端口/库名。",
            "KENTAN_DATABASE_URL looks like postgresql://user:password@host:port/name.",
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentan.settings.one_machine")
    import django

    django.setup()


def check_version() -> None:
    """Refuse a server that is too old, and a database that a newer version has written. Raises Failure."""
    from django.db import OperationalError, connection
    from django.db.migrations.loader import MigrationLoader

    try:
        connection.ensure_connection()
    except OperationalError as error:
        reason = " ".join(str(error).split())
        raise Failure(f"连不上数据库：{reason}", f"the database cannot be reached: {reason}") from error
    if connection.pg_version < OLDEST_DATABASE:  # type: ignore[attr-defined]
        raise Failure("数据库版本太旧，请用 PostgreSQL 15 或更新。", "the database is too old: PostgreSQL 15 or newer is needed.")
    loader = MigrationLoader(connection)
    newer = sorted(set(loader.applied_migrations) - set(loader.disk_migrations))
    if newer:
        name = ".".join(newer[0])
        raise Failure(
            f"这个数据库是更新版本的恳谈写的（{name}），请换成新版程序。", f"a newer kentan wrote this database ({name})."
        )


def check_is_current() -> None:
    """Refuse to work on tables that an older version made, or that nobody made yet. Raises Failure."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Failure("数据库还没有升到这个版本，请先运行 ./kentan up。", "the database is behind: run ./kentan up first.")


def migrate() -> None:
    """Bring the tables up to this version."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def collect_static() -> None:
    """Static files with hashed names, when ours or a library's changed since the last time."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    facts = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()  # type: ignore[attr-defined]
            facts.append((name, found.st_mtime_ns, found.st_size))
    stamp = hashlib.sha256(json.dumps(sorted(facts)).encode()).hexdigest()
    mark = Path(settings.STATIC_ROOT) / ".stamp"
    if mark.exists() and mark.read_text() == stamp:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    mark.write_text(stamp)


def compile_words() -> None:
    """The English catalogue in the machine's form, before anybody is served."""
    from django.conf import settings

    from kentan.command.catalogue import compile_into

    compile_into(Path(settings.DATA) / "locale")


def is_demo() -> bool:
    """Whether this database holds the invented county; the mark stands in the database itself, never beside it."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description('django_migrations'::regclass, 'pg_class') = %s", [DEMO_MARK])
        return cursor.fetchone()[0] is True


def load_demo() -> None:
    """The demo county and its mark, both or neither."""
    from django.db import connection, transaction

    from kentan import demo

    tell("装入演示县 loading the demo county …")
    with transaction.atomic():
        demo.load_if_empty()
        with connection.cursor() as cursor:
            cursor.execute(f"COMMENT ON TABLE django_migrations IS '{DEMO_MARK}'")


def prepare(*, may_load_demo: bool, door: int | None = None) -> dict[str, object]:
    """Everything in order; what `up` is to print. `door`: the listening socket, for a page while older tables are brought up. Raises Failure."""
    ready_django()
    check_version()
    from django.conf import settings
    from django.db import OperationalError

    from kentan.command.backups import upgrading
    from kentan.command.waiting import said_while_upgrading
    from kentan.ground.network.models import Area

    try:
        with said_while_upgrading(door):
            upgrading.safely(os.environ["KENTAN_DATABASE_URL"], Path(settings.DATA))
            migrate()
        collect_static()
        compile_words()
        if may_load_demo and not Area.objects.exists():
            load_demo()
        return welcome(is_empty=not Area.objects.exists())
    except (OperationalError, OSError) as error:
        reason = " ".join(str(error).split())
        raise Failure(f"准备时出了错：{reason}", f"while preparing: {reason}") from error


def welcome(*, is_empty: bool) -> dict[str, object]:
    """Who can come in, and the address of one code's page."""
    from kentan import demo

    made = demo.welcome()
    is_whole = env.DEMO_SIZE.read() == "story" or demo.county_share() == 100  # noqa: PLR2004  per cent
    return {
        "accounts": made.accounts,
        "code_url": made.code_url,
        "is_empty": is_empty,
        "is_demo": is_demo(),
        "is_whole": is_whole,
    }


def main(argv: list[str]) -> int:
    """Prepare, then print the welcome as JSON; the supervisor alone decides when Ctrl-C ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        door = next((int(one.removeprefix("--door=")) for one in argv if one.startswith("--door=")), None)
        print(json.dumps(prepare(may_load_demo="--empty" not in argv, door=door)), flush=True)
    except Failure as failure:
        return failure.tell()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
