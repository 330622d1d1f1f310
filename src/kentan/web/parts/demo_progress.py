"""示例县装到哪里: how far the demo is, while it is still being told; written by the loader into the database itself."""

from __future__ import annotations

import json

from django.conf import settings
from django.db import connection

WHOLE = 100
_is_whole: list[bool] = []


def share() -> int | None:
    """Per cent; None outside a demo and once everything stands (which a process then remembers)."""
    if not settings.DEMO or settings.DEMO_SIZE == "story" or _is_whole:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(obj_description('django_content_type'::regclass, 'pg_class'), '{}')")
        found = json.loads(cursor.fetchone()[0])
    done: int = WHOLE * len(found.get("done", [])) // max(found.get("of", 0), 1)
    if done >= WHOLE:
        _is_whole.append(True)
        return None
    return done
