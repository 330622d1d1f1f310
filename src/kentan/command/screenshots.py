"""拍照: the pictures of the README, taken from a running demo in a real Chromium. Starts no server itself.

`python -m kentan.command.screenshots http://127.0.0.1:8000` writes docs/pictures/*.png. Needs the development lock and a Chromium.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from kentan.command.check import CHROMIUMS
from kentan.command.failure import ARGUMENTS, Failure
from kentan.command.place import PROJECT

FOLDER = PROJECT / "docs" / "pictures"
PHONE, DESK, SHEET = {"width": 360, "height": 740}, {"width": 1366, "height": 768}, {"width": 900, "height": 1120}
DEPUTY, LIAISON, LEADER = "沈月英", "吴立群", "董立"
SENTENCE = "宣德路口的红绿灯，左转绿灯只有十几秒，周末要等五六轮才过得去。能不能放长一点？"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file, the size of the window, how to get there."""

    name: str
    size: dict[str, int]
    go: Callable[[Any, str], None]


def become(page: Any, base: str, person: str) -> None:
    """Take an invented person's part in the demo."""
    page.goto(f"{base}/demo")
    page.get_by_role("button", name=person).first.click()
    page.wait_for_load_state()


def home(page: Any, base: str) -> None:
    """The first page."""
    page.goto(base)


def speak(page: Any, base: str) -> None:
    """A deputy's code page, with a sentence written and not yet sent."""
    page.goto(code_address(page, base))
    page.fill("textarea[name=words]", SENTENCE)
    page.mouse.wheel(0, -2000)


def receipt(page: Any, base: str) -> None:
    """A sentence is sent; the receipt with its date and the reason for it."""
    speak(page, base)
    page.get_by_role("button", name="说完了").click()
    page.wait_for_url("**/r/*")


def deputy_inbox(page: Any, base: str) -> None:
    """The deputy's inbox on the telephone."""
    become(page, base, DEPUTY)
    page.goto(f"{base}/deputy/")


def unit_desk(page: Any, base: str) -> None:
    """The unit's desk on an office computer."""
    become(page, base, LIAISON)
    page.goto(f"{base}/unit/")
    page.locator("a[href*='/unit/tickets/']").first.click()
    page.wait_for_timeout(1000)


def suggestion(page: Any, base: str) -> None:
    """One suggestion, as anybody may read it: the trace through everything."""
    page.goto(f"{base}/suggestions")
    page.get_by_role("link", name="增加公共交通供给").first.click()
    page.wait_for_load_state()


def overview(page: Any, base: str) -> None:
    """A leader's overview: where what was said got to."""
    become(page, base, LEADER)
    page.goto(f"{base}/leader/overview")


PICTURES = (
    Picture("home", PHONE, home),
    Picture("speak", PHONE, speak),
    Picture("receipt", PHONE, receipt),
    Picture("deputy-inbox", PHONE, deputy_inbox),
    Picture("unit-desk", DESK, unit_desk),
    Picture("suggestion", SHEET, suggestion),
    Picture("overview", DESK, overview),
)


def code_address(page: Any, base: str) -> str:
    """The first code that the home page links to. Raises Failure when it links to none."""
    page.goto(base)
    found = page.locator("a[href*='/c/']").first.get_attribute("href")
    if not found:
        raise Failure("首页没有通往代表码的链接。", "the home page links to no code.")
    return f"{base}/c/{found.rsplit('/c/', maxsplit=1)[1]}"


def chromium() -> str:
    """The browser of this machine. Raises Failure."""
    named = [os.environ.get("KENTAN_CHROMIUM", ""), *(shutil.which(name) or "" for name in CHROMIUMS)]
    found = next((name for name in named if name), "")
    if not found:
        raise Failure("没有找到 Chromium。", "no Chromium was found.")
    return found


def take(base: str, wanted: Sequence[str]) -> None:
    """Take the pictures, each in a browser that knows nothing of the one before."""
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox"] if os.geteuid() == 0 else [], env={**os.environ, "LANGUAGE": "zh_CN"},
        )  # fmt: skip
        for picture in PICTURES:
            if wanted and picture.name not in wanted:
                continue
            context = browser.new_context(viewport=picture.size, locale="zh-CN", device_scale_factor=1)  # type: ignore[arg-type]
            page = context.new_page()
            picture.go(page, base)
            page.screenshot(path=FOLDER / f"{picture.name}.png")
            context.close()
            print(f"docs/pictures/{picture.name}.png")
        browser.close()


def main(argv: Sequence[str]) -> int:
    """The base address, then the names of the pictures (all without)."""
    if not argv or not argv[0].startswith("http"):
        return Failure("要给出网址，例如 http://127.0.0.1:8000", "an address is needed: http://127.0.0.1:8000", ARGUMENTS).tell()
    try:
        take(argv[0].rstrip("/"), argv[1:])
    except Failure as failure:
        return failure.tell()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
