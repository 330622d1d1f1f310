"""浏览器: one real Chromium for all walks; a page at phone size that fails on any error of its own."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.factories.records import found

os.environ.setdefault(
    "DJANGO_ALLOW_ASYNC_UNSAFE", "true"
)  # synchronous Playwright keeps a loop in the thread that asks the database

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PHONE = {"width": 360, "height": 740}
EXPECTED = ("net::ERR_INTERNET_DISCONNECTED", "status of 4", "status of 503")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def chromium() -> str:
    """Where the system's Chromium is; empty when there is none."""
    return os.environ.get("KENTAN_CHROMIUM") or next((where for name in NAMES if (where := shutil.which(name))), "")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser; without one the walks are skipped loudly, or fail where it is required."""
    where = chromium()
    if not where:
        sentence = "no Chromium was found: the browser walks did NOT run (install chromium, or set KENTAN_CHROMIUM)"
        if "browser" in os.environ.get("KENTAN_REQUIRE", ""):
            pytest.fail(sentence)
        warnings.warn(sentence, stacklevel=1)
        pytest.skip(sentence)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=where, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def county(transactional_db: None) -> None:
    """The small invented county, today: the pages are served in another thread, where no told moment holds."""
    found()


@pytest.fixture
def open_page(browser: Browser, live_server: Any, county: None) -> Iterator[Callable[..., Page]]:
    """A function that opens a fresh page, at phone size unless told otherwise; no page may end with an error of its own."""
    contexts: list[Any] = []
    troubles: list[str] = []

    def opened(path: str = "/", *, is_elder: bool = False, viewport: dict[str, int] | None = None, **given: Any) -> Page:
        context = browser.new_context(base_url=live_server.url, viewport=viewport or PHONE, locale="zh-CN", **given)
        contexts.append(context)
        if is_elder:
            context.add_cookies([{"name": "elder", "value": "1", "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [said for said in troubles if not any(known in said for known in EXPECTED)] == []
