"""正在升级: a page on the door while older tables are brought up, so that nobody meets a closed one."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>正在升级</title><h1>正在升级，几分钟就好</h1><p>您没有发出去的话还在您的手机上。请过几分钟再打开。急事请打 110、119、120。</p>
<p lang="en">An upgrade is running; please come back in a few minutes. Nothing that was sent is lost.</p></html>"""
AGAIN = "60"


class Waiting(BaseHTTPRequestHandler):
    """Whatever is asked for: not now, soon."""

    def do_GET(self) -> None:
        """503 with the sentence."""
        body = PAGE.encode()
        self.send_response(503)
        for name, value in (
            ("Content-Type", "text/html; charset=utf-8"),
            ("Retry-After", AGAIN),
            ("Content-Length", str(len(body))),
        ):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_POST = do_HEAD = do_PUT = do_GET  # noqa: N815  the library's names

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's name
        """Nothing is logged."""


@contextmanager
def said_while_upgrading(door: int | None) -> Iterator[None]:
    """Answer on this socket until the work is done; nothing without a socket, or when nothing is to be brought up."""
    from kentan.command.backups.upgrading import pending

    if door is None or not pending():
        yield
        return
    server = HTTPServer(("", 0), Waiting, bind_and_activate=False)
    server.socket.close()
    server.socket = socket.socket(fileno=socket.dup(door))
    server.server_activate()
    answering = threading.Thread(target=server.serve_forever, daemon=True)
    answering.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
