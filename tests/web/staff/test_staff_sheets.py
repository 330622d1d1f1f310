"""打印的表: who gets them, what stands on them, and that numbers on the telephone sheet are looks."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories.pages import signed_in
from tests.factories.records import a_talk, a_ticket, a_voice, code, who

from kentan.ground.network.models import Station
from kentan.papers.forms import Ledger
from kentan.stages.talks import actions as talks
from kentan.stages.voices.models import ContactLook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
PHONE = "13805730000"


def pdf_of(answer: object) -> bytes:
    """The file; on a machine without Chinese fonts the page that says so."""
    status, content = answer.status_code, answer.content  # type: ignore[attr-defined]
    assert status == 503 or (status == 200 and content.startswith(b"%PDF-"))
    return bytes(content)


def test_a_sign_in_sheet_names_those_who_are_known_and_leaves_rows_for_the_others() -> None:
    talk = a_talk("in_progress")
    talks.seat(talk, by=who("town_clerk"), role="citizen", name="𠮷㙍", side="村民")
    page = f"/staff/talks/{talk.pk}/sign-in"
    answer = signed_in("town_clerk").get(page)
    sheet: Ledger = answer.context["sheet"]
    assert ("𠮷㙍", "群众（村民）") in [row[1:3] for row in sheet.rows]
    assert len(sheet.rows) + sheet.free == 22
    assert answer.content.decode().count("<tr>") == 23
    assert "签到表" in signed_in("town_clerk").get(f"/staff/talks/{talk.pk}").content.decode()
    pdf_of(signed_in("town_clerk").get(f"{page}.pdf"))
    pdf_of(signed_in("town_clerk").get(f"/staff/talks/{talk.pk}/slips.pdf"))
    for name in ("sign-in", "sign-in.pdf", "slips.pdf"):
        assert signed_in("street_clerk").get(f"/staff/talks/{talk.pk}/{name}").status_code == 403
        assert Client().get(f"/staff/talks/{talk.pk}/{name}").status_code == 302


def test_a_cancelled_talk_has_no_sheet_and_one_without_seats_no_slips() -> None:
    talk = a_talk("announced")
    assert signed_in("town_clerk").get(f"/staff/talks/{talk.pk}/slips.pdf").status_code == 404
    talks.move(talk, "cancel", by=who("town_clerk"), note="台风")
    assert signed_in("town_clerk").get(f"/staff/talks/{talk.pk}/sign-in").status_code == 404


def test_a_register_is_for_the_desk_of_its_township() -> None:
    station = Station.objects.get(name="盐官镇代表联络中心站")
    page = f"/staff/stations/{station.pk}/register"
    answer = signed_in("town_clerk").get(page)
    assert "接待登记表" in answer.content.decode() and station.name in answer.content.decode()
    assert len(answer.context["sheet"].free_rows) == 12
    assert page in signed_in("town_clerk").get("/staff/codes").content.decode()
    pdf_of(signed_in("admin").get(f"{page}.pdf"))
    assert [signed_in("street_clerk").get(f"{page}{end}").status_code for end in ("", ".pdf")] == [404, 404]


def test_each_number_on_the_telephone_sheet_is_a_look() -> None:
    ticket = a_ticket("handling", phone=PHONE)
    assert signed_in("town_clerk").get("/staff/calls/numbers.pdf").status_code == 405
    assert not ContactLook.objects.exists()
    pdf_of(signed_in("town_clerk").post("/staff/calls/numbers.pdf"))
    assert [(look.voice, look.reason) for look in ContactLook.objects.all()] == [(ticket.voice, "打印电话告知单")]
    signed_in("street_clerk").post("/staff/calls/numbers.pdf")
    assert ContactLook.objects.count() == 1


def test_poster_and_receipt_are_files_for_whoever_has_the_code() -> None:
    voice = a_voice()
    pdf_of(Client().get(f"/c/{code().token}/poster.pdf"))
    pdf_of(Client().get(f"/r/{voice.receipt}/slip.pdf"))
    assert Client().get("/r/0000000000/slip.pdf").status_code == 404
    assert f"/c/{code().token}/poster.pdf" in Client().get(f"/c/{code().token}/poster").content.decode()


def test_where_no_pdf_can_be_made_no_number_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    from kentan.papers import fonts

    for name in ("SONG", "HEI", "FANG", "KAI", "RARE"):
        monkeypatch.setattr(fonts, name, ())
    a_ticket("handling", phone=PHONE)
    answer = signed_in("town_clerk").post("/staff/calls/numbers.pdf")
    assert (answer.status_code, "没有找到中文字库" in answer.content.decode()) == (503, True)
    assert not ContactLook.objects.exists()
