"""S6 盐官音乐小镇 in a real browser at phone size, from the scanned code to the changed rule: once with script, once without."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page
from tests.browser.hand import BrowserHand
from tests.factories.records import moment
from tests.story.clicking import walked_by
from tests.story.test_s6_music_town import walk

from kentan.demo import load as demo
from kentan.ground import moment as clock

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


class OneClock:
    """The told moment, for the threads that serve the pages too."""

    def __init__(self) -> None:
        self.told: datetime | None = None

    def get(self) -> datetime | None:
        return self.told

    def set(self, told: datetime | None) -> datetime | None:
        before, self.told = self.told, told
        return before

    def reset(self, before: datetime | None) -> None:
        self.told = before


@pytest.fixture
def county(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small county of the demo, before anybody spoke; every thread keeps the story's time."""
    monkeypatch.setattr(clock, "_told", OneClock())
    with moment("2026-04-01 09:00"):
        demo.found()


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_one_sentence_goes_all_the_way_in_a_browser(open_page: Callable[..., Page], has_script: bool) -> None:
    with walked_by(BrowserHand(open_page, has_script=has_script)):
        walk()
