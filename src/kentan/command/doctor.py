"""`./kentan doctor`: what is wrong, and what to do."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from kentan.command.backups import archive, making
from kentan.command.failure import Failure
from kentan.command.inside import database
from kentan.command.place import Place

ENOUGH_DISK = 1_000_000_000
NEWEST_BACKUP = timedelta(days=2)
CLOCKS_APART = timedelta(seconds=5)
LOOSE = 0o077


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
        Finding(
            "Python", sys.version_info >= (3, 11), platform.python_version(), "请换 Python 3.11 或更新。Use Python 3.11 or newer."
        ),
        Finding("glibc", True, " ".join(platform.libc_ver()) or "没有 none"),
        Finding("磁盘 disk", free > ENOUGH_DISK, f"还有 {free // 1_000_000} MB", "请腾出至少 1 GB。Free at least 1 GB."),
        fonts(),
        keys(place.data),
    ]


def fonts() -> Finding:
    """Chinese fonts for the papers, and what stands for 仿宋 and 小标宋; without one papers are printed from the browser."""
    from kentan.papers import measures as m
    from kentan.papers.fonts import NoFont, faces, installed

    try:
        found = faces(frozenset(installed().families()))
    except NoFont:
        return Finding("中文字体 fonts", True, "没有，PDF 出不来，请用浏览器打印 none: print papers from the browser")
    told = {"仿宋": m.FANG, "小标宋": m.TITLES, "楷体": m.KAI, "黑体": m.HEI}
    used = "，".join(f"{name}用 {found[face][0]}" for name, face in told.items())
    return Finding("中文字体 fonts", True, f"PDF 里{used}")


def keys(data: Path) -> Finding:
    """Nobody but the owner reads the keys."""
    found = [file for file in (data / "keys").glob("*") if file.is_file()] if (data / "keys").is_dir() else []
    loose = [file.name for file in found if file.stat().st_mode & LOOSE]
    words = f"别人也能读：{'、'.join(loose)}" if loose else f"{len(found)} 个，只有主人能读"
    return Finding("密钥 keys", not loose, words, f"chmod 600 {data / 'keys'}/*")


def clocks(data: Path) -> list[Finding]:
    """This machine's clock against the database's; the zone plays no part, days are Haining's."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        apart = abs(cursor.fetchone()[0] - datetime.now().astimezone())
    return [
        Finding("时钟 clock", apart < CLOCKS_APART, f"和数据库相差 {apart.total_seconds():.1f} 秒", "请打开两边的校时（NTP）。Synchronise both clocks."),
        Finding("时区 zone", True, os.environ.get("TZ", "系统默认 default") + "，期限一律按北京时间"),
        newest_backup(data),
    ]  # fmt: skip


def newest_backup(data: Path) -> Finding:
    """The last backup; an installation of yesterday need not have one yet."""
    found = sorted(making.folder_of(data).glob(f"{making.NAME}*{making.SUFFIX}"), key=lambda file: file.stat().st_mtime)
    is_fresh = any(age_of(file) < NEWEST_BACKUP for file in (*found[-1:], data / "keys") if file.exists())
    words = found[-1].name if found else "还没有 none yet"
    try:
        for file in found[-1:]:
            archive.verify(file)
    except Failure as failure:
        is_fresh, words = False, f"{words}：{failure.zh}"
    return Finding("备份 backup", is_fresh, words, "让 ./kentan up 夜里开着，或者现在 ./kentan backup。Run ./kentan backup.")


def age_of(file: Path) -> timedelta:
    """How long ago it was made or changed."""
    now = datetime.now().astimezone()
    return now - datetime.fromtimestamp(file.stat().st_mtime).astimezone()


def attached(data: Path) -> list[Finding]:
    """Every attachment of the database is on the disk with what it held, and nothing else is."""
    from django.core.files.storage import default_storage

    from kentan.ground.ledger.models import Attachment

    folder = Path(default_storage.location)  # type: ignore[attr-defined]
    named = {str(file): digest for file, digest in Attachment.objects.values_list("file", "sha256")}
    lost = sorted(name for name, digest in named.items() if not making.is_whole(folder / name, digest))
    there = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()} if folder.is_dir() else set()
    strays = sorted(there - named.keys())
    return [
        Finding("附件 attachments", not lost, f"{len(named)} 个，{len(lost)} 个不在或不对" + (f"：{lost[0]}" if lost else ""),
                "从备份里取回这个文件。Take the file from a backup."),
        Finding("多余的文件 stray files", not strays, f"{len(strays)} 个" + (f"：{strays[0]}" if strays else ""),
                f"没有记录用到它，可以删：{folder / strays[0] if strays else ''}。No record uses it; it may be deleted."),
    ]  # fmt: skip


def contacts() -> Finding:
    """One sealed number opens with this installation's key; the invented ones of a demo need not."""
    from kentan.command.prepare import is_demo
    from kentan.ground.ledger.sealed import OtherKey, unseal
    from kentan.stages.voices.models import VoiceContact

    sealed = VoiceContact.objects.order_by("-pk").values_list("phone_sealed", flat=True).first()
    try:
        if sealed is not None:
            unseal(bytes(sealed))
    except OtherKey:
        return Finding(
            "电话 contacts", is_demo(), "密钥打不开", "用恢复短语重新 restore。Restore again with the recovery phrase."
        )
    return Finding("电话 contacts", True, "能打开" if sealed else "还没有")


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
        contacts(),
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
            return [*kept(), *attached(place.data), *clocks(place.data)]

    findings = [*machine(place), *look("数据库 database", inside)]
    if given.json:
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            print(finding.line())
    return 0 if all(finding.is_well for finding in findings) else 1
