"""一个文件: manifest, database, attachments in one tar; every part with its SHA-256, so that nothing is believed unread."""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from kentan.command.failure import Failure

FORMAT = 1
MANIFEST, DATABASE, ATTACHMENTS = "manifest.json", "database.dump", "attachments"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: made when, by which version, which migrations, rows and hashes per table, hashes of the files."""

    made_at: str
    version: str
    migrations: list[str]
    tables: dict[str, tuple[int, str]]
    database: str
    attachments: dict[str, str]
    missing: list[str] = field(default_factory=list)
    key_mark: str = ""
    is_demo: bool = False
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """All rows of all tables."""
        return sum(count for count, _hash in self.tables.values())

    def written(self) -> bytes:
        """As it stands in the file."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, indent=1).encode()

    @classmethod
    def read(cls, content: bytes) -> Manifest:
        """From the file. Raises Failure on anything else, or on a format of a later version."""
        try:
            given: dict[str, Any] = json.loads(content)
            tables = {name: (int(count), str(found)) for name, (count, found) in given.pop("tables").items()}
            made = cls(tables=tables, **given)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise not_ours() from error
        if made.format > FORMAT:
            raise Failure("这个备份是更新版本的恳谈做的。", "this backup was made by a newer kentan.")
        return made


def not_ours() -> Failure:
    """The file is something else."""
    return Failure("这个文件不是恳谈的备份，或者已经损坏。", "this file is not a backup of kentan, or it is damaged.")


def sha256_of(file: IO[bytes]) -> str:
    """Read to its end."""
    digest = hashlib.sha256()
    while part := file.read(CHUNK):
        digest.update(part)
    return digest.hexdigest()


def write(target: Path, manifest: Manifest, database: Path, attachments: Path) -> None:
    """The whole file, or none: 0600, on the disk before it bears its name, never over another. Raises Failure, OSError."""
    draft = target.with_name(f".{target.name}.part")
    draft.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w") as tar:
                add(tar, MANIFEST, manifest.written())
                tar.add(database, DATABASE, filter=plain)
                for name in manifest.attachments:
                    tar.add(attachments / name, f"{ATTACHMENTS}/{name}", filter=plain)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, target)
    except FileExistsError as error:
        raise Failure(f"已经有这个文件了：{target}", f"this file exists already: {target}") from error
    finally:
        draft.unlink(missing_ok=True)


def add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    """One member from memory."""
    import io

    made = tarfile.TarInfo(name)
    made.size, made.mode = len(content), 0o600
    tar.addfile(made, io.BytesIO(content))


def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without the names and times of this machine."""
    member.uid = member.gid = member.mtime = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def opened(file: Path) -> tarfile.TarFile:
    """Raises Failure when there is no such file or it is no tar."""
    try:
        return tarfile.open(file, "r:")
    except FileNotFoundError as error:
        raise Failure(f"没有这个文件：{file}", f"no such file: {file}") from error
    except (tarfile.TarError, OSError) as error:
        raise not_ours() from error


def members(tar: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    """Every regular file in it, in order. Raises Failure on anything else, TarError at the first damage."""
    for member in tar:
        file = tar.extractfile(member) if member.isfile() else None
        if file is None:
            raise not_ours()
        yield member.name, file


def verify(file: Path, into: Path | None = None) -> Manifest:
    """Read the whole backup and compare every part with the manifest; `into`: also lay the parts there.

    Raises Failure: not ours, damaged, or a part that is another one than the manifest says.
    """
    with opened(file) as tar:
        try:
            return compared(tar, into)
        except (tarfile.TarError, EOFError) as error:
            raise not_ours() from error


def compared(tar: tarfile.TarFile, into: Path | None) -> Manifest:
    """Part by part. Raises Failure, TarError."""
    parts = members(tar)
    name, first = next(parts, ("", None))
    if first is None or name != MANIFEST:
        raise not_ours()
    manifest = Manifest.read(first.read())
    expected = {DATABASE: manifest.database} | {f"{ATTACHMENTS}/{one}": found for one, found in manifest.attachments.items()}
    for part, content in parts:
        if part not in expected or sha256_of(content) != expected.pop(part):
            raise not_ours()
        if into is not None:
            content.seek(0)
            lay(into, part, content)
    if expected:
        raise not_ours()
    return manifest


def lay(folder: Path, name: str, content: IO[bytes]) -> None:
    """One part into its place below the folder. Raises Failure on a name that leads out of it."""
    target = (folder / name).resolve()
    if not target.is_relative_to(folder.resolve()):
        raise not_ours()
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        while part := content.read(CHUNK):
            file.write(part)
