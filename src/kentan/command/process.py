"""进程: small facts about processes, on Linux from /proc, elsewhere from ps."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

PR_SET_PDEATHSIG = 1
CLONE_NEWUSER = 0x10000000
NOBODY = 65534


def is_alive(pid: int) -> bool:
    """Whether a process of that number exists and is no zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return True


def command_line(pid: int) -> str:
    """The command line of a process; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        found = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
        return found.stdout.strip()


def wait_gone(pid: int, seconds: float) -> bool:
    """Wait until the process is gone; False when it is still there after that long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not is_alive(pid):
            return True
        time.sleep(0.05)
    return not is_alive(pid)


def end(pid: int, first: signal.Signals, seconds: float = 8) -> None:
    """End a process: politely, then surely."""
    for sent, patience in ((first, seconds), (signal.SIGKILL, 2.0)):
        try:
            os.kill(pid, sent)
        except ProcessLookupError:
            return
        if wait_gone(pid, patience):
            return


def dies_with_parent(sent: signal.Signals, *, renamed: bool = False) -> Callable[[], None]:
    """What a child does before it begins: it ends when its parent does; `renamed` puts root behind another number."""
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
    uid, gid, parent = os.getuid(), os.getgid(), os.getpid()

    def begin() -> None:
        if libc is None:
            return
        if renamed:
            if libc.unshare(CLONE_NEWUSER) != 0:
                os._exit(99)
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"{NOBODY} {uid} 1")
            Path("/proc/self/gid_map").write_text(f"{NOBODY} {gid} 1")
        libc.prctl(PR_SET_PDEATHSIG, int(sent), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(99)

    return begin
