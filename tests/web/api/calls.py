"""How the tests speak to the API: as a phone, as a signed-in office, and byte by byte."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client
from tests.factories import records

from kentan.ground.accounts.models import Account
from kentan.stages.voices.models import Ticket

VOICES = "/api/v1/voices"


def send(key: str = "", *, client: Client | None = None, **given: Any) -> Any:
    """Say something through the first deputy's code."""
    spoken = {"code": records.code().token, "words": records.WORDS} | given
    headers = {"Idempotency-Key": key} if key else {}
    return (client or Client()).post(VOICES, spoken, content_type="application/json", headers=headers)


def send_raw(body: bytes, content_type: str = "application/json") -> Any:
    """These bytes and no others."""
    return Client().generic("POST", VOICES, body, content_type=content_type)


def spoken(words_as_json: bytes) -> bytes:
    """A body whose words are this piece of JSON."""
    return b'{"code": ' + json.dumps(records.code().token).encode() + b', "words": ' + words_as_json + b"}"


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


def move(username: str, ticket: Ticket, name: str, **given: Any) -> Any:
    return signed_in(username).post(f"/api/v1/tickets/{ticket.pk}/moves/{name}", given, content_type="application/json")


def shape(answer: Any) -> tuple[int, str, list[str]]:
    """Status, code and the named fields of a refusal; its form is checked on the way."""
    body = answer.json()
    assert set(body) == {"code", "message", "fields"}
    sentences = [body["message"], *body["fields"].values()]
    assert all(any("\u4e00" <= character <= "\u9fff" for character in sentence) for sentence in sentences), sentences
    return answer.status_code, body["code"], sorted(body["fields"])
