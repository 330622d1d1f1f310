"""Before any test: the English catalogue is compiled, as `up` does before anybody is served."""

from __future__ import annotations

from django.conf import settings

from kentan.command import catalogue


def pytest_sessionstart() -> None:
    """Once per process."""
    catalogue.compile_into(settings.DATA / "locale")
