"""单位待办: due first, what is unread, what came back; accept, decline, finish."""

from __future__ import annotations

import pytest
from tests.factories.pages import a_picture, kept, signed_in, text_of
from tests.factories.records import a_ticket, moment, unit, who

from kentan.ground.ledger.models import Entry
from kentan.stages.voices import actions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def test_the_empty_desk_says_what_will_stand_here() -> None:
    said = text_of(signed_in("town_liaison").get("/unit/"))
    assert "在手 0 件，今天先办 0 件" in said
    assert "代表或人大转来的民情件会按期限排在这里。" in said


def test_what_is_overdue_or_due_today_stands_first() -> None:
    for day in ("2026-05-20 09:00", "2026-05-22 09:00", "2026-05-25 09:00"):
        with moment(day):
            a_ticket("unit_pending", words=f"{day[5:10]} 的路灯坏了。")
    with moment("2026-05-25 09:00"):
        a_ticket("handling", words="护栏断了。")
        groups = signed_in("town_liaison").get("/unit/").context["groups"]
    assert [(group.name, [row.due.words for row in group.rows]) for group in groups] == [
        ("先办", ["逾期 2 个工作日", "今天"]),
        ("本周", ["还有 1 个工作日"]),
        ("以后", ["还有 5 个工作日"]),
    ]


def test_what_waits_for_others_stands_apart() -> None:
    a_ticket("finished")
    groups = signed_in("town_liaison").get("/unit/").context["groups"]
    assert [(group.name, [row.waits_for for row in group.rows]) for group in groups] == [("等别人", ["林一苇代表"])]


def test_filters_count_what_they_show() -> None:
    a_ticket("unit_pending")
    a_ticket("handling")
    back = a_ticket("finished")
    actions.send_back(back, by=who("deputy_one"), reason="还有一盏不亮")
    client = signed_in("town_liaison")
    context = client.get("/unit/?show=returned").context
    assert [(name, count) for name, _label, count in context["filters"]] == [
        ("all", 3), ("ours", 3), ("others", 0), ("unread", 1), ("returned", 1),
    ]  # fmt: skip
    assert [row.ticket for group in context["groups"] for row in group.rows] == [back]
    assert "已了结 0 件" in text_of(client.get("/unit/?show=ended"))
    assert client.get("/unit/?show=nonsense").status_code == 200


def test_more_rows_cost_no_more_queries(django_assert_num_queries) -> None:
    client = signed_in("town_liaison")
    a_ticket("unit_pending")
    with django_assert_num_queries(8):
        client.get("/unit/")
    a_ticket("handling", words="桥栏杆断了，要修。")
    a_ticket("finished", words="公交站牌看不清。")
    with django_assert_num_queries(8):
        client.get("/unit/")


def test_only_opening_counts_as_reading() -> None:
    ticket = a_ticket("unit_pending")
    client = signed_in("town_liaison")
    client.get("/unit/")
    ticket.refresh_from_db()
    assert ticket.read_by_unit_at is None
    client.get(f"/unit/tickets/{ticket.pk}")
    ticket.refresh_from_db()
    assert ticket.read_by_unit_at is not None


def test_a_deputy_sees_whether_the_unit_has_read() -> None:
    ticket = a_ticket("unit_pending")
    deputy = signed_in("deputy_one")
    assert "等盐官镇政府未读" in text_of(deputy.get("/deputy/"))
    signed_in("town_liaison").get(f"/unit/tickets/{ticket.pk}")
    assert "等盐官镇政府接件" in text_of(deputy.get("/deputy/"))


def test_accepting_for_many_has_the_longer_clock() -> None:
    one, many = a_ticket("unit_pending"), a_ticket("unit_pending")
    client = signed_in("town_liaison")
    client.post(f"/unit/tickets/{one.pk}/accept")
    client.post(f"/unit/tickets/{many.pk}/accept", {"needs_many": "on"})
    one.refresh_from_db()
    many.refresh_from_db()
    assert [(ticket.state, ticket.due.isoformat()) for ticket in (one, many)] == [
        ("handling", "2026-06-01"), ("handling", "2026-06-15"),
    ]  # fmt: skip


def test_declining_says_why_and_whose() -> None:
    ticket = a_ticket("unit_pending")
    signed_in("town_liaison").post(
        f"/unit/tickets/{ticket.pk}/decline", {"words": "停车场是景区的。", "owner": unit("市住建局").pk},
    )  # fmt: skip
    ticket.refresh_from_db()
    note = Entry.objects.get(chain__matter=ticket.voice.matter, move="decline").note
    assert (ticket.state, note) == ("disputed", "停车场是景区的。（认为应当归市住建局）")


def test_declining_without_a_reason_changes_nothing() -> None:
    ticket = a_ticket("unit_pending")
    client = signed_in("town_liaison")
    client.get(f"/unit/tickets/{ticket.pk}")
    ticket.refresh_from_db()
    before = kept(ticket)
    answer = client.post(f"/unit/tickets/{ticket.pk}/decline", {"words": "", "owner": unit("市住建局").pk})
    assert (answer.status_code, kept(ticket)) == (422, before)
    assert "请写明为什么不归本单位。" in text_of(answer)


def test_after_a_decision_the_unit_has_no_way_to_decline() -> None:
    ticket = a_ticket("disputed")
    actions.decide(ticket, by=who("town_clerk"), unit=unit("盐官镇政府"))
    client = signed_in("town_liaison")
    assert "退件" not in text_of(client.get(f"/unit/tickets/{ticket.pk}")).partition("留痕")[0]
    assert client.post(f"/unit/tickets/{ticket.pk}/decline", {"words": "不归我们。"}).status_code == 403


def test_a_result_has_words_scope_and_photos() -> None:
    ticket = a_ticket("handling")
    signed_in("town_liaison").post(
        f"/unit/tickets/{ticket.pk}/finish",
        {"words": "换了三盏灯。", "scope": "street", "photos": [a_picture("a.jpg"), a_picture("b.jpg")]},
    )
    ticket.refresh_from_db()
    assert (ticket.state, ticket.result, ticket.scope, ticket.photos.count()) == ("finished", "换了三盏灯。", "street", 2)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"words": "换了三盏灯。"}, "请选择这次办好了多大范围。"),
        ({"scope": "spot"}, "请写明做了什么、什么时候做的。"),
        ({"words": "换了三盏灯。", "scope": "spot", "photos": "virus"}, "这个文件不是能打开的照片。"),
    ],
)
def test_a_result_that_lacks_something_changes_nothing(given: dict[str, str], sentence: str) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    ticket = a_ticket("handling")
    client = signed_in("town_liaison")
    client.get(f"/unit/tickets/{ticket.pk}")
    ticket.refresh_from_db()
    before = kept(ticket)
    if "photos" in given:
        given = {**given, "photos": SimpleUploadedFile("lamp.jpg", b"MZ not a picture", "image/jpeg")}
    answer = client.post(f"/unit/tickets/{ticket.pk}/finish", given)
    assert (answer.status_code, kept(ticket)) == (422, before)
    assert sentence in text_of(answer)


def test_the_unit_never_sees_a_telephone() -> None:
    ticket = a_ticket("handling", phone="13800000001")
    page = signed_in("town_liaison").get(f"/unit/tickets/{ticket.pk}").content.decode()
    assert [part for part in ("13800000001", "138 0000 0001", "尾号", "0001<") if part in page] == []
    assert "/phone" not in page


def test_another_units_matter_is_not_shown() -> None:
    ticket = a_ticket("handling")
    client = signed_in("roads_liaison")
    before = kept(ticket)
    assert client.get(f"/unit/tickets/{ticket.pk}").status_code == 403
    assert client.post(f"/unit/tickets/{ticket.pk}/finish", {"words": "好", "scope": "spot"}).status_code == 403
    assert kept(ticket) == before


def test_two_clerks_at_once_the_second_gets_a_sentence() -> None:
    ticket = a_ticket("unit_pending")
    first, second = signed_in("town_liaison"), signed_in("town_head")
    first.post(f"/unit/tickets/{ticket.pk}/accept")
    ticket.refresh_from_db()
    before = kept(ticket)
    answer = second.post(f"/unit/tickets/{ticket.pk}/decline", {"words": "写了很久的理由"})
    assert (answer.status_code, kept(ticket)) == (409, before)
    assert "写了很久的理由" in answer.content.decode()
