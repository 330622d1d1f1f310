"""说事 on a phone: with and without script, with a network that drops, and never twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.factories.pages import a_picture
from tests.factories.records import WORDS, code

from kentan.stages.voices.models import Voice

Opened = Callable[..., Page]
SEND = "说完了，交给林一苇代表"


def photo() -> dict[str, object]:
    """A picture as the file chooser gives it."""
    return {"name": "lamp.jpg", "mimeType": "image/jpeg", "buffer": a_picture().read()}


@pytest.mark.parametrize("has_script", [True, False])
def test_a_sentence_goes_from_the_code_to_its_receipt(open_page: Opened, has_script: bool) -> None:
    page = open_page(f"/c/{code().token}", java_script_enabled=has_script)
    page.get_by_label("您想说什么事？").fill(WORDS)
    page.get_by_label("照片").set_input_files([photo()])
    page.get_by_label("在哪里").fill("村口")
    page.get_by_role("button", name=SEND).click()
    page.wait_for_url("**/r/*")
    voice = Voice.objects.get()
    assert (voice.words, voice.place, voice.photos.count()) == (WORDS, "村口", 1)
    expect(page.get_by_text("收到了，一字不动地存好了。")).to_be_visible()
    expect(page.locator(".owes__say")).to_contain_text("林一苇代表应在")
    expect(page.locator("svg.qr")).to_be_visible()


def test_after_the_words_three_touches_are_enough(open_page: Opened) -> None:
    page = open_page(f"/c/{code().token}")
    page.get_by_label("您想说什么事？").fill(WORDS)
    touches = 0
    while "/r/" not in page.url:
        page.get_by_role("button", name=SEND).click()
        touches += 1
        page.wait_for_load_state()
    assert touches <= 3


def test_large_print_takes_exactly_three_touches_after_the_words(open_page: Opened) -> None:
    page = open_page(f"/c/{code().token}", is_elder=True)
    page.get_by_label("您想说什么事？").fill(WORDS)
    touches = 0
    while "/r/" not in page.url:
        page.locator(".send .btn--go").click()
        touches += 1
        page.wait_for_load_state()
    assert (touches, Voice.objects.get().words) == (3, WORDS)


def test_a_double_click_is_one_voice(open_page: Opened) -> None:
    page = open_page(f"/c/{code().token}")
    page.get_by_label("您想说什么事？").fill(WORDS)
    page.get_by_role("button", name=SEND).dblclick(no_wait_after=True)
    page.wait_for_url("**/r/*")
    assert Voice.objects.count() == 1


def test_without_a_network_the_words_wait_and_are_sent_once_when_it_returns(open_page: Opened) -> None:
    page = open_page(f"/c/{code().token}")
    page.get_by_label("您想说什么事？").fill(WORDS)
    page.get_by_label("照片").set_input_files([photo()])
    page.context.set_offline(True)
    page.get_by_role("button", name=SEND).click()
    expect(page.get_by_text("没有信号，话已经存在这部手机里。")).to_be_visible()
    page.get_by_role("button", name=SEND).click()
    assert Voice.objects.count() == 0
    page.context.set_offline(False)
    page.wait_for_url("**/r/*")
    voice = Voice.objects.get()
    assert (voice.words, voice.photos.count()) == (WORDS, 1)
    page.goto("/")
    assert page.evaluate("[localStorage.getItem('kentan-outbox'), localStorage.getItem('kentan-draft')]") == [None, None]


def test_words_that_wait_are_sent_from_any_page_that_is_opened_later(open_page: Opened) -> None:
    page = open_page(f"/c/{code().token}")
    page.get_by_label("您想说什么事？").fill(WORDS)
    page.context.set_offline(True)
    page.get_by_role("button", name=SEND).click()
    expect(page.locator("[data-waiting]")).to_be_visible()
    later = page.context.new_page()
    page.close()
    later.context.set_offline(False)
    later.goto("/help")
    expect(later.get_by_text("刚才存着的话已经送出。")).to_be_visible()
    assert Voice.objects.get().words == WORDS


def test_waiting_words_that_are_refused_come_back_to_the_form(open_page: Opened) -> None:
    page = open_page(f"/c/{code().token}")
    page.get_by_label("您想说什么事？").fill(WORDS)
    page.get_by_label("手机号").fill("12345")
    page.context.set_offline(True)
    page.get_by_role("button", name=SEND).click()
    page.context.set_offline(False)
    expect(page.locator("[data-waiting]")).to_contain_text("存着的这条话没能收下")
    page.goto(f"/c/{code().token}")
    expect(page.get_by_label("您想说什么事？")).to_have_value(WORDS)
    assert Voice.objects.count() == 0


def test_a_half_written_sentence_is_there_again_after_closing_the_page(open_page: Opened) -> None:
    page = open_page(f"/c/{code().token}")
    page.get_by_label("您想说什么事？").press_sequentially("村口的路灯")
    page.goto("/help")
    page.goto(f"/c/{code().token}")
    expect(page.get_by_label("您想说什么事？")).to_have_value("村口的路灯")
    page.get_by_role("button", name=SEND).click()
    page.wait_for_url("**/r/*")
    page.goto(f"/c/{code().token}")
    expect(page.get_by_label("您想说什么事？")).to_have_value("")


def test_an_error_keeps_the_words_and_leads_to_the_field(open_page: Opened) -> None:
    page = open_page(f"/c/{code().token}")
    page.get_by_label("您想说什么事？").fill(WORDS)
    page.get_by_label("手机号").fill("12345")
    page.get_by_role("button", name=SEND).click()
    page.get_by_role("alert").get_by_role("link").click()
    assert page.evaluate("location.hash") == "#phone"
    expect(page.get_by_label("您想说什么事？")).to_have_value(WORDS)


def test_likely_same_messages_appear_while_typing(open_page: Opened) -> None:
    from tests.factories.records import a_voice

    a_voice()
    page = open_page(f"/c/{code().token}")
    page.get_by_label("您想说什么事？").press_sequentially("村口的路灯坏了三盏，看不清路")
    expect(page.get_by_text("已有 1 条相近的反映")).to_be_visible()


def test_the_keyboard_alone_is_enough(open_page: Opened) -> None:
    page = open_page(f"/c/{code().token}")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "words":
            break
    page.keyboard.type(WORDS)
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "BUTTON":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/r/*")
    assert Voice.objects.get().words == WORDS


def test_the_page_is_light(open_page: Opened) -> None:
    page = open_page("/help")
    page.context.clear_cookies()
    fresh = page.context.browser.new_context(base_url=page.url.rsplit("/", 1)[0], viewport={"width": 360, "height": 740})
    asked: list[int] = []
    quiet = fresh.new_page()
    quiet.on("response", lambda answer: asked.append(len(answer.body())))
    quiet.goto(f"/c/{code().token}")
    quiet.wait_for_load_state("networkidle")
    fresh.close()
    assert (len(asked) <= 5, sum(asked) < 100_000) == (True, True), asked
