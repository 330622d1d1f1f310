"""`./kentan up`: the database, the pages and the clock, until Ctrl-C."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import secrets
import socket
import subprocess
from typing import Any

from kentan.command.announce import announce, lan_address
from kentan.command.failure import Failure, tell
from kentan.command.place import PROJECT, Place
from kentan.command.postgres import Postgres
from kentan.command.supervisor import Child, Supervisor, end_orphans, python

WEB_PROCESSES = 2


def listening(host: str, port: int) -> socket.socket:
    """The one listening socket, shared by the web processes. Raises Failure when the port is busy."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except (OSError, OverflowError) as error:
        made.close()
        raise Failure(
            f"端口 {port} 已经被占用，请用 --port 换一个。", f"port {port} is busy: choose another with --port."
        ) from error
    made.listen(512)
    made.set_inheritable(True)
    return made


def addresses(given: argparse.Namespace) -> tuple[str, str]:
    """The address printed, and the address put into QR codes."""
    host = lan_address() if given.lan else "127.0.0.1"
    printed = f"http://{host}:{given.port}"
    return printed, os.environ.get("KENTAN_PUBLIC_URL", "").rstrip("/") or printed


def environment(place: Place, url: str, given: argparse.Namespace, word: str) -> dict[str, str]:
    """What the children read."""
    _, public = addresses(given)
    hosts = ",".join(part for part in (os.environ.get("KENTAN_HOSTS", ""), lan_address() if given.lan else "") if part)
    made = {
        **os.environ, "PYTHONPATH": str(PROJECT / "src"), "DJANGO_SETTINGS_MODULE": "kentan.settings.one_machine",
        "KENTAN_DATABASE_URL": url, "KENTAN_DATA": str(place.data), "KENTAN_PUBLIC_URL": public, "KENTAN_HOSTS": hosts,
    }  # fmt: skip
    if word:
        made["KENTAN_FIRST_RUN_WORD_HASH"] = hashlib.sha256(word.encode()).hexdigest()
    return made


def prepared(env: dict[str, str], *, empty: bool) -> dict[str, Any]:
    """Run the preparation in a child of its own; its sentences go straight to the reader. Raises Failure."""
    command = python("-m", "kentan.command.prepare", *(["--empty"] if empty else []))
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise Failure("准备没有完成，原因见上。", "the preparation failed, see above.")
    answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


def run(given: argparse.Namespace) -> int:
    """Everything in order; whatever was started is stopped, also when something fails on the way."""
    place = Place.at(given.data)
    held = place.hold()
    supervisor = Supervisor(place.data / "children")
    supervisor.listen()
    end_orphans(supervisor.record)
    door = listening("0.0.0.0" if given.lan else "127.0.0.1", given.port)
    database: Postgres | None = None
    try:
        url = os.environ.get("KENTAN_DATABASE_URL", "")
        if not url:
            database = Postgres(place.data / "postgres")
            database.start()
            url = database.url
        serve(place, url, given, supervisor, door, database)
    finally:
        tell("正在停止 stopping …")
        supervisor.stop()
        if database is not None:
            database.stop()
        door.close()
        held.close()
    return 0


def serve(
    place: Place, url: str, given: argparse.Namespace, supervisor: Supervisor, door: socket.socket, database: Postgres | None,
) -> None:  # fmt: skip
    """Prepare, announce, start the children, watch."""
    word = secrets.token_hex(4) if given.empty else ""
    env = environment(place, url, given, word)
    welcome = prepared(env, empty=given.empty)
    env["KENTAN_DEMO"] = "1" if welcome["is_demo"] else "0"
    if supervisor.is_stopping:
        return
    (place.data / "address").write_text(env["KENTAN_PUBLIC_URL"])
    announce(addresses(given)[0], welcome, word)
    number = str(door.fileno())
    web = python("-m", "uvicorn", "kentan.asgi:application", "--fd", number, "--no-access-log", "--log-level", "warning",
                 "--timeout-graceful-shutdown", "3", "--no-server-header")  # fmt: skip
    for turn in range(WEB_PROCESSES):
        supervisor.add(Child(f"网页 web {turn + 1}", web, env, (door.fileno(),)))
    supervisor.add(Child("时钟 clock", python("-m", "kentan.command.clock"), env))
    watch(supervisor, database)


def watch(supervisor: Supervisor, database: Postgres | None) -> None:
    """Watch the children and the database together."""
    if database is None:
        supervisor.watch()
        return
    supervisor.also = lambda: revive(database)
    supervisor.watch()


def revive(database: Postgres) -> None:
    """A database that was killed is started again on the same socket."""
    if database.child is not None and database.child.poll() is not None:
        tell("数据库停了，重新启动 restarting the database")
        database.launch()
