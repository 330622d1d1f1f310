"""最坏的一天: the database goes away and a worker is killed while people speak. What was acknowledged is there, once; who waited is told so."""

from __future__ import annotations

import json
import os
import re
import signal
import threading
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

import pytest

from kentan.command.postgres import postmaster
from tests.command.running import Run, fetch, healthy

pytestmark = pytest.mark.slow
SPEAKERS, SECONDS = 6, 12.0


def said(port: int, code: str, key: str) -> tuple[int, str]:
    """One voice through the API: status, and the receipt if it was given."""
    sent = json.dumps({"code": code, "words": f"路灯坏了三盏，孩子看不清路。{key}"}).encode()
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/voices", sent, headers)
    try:
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return answer.status, json.loads(answer.read())["receipt"]
    except urllib.error.HTTPError as error:
        error.read()
        return error.code, ""
    except OSError:
        return 0, ""


class Speaker(threading.Thread):
    """Speaks without pause until the time is over; remembers what was acknowledged and what was not."""

    def __init__(self, port: int, code: str) -> None:
        super().__init__()
        self.port, self.code = port, code
        self.given: dict[str, str] = {}
        self.unsure: list[str] = []
        self.statuses: set[int] = set()

    def run(self) -> None:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            key = uuid.uuid4().hex
            status, receipt = said(self.port, self.code, key)
            self.statuses.add(status)
            if receipt:
                self.given[key] = receipt
            else:
                self.unsure.append(key)
                time.sleep(0.1)


def test_nothing_that_was_acknowledged_is_lost_and_nothing_is_there_twice(tmp_path: Path) -> None:
    run = Run(tmp_path / "data")
    try:
        assert healthy(run.port), run.said
        code = re.search(r"/c/(\w+)", run.said)[1]
        speakers = [Speaker(run.port, code) for _ in range(SPEAKERS)]
        for speaker in speakers:
            speaker.start()
        time.sleep(2)
        os.kill(run.one("uvicorn"), signal.SIGKILL)
        time.sleep(2)
        database = postmaster(run.data / "postgres")
        assert database is not None
        os.kill(database[0], signal.SIGSTOP)
        time.sleep(1)
        os.kill(database[0], signal.SIGCONT)
        os.kill(database[0], signal.SIGKILL)
        assert "暂时连不上" in waits(run.port) or healthy(run.port, seconds=1)
        for speaker in speakers:
            speaker.join()
        assert healthy(run.port, seconds=40), run.said
        everything_is_there_once(run, code, speakers)
    finally:
        run.kill_all()


def waits(port: int) -> str:
    """What a page says while the database is away."""
    for _ in range(20):
        status, page = fetch(f"http://127.0.0.1:{port}/suggestions")
        if status == 503:
            return page
        time.sleep(0.05)
    return ""


def everything_is_there_once(run: Run, code: str, speakers: list[Speaker]) -> None:
    """Every receipt opens; what was unsure is sent again with its key; the stored voices are as many as the keys."""
    given = {key: receipt for speaker in speakers for key, receipt in speaker.given.items()}
    unsure = [key for speaker in speakers for key in speaker.unsure]
    assert len(given) > 30
    assert len(set(given.values())) == len(given)
    for receipt in given.values():
        assert fetch(f"http://127.0.0.1:{run.port}/api/v1/receipts/{receipt}")[0] == 200
    for key in unsure:
        status, receipt = said(run.port, code, key)
        assert status in {200, 201}
        given[key] = receipt
    for key, receipt in given.items():
        assert said(run.port, code, key) == (200, receipt)
    import psycopg

    from kentan.command.postgres import url_of

    living = postmaster(run.data / "postgres")
    assert living is not None
    with psycopg.connect(url_of(living[1])) as connection:
        rows = connection.execute(
            "SELECT count(*), count(DISTINCT key) FROM voices_voice WHERE key = ANY(%s)", [list(given)]
        ).fetchone()
    assert rows == (len(given), len(given))
