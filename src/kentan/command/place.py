"""放在哪里: the data folder of an installation and what lies in it."""

from __future__ import annotations

import fcntl
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kentan.command.failure import Failure

PROJECT = Path(__file__).resolve().parents[3]
LOCK, RESTORING = "up.lock", "restoring"
"""The mark of a restore that has not ended; while it stands nothing else works on the folder."""


@dataclass(frozen=True, slots=True)
class Place:
    """The data folder."""

    data: Path

    @staticmethod
    def named(given: str | None) -> Path:
        """The folder that was named, else var/ in the project."""
        return Path(given or PROJECT / "var").expanduser().resolve()

    @classmethod
    def at(cls, given: str | None, *, restores: bool = False) -> Place:
        """The named folder; made when absent. `restores`: only then may it hold half a restore. Raises Failure."""
        data = cls.named(given)
        if (data / RESTORING).exists() and not restores:
            raise Failure(
                f"{data} 里的恢复没有做完。请再运行一次 ./kentan restore，它会从头来过。",
                "a restore into this folder was interrupted: run ./kentan restore again, it starts afresh.",
            )
        try:
            data.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=data):
                pass
        except OSError as error:
            raise Failure(f"这个文件夹不能写：{data}（{error.strerror}）", f"this folder is not writable: {data}") from error
        return cls(data)

    @property
    def address(self) -> str:
        """Where `up` serves or last served this folder; empty before the first time."""
        try:
            return (self.data / "address").read_text("utf-8").strip()
        except OSError:
            return ""

    def hold(self) -> IO[str]:
        """Nobody else runs on this folder while the returned file is open. Raises Failure."""
        held = (self.data / LOCK).open("a+", encoding="ascii")
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            held.seek(0)
            pid = held.read().strip()
            raise Failure(
                f"这个文件夹已经有一个恳谈在运行（进程 {pid}）。", f"another kentan runs on this folder (process {pid})."
            ) from error
        held.truncate(0)
        held.write(str(os.getpid()))
        held.flush()
        return held
