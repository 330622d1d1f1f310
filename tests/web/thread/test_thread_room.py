"""会场里的几步, on the clerk's console and on a citizen's phone."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories.pages import signed_in
from tests.factories.records import a_talk, moment
from tests.web.thread.builders import everything, get, said_by

from kentan.stages.talks.models import Question, Seat, SignUp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
PHONE_STATUS = {"come": 422}


def at(talk, end=""):
    return f"/c/{talk.code.token}{end}"


def test_a_talks_code_opens_three_doors_and_a_day_earlier_the_sign_up() -> None:
    talk = a_talk("in_progress")
    page = Client().get(at(talk)).content.decode()
    assert [f'href="{at(talk, end)}"' in page for end in ("/come", "/ask", "?say=1")] == [True, True, True]
    early = a_talk("announced")
    with moment("2026-05-18 09:00"):
        page = Client().get(at(early)).content.decode()
    assert (f'href="/talks/{early.pk}/sign-up"' in page, "/come" in page) == (True, False)


def test_signing_up_gives_a_slip_that_checks_in_at_the_door() -> None:
    talk, citizen = a_talk("announced"), Client()
    with moment("2026-05-18 09:00"):
        sent = {"name": "周阿毛", "side": "村民", "phone": "138 0000 1111", "key": "k"}
        first, second = (citizen.post(f"/talks/{talk.pk}/sign-up", sent) for _ in range(2))
        assert (first.status_code, first["Location"] == second["Location"]) == (303, True)
        assert "您报了名" in get(first["Location"])
    with moment("2026-05-20 13:30"):
        assert citizen.post(f"{first['Location']}/arrive").status_code == 303
        assert "我在恳谈会上说的话" in get(first["Location"])
    assert (Seat.objects.get().name, SignUp.objects.get().ending) == ("周阿毛", "1111")
    assert "周阿毛" not in get(f"/talks/{talk.pk}")


def test_a_wrong_number_is_said_beside_its_field_and_keeps_the_name() -> None:
    talk = a_talk("announced")
    with moment("2026-05-18 09:00"):
        answer = Client().post(f"/talks/{talk.pk}/sign-up", {"name": "周阿毛", "phone": "12"})
    assert (answer.status_code, "周阿毛" in answer.content.decode(), SignUp.objects.count()) == (422, True, 0)
    assert "电话号码看起来不对" in said_by(answer)


def test_who_signed_up_can_stay_away_and_is_forgotten() -> None:
    talk = a_talk("announced")
    with moment("2026-05-18 09:00"):
        slip = Client().post(f"/talks/{talk.pk}/sign-up", {"name": "周阿毛"})["Location"]
        assert "已经删掉" in said_by(Client().post(f"{slip}/stay-away"))
        assert Client().get(slip).status_code == 404
    assert SignUp.objects.count() == 0


def test_a_question_travels_from_the_phone_to_the_record() -> None:
    talk, clerk = a_talk("in_progress"), signed_in("town_clerk")
    slip = Client().post(at(talk, "/come"), {"side": "村民"})["Location"].rpartition("/")[2]
    said = said_by(Client().post(at(talk, "/ask"), {"words": "路灯什么时候修？", "slip": slip, "key": "q"}))
    assert "问题交给主持人了" in said
    one = Question.objects.get()
    assert "等着念的提问 1 个" in get(f"/staff/talks/{talk.pk}", clerk)
    assert clerk.post(f"/staff/talks/{talk.pk}/questions/{one.pk}/read").status_code == 302
    assert talk.utterances.get().words == "路灯什么时候修？"
    before = everything()
    again = clerk.post(f"/staff/talks/{talk.pk}/questions/{one.pk}/read")
    assert (again.status_code, everything()) == (409, before)
    assert "念出来了" in get(f"/s/{slip}")


def test_a_question_is_set_aside_only_with_a_reason() -> None:
    talk, clerk = a_talk("in_progress"), signed_in("town_clerk")
    Client().post(at(talk, "/ask"), {"words": "路灯什么时候修？"})
    one = Question.objects.get()
    assert clerk.post(f"/staff/talks/{talk.pk}/questions/{one.pk}/aside", {"reason": ""}).status_code == 422
    assert clerk.post(f"/staff/talks/{talk.pk}/questions/{one.pk}/aside", {"reason": "前面答过了"}).status_code == 302
    one.refresh_from_db()
    assert one.set_aside_for == "前面答过了"


def test_before_the_door_opens_nothing_is_kept_but_the_words_are_given_back() -> None:
    talk = a_talk("announced")
    with moment("2026-05-18 09:00"):
        answer = Client().post(at(talk, "/ask"), {"words": "路灯什么时候修？"})
        assert (answer.status_code, Client().post(at(talk, "/come"), {}).status_code) == (409, 409)
    assert "路灯什么时候修？" in said_by(answer)
    assert (Question.objects.count(), Seat.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("words", "items"),
    [("宣读规则 3分钟\n部门情况说明　10 分钟\n自由发言", [("宣读规则", 3), ("部门情况说明", 10), ("自由发言", None)]), ("", [])],
)
def test_the_agenda_is_typed_as_lines_and_stands_on_the_public_page(words, items) -> None:
    talk, clerk = a_talk("announced"), signed_in("town_clerk")
    assert clerk.post(f"/staff/talks/{talk.pk}/agenda", {"words": words}).status_code == 302
    assert [(item.title, item.minutes) for item in talk.agenda.all()] == items
    page = get(f"/talks/{talk.pk}")
    assert all(title in page for title, _minutes in items)


def test_a_crooked_agenda_is_refused_with_its_line() -> None:
    talk = a_talk("announced")
    answer = signed_in("town_clerk").post(f"/staff/talks/{talk.pk}/agenda", {"words": "字" * 61})
    assert (answer.status_code, talk.agenda.count(), "每项最多 60 个字" in said_by(answer)) == (422, 0, True)


@pytest.mark.parametrize("end", ["agenda", "online", "code", "sign-ups/1", "questions/1/read", "questions/1/aside"])
@pytest.mark.parametrize("name", ["street_clerk", "deputy_one", "town_liaison", None])
def test_no_stranger_does_a_step_in_the_room(end, name) -> None:
    talk = a_talk("in_progress")
    Client().post(at(talk, "/ask"), {"words": "路灯什么时候修？"})
    before = everything(), list(Question.objects.values())
    answer = (signed_in(name) if name else Client()).post(f"/staff/talks/{talk.pk}/{end}", {"words": "x", "reason": "x"})
    assert answer.status_code in {302, 401, 403}
    assert "/staff/talks" not in answer.get("Location", "").partition("?")[0]
    assert (everything(), list(Question.objects.values())) == before


def test_the_terms_table_stands_on_a_page_and_in_a_file() -> None:
    a_talk("adjourned")
    clerk = signed_in("town_clerk")
    assert "自主开展" in get("/staff/talks/terms", clerk)
    sheet = clerk.get("/staff/talks/terms.csv")
    assert sheet["Content-Type"] == "text/csv; charset=utf-8"
    assert sheet.content.decode("utf-8-sig").splitlines()[1].startswith("镇,自主开展,1,")
