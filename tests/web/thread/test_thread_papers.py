"""公文下载: the right paper for those who may see its record, nobody's name in it, Chinese whatever the interface speaks."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client, override_settings
from docx import Document
from tests.factories.pages import signed_in
from tests.factories.records import a_suggestion, a_talk, county, unit
from tests.web.test_addresses import issued
from tests.web.thread.builders import NAME, a_handed_on, a_held_talk, get, of_a_deputy

from kentan.ground.accounts.models import Account
from kentan.ground.network.actions import appoint
from kentan.ground.network.models import Deputy

__all__ = ["county"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def text_in(answer: Any) -> str:
    """All words of a downloaded paper."""
    assert answer.status_code == 200
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    document = Document(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_minutes_hold_the_record_without_the_name_that_was_spoken() -> None:
    talk = a_held_talk()
    page = f"/staff/talks/{talk.pk}"
    assert "下载纪要" in get(page, signed_in("town_clerk"))
    answer = signed_in("town_clerk").get(f"{page}/minutes.docx")
    text = text_in(answer)
    assert unquote(answer["Content-Disposition"]).endswith("恳谈纪要 盐官人大恳谈〔2026〕1号 路灯和停车.docx")
    assert "我是〔姓名〕，村口三盏路灯坏了一个月" in text
    assert "盐官镇政府：会后答复，2026年6月20日前" in text
    assert "群众 1 位" in text
    assert NAME not in text
    assert signed_in("street_clerk").get(f"{page}/minutes.docx").status_code == 403
    assert signed_in("town_clerk").get(f"/staff/talks/{a_talk('announced').pk}/minutes.docx").status_code == 404


def test_a_notice_says_what_until_when_and_why_that_day() -> None:
    suggestion = a_handed_on(a_held_talk(), co=("市住建局",))
    page = f"/staff/suggestions/{suggestion.pk}"
    text = text_in(signed_in("town_clerk").get(f"{page}/notice.docx"))
    assert "由盐官镇政府主办，市住建局会办" in text
    assert "2026年6月25日前答复（期限未经核实，暂定）" in text
    assert "当天不算" in text
    assert NAME not in text
    assert signed_in("town_clerk").get(f"/staff/suggestions/{a_suggestion('sorted').pk}/notice.docx").status_code == 404


def test_an_answer_is_addressed_to_its_deputy_and_read_by_those_who_see_the_suggestion() -> None:
    suggestion = of_a_deputy()
    reply = suggestion.replies.get()
    for username, face in (("deputy_one", "deputy"), ("town_head", "unit"), ("town_clerk", "staff")):
        page = f"/{face}/suggestions/{suggestion.pk}"
        assert "下载答复函" in get(page, signed_in(username))
        text = text_in(signed_in(username).get(f"{page}/replies/{reply.pk}.docx"))
        assert "林一苇代表：" in text and reply.words in text and text.startswith("A")
        assert "（联系人：某ison）" in text
    for username, face in (("deputy_two", "deputy"), ("roads_liaison", "unit"), ("street_clerk", "staff")):
        assert signed_in(username).get(f"/{face}/suggestions/{suggestion.pk}/replies/{reply.pk}.docx").status_code == 403
    assert Client().get(f"/staff/suggestions/{suggestion.pk}/replies/{reply.pk}.docx").status_code == 302
    other = a_suggestion("replied").replies.get()
    assert signed_in("town_clerk").get(f"/staff/suggestions/{suggestion.pk}/replies/{other.pk}.docx").status_code == 404


def test_what_nobody_signed_is_answered_to_the_assigning_body() -> None:
    suggestion = a_suggestion("replied")
    text = text_in(signed_in("town_clerk").get(f"/staff/suggestions/{suggestion.pk}/replies/{suggestion.replies.get().pk}.docx"))
    assert "盐官镇人大主席团：" in text and "你们提出的" in text


def test_a_bulletin_is_the_same_for_its_desk_and_its_leader_and_an_office_replaces_the_head(tmp_path: Path) -> None:
    appoint(Account.objects.open("leader", "某领导"), "leader", unit("市人大常委会"))
    bulletin = issued(a_suggestion("assigned"))
    desk = signed_in("town_clerk").get(f"/staff/bulletins/{bulletin.pk}.docx")
    text = text_in(desk)
    assert "内部资料　注意保存\n民情专报\n2026年第1期" in text and "修好村口路灯" in text and "（原话" in text
    assert signed_in("leader").get(f"/leader/bulletins/{bulletin.pk}.docx").content == desk.content
    (tmp_path / "papers.toml").write_text('[bulletin]\nname = "恳谈快报"\ncopies = "20"\nsize = 9000\n', "utf-8")
    with override_settings(DATA=tmp_path):
        text = text_in(signed_in("town_clerk").get(f"/staff/bulletins/{bulletin.pk}.docx"))
    assert "恳谈快报" in text and "共印20份" in text
    (tmp_path / "papers.toml").write_bytes("名 = [".encode("gbk"))
    (tmp_path / "papers.docx").write_bytes(b"PK not a word file")
    with override_settings(DATA=tmp_path):
        assert "民情专报" in text_in(signed_in("town_clerk").get(f"/staff/bulletins/{bulletin.pk}.docx"))


def test_a_reader_of_english_gets_a_chinese_paper() -> None:
    suggestion, clerk = a_suggestion("handling"), signed_in("town_clerk")
    page = f"/staff/suggestions/{suggestion.pk}/notice.docx"
    chinese = clerk.get(page).content
    clerk.cookies["django_language"] = "en"
    assert clerk.get(page).content == chinese


def test_each_paper_is_there_as_a_pdf_too_for_the_same_readers() -> None:
    suggestion = of_a_deputy()
    reply, talk = suggestion.replies.get(), a_held_talk()
    appoint(Account.objects.open("leader", "某领导"), "leader", unit("市人大常委会"))
    bulletin = issued(a_suggestion("assigned"))
    for username, page, stranger in (
        ("town_clerk", f"/staff/suggestions/{suggestion.pk}/notice", "street_clerk"),
        ("town_clerk", f"/staff/talks/{talk.pk}/minutes", "street_clerk"),
        ("town_clerk", f"/staff/bulletins/{bulletin.pk}", "street_clerk"),
        ("leader", f"/leader/bulletins/{bulletin.pk}", "town_clerk"),
        ("town_head", f"/unit/suggestions/{suggestion.pk}/replies/{reply.pk}", "roads_liaison"),
        ("deputy_one", f"/deputy/suggestions/{suggestion.pk}/replies/{reply.pk}", "deputy_two"),
    ):
        answer = signed_in(username).get(f"{page}.pdf")
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf") or answer.status_code == 503
        assert answer.status_code == 503 or answer.content.startswith(b"%PDF-")
        assert signed_in(stranger).get(f"{page}.pdf").status_code == 403


def test_a_machine_without_chinese_fonts_says_so_and_still_gives_the_word_file(monkeypatch: pytest.MonkeyPatch) -> None:
    from kentan.papers import fonts

    monkeypatch.setattr(fonts, "SONG", ())
    for name in ("HEI", "FANG", "KAI", "RARE"):
        monkeypatch.setattr(fonts, name, ())
    bulletin = issued(a_suggestion("assigned"))
    clerk = signed_in("town_clerk")
    answer = clerk.get(f"/staff/bulletins/{bulletin.pk}.pdf")
    assert (answer.status_code, "没有找到中文字库" in answer.content.decode()) == (503, True)
    assert clerk.get(f"/staff/bulletins/{bulletin.pk}.docx").status_code == 200


def test_a_deputy_gets_the_copy_that_is_addressed_to_him_and_the_desk_gets_all() -> None:
    one, two = Deputy.objects.get(name="林一苇"), Deputy.objects.get(name="周二南")
    suggestion = a_suggestion("replied", track="deputy_suggestion", lead_deputy=one, cosigners=(two,))
    address = f"suggestions/{suggestion.pk}/replies/{suggestion.replies.get().pk}.docx"
    told = {
        who: [name for name in ("林一苇代表：", "周二南代表：") if name in text_in(signed_in(who).get(f"/{face}/{address}"))]
        for who, face in (("deputy_one", "deputy"), ("deputy_two", "deputy"), ("town_clerk", "staff"))
    }
    assert told == {
        "deputy_one": ["林一苇代表："],
        "deputy_two": ["周二南代表："],
        "town_clerk": ["林一苇代表：", "周二南代表："],
    }
