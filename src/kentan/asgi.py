"""What a server loads: bodies are taken in before a thread is, then Django answers on plain threads.

Twenty-four phones on a slow network would otherwise hold every thread while they send their photos.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable, MutableMapping
from typing import IO, Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentan.settings.one_machine")

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

LARGEST_BODY = 100 * 1024 * 1024
IN_MEMORY = 256 * 1024
PIECE = 64 * 1024
SILENCE_SECONDS = 60
TOO_SLOW = "等了太久没有收到内容，请再试一次。\n".encode()
TOO_LARGE = "内容太大了，最多 100 MB。请去掉几张照片再交。\n".encode()
NOT_FOUND = "没有这个地址。\n".encode()

pages = WSGIMiddleware(get_wsgi_application(), workers=8)  # type: ignore[arg-type]


async def answer(send: Send, status: int, body: bytes) -> None:
    """A short plain answer."""
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def declared_length(scope: Scope) -> int:
    """The Content-Length, 0 when there is none or it is no number."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0


class Gone(Exception):
    """The sender left before all was sent."""


class TooLarge(Exception):
    """More than is taken from anybody."""


async def take_in(receive: Receive, kept: IO[bytes]) -> None:
    """The whole body into `kept`. Raises Gone, TooLarge, and TimeoutError when nothing comes for a minute."""
    size = 0
    while True:
        async with asyncio.timeout(SILENCE_SECONDS):
            message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        piece = message.get("body", b"")
        size += len(piece)
        if size > LARGEST_BODY:
            raise TooLarge
        kept.write(piece)
        if not message.get("more_body", False):
            kept.seek(0)
            return


def replay(kept: IO[bytes], receive: Receive) -> Receive:
    """A `receive` that reads the kept body again, piece by piece."""
    finished = False

    async def read() -> Message:
        nonlocal finished
        if finished:
            return await receive()
        piece = kept.read(PIECE)
        finished = len(piece) < PIECE
        return {"type": "http.request", "body": piece, "more_body": not finished}

    return read


async def lifespan(receive: Receive, send: Send) -> None:
    """Nothing to start, nothing to stop."""
    while (message := await receive())["type"] != "lifespan.shutdown":
        await send({"type": f"{message['type']}.complete"})
    await send({"type": "lifespan.shutdown.complete"})


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """The one entrance."""
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
    elif scope["type"] == "http" and scope["path"].startswith("/live/"):
        await answer(send, 404, NOT_FOUND)
    elif scope["type"] == "http":
        await spooled(scope, receive, send)


async def spooled(scope: Scope, receive: Receive, send: Send) -> None:
    """Take the body in, then give it to a thread."""
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as kept:
        try:
            if declared_length(scope) > LARGEST_BODY:
                raise TooLarge
            await take_in(receive, kept)
        except TooLarge:
            await answer(send, 413, TOO_LARGE)
        except TimeoutError:
            await answer(send, 408, TOO_SLOW)
        except Gone:
            return
        else:
            await pages(scope, replay(kept, receive), send)  # type: ignore[arg-type]
