"""`./kentan backup`: everything into one file, whether `up` runs or not."""

from __future__ import annotations

import argparse
from pathlib import Path

from kentan.command.backups import archive, making
from kentan.command.failure import Failure, tell
from kentan.command.inside import server
from kentan.command.place import Place


def report(target: Path, manifest: archive.Manifest) -> None:
    """What was written; files that the database names and nobody has are said loudly."""
    size = target.stat().st_size
    print(
        f"{target}\n{len(manifest.tables)} 张表 tables, {manifest.rows} 行 rows, {len(manifest.attachments)} 个附件 files, {size} B"
    )
    if manifest.missing:
        count = len(manifest.missing)
        tell(f"{count} 个附件找不到或内容不对，没有进备份：{manifest.missing[0]} …  {count} files are missing or damaged")


def run(given: argparse.Namespace) -> int:
    """Back up now, whether `up` runs or not."""
    if not Place.named(given.data).exists():
        raise Failure(f"没有这个文件夹：{given.data or 'var'}。", "no such folder.")
    place = Place.at(given.data)
    target = (
        Path(given.file).expanduser().resolve()
        if given.file
        else making.folder_of(place.data) / f"kentan-now-{making.stamp()}{making.SUFFIX}"
    )
    making.clear_drafts(target.parent)
    with server(place) as url:
        manifest = making.back_up(url, place.data, target)
    archive.verify(target)
    report(target, manifest)
    return 0
