"""What a server loads: bodies are taken in before a thread is, then Django answers on plain threads.

Twenty-four phones on a slow network would otherwise hold every thread while they send their photos.
"""

from __future__ import annotations

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


async def take_in(receive: Receive, kept: IO[bytes]) -> bool | None:
    """The whole body into `kept`: True when it came, False when it is too large, None when the sender left."""
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        piece = message.get("body", b"")
        size += len(piece)
        if size > LARGEST_BODY:
            return False
        kept.write(piece)
        if not message.get("more_body", False):
            kept.seek(0)
            return True


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
    if declared_length(scope) > LARGEST_BODY:
        await answer(send, 413, TOO_LARGE)
        return
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as kept:
        came = await take_in(receive, kept)
        if came is False:
            await answer(send, 413, TOO_LARGE)
        elif came:
            await pages(scope, replay(kept, receive), send)  # type: ignore[arg-type]
