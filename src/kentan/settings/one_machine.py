"""One machine: what `./kentan up` serves. Keys are made on the first run and stay in the data folder."""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from kentan.settings import env
from kentan.settings.base import *


def kept(name: str, given: str, make: str) -> str:
    """A secret given by the machine, else kept in the data folder (0600), made there once."""
    if given:
        return given
    path = DATA / "keys" / name
    try:
        return path.read_text("ascii").strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return write_once(path, make)


def write_once(path: Path, secret: str) -> str:
    """Two processes may start at once: the one that links its file first wins, both read the same."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secret, "ascii")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text("ascii").strip()


SECRET_KEY = kept("secret", env.SECRET_KEY.read(), secrets.token_urlsafe(48))
CONTACT_KEY = kept("contacts", env.CONTACT_KEY.read(), base64.b64encode(secrets.token_bytes(32)).decode())

DEBUG = False
ALLOWED_HOSTS = [
    "127.0.0.1",
    "localhost",
    "[::1]",
    urlsplit(PUBLIC_URL).hostname or "127.0.0.1",
    *(host.strip() for host in env.HOSTS.read().split(",") if host.strip()),
]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.HTTPS.read() == "1"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SESSION_COOKIE_SECURE else 0
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL.startswith("https://") else []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
