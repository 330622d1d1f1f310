"""备份与恢复, as a clerk of the IT office does it: real processes, real files, everything counted."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kentan.command.backups import archive, phrase
from kentan.command.postgres import Postgres
from tests.command.running import PROJECT, Run, clean_environment, fetch, healthy, kentan

pytestmark = pytest.mark.slow
PAPER = "短语.txt"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """One county that is being served."""
    run = Run(tmp_path_factory.mktemp("served") / "data")
    assert healthy(run.port), run.said
    yield run
    run.kill_all()


@pytest.fixture(scope="module")
def backup(served: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup that was made while it was served, and the phrase of its key beside it."""
    target = tmp_path_factory.mktemp("kept") / "备份.tar"
    done = kentan("backup", str(target), "--data", str(served.data))
    assert done.returncode == 0, done.stderr
    key = phrase.kept_key(served.data)
    assert key is not None
    target.with_name(PAPER).write_text(phrase.phrase_of(key), "utf-8")
    return target


def test_the_key_is_not_in_the_backup(served: Run, backup: Path) -> None:
    content = backup.read_bytes()
    for name in ("contacts", "secret"):
        assert (served.data / "keys" / name).read_bytes().strip() not in content


def test_it_becomes_an_installation_that_serves_the_same(served: Run, backup: Path, tmp_path: Path) -> None:
    done = kentan("restore", str(backup), "--data", str(tmp_path / "new"), "--phrase-file", str(backup.with_name(PAPER)))
    assert done.returncode == 0, done.stderr
    assert "数目和内容都对得上" in done.stdout
    examined = json.loads(kentan("doctor", "--json", "--data", str(tmp_path / "new")).stdout)
    assert [finding for finding in examined if not finding["is_well"]] == []
    other = Run(tmp_path / "new")
    try:
        assert healthy(other.port), other.said
        assert fetch(f"http://127.0.0.1:{other.port}/suggestions")[1] == fetch(f"http://127.0.0.1:{served.port}/suggestions")[1]
        assert other.stop() == 0
    finally:
        other.kill_all()


def test_a_folder_that_holds_something_is_left_alone(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("keep")
    done = kentan("restore", str(backup), "--data", str(tmp_path), "--without-contacts")
    assert (done.returncode, "不是空的" in done.stderr, [file.name for file in tmp_path.iterdir()]) == (2, True, ["mine"])


def test_a_damaged_or_foreign_file_makes_nothing(backup: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "half.tar"
    damaged.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    for file in (damaged, Path(__file__), tmp_path / "none"):
        done = kentan("restore", str(file), "--data", str(tmp_path / "new"), "--without-contacts")
        assert (done.returncode, len(done.stderr.splitlines()), (tmp_path / "new").exists()) == (1, 2, False)


def test_another_phrase_is_refused_before_anything_is_made(backup: Path, tmp_path: Path) -> None:
    paper = tmp_path / "other.txt"
    for text in (phrase.phrase_of(bytes(32)), "ABCD EFGH"):
        paper.write_text(text)
        done = kentan("restore", str(backup), "--data", str(tmp_path / "new"), "--phrase-file", str(paper))
        assert (done.returncode, (tmp_path / "new").exists()) == (2, False), done.stderr


def test_a_backup_that_is_killed_leaves_nothing_that_looks_like_one(served: Run, tmp_path: Path) -> None:
    target = tmp_path / "killed.tar"
    command = [sys.executable, "-m", "kentan.command", "backup", str(target), "--data", str(served.data)]
    for wait in (0.05, 0.15, 0.3):
        child = subprocess.Popen(
            command, env=clean_environment(), cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(wait)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        if target.exists():
            archive.verify(target)
            target.unlink()
    assert kentan("backup", str(target), "--data", str(served.data)).returncode == 0
    assert [file.name for file in tmp_path.iterdir()] == ["killed.tar"]


def test_a_restore_that_is_killed_serves_nobody_and_starts_afresh(backup: Path, tmp_path: Path) -> None:
    data = tmp_path / "new"
    asked = ("restore", str(backup), "--data", str(data), "--without-contacts")
    child = subprocess.Popen(
        [sys.executable, "-m", "kentan.command", *asked], env=clean_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )  # fmt: skip
    while not (data / "postgres").exists() and child.poll() is None:
        time.sleep(0.01)
    child.kill()
    assert child.wait() == -signal.SIGKILL
    for command in (("up", "--port", "18998"), ("backup",), ("upgrade",)):
        done = kentan(*command, "--data", str(data))
        assert (done.returncode, "恢复没有做完" in done.stderr) == (1, True), done.stderr
    done = kentan(*asked)
    assert (done.returncode, "数目和内容都对得上" in done.stdout) == (0, True), done.stderr
    assert {file.name for file in data.iterdir()} <= {"attachments", "keys", "postgres", "postgres.log", "up.lock"}
    assert (kentan(*asked).returncode, kentan("doctor", "--data", str(data)).returncode) == (2, 0)


def test_an_upgrade_with_nothing_to_do_says_so_and_does_not_run_beside_up(served: Run, tmp_path: Path) -> None:
    done = kentan("upgrade", "--data", str(served.data))
    assert (done.returncode, "已经有一个恳谈在运行" in done.stderr) == (1, True)
    assert kentan("upgrade", "--data", str(tmp_path / "none")).returncode == 1


def test_older_tables_are_brought_up_after_a_backup(backup: Path, tmp_path: Path) -> None:
    data = tmp_path / "new"
    assert kentan("restore", str(backup), "--data", str(data), "--without-contacts").returncode == 0
    database = Postgres(data / "postgres")
    database.start()
    with psycopg.connect(database.url) as connection:
        connection.execute("DROP TABLE django_session")
        connection.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    database.stop()
    done = kentan("upgrade", "--data", str(data))
    assert (done.returncode, "升级好了 upgraded：1 步" in done.stdout) == (0, True), done.stderr
    kept = list((data / "backups").glob("before-*.tar"))
    assert "sessions.0001_initial" not in archive.verify(kept[0]).migrations
    assert "什么也没动" in kentan("upgrade", "--data", str(data)).stdout
