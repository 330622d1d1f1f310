"""Several people at the same instant: threads with connections of their own, started together."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable
from typing import Any

from django.db import connection


def together(*steps: Callable[[], Any]) -> list[Any]:
    """Run all at once, each on its own connection; what each returned, or the refusal that it met."""
    ready, answers = threading.Barrier(len(steps)), [None] * len(steps)

    def run(position: int, step: Callable[[], Any]) -> None:
        try:
            ready.wait(timeout=30)
            answers[position] = step()
        except Exception as error:
            answers[position] = error
        finally:
            connection.close()

    threads = [
        threading.Thread(target=contextvars.copy_context().run, args=(run, position, step)) for position, step in enumerate(steps)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return answers
