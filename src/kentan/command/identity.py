"""以谁的身份: as whom the embedded database runs. Never as root, and the mode of a parent folder is never changed."""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kentan.command import process
from kentan.command.failure import Failure

STEPS_INTO = 'cd "$1" && "$2" --version'


@dataclass(frozen=True, slots=True)
class Identity:
    """How the server's processes are started, and who owns its files; `renamed` means inside a user namespace."""

    uid: int
    renamed: bool = False

    def options(self, sent: signal.Signals) -> dict[str, Any]:
        """Options for subprocess."""
        begin = process.dies_with_parent(sent, renamed=self.renamed)
        if self.uid == os.geteuid() or self.renamed:
            return {"preexec_fn": begin}
        return {"preexec_fn": begin, "user": self.uid, "group": self.uid, "extra_groups": []}

    def give(self, folder: Path) -> None:
        """Make the folder the server's own, 0700."""
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        if os.geteuid() == 0:
            shutil.chown(folder, self.uid, self.uid)


def system_folder(wanted: Path) -> Path:
    """Where root's database lies when nobody else can reach the wanted folder."""
    return Path("/var/lib") / f"kentan-{hashlib.sha256(str(wanted).encode()).hexdigest()[:12]}"


def candidates(wanted: Path) -> Iterator[tuple[Identity, Path]]:
    """Each way in turn; a number without a name (some containers) is given nobody's, for PostgreSQL wants a name."""
    if os.geteuid() != 0:
        yield Identity(os.geteuid(), renamed=not has_name(os.geteuid())), wanted
        return
    yield Identity(process.NOBODY), wanted
    yield Identity(0, renamed=True), wanted
    if not (wanted / "PG_VERSION").exists():
        yield Identity(process.NOBODY), system_folder(wanted)


def settle(program: Path, wanted: Path) -> tuple[Identity, Path]:
    """As whom, and where. Raises Failure when no way works."""
    for identity, folder in candidates(wanted):
        made = folder / "PG_VERSION"
        if made.exists() and made.stat().st_uid != identity.uid:
            continue
        try:
            identity.give(folder)
            if reaches(identity, program, folder):
                return identity, folder
        except (OSError, subprocess.SubprocessError):
            continue
    if os.geteuid() != 0:
        raise Failure(f"数据库进不了这个文件夹：{wanted}", f"the database cannot enter this folder: {wanted}")
    raise Failure(
        "以 root 启动时数据库要换一个普通用户运行，但它够不到这个文件夹。请换一个普通用户，或用 --data 指到 /srv 之类的地方。",
        "started by root the database runs as an ordinary user, who cannot reach this folder: use another user or --data.",
    )


def reaches(identity: Identity, program: Path, folder: Path) -> bool:
    """Whether this identity can run the program and enter the folder."""
    command = ["/bin/sh", "-c", STEPS_INTO, "sh", str(folder), str(program)]
    done = subprocess.run(command, capture_output=True, cwd="/", check=False, **identity.options(signal.SIGTERM))
    return done.returncode == 0


def has_name(uid: int) -> bool:
    """Whether the machine has a name for this number."""
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def peers(identity: Identity) -> list[str]:
    """The names under which the socket may be used: whoever started it, root, and the server's own user."""
    numbers = {os.geteuid(), identity.uid, 0, process.NOBODY}
    return sorted(pwd.getpwuid(uid).pw_name for uid in numbers if has_name(uid))
