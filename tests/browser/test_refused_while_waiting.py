"""存着的话没能收下: what a phone kept without a network is never lost, whatever the server said to it later."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect
from tests.factories.records import code

from kentan.ground.network import actions as network
from kentan.stages.voices.models import Voice

Opened = Callable[..., Page]
WORDS = "村口的路灯坏了三盏，晚上看不清路。"
OTHER = "公交站牌看不清。"
ASKED = "您想说什么事？"


def wait_without_network(page: Page, words: str, phone: str = "") -> None:
    """Say it while the network is down."""
    page.get_by_label(ASKED).fill(words)
    page.get_by_label("手机号").fill(phone)
    page.context.set_offline(True)
    page.get_by_role("button", name="说完了").click()
    expect(page.locator("[data-waiting]")).to_be_visible()


def test_words_for_a_code_that_was_closed_meanwhile_come_back_on_the_new_one(open_page: Opened) -> None:
    old = code()
    page = open_page(f"/c/{old.token}")
    wait_without_network(page, WORDS)
    new = network.replace_code(old)
    page.context.set_offline(False)
    expect(page.locator("[data-waiting]")).to_contain_text("存着的这条话没能收下")
    page.goto("/help")
    expect(page.locator("[data-waiting]")).to_contain_text(WORDS)
    page.goto(f"/c/{new.token}")
    expect(page.get_by_label(ASKED)).to_have_value(WORDS)
    page.get_by_role("button", name="说完了").click()
    page.wait_for_url("**/r/*")
    assert [voice.words for voice in Voice.objects.all()] == [WORDS]


def test_refused_words_do_not_push_out_what_is_being_written(open_page: Opened) -> None:
    address = f"/c/{code().token}"
    page = open_page(address)
    wait_without_network(page, WORDS, phone="12345")
    page.context.set_offline(False)
    expect(page.locator("[data-waiting]")).to_contain_text("存着的这条话没能收下")
    second = page.context.new_page()
    page.close()
    second.goto(address)
    expect(second.get_by_label("手机号")).to_have_value("12345")
    second.get_by_label("手机号").fill("")
    second.get_by_label(ASKED).fill(OTHER)
    second.goto("/help")
    second.goto(address)
    expect(second.get_by_label(ASKED)).to_have_value(OTHER)


def test_mended_on_the_open_page_it_is_said_once_and_forgotten_here(open_page: Opened) -> None:
    page = open_page(f"/c/{code().token}")
    wait_without_network(page, WORDS, phone="12345")
    page.context.set_offline(False)
    expect(page.locator("[data-waiting]")).to_contain_text("存着的这条话没能收下")
    page.get_by_label("手机号").fill("13800001234")
    page.get_by_role("button", name="说完了").click()
    page.wait_for_url("**/r/*")
    expect(page.locator("[data-waiting]")).to_be_hidden()
    page.goto(f"/c/{code().token}")
    expect(page.get_by_label(ASKED)).to_have_value("")
    assert [voice.words for voice in Voice.objects.all()] == [WORDS]
