"""乱填: every form of every page of every reader, found by itself, filled with what no form expects. Never a crash, never a script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from tests.factories.pages import signed_in
from tests.factories.records import county
from tests.web.test_addresses import Scene, addresses

__all__ = ["county"]
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("county")]
SCRIPT = "<script>alert(1)</script>"
GARBAGE = {
    "empty": "", "spaces": " \u3000\n", "long": "长" * 10_000, "control": "a\x00b\x07c", "script": f"\"'>{SCRIPT}", "formula": "=cmd|' /C calc'!A0", "rare": "𠮷㙍堃喆镕🙂", "classified": "机密★一年",
    "number": "9" * 40, "day": "9999-99-99", "override": "\u202egnp.exe",
}  # fmt: skip
READERS = {
    "": "",
    "deputy_one": "deputy",
    "town_liaison": "unit",
    "town_head": "unit",
    "town_clerk": "staff",
    "town_chair": "staff",
    "leader": "leader",
    "admin": "staff",
}
FACES = ("deputy", "unit", "staff", "leader")
UNASKED = ("api/", "static/", "elder", "language", "sign-out", "photo/")


@dataclass
class Form:
    """One form of a page: where it is sent, its fields with what they held."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)


class Forms(HTMLParser):
    """All forms that are posted."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.is_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.is_open = given.get("method", "").lower() == "post"
            if self.is_open:
                self.found.append(Form(given.get("action", "")))
        elif self.is_open and tag in {"input", "textarea", "select", "button"} and given.get("name"):
            form = self.found[-1]
            form.fields.setdefault(given["name"], given.get("value", ""))
            if given.get("type") == "hidden":
                form.hidden.add(given["name"])

    def handle_endtag(self, tag: str) -> None:
        self.is_open = self.is_open and tag != "form"


def forms_of(client: Client, face: str, scene: Scene) -> Iterator[Form]:
    """Every form on the pages of this reader's face, once."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for pattern in addresses():
        if not (pattern.startswith(face) if face else not pattern.startswith((*FACES, *UNASKED))):
            continue
        address = scene.filled(pattern)
        answer = client.get(address)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        parser = Forms()
        parser.feed(answer.content.decode())
        for form in parser.found:
            form.action = (form.action or address).split("#")[0]
            key = (form.action, tuple(sorted(form.fields)))
            if key not in seen and not form.action.startswith(tuple(f"/{name}" for name in UNASKED)):
                seen.add(key)
                yield form


@pytest.mark.parametrize("reader", READERS, ids=[name or "nobody" for name in READERS])
def test_whatever_is_typed_into_any_form_is_answered_and_never_run(reader: str) -> None:
    scene = Scene()
    client: Any = signed_in(reader) if reader else Client()
    client.raise_request_exception = True
    forms = list(forms_of(client, READERS[reader], scene))
    assert forms
    for form in forms:
        for name, garbage in GARBAGE.items():
            sent = {key: form.fields[key] if key in form.hidden and name != "number" else garbage for key in form.fields}
            point = transaction.savepoint()
            answer = client.post(form.action, sent)
            assert answer.status_code < 500, (form.action, name)
            assert SCRIPT not in answer.content.decode(errors="ignore"), (form.action, name)
            transaction.savepoint_rollback(point)


@pytest.mark.parametrize(
    "body",
    [b"words=%ED%A0%80lone", b"words=%FF%FE", b"\x00\x01\x02", b"a" * 3_000_000, b"=&=&&&=", b"words[]=x&words=" + b"%00" * 50],
)
def test_bytes_that_are_no_form_are_answered(body: bytes) -> None:
    scene = Scene()
    client: Any = signed_in("town_clerk")
    for pattern in addresses():
        if pattern.startswith(UNASKED):
            continue
        point = transaction.savepoint()
        answer = client.post(scene.filled(pattern), body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code < 500, (pattern, answer.status_code)
        transaction.savepoint_rollback(point)
