"""正在升级: whoever comes while tables are brought up reads a page, and no door is closed."""

from __future__ import annotations

import socket
import urllib.error
import urllib.request

import pytest
from django.db import connection

from kentan.command.waiting import said_while_upgrading


def asked(port: int, body: bytes | None = None) -> tuple[int, str, str]:
    """Status, Retry-After and page."""
    with pytest.raises(urllib.error.HTTPError) as answered:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/c/ABCD", body, timeout=5)
    return answered.value.code, answered.value.headers["Retry-After"], answered.value.read().decode()


@pytest.mark.django_db
def test_a_page_says_that_an_upgrade_runs_and_the_door_is_free_again_afterwards() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
        with said_while_upgrading(door.fileno()):
            for body in (None, b"words=x"):
                status, again, page = asked(port, body)
                assert (status, again, "正在升级" in page, "110" in page) == (503, "60", True, True)
        assert door.fileno() > 0


@pytest.mark.django_db
def test_nothing_answers_when_nothing_is_to_be_brought_up() -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        with said_while_upgrading(door.fileno()), pytest.raises(OSError, match="refused"):
            socket.create_connection(door.getsockname(), timeout=1)
