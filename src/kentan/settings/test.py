"""Tests: quick hashing, a scratch data folder, the same database engine."""

from __future__ import annotations

import tempfile
from pathlib import Path

from kentan.settings.base import *

SECRET_KEY = "tests only, never served"
CONTACT_KEY = "dGVzdHMgb25seSwgbmV2ZXIgc2VydmVkIDMyIGJ5dGU="
ALLOWED_HOSTS = ["*"]
DATA = Path(tempfile.mkdtemp(prefix="kentan-test-"))
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "attachments"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
LOCALE_PATHS = [DATA / "locale"]
HAS_ENGLISH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["CONN_MAX_AGE"] = 0
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
DEMO_SIZE = "story"
