"""会场: planning, the moves, seats, the record, wording, slips, erasure."""

from __future__ import annotations

import pytest
from tests.factories.pages import signed_in
from tests.factories.records import a_seat, a_talk, an_utterance, moment, row, unit
from tests.web.choosing.builders import a_topic
from tests.web.thread.builders import NAME, SAID, a_held_talk, everything, first_line, get, said_by

from kentan.ground.network.models import Deputy
from kentan.stages.talks.models import Seat, Talk, Utterance

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
PLAN = {"title": "村口的路灯", "theme": "三条反映", "day": "2026-06-01", "hour": "14:00", "place": "文化礼堂", "form": "face"}


def planned(**changed: str) -> dict[str, str]:
    return PLAN | {"host": str(unit("盐官镇人大主席团").pk)} | changed


def test_the_empty_list_says_what_will_stand_there() -> None:
    assert "还没有恳谈。" in get("/staff/talks", signed_in("town_clerk"))
    assert "没有找到。" in get("/staff/talks?q=没有", signed_in("town_clerk"))


def test_each_body_sees_its_own_talks_and_the_city_all() -> None:
    talk = a_talk("announced")
    seen = {
        name: list(signed_in(name).get("/staff/talks").context["page"].rows)
        for name in ("town_clerk", "street_clerk", "city_clerk")
    }
    assert seen == {"town_clerk": [talk], "street_clerk": [], "city_clerk": [talk]}


def test_more_rows_cost_no_more_queries(django_assert_num_queries) -> None:
    client = signed_in("town_clerk")
    a_talk("announced")
    with django_assert_num_queries(7):
        client.get("/staff/talks")
    a_talk("announced")
    a_talk("draft")
    with django_assert_num_queries(7):
        client.get("/staff/talks")


def test_a_talk_is_planned() -> None:
    answer = signed_in("town_clerk").post("/staff/talks/new", planned())
    talk = Talk.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/staff/talks/{talk.pk}")
    assert (talk.title, talk.state, talk.host, talk.place) == ("村口的路灯", "draft", unit("盐官镇人大主席团"), "文化礼堂")
    assert talk.starts_at.isoformat() == "2026-06-01T06:00:00+00:00"


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"title": ""}, "title", "请写题目。"), ({"title": "字" * 81}, "title", "太长了，最多 80 个字。"),
        ({"title": "秘密★一年"}, "title", "话里带有密级标志。这里不是涉密系统，不能收，也没有保存。"),
        ({"title": "a\x00b"}, "title", "话里有不能保存的特殊字符。请删掉乱码再交。"),
        ({"day": "2026-05-20"}, "day", "这个时间已经过了，请选以后的日子。"), ({"day": "x"}, "day", "日期写得不对，请从日历里选。"),
        ({"host": "0"}, "host", "请选主办机构。"), ({"form": ""}, "form", "请选形式。"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_plan_is_said_beside_its_field_and_nothing_is_lost(changed, field, sentence) -> None:
    answer = signed_in("town_clerk").post("/staff/talks/new", planned(**changed))
    assert (answer.status_code, answer.context["form"].errors.get(field)) == (422, [sentence])
    assert "三条反映" in answer.content.decode()
    assert Talk.objects.count() == 0


def test_nobody_plans_in_the_name_of_another_body() -> None:
    answer = signed_in("street_clerk").post("/staff/talks/new", planned())
    assert (answer.status_code, Talk.objects.count()) == (422, 0)


def test_a_talk_is_walked_from_draft_to_the_file() -> None:
    talk, clerk, chair = a_talk("draft"), signed_in("town_clerk"), signed_in("town_chair")
    reached = []
    for client, name in (
        (chair, "approve"),
        (clerk, "announce"),
        (clerk, "start"),
        (clerk, "adjourn"),
        (clerk, "confirm_record"),
        (clerk, "file"),
    ):
        with moment("2026-05-11 09:00"):
            assert client.post(f"/staff/talks/{talk.pk}/{name}", {"words": "同意"})["Location"] == f"/staff/talks/{talk.pk}"
        reached.append(row(talk)["state"])
    assert reached == ["approved", "announced", "in_progress", "adjourned", "confirmed", "closed"]


def test_only_the_moves_of_the_flow_are_offered() -> None:
    def offered(talk: Talk, name: str) -> list[str]:
        board = signed_in(name).get(f"/staff/talks/{talk.pk}").context["board"]
        return [button.move.name for button in ([board.opened] if board.opened else []) + list(board.others)]

    assert offered(a_talk("draft"), "town_clerk") == ["cancel"]
    assert offered(a_talk("draft"), "town_chair") == ["approve", "cancel"]
    assert offered(a_talk("in_progress"), "town_clerk") == ["adjourn"]
    assert offered(a_held_talk("closed"), "town_clerk") == []
    assert offered(a_talk("in_progress"), "city_clerk") == []


def test_announcing_too_late_says_until_when_and_the_earliest_day() -> None:
    talk = a_talk("approved")
    before = everything()
    with moment("2026-05-18 09:00"):
        answer = signed_in("town_clerk").post(f"/staff/talks/{talk.pk}/announce")
    assert answer.status_code == 422
    assert "最晚要在 5月17日 周日 公告，已经过了。今天公告，最早可以在 5月21日 周四 开。" in said_by(answer)
    assert everything() == before


def test_cancelling_needs_its_reason() -> None:
    talk = a_talk("approved")
    before = everything()
    client = signed_in("town_clerk")
    answer = client.post(f"/staff/talks/{talk.pk}/cancel", {"words": " "})
    assert (answer.status_code, "请写明理由。" in said_by(answer)) == (422, True)
    assert everything() == before
    assert "理由" in get(f"/staff/talks/{talk.pk}/cancel", client)


def test_the_second_of_two_clerks_gets_a_sentence_and_keeps_his_words() -> None:
    talk, client = a_talk("announced"), signed_in("town_clerk")
    client.post(f"/staff/talks/{talk.pk}/start")
    before = everything()
    answer = client.post(f"/staff/talks/{talk.pk}/cancel", {"words": "台风要来了"})
    assert answer.status_code == 409
    assert "这件事刚才已经被别人往前办了一步" in said_by(answer)
    assert "台风要来了" in said_by(answer)
    assert everything() == before


def test_an_unknown_move_is_not_found() -> None:
    assert signed_in("town_clerk").post(f"/staff/talks/{a_talk().pk}/fly").status_code == 404


def test_people_take_their_seats() -> None:
    talk, client = a_talk("announced"), signed_in("town_clerk")
    deputy, office = Deputy.objects.get(name="林一苇"), unit("盐官镇政府")
    for given in (
        {"role": "citizen", "name": NAME, "side": "村民", "deputy": deputy.pk}, {"role": "deputy", "deputy": deputy.pk},
        {"role": "unit", "organisation": office.pk},
    ):  # fmt: skip
        assert client.post(f"/staff/talks/{talk.pk}/seats", given)["Location"] == f"/staff/talks/{talk.pk}#sign-in"
    assert list(Seat.objects.order_by("pk").values_list("role", "name", "side", "deputy", "organisation")) == [
        ("citizen", NAME, "村民", None, None), ("deputy", "", "", deputy.pk, None), ("unit", "", "", None, office.pk),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({}, "role", "请选身份。"), ({"role": "deputy"}, "deputy", "请选是哪位代表。"), ({"role": "unit"}, "organisation", "请选是哪个单位。"),
        ({"role": "citizen", "name": "字" * 41}, "name", "太长了，最多 40 个字。"),
    ],
)  # fmt: skip
def test_a_seat_that_is_not_complete_is_not_taken(given, field, sentence) -> None:
    answer = signed_in("town_clerk").post(f"/staff/talks/{a_talk().pk}/seats", given)
    assert (answer.status_code, answer.context["seat_form"].errors) == (422, {field: [sentence]})
    assert Seat.objects.count() == 0


def test_no_seat_is_taken_after_the_record_was_confirmed() -> None:
    talk = a_held_talk()
    before = everything()
    answer = signed_in("town_clerk").post(f"/staff/talks/{talk.pk}/seats", {"role": "citizen", "name": "迟到的人"})
    assert (answer.status_code, "现在不能签到" in said_by(answer)) == (409, True)
    assert everything() == before


def test_a_line_is_recorded_word_for_word() -> None:
    talk = a_talk()
    seat = a_seat(talk, name=NAME, side="村民")
    given = {"seat": seat.pk, "words": SAID, "item": "自由发言", "place": "村口", "seen": "0"}
    answer = signed_in("town_clerk").post(f"/staff/talks/{talk.pk}/record", given)
    assert answer["Location"] == f"/staff/talks/{talk.pk}#last"
    line = Utterance.objects.get()
    assert (line.position, line.seat, line.words, line.item, line.place) == (1, seat, SAID, "自由发言", "村口")


def test_a_second_click_records_nothing_and_the_same_words_later_are_a_new_line() -> None:
    talk, client = a_talk(), signed_in("town_clerk")
    given = {"seat": a_seat(talk).pk, "words": "路窄。", "seen": "0"}
    for _ in range(2):
        assert client.post(f"/staff/talks/{talk.pk}/record", given)["Location"] == f"/staff/talks/{talk.pk}#last"
    assert Utterance.objects.count() == 1
    client.post(f"/staff/talks/{talk.pk}/record", given | {"seen": "1"})
    assert Utterance.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"words": " "}, "words", "还没有写他说的话。"), ({"words": "字" * 5001}, "words", "太长了，最多 5000 个字。"),
        ({"words": "绝密★"}, "words", "话里带有密级标志。这里不是涉密系统，不能收，也没有保存。"),
        ({"seat": "0"}, "seat", "请选谁在说；还没签到的先签到。"), ({"response": "later"}, "promised_on", "会后答复要写答应的日子。"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_line_is_said_and_the_words_are_kept(changed, field, sentence) -> None:
    talk = a_talk()
    given = {"seat": str(a_seat(talk).pk), "words": "路窄。", "place": "南门"} | changed
    answer = signed_in("town_clerk").post(f"/staff/talks/{talk.pk}/record", given)
    assert (answer.status_code, answer.context["record_form"].errors) == (422, {field: [sentence]})
    assert "南门" in answer.content.decode()
    assert Utterance.objects.count() == 0


def test_nothing_is_recorded_when_the_record_is_confirmed_and_the_words_are_kept() -> None:
    talk = a_held_talk()
    before = everything()
    answer = signed_in("town_clerk").post(
        f"/staff/talks/{talk.pk}/record", {"seat": first_line(talk).seat_id, "words": "再补一句。"}
    )
    assert (answer.status_code, "不能再记。这句话没有保存。" in said_by(answer), "再补一句。" in said_by(answer)) == (
        409,
        True,
        True,
    )
    assert everything() == before


def test_a_seat_of_another_talk_does_not_speak_here() -> None:
    talk, other = a_talk(), a_talk()
    answer = signed_in("town_clerk").post(f"/staff/talks/{talk.pk}/record", {"seat": a_seat(other).pk, "words": "路窄。"})
    assert (answer.status_code, Utterance.objects.count()) == (422, 0)


def test_the_clerk_enters_how_the_wording_was_confirmed() -> None:
    talk, client = a_talk(), signed_in("town_clerk")
    line = an_utterance(talk)
    assert "未确认" in get(f"/staff/talks/{talk.pk}", client)
    assert client.post(f"/staff/talks/{talk.pk}/lines/{line.pk}/confirm", {"how": "x"}).status_code == 422
    assert client.post(f"/staff/talks/{talk.pk}/lines/{line.pk}/confirm", {"how": "link"}).status_code == 422
    assert row(line)["confirmed"] == ""
    client.post(f"/staff/talks/{talk.pk}/lines/{line.pk}/confirm", {"how": "phone"})
    assert row(line)["confirmed"] == "phone"


def test_the_live_list_is_the_record_alone() -> None:
    talk = a_talk()
    an_utterance(talk, "路窄。")
    answer = signed_in("town_clerk").get(f"/staff/talks/{talk.pk}/lines")
    assert ("路窄。" in said_by(answer), "<html" in answer.content.decode()) == (True, False)


def test_each_slip_carries_its_code_and_its_address(settings) -> None:
    talk = a_talk()
    seat = a_seat(talk, name=NAME)
    page = signed_in("town_clerk").get(f"/staff/talks/{talk.pk}/slips").content.decode()
    assert (NAME in page, f"{settings.PUBLIC_URL}/s/{seat.slip}" in page, page.count('class="qr"')) == (True, True, 1)


def test_erasing_a_citizen_is_asked_once_more_and_leaves_empty_lines() -> None:
    talk, client = a_held_talk("in_progress"), signed_in("town_clerk")
    seat = first_line(talk).seat
    before = everything()
    assert "不能恢复" in get(f"/staff/talks/{talk.pk}/seats/{seat.pk}/erase", client)
    assert everything() == before
    client.post(f"/staff/talks/{talk.pk}/seats/{seat.pk}/erase")
    assert (row(seat)["name"], row(first_line(talk))["words"]) == ("", "")
    assert "已依本人申请删除" in get(f"/staff/talks/{talk.pk}", client)


def test_only_citizens_are_erased_from_a_talk() -> None:
    talk = a_held_talk("in_progress")
    deputy = talk.seats.get(role="deputy")
    assert signed_in("town_clerk").post(f"/staff/talks/{talk.pk}/seats/{deputy.pk}/erase").status_code == 404


def test_a_talk_on_a_topic_begins_only_when_its_material_is_ready() -> None:
    client = signed_in("town_clerk")
    topic, proposed = a_topic("preparing"), a_topic(title="还没定的议题")
    offered = client.get("/staff/talks/new").context["form"].fields["topic"].queryset
    assert list(offered) == [topic]
    assert client.post("/staff/talks/new", planned(topic=str(proposed.pk))).status_code == 422
    client.post("/staff/talks/new", planned(topic=str(topic.pk)))
    talk = Talk.objects.get()
    assert talk.topic == topic
    signed_in("town_chair").post(f"/staff/talks/{talk.pk}/approve")
    client.post(f"/staff/talks/{talk.pk}/announce")
    before = everything()
    answer = client.post(f"/staff/talks/{talk.pk}/start")
    assert (answer.status_code, "议题《音乐小镇的停车》的材料还没有定稿" in said_by(answer)) == (422, True)
    assert everything() == before
    page = get(f"/talks/{talk.pk}")
    assert "议题 音乐小镇的停车：1 条反映，至少 1 人，0 份视察、调研或其他文件。" in page


LATER = {"day": "2026-06-10", "hour": "09:30", "words": "台风要来了。"}


def test_an_announced_talk_is_put_off_and_the_public_page_says_from_when() -> None:
    talk = a_talk("announced")
    with moment("2026-05-18 09:00"):
        answer = signed_in("town_clerk").post(f"/staff/talks/{talk.pk}/postpone", LATER)
        assert answer["Location"] == f"/staff/talks/{talk.pk}"
        page = get(f"/talks/{talk.pk}")
    talk.refresh_from_db()
    assert (talk.state, talk.starts_at.isoformat(), talk.announced_at.isoformat()) == (
        "announced", "2026-06-10T01:30:00+00:00", "2026-05-18T01:00:00+00:00",
    )  # fmt: skip
    assert "改期了，原定 5月20日 周三 14:00。" in page
    assert "台风" not in page
    assert "台风要来了。（原定 2026-05-20 14:00）" in get(f"/staff/talks/{talk.pk}", signed_in("town_clerk"))


def test_what_was_not_announced_yet_only_changes_its_day() -> None:
    talk = a_talk("approved")
    with moment("2026-05-18 09:00"):
        assert signed_in("town_clerk").post(f"/staff/talks/{talk.pk}/replan", LATER).status_code == 302
    talk.refresh_from_db()
    assert (talk.state, talk.announced_at, talk.postponed_from) == ("approved", None, None)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"words": " "}, "请写明理由。"), ({"day": ""}, "请定一个日子。"), ({"day": "2026-05-17"}, "这个时间已经过了，请选以后的日子。"),
        ({"day": "2026-05-19"}, "最晚要在 5月16日 周六 公告，已经过了。"),
    ],
)  # fmt: skip
def test_a_new_day_too_near_or_without_reason_is_refused_and_nothing_changes(changed, sentence) -> None:
    talk = a_talk("announced")
    before = everything()
    with moment("2026-05-18 09:00"):
        answer = signed_in("town_clerk").post(f"/staff/talks/{talk.pk}/postpone", LATER | changed)
    assert (answer.status_code, sentence in said_by(answer)) == (422, True)
    assert everything() == before


@pytest.mark.parametrize(("name", "status"), [("street_clerk", 403), ("city_clerk", 403), ("deputy_one", 403)])
def test_only_the_host_puts_it_off(name, status) -> None:
    talk = a_talk("announced")
    before = everything()
    assert signed_in(name).post(f"/staff/talks/{talk.pk}/postpone", LATER).status_code == status
    assert everything() == before
