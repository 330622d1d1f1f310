"""Bad arguments, busy ports and closed folders: one clear line, the right exit code, nothing half-made."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


def kentan(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "src")}
    command = [sys.executable, "-m", "kentan.command", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)


@pytest.mark.parametrize(
    "arguments", [(), ("nonsense",), ("up", "--port", "0"), ("up", "--port", "x"), ("up", "--wat"), ("tick", "--at")]
)
def test_bad_arguments_exit_2_with_one_line(arguments: tuple[str, ...]) -> None:
    done = kentan(*arguments)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


@pytest.mark.parametrize("command", ["up", "test", "doctor", "accounts", "tick", "demo", "lock", "lab"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    done = kentan(command, "--help")
    assert done.returncode == 0
    assert "kentan" in done.stdout


def test_a_busy_port_is_one_sentence_and_makes_no_database(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = kentan("up", "--port", str(taken.getsockname()[1]), "--data", str(tmp_path / "d"))
    assert done.returncode == 1
    assert "已经被占用" in done.stderr
    assert not (tmp_path / "d" / "postgres").exists()


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("not a folder")
    done = kentan("up", "--data", str(blocked / "data"))
    assert done.returncode == 1
    assert "不能写" in done.stderr
    assert "Traceback" not in done.stderr


def test_two_runs_on_one_folder_are_refused(tmp_path: Path) -> None:
    from kentan.command.failure import Failure
    from kentan.command.place import Place

    place = Place.at(str(tmp_path))
    held = place.hold()
    with pytest.raises(Failure):
        place.hold()
    held.close()
    place.hold().close()
