"""Many machines: the same code; whatever is missing is said at the start, by name."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from kentan.settings import env

for needed in (env.DATABASE_URL, env.SECRET_KEY, env.CONTACT_KEY, env.PUBLIC_URL):
    if not needed.read():
        raise ImproperlyConfigured(f"{needed.name} 没有设置 is not set: {needed.meaning}")

from kentan.settings.one_machine import *  # noqa: E402
