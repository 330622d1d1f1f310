"""说事: what a phone may send, what it gets back, and what is kept when something is wrong."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.factories.pages import a_picture, text_of
from tests.factories.records import WORDS, a_ticket, a_voice, code, who

from kentan.ground.ledger.models import Entry
from kentan.ground.moment import now
from kentan.ground.network import actions as network
from kentan.stages.voices import actions as voices
from kentan.stages.voices.intake import NOTICE_VERSION
from kentan.stages.voices.models import PracticeVoice, Voice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def address() -> str:
    """The page of the first deputy's code."""
    return f"/c/{code().token}"


def hidden_key(page: Any) -> str:
    """The sending key that the form carries."""
    found = re.search(r'name="key" value="([^"]+)"', page.content.decode())
    assert found is not None
    return found[1]


def send(client: Client, **given: Any) -> Any:
    """One filled-in form."""
    return client.post(address(), {"words": WORDS, "place": "", "phone": "", "key": "one", "notice": NOTICE_VERSION, **given})


def test_the_page_says_whom_one_talks_to_and_who_sees_what() -> None:
    said = text_of(Client().get(address()))
    assert "林一苇 " in said
    assert "您的话： 林一苇代表、本镇街人大工作人员、办这件事的单位。" in said
    assert "您的号码： 只有代表和人大工作人员；每次查看都有记录；办事单位看不到。" in said
    assert "对外公开： 由工作人员去掉姓名、门牌和人脸以后，才会公开。" in said
    assert "不满 14 岁的，请家长或监护人来说。" in said
    assert f"完整的告知，{NOTICE_VERSION} 版" in said


def test_a_station_is_spoken_to_as_well() -> None:
    said = text_of(Client().get(f"/c/{code('盐官镇代表联络中心站').token}"))
    assert "盐官镇代表联络中心站" in said
    assert "您的话由站里的工作人员转送" in said


def test_what_was_said_is_stored_word_for_word_and_leads_to_its_receipt() -> None:
    answer = send(
        Client(), words="  路灯坏了。\n\n请修。 ", place="村口", phone="13800001234", photos=[a_picture(), a_picture("two.jpg")]
    )
    voice = Voice.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/r/{voice.receipt}")
    assert (voice.words, voice.place, voice.notice) == ("路灯坏了。\n\n请修。", "村口", NOTICE_VERSION)
    assert (voice.photos.count(), voice.contact.ending) == (2, "1234")


def test_a_phone_without_cookies_is_heard() -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get(address())
    assert page.cookies == {}
    assert send(client, key=hidden_key(page)).status_code == 303


def test_a_double_press_is_one_voice() -> None:
    first, second = send(Client()), send(Client())
    assert (first.status_code, second.status_code, first["Location"]) == (303, 303, second["Location"])
    assert Voice.objects.count() == 1


def test_every_opened_form_has_a_key_of_its_own() -> None:
    assert hidden_key(Client().get(address())) != hidden_key(Client().get(address()))


def test_other_words_under_the_same_key_are_not_stored_and_not_lost() -> None:
    send(Client())
    again = send(Client(), words="公交站牌看不清。")
    assert (again.status_code, Voice.objects.count()) == (409, 1)
    assert "公交站牌看不清。" in again.content.decode()
    assert hidden_key(again) != "one"
    assert send(Client(), words="公交站牌看不清。", key=hidden_key(again)).status_code == 303
    assert Voice.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"words": "  "}, "还没有写要说的话。"),
        ({"words": "灯"}, "话太短了"),
        ({"words": "灯" * 5001}, "话太长了，最多 5000 个字。"),
        ({"words": "路灯\x07坏了"}, "话里有不能保存的特殊字符。"),
        ({"phone": "12345"}, "电话号码看起来不对。"),
        ({"place": "村" * 121}, "地点太长了，最多 120 个字。"),
    ],
)
def test_an_error_says_what_to_do_and_keeps_what_was_typed(wrong: dict[str, str], sentence: str) -> None:
    given = {"words": "路灯坏了三盏。", "place": "村口东头", "phone": "13800001234", **wrong}
    answer = send(Client(), **given)
    page = answer.content.decode()
    assert (answer.status_code, Voice.objects.count(), Entry.objects.filter(move="").count()) == (422, 0, 0)
    assert sentence in text_of(answer)
    assert [value.strip() in page for value in given.values()] == [True, True, True]
    assert hidden_key(answer) == "one"


def test_script_is_shown_as_words() -> None:
    send(Client(), words="<script>alert(1)</script>路灯坏了")
    page = Client().get(f"/r/{Voice.objects.get().receipt}").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;路灯坏了" in page


def test_what_is_no_photo_is_refused_with_a_sentence_and_the_words_stay() -> None:
    program = SimpleUploadedFile("lamp.jpg", b"MZ\x90\x00 not a picture", "image/jpeg")
    answer = send(Client(), photos=[program])
    assert (answer.status_code, Voice.objects.count()) == (422, 0)
    assert "这个文件不是能打开的照片。" in text_of(answer)
    assert "照片要再选一次。" in text_of(answer)
    assert WORDS in answer.content.decode()


def test_seven_photos_are_one_too_many() -> None:
    answer = send(Client(), photos=[a_picture(f"{n}.jpg") for n in range(7)])
    assert (answer.status_code, Voice.objects.count()) == (422, 0)
    assert "最多 6 张照片" in text_of(answer)


def test_practice_leaves_no_voice_no_entry_and_no_receipt() -> None:
    before = Entry.objects.count()
    page = Client().get(address(), {"practice": "1"})
    assert "这里说的话没有人办，也不计数，明天就没有了。" in text_of(page)
    answer = send(Client(), practice="1")
    assert (answer.status_code, Voice.objects.count(), Entry.objects.count()) == (200, 0, before)
    assert PracticeVoice.objects.get().words == WORDS
    assert "/r/" not in re.sub(r'href="/r/"', "", answer.content.decode())


def test_a_revoked_code_says_so_and_leads_to_the_new_one() -> None:
    old = code()
    new = network.replace_code(old)
    answer = Client().get(f"/c/{old.token}")
    assert answer.status_code == 410
    assert "这是林一苇代表以前的码，现在不用了。" in text_of(answer)
    assert f'href="/c/{new.token}"' in answer.content.decode()
    assert Client().post(f"/c/{old.token}", {"words": WORDS}).status_code == 410
    assert Voice.objects.count() == 0


def test_an_expired_code_is_closed_too() -> None:
    old = code()
    type(old).objects.filter(pk=old.pk).update(expires_at=now() - timedelta(days=1))
    assert Client().get(f"/c/{old.token}").status_code == 410


@pytest.mark.parametrize("token", ["ZZZZZZZZ", "a", "灯" * 8, "%00", "..%2f"])
def test_an_unknown_code_is_a_page_in_plain_words(token: str) -> None:
    assert Client().get(f"/c/{token}").status_code == 404


def test_a_code_is_read_as_it_is_written_by_hand() -> None:
    token = code().token
    assert Client().get(f"/c/{token[:4].lower()} {token[4:].lower()}").status_code == 200


def test_likely_same_voices_are_counted_and_only_released_titles_shown() -> None:
    ticket = a_ticket(words="村口的路灯坏了，晚上看不清路。")
    a_voice("村口路灯坏了三盏，看不清。")
    asked = {"words": "村口的路灯坏了三盏，孩子看不清路"}
    said = text_of(Client().get(f"{address()}/alike", asked))
    assert "已有 2 条相近的反映" in said
    assert "看不清路。" not in said
    voices.release(ticket.voice, by=who("town_clerk"), title="村口路灯", extract="村口路灯坏了。")
    assert "村口路灯" in text_of(Client().get(f"{address()}/alike", asked))


def test_nothing_alike_is_an_empty_answer() -> None:
    assert Client().get(f"{address()}/alike", {"words": "完全不同的一件事情呀"}).content.strip() == b""


def test_the_fragment_costs_the_same_for_one_voice_and_for_three(django_assert_num_queries) -> None:
    page = f"{address()}/alike"
    a_voice(WORDS)
    with django_assert_num_queries(3):
        Client().get(page, {"words": WORDS})
    a_voice(WORDS + "急")
    a_voice(WORDS + "很急")
    with django_assert_num_queries(3):
        Client().get(page, {"words": WORDS})


def test_the_page_itself_is_cheap(django_assert_num_queries) -> None:
    page = address()
    with django_assert_num_queries(1):
        Client().get(page)


def test_the_poster_carries_a_large_code_and_its_human_form() -> None:
    page = Client().get(f"{address()}/poster")
    assert page.status_code == 200
    assert code().human in text_of(page)
    assert 'class="qr"' in page.content.decode()
    assert text_of(Client().get(f"/poster/{code().token}")) == text_of(page)
