"""`./kentan test`: lint, types, building rules, then pytest, whose closing line comes last."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from kentan.command.failure import Failure, tell
from kentan.command.place import PROJECT, Place
from kentan.command.postgres import Postgres
from kentan.command.supervisor import python

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUICK_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def chromium() -> str:
    """A Chromium on this machine; as root on Debian it is installed; empty when there is none."""
    named = os.environ.get("KENTAN_CHROMIUM", "")
    if named and Path(named).exists():
        return named
    for _ in range(2):
        for name in CHROMIUMS:
            if found := shutil.which(name):
                return found
        if not apt_install("chromium"):
            break
    return ""


def has_chinese_font() -> bool:
    """Whether pages with Chinese text can be drawn; as root on Debian a font is installed."""
    for _ in range(2):
        lister = shutil.which("fc-list")
        if lister and subprocess.run([lister, ":lang=zh", "family"], capture_output=True, text=True, check=False).stdout.strip():
            return True
        if not apt_install("fontconfig", "fonts-wqy-microhei"):
            break
    return False


def apt_install(*packages: str) -> bool:
    """Install Debian packages when we may; False when we may not or it failed."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    tell(f"安装 installing {' '.join(packages)} …")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
    return done.returncode == 0


def look_for_browser(environment: dict[str, str]) -> list[str]:
    """What the browser tests need and this machine lacks, said loudly; CI makes it a failure. Raises Failure."""
    missing = []
    if found := chromium():
        environment["KENTAN_CHROMIUM"] = found
    else:
        missing.append("Chromium")
    if not has_chinese_font():
        missing.append("a Chinese font 中文字体")
    if missing and "browser" in os.environ.get("KENTAN_REQUIRE", ""):
        raise Failure(f"浏览器测试缺少：{'、'.join(missing)}。", f"the browser tests lack: {', '.join(missing)}.")
    return missing


def checks() -> list[tuple[str, list[str]]]:
    """What is checked before pytest."""
    return [
        ("lint", python("-m", "ruff", "check", "--quiet", ".")),
        ("format", python("-m", "ruff", "format", "--check", "--quiet", ".")),
        ("types", python("-m", "mypy")),
        ("building rules", [str(Path(sys.executable).parent / "lint-imports")]),
    ]


def run(given: argparse.Namespace) -> int:
    """Everything, or with --quick everything that is quick."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "src"), "DJANGO_SETTINGS_MODULE": "kentan.settings.test"}
    missing = [] if given.quick else look_for_browser(environment)
    place = Place.at(str(PROJECT / "var" / "test"))
    held = place.hold()
    database = Postgres(place.data / "postgres", QUICK_SETTINGS)
    failed = []
    try:
        if not os.environ.get("KENTAN_DATABASE_URL"):
            database.start()
            environment["KENTAN_DATABASE_URL"] = database.url
        for name, command in checks():
            tell(f"— {name}")
            if subprocess.run(command, cwd=PROJECT, env=environment, check=False).returncode:
                failed.append(name)
        report(failed, missing)
        passed = subprocess.run(pytest(given, missing), cwd=PROJECT, env=environment, check=False).returncode == 0
    finally:
        database.stop()
        held.close()
    return 0 if passed and not failed else 1


def pytest(given: argparse.Namespace, missing: list[str]) -> list[str]:
    """The pytest command."""
    command = python("-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", "--durations=20", "-p", "no:cacheprovider")
    if given.quick:
        command += ["-m", "not browser and not slow"]
    elif missing:
        command += ["-m", "not browser"]
    return command


def report(failed: list[str], missing: list[str]) -> None:
    """What else went wrong, said before pytest, whose line is the last; the exit code says it too."""
    if missing:
        tell(f"!! 浏览器测试不会跑，缺少 browser tests will not run, missing: {', '.join(missing)}")
    if failed:
        tell(f"!! 没有通过 failed: {', '.join(failed)}")
