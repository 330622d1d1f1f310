"""What a newcomer reads when it stands: where, who, and which database when it is not the folder's own."""

from __future__ import annotations

import pytest

from kentan.command.announce import announce

EMPTY = {"is_empty": True, "is_demo": False, "accounts": [], "code_url": ""}


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("", ""), ("postgresql://kentan:secret@db.example/haining", "db.example/haining"),
        ("postgresql://kentan@/haining?host=/run/pg", "/run/pg/haining"),
    ],
)  # fmt: skip
def test_a_database_of_its_own_is_named_and_its_password_is_not(capsys: pytest.CaptureFixture[str], url: str, told: str) -> None:
    announce("http://127.0.0.1:8000", EMPTY, "abcd1234", elsewhere=url)
    said = capsys.readouterr().out
    assert ("KENTAN_DATABASE_URL" in said, told in said, "secret" in said) == (bool(url), True, False)
