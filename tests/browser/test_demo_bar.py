"""演示: the bar that stands only where everything is invented is as easy to find and to read as the page itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.factories.records import code


@pytest.mark.parametrize("is_elder", [False, True], ids=["normal", "large-print"])
def test_axe_finds_nothing_where_the_demo_bar_is_shown(open_page: Callable[..., Page], settings: Any, is_elder: bool) -> None:
    settings.DEMO = True
    page = open_page(f"/c/{code().token}", is_elder=is_elder)
    expect(page.get_by_role("complementary", name="演示")).to_be_visible()
    assert [found["id"] for found in Axe().run(page).response["violations"]] == []
