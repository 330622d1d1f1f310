"""首页、说明页和拒绝的页: what they show, what they cost, and that no citizen's name is on them."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory, override_settings
from tests.factories.pages import a_picture, text_of
from tests.factories.records import WORDS, a_seat, a_suggestion, a_talk, an_utterance, code, who

from kentan.stages.talks import actions as talks
from kentan.web.parts.middleware import PublicErrors

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
EXPLAINING = ("/help", "/notice", "/accessibility", "/r/", "/parts/")


def test_home_says_what_this_is_and_leads_to_a_code_only_where_all_is_invented() -> None:
    with override_settings(DEMO=True):
        shown = Client().get("/").content.decode()
    assert "恳谈" in shown
    assert f'href="/c/{code().token}"' in shown
    with override_settings(DEMO=False):
        real = Client().get("/").content.decode()
    assert ("/c/" in real, "恳谈" in real) == (False, True)


def test_empty_lists_say_what_will_stand_there_and_who_makes_it_appear() -> None:
    said = text_of(Client().get("/"))
    assert "镇街人大公告以后会写在这里。" in said
    assert "由人大交办以后，会写在这里。" in said
    assert "办成的事由人大登记后写在这里。" in said


def test_home_says_who_owes_what_by_when() -> None:
    a_suggestion("handling")
    assert "盐官镇政府应在6月25日 周四前答复，还有 " in text_of(Client().get("/"))


def test_home_costs_the_same_with_one_row_and_with_three(django_assert_num_queries) -> None:
    a_suggestion("handling")
    with django_assert_num_queries(11):
        Client().get("/")
    a_suggestion("handling")
    a_suggestion("assigned")
    with django_assert_num_queries(11):
        Client().get("/")


@pytest.mark.parametrize("address", EXPLAINING)
def test_the_explaining_pages_open_in_both_languages_and_in_large_print(address: str) -> None:
    client = Client()
    assert client.get(address).status_code == 200
    client.post("/language", {"language": "en", "back": address})
    assert '<html lang="en">' in client.get(address).content.decode()
    client.post("/elder", {"on": "1", "back": address})
    assert '<html lang="en" data-elder>' in client.get(address).content.decode()


def test_help_answers_the_three_questions() -> None:
    said = text_of(Client().get("/help"))
    assert "什么是民情直通车？怎么用？" in said
    assert "哪些事能解决" in said
    assert "12345" in said


@pytest.mark.parametrize("address", [*EXPLAINING, "/", "/nothing/here", "/c/ZZZZZZZZ"])
def test_the_telephone_and_the_proxy_are_on_every_page(address: str) -> None:
    said = text_of(Client().get(address))
    assert "0573-0000 2612" in said
    assert "请工作人员代填" in said


def test_no_citizens_name_is_on_a_public_page() -> None:
    talk = a_talk()
    seat = a_seat(talk, name="吕不韦")
    an_utterance(talk, WORDS, seat=seat)
    for name in ("adjourn", "confirm_record"):
        talks.move(talk, name, by=who("town_chair"))
    pages = ["/", "/talks", f"/talks/{talk.pk}", "/suggestions", "/outcomes", "/topics"]
    assert [address for address in pages if "吕不韦" in Client().get(address).content.decode()] == []


def test_an_unknown_address_is_a_page_in_plain_words() -> None:
    answer = Client().get("/nothing/here")
    assert (answer.status_code, "没有这一页" in text_of(answer)) == (404, True)


def test_a_lost_database_is_a_sentence_that_needs_no_database(django_assert_num_queries) -> None:
    door = PublicErrors(lambda request: None)  # type: ignore[arg-type, return-value]
    with django_assert_num_queries(0):
        answer = door.process_exception(RequestFactory().post("/c/ABC"), OperationalError("gone"))
    assert answer is not None
    assert (answer.status_code, answer["Retry-After"], "没有保存" in answer.content.decode()) == (503, "60", True)


def test_the_api_answers_for_itself() -> None:
    door = PublicErrors(lambda request: None)  # type: ignore[arg-type, return-value]
    assert door.process_exception(RequestFactory().get("/api/v1/voices"), OperationalError("gone")) is None


def test_public_pages_set_no_cookie() -> None:
    assert [address for address in ("/", *EXPLAINING, f"/c/{code().token}") if Client().get(address).cookies] == []


def test_nothing_is_written_into_a_page_as_script_or_style() -> None:
    for address in ("/", *EXPLAINING, f"/c/{code().token}", f"/c/{code().token}/poster"):
        page = Client().get(address).content.decode()
        assert (" style=" in page, "<style" in page, "onclick" in page, "http://" in page.replace("http://127.0.0.1:8000", "")) == (
            False, False, False, False,
        ), address  # fmt: skip


def test_more_files_than_a_form_may_carry_are_refused_with_a_sentence() -> None:
    answer = Client().post(f"/c/{code().token}", {"words": WORDS, "photos": [a_picture(f"{n}.jpg") for n in range(13)]})
    assert (answer.status_code, "东西太大了，没有交上" in text_of(answer)) == (413, True)


def test_more_words_than_a_form_may_carry_are_refused_with_a_sentence() -> None:
    answer = Client().post(f"/c/{code().token}", {"words": "长" * 1_000_000})
    assert answer.status_code == 413
