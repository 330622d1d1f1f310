"""案头也看得清: every page that a role can open, found by itself, with rows on it; axe finds nothing and nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page
from tests.browser.test_looks import SIDEWAYS, opened_up
from tests.factories.pages import signed_in
from tests.web.test_addresses import Scene, addresses

Opened = Callable[..., Page]
DESK, NARROW = {"width": 1366, "height": 768}, {"width": 320, "height": 640}
READERS = {
    "public": ("", ""), "deputy": ("deputy_one", "deputy"), "liaison": ("town_liaison", "unit"), "head": ("town_head", "unit"), "clerk": ("town_clerk", "staff"),
    "chair": ("town_chair", "staff"), "leader": ("leader", "leader"), "auditor": ("auditor", "staff/audit"), "administrator": ("admin", "staff"),
}  # fmt: skip
FACES = ("deputy", "unit", "staff", "leader")
SEEN_ELSEWHERE = ("api/", "static/", "photo/", "healthz", "readyz", "live/", "poster/", "manifest", "sw.js")


def pages_of(username: str, face: str, scene: Scene) -> Iterator[str]:
    """Addresses of this reader's face that answer him with a whole page."""
    client = signed_in(username) if username else Client()
    for pattern in addresses():
        is_his = pattern.startswith(face) if face else not pattern.startswith((*FACES, *SEEN_ELSEWHERE))
        answer = client.get(scene.filled(pattern)) if is_his else None
        if answer is not None and answer.status_code == 200 and "<html" in answer.content[:400].decode(errors="ignore"):
            yield scene.filled(pattern)


def come_in(page: Page, username: str) -> None:
    """As whoever signed in, with the cookie of a session."""
    if username:
        value = signed_in(username).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": page.url}])


@pytest.mark.parametrize("reader", READERS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways_on_any_page_of_any_reader(open_page: Opened, reader: str) -> None:
    scene = Scene()
    page = open_page("/help", viewport=NARROW)
    username, face = READERS[reader]
    come_in(page, username)
    found: dict[str, Any] = {}
    for address in pages_of(username, face, scene):
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        page.goto(address)
        opened_up(page)
        sideways = page.evaluate(SIDEWAYS)
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
        wide = page.evaluate(SIDEWAYS)
        said = [(one["id"], [node["html"][:100] for node in one["nodes"]][:3]) for one in Axe().run(page).response["violations"]]
        heads = page.locator("h1").count()
        if sideways or wide or said or heads != 1:
            found[address] = (sideways, wide, said, heads)
    assert found == {}


@pytest.mark.parametrize("is_elder", [False, True], ids=["twice the text", "large-print"])
def test_public_pages_hold_at_twice_the_text_and_in_large_print(open_page: Opened, is_elder: bool) -> None:
    scene = Scene()
    page = open_page("/help", viewport=NARROW, is_elder=is_elder)
    found: dict[str, Any] = {}
    for address in pages_of("", "", scene):
        page.goto(address)
        opened_up(page)
        if not is_elder:
            page.evaluate("document.documentElement.style.fontSize = '212.5%'")
        said = [one["id"] for one in Axe().run(page).response["violations"]] if is_elder else []
        if (sideways := page.evaluate(SIDEWAYS)) or said:
            found[address] = (sideways, said)
    assert found == {}
