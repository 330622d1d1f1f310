"""`./kentan up`: the database, the pages and the clock, until Ctrl-C."""

from __future__ import annotations

import argparse
import errno
import hashlib
import json
import os
import secrets
import socket
from typing import Any

from kentan.command.addresses import every_address, lan_address
from kentan.command.announce import announce
from kentan.command.backups import phrase
from kentan.command.failure import Failure, tell
from kentan.command.place import PROJECT, Place
from kentan.command.postgres import Postgres
from kentan.command.supervisor import Child, Supervisor, end_orphans, python

WEB_PROCESSES = 2
WAITING = 512


def bound(given: argparse.Namespace) -> socket.socket:
    """The one socket that the web processes will share; it listens when they are about to start. Raises Failure."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(("0.0.0.0" if given.lan else "127.0.0.1", given.port))
    except OSError as error:
        made.close()
        raise refused(given.port, error) from error
    made.set_inheritable(True)
    return made


def refused(port: int, error: OSError) -> Failure:
    """Why the port cannot be had."""
    if error.errno == errno.EACCES:
        return Failure(
            f"没有权限用端口 {port}，请用 --port 换一个 1024 以上的。", f"port {port} needs root: choose one above 1024."
        )
    return Failure(f"端口 {port} 已经被占用，请用 --port 换一个。", f"port {port} is busy: choose another with --port.")


def addresses(given: argparse.Namespace) -> tuple[str, str]:
    """The address printed, and the address put into QR codes."""
    host = lan_address() if given.lan else "127.0.0.1"
    printed = f"http://{host}:{given.port}"
    return printed, os.environ.get("KENTAN_PUBLIC_URL", "").rstrip("/") or printed


def environment(place: Place, url: str, given: argparse.Namespace, word: str) -> dict[str, str]:
    """What the children read."""
    _, public = addresses(given)
    hosts = [os.environ.get("KENTAN_HOSTS", ""), *(every_address() if given.lan else [])]
    made = {
        **os.environ, "PYTHONPATH": str(PROJECT / "src"), "DJANGO_SETTINGS_MODULE": "kentan.settings.one_machine",
        "KENTAN_DATABASE_URL": url, "KENTAN_DATA": str(place.data), "KENTAN_PUBLIC_URL": public,
        "KENTAN_HOSTS": ",".join(host for host in hosts if host),
    }  # fmt: skip
    made.pop("KENTAN_FIRST_RUN_WORD_HASH", None)
    if word:
        made["KENTAN_FIRST_RUN_WORD_HASH"] = hashlib.sha256(word.encode()).hexdigest()
    return made


def run(given: argparse.Namespace) -> int:
    """Everything in order; whatever was started is stopped, also when something fails on the way."""
    if not Place.named(given.data).exists():
        bound(given).close()
    place = Place.at(given.data)
    held = place.hold()
    supervisor = Supervisor(place.data / "children")
    supervisor.listen()
    end_orphans(supervisor.record)
    door = bound(given)
    database = None if os.environ.get("KENTAN_DATABASE_URL") else Postgres(place.data / "postgres")
    try:
        serve(place, given, supervisor, door, database)
    except Failure:
        if not supervisor.is_stopping:
            raise
    finally:
        tell("正在停止 stopping …")
        supervisor.stop()
        if database is not None:
            database.stop()
        door.close()
        held.close()
    return 0


def serve(
    place: Place, given: argparse.Namespace, supervisor: Supervisor, door: socket.socket, database: Postgres | None,
) -> None:  # fmt: skip
    """Start the database, prepare, announce, start the children, watch."""
    url = os.environ.get("KENTAN_DATABASE_URL", "")
    if database is not None:
        database.is_unwanted = supervisor.was_told_to_stop
        database.start()
        url = database.url
        supervisor.also = lambda: revive(database)
    word = secrets.token_hex(4) if given.empty else ""
    env = environment(place, url, given, word)
    welcome = prepared(supervisor, env, door.fileno(), empty=given.empty)
    env["KENTAN_DEMO"] = "1" if welcome["is_demo"] else "0"
    (place.data / "address").write_text(env["KENTAN_PUBLIC_URL"], "utf-8")
    printed, _ = addresses(given)
    if given.lan and "//127." in printed:
        tell("没有找到局域网，手机打不开。No other network was found: a phone cannot open this.")
    shown_once = "" if welcome["is_demo"] else phrase.show_once(place.data)
    announce(printed, welcome, word, phrase=shown_once, elsewhere=url if database is None else "")
    try:
        door.listen(WAITING)
    except OSError as error:
        raise refused(given.port, error) from error
    start_children(supervisor, env, door.fileno())
    if welcome["is_demo"] and not welcome["is_whole"]:
        supervisor.add(Child("示例县 demo county", python("-m", "kentan.command.county"), env, is_once=True))
    supervisor.watch()


def prepared(supervisor: Supervisor, env: dict[str, str], door: int, *, empty: bool) -> dict[str, Any]:
    """Run the preparation in a child of its own; its sentences go straight to the reader. Raises Failure."""
    command = python("-m", "kentan.command.prepare", f"--door={door}", *(["--empty"] if empty else []))
    code, said = supervisor.finish(command, env, (door,))
    if code or supervisor.is_stopping:
        raise Failure("准备没有完成，原因见上。", "the preparation failed, see above.")
    answer: dict[str, Any] = json.loads(said.strip().splitlines()[-1])
    return answer


def start_children(supervisor: Supervisor, env: dict[str, str], door: int) -> None:
    """The web processes on the shared socket, and the clock."""
    web = python("-m", "uvicorn", "kentan.asgi:application", "--fd", str(door), "--no-access-log", "--log-level", "warning",
                 "--timeout-graceful-shutdown", "2", "--no-server-header")  # fmt: skip
    for turn in range(WEB_PROCESSES):
        supervisor.add(Child(f"网页 web {turn + 1}", web, env, (door,)))
    supervisor.add(Child("时钟 clock", python("-m", "kentan.command.clock"), env))


def revive(database: Postgres) -> None:
    """A database that was killed is started again on the same socket."""
    if database.child is not None and database.child.poll() is not None:
        tell("数据库停了，重新启动 restarting the database")
        database.launch()
