"""Bad arguments, busy ports and closed folders: one clear line, the right exit code, nothing half-made."""

from __future__ import annotations

import argparse
import socket
from pathlib import Path

import pytest

from kentan.command import lab
from kentan.command.__main__ import parser
from kentan.command.failure import Failure
from kentan.command.files.handing import exports, imports
from kentan.command.place import Place
from kentan.command.up import refused
from tests.command.running import kentan


@pytest.mark.parametrize(
    "arguments", [(), ("nonsense",), ("up", "--port", "0"), ("up", "--port", "x"), ("up", "--wat"), ("tick", "--at")]
)
def test_bad_arguments_exit_2_with_one_line(arguments: tuple[str, ...]) -> None:
    done = kentan(*arguments)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


def parser_names() -> list[str]:
    """What stands alone."""
    choices = next(action.choices for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return [name for name in choices if name not in {"import", "export", "lab"}]


COMMANDS = (
    *parser_names(),
    *(f"import {name}" for name in imports()),
    *(f"export {name}" for name in exports()),
    *(f"lab {name}" for name in lab.commands()),
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    done = kentan(*command.split(), "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"./kentan {command}" in done.stdout


def test_a_busy_port_is_one_sentence_and_makes_no_database(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = kentan("up", "--port", str(taken.getsockname()[1]), "--data", str(tmp_path / "d"))
    assert done.returncode == 1
    assert "已经被占用" in done.stderr
    assert not (tmp_path / "d").exists()


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("not a folder")
    done = kentan("up", "--data", str(blocked / "data"))
    assert done.returncode == 1
    assert "不能写" in done.stderr
    assert "Traceback" not in done.stderr


def test_two_runs_on_one_folder_are_refused(tmp_path: Path) -> None:
    place = Place.at(str(tmp_path))
    held = place.hold()
    with pytest.raises(Failure):
        place.hold()
    held.close()
    place.hold().close()


def test_a_port_that_needs_root_is_not_called_busy() -> None:
    assert "没有权限" in refused(80, PermissionError(13, "Permission denied")).zh


@pytest.mark.parametrize("command", ["accounts", "tick", "demo", "doctor"])
def test_before_the_first_up_a_command_says_so_and_makes_nothing(command: str, tmp_path: Path) -> None:
    done = kentan(command, "--data", str(tmp_path / "none"))
    assert done.returncode == 1
    assert "./kentan up" in done.stderr + done.stdout
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("address", ["postgresql://nobody@127.0.0.1:1/none", "mysql://nobody@127.0.0.1/none"])
def test_a_database_that_cannot_be_reached_is_one_sentence(address: str, tmp_path: Path) -> None:
    done = kentan("up", "--port", "18999", "--data", str(tmp_path / "d"), KENTAN_DATABASE_URL=address)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "数据库" in done.stderr or "KENTAN_DATABASE_URL" in done.stderr
