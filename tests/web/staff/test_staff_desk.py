"""工作人员的民情件: disputes first, decisions, escalations, proxy entries, release and erasure."""

from __future__ import annotations

import pytest
from tests.factories.pages import kept, signed_in, text_of
from tests.factories.records import a_ticket, a_voice, row, unit, who

from kentan.ground.ledger.chain import verify_all
from kentan.stages.voices import actions
from kentan.stages.voices.models import Voice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def test_the_empty_desk_says_what_will_stand_here() -> None:
    assert "群众扫码或者您代录的话会出现在这里。" in text_of(signed_in("town_clerk").get("/staff/"))


def test_disputes_and_escalations_stand_before_everything_else() -> None:
    disputed, lost = a_ticket("disputed"), a_ticket(words="公交站牌看不清。")
    actions.escalate_town(lost, by=who("deputy_one"))
    at_station = a_ticket(words="站里的灯坏了。", to="盐官镇代表联络中心站")
    context = signed_in("town_clerk").get("/staff/").context
    assert [(group.name, {row.ticket for row in group.rows}) for group in context["groups"]] == [
        ("归属要定", {disputed, lost}), ("本周", {at_station}),
    ]  # fmt: skip
    assert {row.waits_for for group in context["groups"] for row in group.rows} == {"我们"}


def test_more_rows_cost_no_more_queries(django_assert_num_queries) -> None:
    client = signed_in("town_clerk")
    a_ticket("disputed")
    with django_assert_num_queries(11):
        client.get("/staff/?show=all")
    a_ticket("handling", words="桥栏杆断了，要修。")
    a_ticket(words="公交站牌看不清。")
    with django_assert_num_queries(11):
        client.get("/staff/?show=all")


def test_a_township_sees_its_own_and_the_city_all() -> None:
    town, street = a_ticket(), a_ticket(to="许三多", words="桂苑的井盖响。")
    seen = {
        name: {row.ticket for group in signed_in(name).get("/staff/?show=all").context["groups"] for row in group.rows}
        for name in ("town_clerk", "street_clerk", "city_clerk")
    }
    assert seen == {"town_clerk": {town}, "street_clerk": {street}, "city_clerk": {town, street}}
    assert signed_in("street_clerk").get(f"/staff/tickets/{town.pk}").status_code == 403


def test_search_and_area_narrow_the_list() -> None:
    found = a_ticket(words="南门停车场满了。")
    a_ticket(to="许三多", words="桂苑的井盖响。")
    client = signed_in("city_clerk")
    context = client.get("/staff/?show=all&q=停车").context
    assert [row.ticket for group in context["groups"] for row in group.rows] == [found]
    assert client.get("/staff/?show=all&q=%00&area=x").status_code == 200
    assert "没有找到" in text_of(client.get("/staff/?show=all&q=没有的字"))


def test_a_decision_binds_the_unit() -> None:
    ticket = a_ticket("disputed")
    client = signed_in("town_clerk")
    assert client.post(f"/staff/tickets/{ticket.pk}/decide", {"unit": ""}).status_code == 422
    client.post(f"/staff/tickets/{ticket.pk}/decide", {"unit": unit("市住建局").pk, "words": "路灯归住建"})
    ticket.refresh_from_db()
    assert (ticket.state, ticket.unit, ticket.is_decided) == ("unit_pending", unit("市住建局"), True)


def test_escalating_to_the_city_needs_a_reason_and_the_city_relays() -> None:
    ticket = a_ticket("disputed")
    client = signed_in("town_clerk")
    assert client.post(f"/staff/tickets/{ticket.pk}/escalate_city", {"words": ""}).status_code == 422
    client.post(f"/staff/tickets/{ticket.pk}/escalate_city", {"words": "两个局都说不归自己"})
    signed_in("city_clerk").post(f"/staff/tickets/{ticket.pk}/relay", {"unit": "other", "other_unit": unit("市住建局").pk})
    ticket.refresh_from_db()
    assert (ticket.state, ticket.unit) == ("unit_pending", unit("市住建局"))


def test_converting_names_what_it_became() -> None:
    ticket = a_ticket()
    client = signed_in("town_clerk")
    assert client.post(f"/staff/tickets/{ticket.pk}/convert", {"words": ""}).status_code == 422
    client.post(f"/staff/tickets/{ticket.pk}/convert", {"words": "并入景区交通议题"})
    ticket.refresh_from_db()
    assert ticket.state == "converted"


def test_a_verdict_asked_by_telephone_has_no_preset_and_needs_words_when_bad() -> None:
    ticket = a_ticket("told")
    client = signed_in("town_clerk")
    page = client.get(f"/staff/tickets/{ticket.pk}/rate")
    assert "checked" not in page.content.decode()
    before = kept(ticket)
    assert client.post(f"/staff/tickets/{ticket.pk}/rate", {"verdict": "unsatisfied"}).status_code == 422
    assert kept(ticket) == before
    client.post(f"/staff/tickets/{ticket.pk}/rate", {"verdict": "unsatisfied", "remark": "只修了两盏"})
    ticket.refresh_from_db()
    assert (ticket.state, ticket.verdict, ticket.verdict_words) == ("rated", "unsatisfied", "只修了两盏")


def test_reopening_at_a_station_once() -> None:
    ticket = a_ticket(to="盐官镇代表联络中心站")
    clerk = who("town_clerk")
    actions.answer(ticket, by=clerk, words="说过了")
    actions.rate(ticket, by=clerk, verdict="mostly")
    client = signed_in("town_clerk")
    client.post(f"/staff/tickets/{ticket.pk}/reopen", {"words": "又坏了"})
    ticket.refresh_from_db()
    assert (ticket.state, ticket.reopened) == ("received", True)


def test_a_proxy_entry_under_a_station() -> None:
    client = signed_in("town_clerk")
    form = client.get("/staff/proxy").context["form"]
    owners = {code.address_name for code in form.fields["code"].queryset}
    assert owners == {"林一苇代表", "周二南代表", "盐官镇代表联络中心站"}
    station = next(code for code in form.fields["code"].queryset if code.station_id)
    client.post(
        "/staff/proxy", {"code": station.pk, "words": "来站里说：桥栏杆断了。", "said_at": "2026-05-25T08:30", "key": "one"}
    )
    assert list(Voice.objects.values_list("channel", "station__name")) == [("proxy", "盐官镇代表联络中心站")]


def test_release_withhold_and_erase_each_on_its_own_page() -> None:
    voice = a_voice()
    client = signed_in("town_clerk")
    base = f"/staff/voices/{voice.pk}"
    assert "公开这段摘录" in text_of(client.get(f"{base}/release"))
    client.post(f"{base}/release", {"title": "村口路灯坏了", "extract": "村口的路灯坏了三盏。"})
    voice.refresh_from_db()
    assert (voice.state, voice.title, voice.extract) == ("released", "村口路灯坏了", "村口的路灯坏了三盏。")
    client.post(f"{base}/withhold", {"reason": "request"})
    voice.refresh_from_db()
    assert (voice.state, voice.withheld_for) == ("withheld", "request")
    assert "删除以后不能恢复。" in text_of(client.get(f"{base}/erase"))
    client.post(f"{base}/erase", {"sure": "on"})
    voice.refresh_from_db()
    assert (voice.state, voice.words, voice.extract, verify_all()) == ("erased", "", "", [])


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("release", {"title": "", "extract": "三盏灯"}), ("release", {"title": "村口", "extract": ""}),
        ("release", {"title": "灯", "extract": "三盏灯坏了"}), ("erase", {}),
    ],
)  # fmt: skip
def test_a_release_or_erasure_that_lacks_something_changes_nothing(name: str, given: dict[str, str]) -> None:
    voice = a_voice()
    before = row(voice)
    assert signed_in("town_clerk").post(f"/staff/voices/{voice.pk}/{name}", given).status_code == 422
    assert row(voice) == before


def test_the_list_of_voices_searches_any_two_characters(django_assert_num_queries) -> None:
    a_voice(words="南门停车场满了。")
    client = signed_in("town_clerk")
    with django_assert_num_queries(8):
        client.get("/staff/voices")
    a_voice(words="桥栏杆断了。")
    a_voice(words="公交站牌看不清。")
    with django_assert_num_queries(8):
        client.get("/staff/voices")
    assert [voice.words for voice in client.get("/staff/voices?q=栏杆").context["page"].rows] == ["桥栏杆断了。"]
    assert signed_in("street_clerk").get(f"/staff/voices/{Voice.objects.first().pk}").status_code == 403


def test_offices_that_see_no_voices_land_on_their_own_column() -> None:
    a_ticket()
    assert signed_in("auditor").get("/staff/").url == "/staff/audit"
    assert signed_in("admin").get("/staff/").url == "/staff/codes"
    for address in ("/staff/tickets/1", "/staff/voices", "/staff/calls", "/staff/proxy"):
        assert signed_in("admin").get(address).status_code == 403


def test_the_auditor_sees_steps_and_looks_but_no_words() -> None:
    ticket = a_ticket("disputed", phone="13800000001")
    signed_in("deputy_one").post(f"/deputy/tickets/{ticket.pk}/phone", {"reason": "告知进展"})
    client = signed_in("auditor")
    steps, looks = text_of(client.get("/staff/audit")), text_of(client.get("/staff/audit?show=looks"))
    assert "退件" in steps
    assert "归住建局管" not in steps
    assert "路灯" not in steps
    assert "告知进展" in looks
    assert signed_in("town_clerk").get("/staff/audit").status_code == 403
