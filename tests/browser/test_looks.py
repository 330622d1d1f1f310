"""看得清、够得着: no sideways scrolling, nothing too small to touch, nothing that axe finds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.factories.pages import a_picture
from tests.factories.records import a_suggestion, a_ticket, code

Opened = Callable[..., Page]
WIDTHS = {
    "phone": {"width": 360, "height": 740},
    "narrow": {"width": 320, "height": 640},
    "office": {"width": 1366, "height": 768},
}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TOO_SMALL = """(least) => Array.from(document.querySelectorAll('a, button, input:not([type=hidden]), textarea, select, summary'))
  .filter((one) => { const box = one.getBoundingClientRect(); return box.width > 0 && box.height > 0 && !one.classList.contains('skip')
    && !one.closest('.choice') && !one.closest('p#help, .owes__who, .trace__what') && (box.height < least - 0.5) })
  .map((one) => one.outerHTML.slice(0, 90) + ' ' + Math.round(one.getBoundingClientRect().height))"""


def pages() -> dict[str, str]:
    """Every public page of the citizen, with rows on it."""
    a_suggestion("handling")
    receipt = a_ticket("told", photos=[a_picture()]).voice.receipt
    working = a_ticket("handling", words="桥栏杆断了，要修。").voice.receipt
    token = code().token
    return {
        "home": "/", "speak": f"/c/{token}", "practice": f"/c/{token}?practice=1", "poster": f"/c/{token}/poster", "find": "/r/",
        "rate": f"/r/{receipt}", "receipt": f"/r/{working}", "slip": f"/r/{working}/slip", "help": "/help", "notice": "/notice",
        "accessibility": "/accessibility", "parts": "/parts/", "unknown": "/c/ZZZZZZZZ", "missing": "/nothing",
    }  # fmt: skip


def opened_up(page: Page) -> None:
    """Whatever is folded is unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")


@pytest.mark.parametrize("is_elder", [False, True], ids=["normal", "large-print"])
@pytest.mark.parametrize("width", list(WIDTHS))
def test_no_page_scrolls_sideways_nor_at_twice_the_text_size(open_page: Opened, width: str, is_elder: bool) -> None:
    page = open_page("/help", is_elder=is_elder, viewport=WIDTHS[width])
    found = {}
    for name, address in pages().items():
        page.goto(address)
        opened_up(page)
        plain = page.evaluate(SIDEWAYS)
        if not is_elder:
            page.evaluate("document.documentElement.style.fontSize = '212.5%'")
        found[name] = (plain, page.evaluate(SIDEWAYS))
    assert {name: sizes for name, sizes in found.items() if sizes != (0, 0)} == {}


@pytest.mark.parametrize(("is_elder", "least"), [(False, 44), (True, 60)])
def test_everything_that_is_touched_is_large_enough(open_page: Opened, is_elder: bool, least: int) -> None:
    page = open_page("/help", is_elder=is_elder)
    found = {}
    for name, address in pages().items():
        page.goto(address)
        opened_up(page)
        found[name] = page.evaluate(TOO_SMALL, least)
    assert {name: small for name, small in found.items() if small} == {}


@pytest.mark.parametrize("is_elder", [False, True], ids=["normal", "large-print"])
def test_axe_finds_nothing(open_page: Opened, is_elder: bool) -> None:
    page = open_page("/help", is_elder=is_elder)
    found = {}
    for name, address in pages().items():
        page.goto(address)
        opened_up(page)
        result = Axe().run(page)
        found[name] = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in result.response["violations"]]
    assert {name: said for name, said in found.items() if said} == {}


def test_errors_are_announced_and_axe_finds_nothing_on_them(open_page: Opened) -> None:
    page = open_page(f"/c/{code().token}", java_script_enabled=True)
    page.evaluate("document.querySelector('[data-speak]').noValidate = true")
    page.get_by_role("button", name="说完了，交给林一苇代表").click()
    expect(page.get_by_role("alert")).to_contain_text("还没有写要说的话。")
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []


def test_large_print_is_24_pixels_with_the_telephone_always_in_sight(open_page: Opened) -> None:
    page = open_page("/", is_elder=True)
    assert page.evaluate("getComputedStyle(document.querySelector('main')).fontSize") == "24px"
    for address in ("/", f"/c/{code().token}", "/help"):
        page.goto(address)
        expect(page.locator(".helpbar a").first).to_be_in_viewport()
        expect(page.locator(".helpbar").get_by_text("代填")).to_be_in_viewport()


def test_the_switch_works_without_script_and_is_remembered(open_page: Opened) -> None:
    page = open_page("/help", java_script_enabled=False)
    page.get_by_role("button", name="长辈版").click()
    assert page.url.endswith("/help")
    page.goto("/")
    expect(page.get_by_role("button", name="普通版")).to_be_visible()


def test_english_is_offered_only_when_its_catalogue_is_there_and_then_remembered(open_page: Opened, settings: Any) -> None:
    page = open_page("/help")
    expect(page.get_by_role("button", name="English")).to_have_count(int(settings.HAS_ENGLISH))
    settings.HAS_ENGLISH = True
    page.goto("/help")
    page.get_by_role("button", name="English").click()
    assert page.evaluate("document.documentElement.lang") == "en"


def test_the_printed_poster_has_a_code_of_three_centimetres_at_least(open_page: Opened) -> None:
    page = open_page(f"/c/{code().token}/poster", viewport={"width": 794, "height": 1123})
    page.emulate_media(media="print")
    box = page.locator("svg.qr").bounding_box()
    assert box is not None
    assert box["width"] / 96 * 2.54 >= 3
    expect(page.locator(".mast")).to_be_hidden()
