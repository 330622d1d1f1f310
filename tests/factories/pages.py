"""Plain builders for pages: somebody signed in, a small picture, what a page says."""

from __future__ import annotations

import html
import io
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from tests.factories.records import row

from kentan.ground.accounts.models import Account
from kentan.ground.ledger.models import Entry
from kentan.stages.voices.models import Ticket


def signed_in(username: str) -> Client:
    """A browser in which this account has signed in, its session already awake."""
    client = Client()
    client.force_login(Account.objects.get(username=username))
    client.get("/me")
    return client


def a_picture(name: str = "lamp.jpg") -> SimpleUploadedFile:
    """A small real photo."""
    kept = io.BytesIO()
    Image.new("RGB", (32, 24), "#886644").save(kept, "JPEG")
    return SimpleUploadedFile(name, kept.getvalue(), "image/jpeg")


def text_of(answer: Any) -> str:
    """The words of a page, without markup, white space made single."""
    body = re.sub(r"<(script|style).*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def kept(ticket: Ticket) -> tuple[Any, ...]:
    """All that a refusal must leave as it was: ticket, voice, the log of the matter."""
    return row(ticket), row(ticket.voice), list(Entry.objects.filter(chain__matter=ticket.voice.matter).values())
