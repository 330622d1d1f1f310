"""./kentan up, as a newcomer starts and stops it: real processes, a scratch folder, a free port."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
import zxingcpp
from PIL import Image

from kentan.command import process
from kentan.command.announce import lan_address

PROJECT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def fetch(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError as error:
        return 0, str(error)


def healthy(port: int, host: str = "127.0.0.1", seconds: float = 90) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if fetch(f"http://{host}:{port}/healthz")[0] == 200:
            return True
        time.sleep(0.2)
    return False


class Run:
    """One ./kentan up in a process group of its own."""

    def __init__(self, data: Path, *arguments: str, ignore_int: bool = False) -> None:
        self.port = free_port()
        self.data = data
        self.out = data.with_suffix(".out")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("KENTAN_", "DJANGO_"))}
        environment["PYTHONPATH"] = str(PROJECT / "src")
        command = [sys.executable, "-m", "kentan.command", "up", "--data", str(data), "--port", str(self.port), *arguments]
        self.child = subprocess.Popen(
            command,
            stdout=self.out.open("w"),
            stderr=subprocess.STDOUT,
            env=environment,
            cwd="/",
            start_new_session=True,
            preexec_fn=(lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)) if ignore_int else None,
        )

    @property
    def said(self) -> str:
        return self.out.read_text()

    def members(self) -> list[str]:
        """Everybody in the process group who is still alive."""
        listed = subprocess.run(["ps", "-wweo", "pgid,pid,stat,args"], capture_output=True, text=True, check=True).stdout
        rows = [line.split(None, 3) for line in listed.splitlines()[1:]]
        return [row[3] for row in rows if int(row[0]) == self.child.pid and not row[2].startswith("Z")]

    def stop(self, sent: signal.Signals = signal.SIGINT) -> int:
        self.child.send_signal(sent)
        return self.child.wait(15)

    def kill_all(self) -> None:
        try:
            os.killpg(self.child.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        self.child.wait(5)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A data folder that the database's own user can reach."""
    made = Path("/tmp") / f"kt-up-{os.getpid()}-{tmp_path.name}"[:60]
    made.mkdir()
    yield made / "data"
    subprocess.run(["rm", "-rf", str(made)], check=True)


def test_up_serves_is_mended_and_leaves_nothing_running(place: Path) -> None:
    run = Run(place)
    try:
        assert healthy(run.port), run.said
        code_url = re.search(r"http://127\.0\.0\.1:\d+/c/[0-9A-Z]{8}", run.said)
        assert code_url is not None
        assert fetch(code_url.group())[0] == 200
        assert "恳谈" in fetch(f"http://127.0.0.1:{run.port}/")[1]
        for part in ("uvicorn", "postgres -D"):
            victim = next(line for line in run.members() if part in line)
            subprocess.run(["pkill", "-9", "-g", str(run.child.pid), "-f", "-o", part], check=True)
            end = time.monotonic() + 60
            while not (any(part in line for line in run.members()) and healthy(run.port, seconds=5)):
                assert time.monotonic() < end, (victim, run.said)
        assert run.stop() == 0
        assert run.members() == []
    finally:
        run.kill_all()


def test_up_again_after_the_whole_group_was_killed_and_with_int_inherited_as_ignored(place: Path) -> None:
    first = Run(place)
    assert healthy(first.port), first.said
    first.kill_all()
    second = Run(place, ignore_int=True)
    try:
        assert healthy(second.port), second.said
        assert second.stop() == 0
        assert second.members() == []
    finally:
        second.kill_all()


def test_the_database_of_a_killed_supervisor_ends_with_it(place: Path) -> None:
    run = Run(place)
    try:
        assert healthy(run.port), run.said
        os.kill(run.child.pid, signal.SIGKILL)
        run.child.wait(5)
        end = time.monotonic() + 15
        while run.members() and time.monotonic() < end:
            time.sleep(0.2)
        assert run.members() == []
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
        assert run.members() == []
    finally:
        run.kill_all()


def test_a_process_that_is_gone_is_not_alive() -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    assert process.is_alive(gone.pid) is False
    assert process.is_alive(os.getpid()) is True
