"""看着孩子们: the started process keeps its children alive, and leaves nothing running when it is stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from kentan.command import process
from kentan.command.failure import tell

TURN = 0.2
PATIENCE = 3.5


@dataclass(slots=True)
class Child:
    """One process that must live (or, `is_once`, come to its own end): its name, its command, the sockets that it inherits."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    sockets: tuple[int, ...] = ()
    is_once: bool = False
    running: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0

    def start(self) -> None:
        """Start it; it ends when its parent does."""
        self.running = subprocess.Popen(
            self.command, env=dict(self.environment), pass_fds=self.sockets, stdin=subprocess.DEVNULL,
            preexec_fn=process.dies_with_parent(signal.SIGTERM),
        )  # fmt: skip
        self.started_at = time.monotonic()

    @property
    def is_finished(self) -> bool:
        """Whether it was to do one thing and did it."""
        return self.is_once and self.running is not None and self.running.poll() == 0

    @property
    def has_ended(self) -> bool:
        """Whether it is not running."""
        return self.running is None or self.running.poll() is not None


@dataclass(slots=True)
class Supervisor:
    """The children in the order of their start; stopped in the reverse order."""

    record: Path
    children: list[Child] = field(default_factory=list)
    is_stopping: bool = False
    also: Callable[[], None] | None = None

    def was_told_to_stop(self) -> bool:
        """For those who wait for something on the way."""
        return self.is_stopping

    def listen(self) -> None:
        """Own handlers for INT and TERM, also when one was inherited as ignored; an ignored HUP (nohup) stays so."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.on_signal)
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self.on_signal)

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        """The wish to stop."""
        self.is_stopping = True

    def add(self, child: Child) -> None:
        """Start a child and keep it."""
        child.start()
        self.children.append(child)
        self.write_record()

    def write_record(self) -> None:
        """The pids of the children, so that a later start can end orphans."""
        pids = [str(child.running.pid) for child in self.children if child.running]
        self.record.write_text("\n".join(pids))

    def watch(self) -> None:
        """Until the wish to stop: whoever ended is started again, at most once a second."""
        while not self.is_stopping:
            if self.also is not None:
                self.also()
            for child in self.children:
                if child.has_ended and not child.is_finished and time.monotonic() - child.started_at > 1 and not self.is_stopping:
                    self.restart(child)
            time.sleep(TURN)

    def restart(self, child: Child) -> None:
        """Start it again; a machine too full for that is asked again at the next turn."""
        tell(f"{child.name} 停了，重新启动 restarting")
        try:
            child.start()
            self.write_record()
        except OSError as error:
            tell(f"{child.name}：{error.strerror}")

    def stop(self) -> None:
        """End all children, last first; who does not go is killed."""
        self.is_stopping = True
        for child in reversed(self.children):
            if child.running and not child.has_ended:
                child.running.terminate()
        end = time.monotonic() + PATIENCE
        for child in reversed(self.children):
            if child.running is None:
                continue
            try:
                child.running.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.running.kill()
                child.running.wait(2)
        self.record.unlink(missing_ok=True)

    def finish(self, command: Sequence[str], environment: Mapping[str, str], sockets: tuple[int, ...] = ()) -> tuple[int, str]:
        """Run a child to its end and return its code and what it printed; told to stop, it is ended."""
        with subprocess.Popen(
            command, env=dict(environment), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, encoding="utf-8", pass_fds=sockets,
            preexec_fn=process.dies_with_parent(signal.SIGTERM),
        ) as child:  # fmt: skip
            while True:
                try:
                    said, _ = child.communicate(timeout=TURN)
                except subprocess.TimeoutExpired:
                    if self.is_stopping:
                        child.kill()
                else:
                    return child.returncode, said


def end_orphans(record: Path) -> None:
    """End what an earlier run left: by pid and command line, never a stranger."""
    try:
        pids = [int(line) for line in record.read_text().split()]
    except (OSError, ValueError):
        return
    for pid in pids:
        line = process.command_line(pid)
        if process.is_alive(pid) and ("kentan" in line or "uvicorn" in line) and pid != os.getpid():
            process.end(pid, signal.SIGTERM, 3)
    record.unlink(missing_ok=True)


def python(*arguments: str) -> list[str]:
    """This environment's Python with these arguments."""
    return [sys.executable, *arguments]
