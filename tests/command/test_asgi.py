"""Bodies are taken in before a thread is: slow phones do not stop the page for others."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from kentan import asgi

Result = TypeVar("Result")


def run(walk: Coroutine[Any, Any, Result]) -> Result:
    """Run it in a thread of its own: the browser's walks keep a loop running in the first one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, walk).result()


def scope(length: int | None = None) -> dict[str, Any]:
    headers = [] if length is None else [(b"content-length", str(length).encode())]
    return {"type": "http", "path": "/nothing", "headers": headers, "method": "POST"}


class Sender:
    """A phone that sends its body piece by piece."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces = list(pieces)

    async def receive(self) -> dict[str, Any]:
        piece = self.pieces.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(self.pieces)}


class Answer:
    """What came back."""

    def __init__(self) -> None:
        self.status = 0

    async def send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]


def test_a_body_declared_too_large_is_refused_without_reading_it() -> None:
    answer = Answer()
    run(asgi.application(scope(asgi.LARGEST_BODY + 1), Sender().receive, answer.send))
    assert answer.status == 413


def test_a_body_that_grows_too_large_is_refused(monkeypatch: Any) -> None:
    monkeypatch.setattr(asgi, "LARGEST_BODY", 10)
    answer = Answer()
    run(asgi.application(scope(), Sender(b"123456", b"7890123").receive, answer.send))
    assert answer.status == 413


def test_the_body_is_replayed_unchanged(tmp_path: Any) -> None:
    async def walk() -> bytes:
        with (tmp_path / "kept").open("w+b") as kept:
            await asgi.take_in(Sender(b"a" * 70_000, b"b").receive, kept)
            read, whole = asgi.replay(kept, Sender().receive), b""
            while True:
                message = await read()
                whole += message["body"]
                if not message["more_body"]:
                    return whole

    assert run(walk()) == b"a" * 70_000 + b"b"


def test_a_sender_who_leaves_takes_no_thread() -> None:
    async def gone() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    answer = Answer()
    run(asgi.application(scope(), gone, answer.send))
    assert answer.status == 0


def test_a_sender_who_falls_silent_is_let_go(monkeypatch: Any) -> None:
    async def silent() -> dict[str, Any]:
        await asyncio.Event().wait()
        return {}

    monkeypatch.setattr(asgi, "SILENCE_SECONDS", 0)
    answer = Answer()
    run(asgi.application(scope(), silent, answer.send))
    assert answer.status == 408


def test_live_addresses_are_kept_for_later() -> None:
    answer = Answer()
    run(asgi.application({**scope(), "path": "/live/talks"}, Sender(b"").receive, answer.send))
    assert answer.status == 404
