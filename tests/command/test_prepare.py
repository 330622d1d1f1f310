"""What stands in a database before pages are served: whose version, whose people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from kentan import demo
from kentan.command import prepare
from kentan.command.failure import Failure

pytestmark = pytest.mark.django_db


def test_a_database_that_a_newer_version_wrote_is_refused_by_name() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('voices', '9999_later', now())")
    with pytest.raises(Failure) as refused:
        prepare.check_version()
    assert "voices.9999_later" in refused.value.zh


def test_a_database_that_is_behind_is_not_worked_on() -> None:
    prepare.check_is_current()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    with pytest.raises(Failure) as refused:
        prepare.check_is_current()
    assert "./kentan up" in refused.value.zh


def test_only_the_database_itself_says_that_it_is_a_demo() -> None:
    (Path(settings.DATA) / "demo").touch()
    assert prepare.is_demo() is False
    prepare.load_demo()
    assert prepare.is_demo() is True


def test_a_demo_that_could_not_be_told_to_its_end_leaves_nothing(monkeypatch: Any) -> None:
    from kentan.ground.network.models import Area

    def breaks() -> bool:
        demo.load_if_empty()
        raise OSError("the disk is full")

    class Broken:
        load_if_empty = staticmethod(breaks)

    monkeypatch.setattr("kentan.demo", Broken)
    with pytest.raises(OSError, match="full"):
        prepare.load_demo()
    assert (Area.objects.count(), prepare.is_demo()) == (0, False)
