"""环境变量一览: every setting that a machine may give, with its meaning in one line.

`docs/5-running.md` is tested against this table.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: its name, what it means, and what holds without it."""

    name: str
    meaning: str
    default: str = ""

    def read(self) -> str:
        """The value given by the machine, else the default."""
        return os.environ.get(self.name, "").strip() or self.default


DATABASE_URL = Variable("KENTAN_DATABASE_URL", "PostgreSQL 15 or newer; ./kentan up sets it for its own server")
DATA = Variable("KENTAN_DATA", "folder for attachments, keys and static files", str(PROJECT / "var"))
PUBLIC_URL = Variable("KENTAN_PUBLIC_URL", "address that QR codes, posters and papers print", "http://127.0.0.1:8000")
HOSTS = Variable("KENTAN_HOSTS", "further host names that may be asked for, separated by commas")
SECRET_KEY = Variable("KENTAN_SECRET_KEY", "secret of sessions; made in the data folder when absent")
CONTACT_KEY = Variable("KENTAN_CONTACT_KEY", "key of encrypted contacts (base64); made in the data folder when absent")
FIRST_RUN_WORD_HASH = Variable("KENTAN_FIRST_RUN_WORD_HASH", "SHA-256 of the one-time word of an empty installation")
DEMO = Variable("KENTAN_DEMO", "1 shows the role switcher of the demo; ./kentan up sets it")
DEMO_SIZE = Variable("KENTAN_DEMO_SIZE", "story loads the first story of the demo alone, county the whole county", "county")
HELP_PHONE = Variable("KENTAN_HELP_PHONE", "telephone number printed on every public page", "0573-0000 2612")
INSTITUTION = Variable("KENTAN_INSTITUTION", "who runs this, on the masthead", "海宁市人大常委会")
HTTPS = Variable("KENTAN_HTTPS", "1 when a proxy in front speaks TLS: cookies become secure")
BACKUPS = Variable("KENTAN_BACKUPS", "folder of the nightly backups; without it backups/ in the data folder")
BACKUPS_KEPT = Variable("KENTAN_BACKUPS_KEPT", "how many nightly backups are kept", "14")

ALL = tuple(value for value in list(globals().values()) if isinstance(value, Variable))
