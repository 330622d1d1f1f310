"""One ./kentan up as a newcomer starts it: real processes, a scratch folder, a free port."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def clean_environment() -> dict[str, str]:
    """This machine's environment without the settings of the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KENTAN_", "DJANGO_"))}
    return {**kept, "PYTHONPATH": str(PROJECT / "src"), "KENTAN_DEMO_SIZE": "story"}


def kentan(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """One command that ends by itself."""
    command = [sys.executable, "-m", "kentan.command", *arguments]
    environment = {**clean_environment(), **settings}
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, check=False)


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def fetch(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError as error:
        return 0, str(error)


def healthy(port: int, host: str = "127.0.0.1", seconds: float = 90) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if fetch(f"http://{host}:{port}/healthz")[0] == 200:
            return True
        time.sleep(0.2)
    return False


class Run:
    """One ./kentan up in a process group of its own."""

    def __init__(self, data: Path, *arguments: str, ignore_int: bool = False) -> None:
        self.port = free_port()
        self.data = data
        self.out = data.with_suffix(".out")
        command = [sys.executable, "-m", "kentan.command", "up", "--data", str(data), "--port", str(self.port), *arguments]
        self.child = subprocess.Popen(
            command,
            stdout=self.out.open("w"),
            stderr=subprocess.STDOUT,
            env=clean_environment(),
            cwd="/",
            start_new_session=True,
            preexec_fn=(lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)) if ignore_int else None,
        )

    @property
    def said(self) -> str:
        return self.out.read_text()

    def hears(self, words: str, seconds: float = 60) -> bool:
        """Whether it says these words within the time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if words in self.said:
                return True
            time.sleep(0.02)
        return False

    def members(self) -> dict[int, str]:
        """Everybody in the process group who is still alive: pid and command line."""
        listed = subprocess.run(["ps", "-wweo", "pgid,pid,stat,args"], capture_output=True, text=True, check=True).stdout
        rows = [line.split(None, 3) for line in listed.splitlines()[1:]]
        return {int(row[1]): row[3] for row in rows if int(row[0]) == self.child.pid and not row[2].startswith("Z")}

    def one(self, part: str) -> int:
        """The first member whose command line holds this part; 0 when there is none."""
        return next((pid for pid, line in sorted(self.members().items()) if part in line), 0)

    def stop(self, sent: signal.Signals = signal.SIGINT) -> int:
        self.child.send_signal(sent)
        return self.child.wait(15)

    def kill_all(self) -> None:
        try:
            os.killpg(self.child.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        self.child.wait(5)
