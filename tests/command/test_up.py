"""./kentan up, as a newcomer starts and stops it: real processes, a scratch folder, a free port."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest
import segno
import zxingcpp
from PIL import Image

from kentan.command import process
from kentan.command.addresses import lan_address
from tests.command.running import Run, fetch, healthy, kentan

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
PHONES = 24
POST = b"POST /nothing HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 400000\r\nConnection: close\r\n\r\n"


def slow_phone(port: int) -> socket.socket:
    """A phone that has sent half of a photo and stops to breathe."""
    made = socket.create_connection(("127.0.0.1", port), timeout=30)
    made.sendall(POST + b"x" * 200_000)
    return made


def test_up_serves_is_mended_and_leaves_nothing_running(place: Path) -> None:
    run = Run(place)
    try:
        assert run.hears("Ctrl-C 停止"), run.said
        code_url = re.search(r"http://127\.0\.0\.1:\d+/c/[0-9A-Z]{8}", run.said)
        assert healthy(run.port), run.said
        assert code_url is not None
        assert fetch(code_url.group())[0] == 200
        assert "恳谈" in fetch(f"http://127.0.0.1:{run.port}/")[1]
        for part in ("uvicorn", "kentan.command.clock", "postgres -D"):
            victim = run.one(part)
            os.kill(victim, signal.SIGKILL)
            end = time.monotonic() + 60
            while run.one(part) in {0, victim} or not healthy(run.port, seconds=5):
                assert time.monotonic() < end, (part, run.said)
        assert run.stop() == 0
        assert run.members() == {}
    finally:
        run.kill_all()


def test_a_page_answers_while_twenty_four_phones_are_still_sending(place: Path) -> None:
    run = Run(place)
    try:
        assert healthy(run.port), run.said
        phones = [slow_phone(run.port) for _ in range(PHONES)]
        assert fetch(f"http://127.0.0.1:{run.port}/healthz")[0] == 200
        for phone in phones:
            phone.sendall(b"x" * 200_000)
        answers = {phone.makefile("rb").readline().split()[1] for phone in phones}
        assert answers <= {b"403", b"404"}
        for phone in phones:
            phone.close()
    finally:
        run.stop()
        run.kill_all()


def test_up_again_after_the_whole_group_was_killed_and_with_int_inherited_as_ignored(place: Path) -> None:
    first = Run(place)
    assert healthy(first.port), first.said
    first.kill_all()
    assert kentan("doctor", "--data", str(place)).returncode == 0
    second = Run(place, ignore_int=True)
    try:
        assert healthy(second.port), second.said
        assert second.stop() == 0
        assert second.members() == {}
    finally:
        second.kill_all()


def test_a_database_whose_making_was_interrupted_is_made_again(place: Path) -> None:
    first = Run(place)
    while not (place / "postgres.new" / "PG_VERSION").exists():
        assert first.child.poll() is None, first.said
        time.sleep(0.005)
    first.kill_all()
    assert not (place / "postgres" / "PG_VERSION").exists()
    second = Run(place)
    try:
        assert healthy(second.port), second.said
    finally:
        second.stop()
        second.kill_all()


def test_told_to_stop_while_it_prepares_it_leaves_nothing_running_and_can_go_on_later(place: Path) -> None:
    run = Run(place)
    try:
        assert run.hears("演示县"), run.said
        assert run.stop() == 0
        assert run.members() == {}
        assert "Traceback" not in run.said
    finally:
        run.kill_all()
    again = Run(place)
    try:
        assert healthy(again.port), again.said
        assert "the demo: choose" in again.said.lower()
    finally:
        again.stop()
        again.kill_all()


def test_the_database_of_a_killed_supervisor_ends_with_it(place: Path) -> None:
    run = Run(place)
    try:
        assert healthy(run.port), run.said
        os.kill(run.child.pid, signal.SIGKILL)
        run.child.wait(5)
        end = time.monotonic() + 15
        while run.members() and time.monotonic() < end:
            time.sleep(0.2)
        assert run.members() == {}
    finally:
        run.kill_all()


@pytest.mark.skipif(lan_address().startswith("127."), reason="this machine has no other address")
def test_lan_prints_a_code_that_another_address_of_the_machine_opens(place: Path, tmp_path: Path) -> None:
    run = Run(place, "--lan")
    try:
        assert healthy(run.port), run.said
        printed = re.search(r"http://\S+/c/[0-9A-Z]{8}", run.said)
        assert printed is not None
        assert lan_address() in printed.group()
        picture = tmp_path / "qr.png"
        segno.make(printed.group(), error="m", micro=False).save(str(picture), scale=8)
        decoded = zxingcpp.read_barcodes(Image.open(picture))[0].text
        assert decoded == printed.group()
        assert fetch(decoded)[0] == 200
    finally:
        run.stop()
        run.kill_all()


def test_empty_prints_a_one_time_word_and_serves_the_first_run_page(place: Path) -> None:
    run = Run(place, "--empty")
    try:
        assert run.hears("one-time word"), run.said
        end = time.monotonic() + 60
        while fetch(f"http://127.0.0.1:{run.port}/first-run")[0] != 200:
            assert time.monotonic() < end, run.said
            time.sleep(0.3)
        assert re.search(r"one-time word：[0-9a-f]{8}", run.said)
    finally:
        run.stop()
        run.kill_all()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has this problem")
def test_root_under_a_closed_folder_runs_the_database_inside_a_user_namespace(place: Path) -> None:
    place.parent.chmod(0o700)
    run = Run(place)
    try:
        assert healthy(run.port), run.said
        assert place.parent.stat().st_mode & 0o777 == 0o700
        assert run.stop() == 0
        assert run.members() == {}
    finally:
        run.kill_all()


def test_a_process_that_is_gone_is_not_alive() -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    assert process.is_alive(gone.pid) is False
    assert process.is_alive(os.getpid()) is True
