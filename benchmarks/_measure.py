"""One task in a process of its own: CPU seconds, memory, a cut at 300 s, threads pinned."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

CUT = 300
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")
TASKS: dict[str, Callable[..., Any]] = {}


def task(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that `run` can call by name in a new process; it answers what JSON can hold."""
    TASKS[function.__name__] = function
    return function


def run(function: Callable[..., Any], *arguments: Any, cut: int = CUT) -> dict[str, Any]:
    """Call a task: {"cpu": seconds, "memory": MB at most, "answer": …}; {"cpu": at least, "cut": True} when the clock passed `cut`.

    What is said of a task that was cut is the CPU that it had used by then: on a busy machine that is less than the clock.
    """
    call = [sys.executable, sys.argv[0], "--task", function.__name__, json.dumps(arguments)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        done = subprocess.run(call, capture_output=True, text=True, timeout=cut, check=True, env={**os.environ, **ONE_THREAD})
    except subprocess.TimeoutExpired:
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return {"cpu": used, "memory": None, "answer": None, "cut": True}
    except subprocess.CalledProcessError as error:
        print(error.stderr[-2000:], file=sys.stderr)
        raise
    return json.loads(done.stdout.splitlines()[-1])


def serve() -> bool:
    """At the top of a benchmark's main: answers the call of `run`; False in the process that a person started."""
    if len(sys.argv) < 4 or sys.argv[1] != "--task":
        return False
    arguments = json.loads(sys.argv[3])
    begun = time.process_time()
    answer = TASKS[sys.argv[2]](*arguments)
    timed = answer.pop("cpu", None) if isinstance(answer, dict) else None
    spent = timed if timed is not None else time.process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu": spent, "memory": memory, "answer": answer}))
    return True


def measuring() -> Path:
    """The folder of the measuring sets; without it one line and the end."""
    folder = Path(os.environ.get("KENTAN_MEASURING", ""))
    if not os.environ.get("KENTAN_MEASURING") or not folder.is_dir():
        print("KENTAN_MEASURING names no folder: the measuring sets are not part of this project; nothing was measured")
        sys.exit(0)
    return folder


def show(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """A table."""
    cells = [[f"{cell:.3g}" if isinstance(cell, float) else str(cell) for cell in row] for row in [header, *rows]]
    widths = [max(len(row[place]) for row in cells) for place in range(len(header))]
    for row in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def versions(*names: str) -> str:
    """What was installed: name version, …"""
    found = []
    for name in names:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} missing")
    return ", ".join(found)
