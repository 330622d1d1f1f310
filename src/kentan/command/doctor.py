"""`./kentan doctor`: what is wrong, and what to do."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kentan.command.failure import Failure
from kentan.command.inside import database
from kentan.command.place import Place

ENOUGH_DISK = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what it is, whether it is well, and what to do when it is not."""

    name: str
    is_well: bool
    words: str
    mend: str = ""

    def line(self) -> str:
        """As printed."""
        advice = "" if self.is_well or not self.mend else f"\n     → {self.mend}"
        return f"{'好 ok  ' if self.is_well else '坏 BAD '} {self.name}：{self.words}{advice}"


def machine(place: Place) -> list[Finding]:
    """What can be seen without the database."""
    there = next(folder for folder in (place.data, *place.data.parents) if folder.exists())
    free = shutil.disk_usage(there).free
    return [
        Finding("Python", True, platform.python_version()),
        Finding("glibc", True, " ".join(platform.libc_ver()) or "没有 none"),
        Finding("磁盘 disk", free > ENOUGH_DISK, f"还有 {free // 1_000_000} MB", "请腾出至少 1 GB。Free at least 1 GB."),
        fonts(),
    ]


def fonts() -> Finding:
    """Chinese fonts, for the papers and the browser tests."""
    import subprocess

    lister = shutil.which("fc-list")
    found = subprocess.run([lister, ":lang=zh", "family"], capture_output=True, text=True, check=False).stdout if lister else ""
    words = f"{len(set(found.split(chr(10)))) - 1} 种" if found else "没有"
    return Finding("中文字体 fonts", True, words)


def kept() -> list[Finding]:
    """What stands in the database."""
    from django.db import connection

    from kentan.ground.ledger.chain import verify_all
    from kentan.ground.moment import today
    from kentan.ground.rulebook.queries import calendar

    with connection.cursor() as cursor:
        cursor.execute("SHOW fsync")
        fsync = cursor.fetchone()[0]
        cursor.execute("SELECT version()")
        version = cursor.fetchone()[0].split(" on ")[0]
    broken = verify_all()
    year = today().year
    return [
        Finding("数据库 database", True, version),
        Finding("fsync", fsync == "on", fsync, "正式使用必须打开 fsync。fsync must be on."),
        Finding("留痕 ledger", not broken, f"{len(broken)} 处对不上" if broken else "每条链都对得上 every chain holds",
                f"有人改过：{broken[0].matter} 第 {broken[0].position} 步。请保留现场并报告。" if broken else ""),
        Finding("日历 calendar", calendar().covers(date(year, 1, 1)), f"{year} 年", "请导入国务院办公厅公布的节假日安排。Import the calendar."),
        Finding("日历 next year", True, f"{year + 1} 年{'已有' if calendar().covers(date(year + 1, 1, 1)) else '还没有，期限标为暂定'}"),
    ]  # fmt: skip


def look(name: str, asked: Callable[[], list[Finding]]) -> list[Finding]:
    """Ask; a failure is a finding too."""
    try:
        return asked()
    except Failure as failure:
        return [Finding(name, False, failure.zh, failure.en)]


def run(given: argparse.Namespace) -> int:
    """Look at everything; exit 1 when something is bad."""
    place = Place(Place.named(given.data))

    def inside() -> list[Finding]:
        with database(given):
            return kept()

    findings = [*machine(place), *look("数据库 database", inside)]
    findings.append(Finding("时区 zone", True, os.environ.get("TZ", "系统默认 default") + "，期限一律按北京时间"))
    for finding in findings:
        print(finding.line())
    return 0 if all(finding.is_well for finding in findings) else 1
