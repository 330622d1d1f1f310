"""照片: who may fetch one, under which type and name; the same by receipt."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories.pages import a_picture, signed_in
from tests.factories.records import a_ticket, unit, who

from kentan.ground.ledger.models import Attachment
from kentan.stages.voices import actions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def status(username: str, address: str) -> int:
    return signed_in(username).get(address).status_code


def test_only_those_who_may_see_the_voice_may_fetch_its_photo() -> None:
    ticket = a_ticket(photos=[a_picture()])
    address = f"/photo/{ticket.voice.photos.get().attachment_id}"
    names = ("deputy_one", "deputy_two", "town_clerk", "street_clerk", "city_clerk", "town_liaison", "admin", "auditor")
    assert [status(name, address) for name in names] == [200, 403, 200, 403, 200, 403, 403, 403]
    assert Client().get(address).status_code == 302
    actions.relay(ticket, by=who("deputy_one"), unit=unit("盐官镇政府"))
    assert [status(name, address) for name in ("town_liaison", "roads_liaison")] == [200, 403]


def test_it_comes_under_a_fixed_type_and_a_plain_name() -> None:
    ticket = a_ticket(photos=[a_picture("../../<script>.php")])
    attachment = ticket.voice.photos.get().attachment
    answer = signed_in("deputy_one").get(f"/photo/{attachment.pk}")
    assert {name: answer[name] for name in ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Cache-Control")} == {
        "Content-Type": "image/jpeg", "Content-Disposition": f'inline; filename="kentan-{attachment.pk}.jpg"',
        "X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=600",
    }  # fmt: skip
    assert b"".join(answer.streaming_content)[:3] == b"\xff\xd8\xff"
    Attachment.objects.filter(pk=attachment.pk).update(content_type="text/html")
    odd = signed_in("deputy_one").get(f"/photo/{attachment.pk}")
    assert (odd["Content-Type"], odd["Content-Disposition"].split(";")[0]) == ("application/octet-stream", "attachment")


def test_by_receipt_the_photos_sent_come_first_then_those_of_the_result() -> None:
    ticket = a_ticket("handling", photos=[a_picture()])
    actions.finish(ticket, by=who("town_liaison"), result="修好了", scope="spot", photos=[a_picture()])
    receipt = ticket.voice.receipt
    names = [ticket.voice.photos.get().attachment_id, ticket.photos.get().attachment_id]
    found = [Client().get(f"/r/{receipt}/photo/{n}") for n in (1, 2)]
    assert [answer["Content-Disposition"] for answer in found] == [f'inline; filename="kentan-{pk}.jpg"' for pk in names]
    assert [Client().get(f"/r/{receipt}/photo/{n}").status_code for n in (0, 3)] == [404, 404]


def test_guessed_receipts_are_counted() -> None:
    client = Client()
    assert {client.get(f"/r/GUESS{n:05}/photo/1").status_code for n in range(30)} == {404}
    assert client.get("/r/GUESS99999/photo/1").status_code == 429


def test_an_erased_photo_is_gone() -> None:
    ticket = a_ticket(photos=[a_picture()])
    address = f"/photo/{ticket.voice.photos.get().attachment_id}"
    actions.erase(ticket.voice, by=who("town_clerk"))
    assert status("deputy_one", address) == 404
