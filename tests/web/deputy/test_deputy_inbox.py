"""代表收件: what the page says, what its forms do, and what they refuse."""

from __future__ import annotations

import pytest
from tests.factories.pages import a_picture, kept, signed_in, text_of
from tests.factories.records import a_ticket, a_voice, unit

from kentan.ground.ledger.models import Entry
from kentan.stages.voices.models import ContactLook, Ticket, Voice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def test_the_empty_inbox_says_what_will_stand_here() -> None:
    said = text_of(signed_in("deputy_one").get("/deputy/"))
    assert "没有新的话要看" in said
    assert "群众扫您的码说的话会出现在这里。" in said


def test_the_first_new_item_stands_open_with_its_form() -> None:
    ticket = a_ticket(place="村口", photos=[a_picture()])
    page = signed_in("deputy_one").get("/deputy/").content.decode()
    assert "村口的路灯坏了三盏，孩子放学看不清路。" in page
    assert f'action="/deputy/tickets/{ticket.pk}/relay"' in page
    assert f"/photo/{ticket.voice.photos.get().attachment_id}" in page
    assert "第一次反映" in page


@pytest.mark.parametrize("state", ["received", "finished", "unit_pending"])
def test_more_rows_cost_no_more_queries(state: str, django_assert_num_queries) -> None:
    client = signed_in("deputy_one")
    expected = {"received": 18, "finished": 9, "unit_pending": 9}[state]
    a_ticket(state)
    client.get("/deputy/")
    with django_assert_num_queries(expected):
        client.get("/deputy/")
    a_ticket(state, words="桥栏杆断了，要修。")
    a_ticket(state, words="公交站牌看不清。")
    with django_assert_num_queries(expected):
        client.get("/deputy/")


def test_relaying_to_a_proposed_unit_moves_the_ticket_and_says_until_when() -> None:
    ticket = a_ticket()
    office = unit("盐官镇政府")
    answer = signed_in("deputy_one").post(
        f"/deputy/tickets/{ticket.pk}/relay", {"unit": office.pk, "words": "请尽快看看"}, follow=True,
    )  # fmt: skip
    ticket.refresh_from_db()
    assert (ticket.state, ticket.unit, ticket.relay_words) == ("unit_pending", office, "请尽快看看")
    assert "记下了：已转送，待接件。盐官镇政府应在 5月26日 周二 前接件或说明为什么不归它。" in text_of(answer)


def test_any_other_unit_can_be_chosen_from_the_list() -> None:
    ticket = a_ticket()
    client = signed_in("deputy_one")
    client.post(f"/deputy/tickets/{ticket.pk}/relay", {"unit": "other", "other_unit": unit("市住建局").pk})
    ticket.refresh_from_db()
    assert (ticket.state, ticket.unit) == ("unit_pending", unit("市住建局"))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "请选一个单位；说不清就选“说不清归谁”。"),
        ({"unit": "other"}, "请从清单里选一个单位。"),
        ({"unit": "999999"}, "请选一个单位；说不清就选“说不清归谁”。"),
        ({"unit": "unclear", "words": "秘密★一年"}, "话里带有密级标志。这里不是涉密系统，不能收，也没有保存。"),
    ],
)
def test_a_relay_without_a_right_unit_changes_nothing_and_keeps_the_words(given: dict[str, str], sentence: str) -> None:
    ticket = a_ticket()
    before = kept(ticket)
    answer = signed_in("deputy_one").post(f"/deputy/tickets/{ticket.pk}/relay", {"words": "请尽快看看", **given})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert given.get("words", "请尽快看看") in answer.content.decode()
    assert kept(ticket) == before


def test_two_units_at_once_are_asked_about_and_neither_gets_it() -> None:
    ticket = a_ticket()
    before = kept(ticket)
    both = {"unit": unit("盐官镇政府").pk, "other_unit": unit("市住建局").pk}
    answer = signed_in("deputy_one").post(f"/deputy/tickets/{ticket.pk}/relay", both)
    assert (answer.status_code, kept(ticket)) == (422, before)
    assert "上面和下面各选了一个单位" in text_of(answer)


def test_not_knowing_whose_it_is_asks_the_township() -> None:
    ticket = a_ticket()
    signed_in("deputy_one").post(f"/deputy/tickets/{ticket.pk}/relay", {"unit": "unclear"})
    ticket.refresh_from_db()
    assert ticket.state == "escalated_town"


def test_answering_on_the_spot() -> None:
    ticket = a_ticket()
    signed_in("deputy_one").post(f"/deputy/tickets/{ticket.pk}/answer", {"words": "我去问过，下周换灯。"})
    ticket.refresh_from_db()
    assert (ticket.state, ticket.answer) == ("answered", "我去问过，下周换灯。")


def test_pointing_the_way_out_keeps_the_sentence_that_the_citizen_reads() -> None:
    ticket = a_ticket()
    signed_in("deputy_one").post(f"/deputy/tickets/{ticket.pk}/route_out", {"kind": "lawsuit"})
    ticket.refresh_from_db()
    assert (ticket.state, ticket.route_out) == ("routed_out", "lawsuit")


def test_joining_offers_the_likely_ones_and_takes_a_receipt_too() -> None:
    first = a_ticket()
    second, third = a_ticket(words="村口路灯坏了三盏，晚上看不清路。"), a_ticket(words="河边护栏断了。")
    client = signed_in("deputy_one")
    assert "村口的路灯坏了三盏" in text_of(client.get(f"/deputy/tickets/{second.pk}/join"))
    client.post(f"/deputy/tickets/{second.pk}/join", {"same_as": first.pk})
    client.post(f"/deputy/tickets/{third.pk}/join", {"receipt": first.voice.receipt.lower()})
    second.refresh_from_db()
    third.refresh_from_db()
    assert [(one.state, one.same_as_id) for one in (second, third)] == [("duplicate", first.pk)] * 2


def test_joining_to_a_matter_of_another_deputy_is_refused() -> None:
    other, mine = a_ticket(to="许三多"), a_ticket()
    before = kept(mine)
    answer = signed_in("deputy_one").post(f"/deputy/tickets/{mine.pk}/join", {"receipt": other.voice.receipt})
    assert (answer.status_code, kept(mine)) == (422, before)


def test_confirming_and_sending_back() -> None:
    good, bad = a_ticket("finished"), a_ticket("finished")
    client = signed_in("deputy_one")
    assert "盐官镇政府说 办完了 ：修好了三盏路灯。（只此一处）" in text_of(client.get("/deputy/"))
    client.post(f"/deputy/tickets/{good.pk}/confirm")
    client.post(f"/deputy/tickets/{bad.pk}/send_back", {"words": "还有一盏不亮"})
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.state, bad.state) == ("told", "handling")


def test_sending_back_without_a_reason_is_refused() -> None:
    ticket = a_ticket("finished")
    before = kept(ticket)
    answer = signed_in("deputy_one").post(f"/deputy/tickets/{ticket.pk}/send_back", {"words": "  "})
    assert (answer.status_code, kept(ticket)) == (422, before)
    assert "请写明哪里没办好。" in text_of(answer)


def test_a_stale_page_gets_one_sentence_the_fresh_page_and_its_words_back() -> None:
    ticket = a_ticket("unit_pending")
    before = kept(ticket)
    answer = signed_in("deputy_one").post(f"/deputy/tickets/{ticket.pk}/answer", {"words": "我刚写好的一长段答复"})
    assert answer.status_code == 409
    assert "这件事刚才已经被别人往前办了一步，您的操作没有保存。" in text_of(answer)
    assert "我刚写好的一长段答复" in answer.content.decode()
    assert "已转送，待接件" in text_of(answer)
    assert kept(ticket) == before


def test_another_deputys_matter_is_not_shown() -> None:
    ticket = a_ticket(to="许三多")
    client = signed_in("deputy_one")
    before = kept(ticket)
    assert client.get(f"/deputy/tickets/{ticket.pk}").status_code == 403
    assert client.post(f"/deputy/tickets/{ticket.pk}/answer", {"words": "好"}).status_code == 403
    assert client.get("/deputy/tickets/999999").status_code == 404
    assert client.post(f"/deputy/tickets/{ticket.pk}/nothing").status_code == 403
    assert kept(ticket) == before


def test_the_telephone_is_shown_after_a_logged_reason_and_only_once() -> None:
    ticket = a_ticket(phone="13800000001")
    client = signed_in("deputy_one")
    assert "13800000001" not in client.get(f"/deputy/tickets/{ticket.pk}").content.decode()
    assert client.post(f"/deputy/tickets/{ticket.pk}/phone", {}).status_code == 422
    assert ContactLook.objects.count() == 0
    shown = client.post(f"/deputy/tickets/{ticket.pk}/phone", {"reason": "问清情况"})
    assert "tel:13800000001" in shown.content.decode()
    assert shown["Cache-Control"] == "private, no-store"
    assert list(ContactLook.objects.values_list("account__username", "reason")) == [("deputy_one", "问清情况")]
    assert "13800000001" not in client.get(f"/deputy/tickets/{ticket.pk}").content.decode()


def test_a_proxy_entry_keeps_the_true_time_and_a_double_click_is_one_voice() -> None:
    client = signed_in("deputy_one")
    form = client.get("/deputy/proxy").context["form"]
    sent = {
        "code": form.fields["code"].queryset.get().pk, "words": "桥头的栏杆松了。", "place": "桥头", "phone": "13800000001",
        "said_at": "2026-05-24T18:30", "key": form["key"].value(),
    }  # fmt: skip
    answers = [client.post("/deputy/proxy", sent) for _ in range(2)]
    voice = Voice.objects.get()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (voice.channel, voice.said_at.isoformat(), voice.entered_by.username) == (
        "proxy",
        "2026-05-24T10:30:00+00:00",
        "deputy_one",
    )
    assert voice.receipt in text_of(client.get(f"/deputy/tickets/{voice.ticket.pk}"))


def test_a_proxy_entry_from_the_future_or_without_words_is_refused_with_what_was_typed() -> None:
    client = signed_in("deputy_one")
    form = client.get("/deputy/proxy").context["form"]
    sent = {"code": form.fields["code"].queryset.get().pk, "words": "桥头的栏杆松了。", "said_at": "2026-05-26T18:30", "key": "k"}
    answer = client.post("/deputy/proxy", sent)
    assert answer.status_code == 422
    assert "说话的时间不能在将来。" in text_of(answer)
    assert "桥头的栏杆松了。" in answer.content.decode()
    assert client.post("/deputy/proxy", {**sent, "words": ""}).status_code == 422
    assert Voice.objects.count() == 0


def test_the_log_of_a_matter_names_who_did_what() -> None:
    ticket = a_ticket("handling")
    said = text_of(signed_in("deputy_one").get(f"/deputy/tickets/{ticket.pk}"))
    assert "市人大代表林一苇 转送" in said
    assert "盐官镇政府单位联络员" in said
    assert Entry.objects.filter(chain__matter=ticket.voice.matter).count() == 4


def test_sent_and_ended_lists() -> None:
    a_ticket("unit_pending")
    ended = a_ticket()
    client = signed_in("deputy_one")
    client.post(f"/deputy/tickets/{ended.pk}/route_out", {"kind": "beyond"})
    assert "已转送、还没了结 1 条" in text_of(client.get("/deputy/sent"))
    assert "已了结 1 条" in text_of(client.get("/deputy/sent?show=ended"))


def test_an_erased_voice_shows_no_words() -> None:
    from tests.factories.records import who

    from kentan.stages.voices import actions

    voice = a_voice(photos=[a_picture()], phone="13800000001")
    actions.erase(voice, by=who("town_clerk"))
    page = text_of(signed_in("deputy_one").get(f"/deputy/tickets/{Ticket.objects.get().pk}"))
    assert "原话已依本人申请删除，步骤留着。" in page
    assert "村口的路灯" not in page
