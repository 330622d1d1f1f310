"""`./kentan upgrade`: a backup first, then the tables of this version. `up` does the same when it finds older tables."""

from __future__ import annotations

import argparse
import os

from kentan.command.backups import upgrading
from kentan.command.failure import Failure
from kentan.command.inside import server
from kentan.command.place import Place
from kentan.command.prepare import check_version, migrate, ready_django


def run(given: argparse.Namespace) -> int:
    """Back up, migrate, say what was done. Raises Failure while `up` serves the folder."""
    if not Place.named(given.data).exists():
        raise Failure(f"没有这个文件夹：{given.data or 'var'}。", "no such folder.")
    place = Place.at(given.data)
    held = place.hold()
    held.close()
    with server(place) as url:
        os.environ.update({"KENTAN_DATA": str(place.data), "KENTAN_DATABASE_URL": url})
        ready_django()
        check_version()
        wanted = upgrading.pending()
        before = upgrading.safely(url, place.data)
        migrate()
    if before is None:
        print("已经是这个版本，什么也没动。Already at this version; nothing was changed.")
        return 0
    print(
        f"升级好了 upgraded：{len(wanted)} 步 steps\n升级前的备份 backup：{before}\n退回 to go back：装回旧版程序，restore 到空文件夹"
    )
    return 0
