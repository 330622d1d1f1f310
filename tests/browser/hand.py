"""The hand in a browser: looks for the form on the page that carries it, fills it in, presses its button. It sends nothing by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from playwright.sync_api import Locator, Page, Response
from tests.factories.pages import signed_in

from kentan.ground.network.models import Code
from kentan.stages.voices.models import Ticket

FACES = ("deputy", "unit", "staff")
FIND = """({address, names}) => {
  const leads = (what) => what && new URL(what, location.href).pathname === address;
  document.querySelectorAll("[data-hand]").forEach((one) => one.removeAttribute("data-hand"));
  for (const form of document.querySelectorAll("form")) {
    const goes = leads(form.getAttribute("action") || location.href) || form.querySelector("[formaction]") && leads(form.querySelector("[formaction]").getAttribute("formaction"));
    const named = Array.from(form.elements).map((one) => one.name);
    if (form.method === "post" && goes && names.every((name) => named.includes(name))) {
      form.setAttribute("data-hand", "form");
      for (const one of form.elements) one.setAttribute("data-hand", "field");
      document.querySelectorAll("details").forEach((one) => { one.open = true; });
      return true;
    }
  }
  return false;
}"""


class BrowserHand:
    """One window per reader, at phone size, with or without script; kept open through the whole story."""

    def __init__(self, open_page: Callable[..., Page], *, has_script: bool) -> None:
        self.open_page, self.has_script = open_page, has_script
        self.windows: dict[str, Page] = {}
        self.spoken: dict[str, str] = {}

    def window(self, name: str, session: str = "") -> Page:
        """The window of this reader; whoever has an account is signed in."""
        if name not in self.windows:
            self.windows[name] = self.open_page("/help", java_script_enabled=self.has_script)
        page = self.windows[name]
        if session:
            page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": page.url}])
        return page

    def reader(self, by: Client | str) -> Page:
        """Whoever the story means."""
        client = signed_in(by) if isinstance(by, str) else by
        cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
        name = by if isinstance(by, str) else str(cookie.value) if cookie else "visitor"
        return self.window(name, cookie.value if cookie else "")

    def send(self, by: Client | str, address: str, given: dict[str, Any]) -> tuple[int, str, str]:
        page = self.reader(by)
        status = found(page, address, given)
        if status:
            return status, "", page.inner_text("body")
        answer = filled_and_sent(page, address, given)
        return answer.status, urlsplit(answer.headers.get("location", "")).path, page.inner_text("body")

    def speak(self, code: Code, given: dict[str, str], key: str) -> dict[str, Any]:
        """The button is pressed twice in haste; a second time with the same key, the receipt is opened again."""
        page, status = self.window(f"speaker {key}"), 200 if key in self.spoken else 201
        if status == 201:
            page.goto(f"/c/{code.token}")
            page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            page.get_by_label("您想说什么事？").fill(given["words"])
            for name in ("place", "phone"):
                page.locator(f"[name={name}]").fill(given[name])
            page.get_by_role("button", name="说完了").dblclick()
            page.wait_for_url("**/r/*")
            self.spoken[key] = urlsplit(page.url).path.rpartition("/")[2]
        page.goto(f"/r/{self.spoken[key]}")
        told = Client().get(f"/api/v1/receipts/{self.spoken[key]}").json()
        return {"status": status, "url": page.url, **told}

    def step(self, username: str, ticket: Ticket, name: str, given: dict[str, Any]) -> int:
        """On the page of whichever face is this reader's."""
        page, statuses = self.reader(username), set()
        for face in FACES:
            address = f"/{face}/tickets/{ticket.pk}/{name}"
            statuses.add(status := found(page, address, given))
            if not status:
                answer = filled_and_sent(page, address, given)
                return 200 if answer.status in {302, 303} else answer.status
        return 409 if 409 in statuses else 403


def carries(page: Page, address: str, given: dict[str, Any]) -> bool:
    """The form that leads there and asks for all of this is on the page; it is marked."""
    return bool(page.evaluate(FIND, {"address": address, "names": list(given)}))


def opened_by_a_link(page: Page, address: str, given: dict[str, Any]) -> bool:
    """Some pages open the form of one line by a link: it is pressed."""
    for name, value in given.items():
        link = page.locator(f'a[href^="?{name}={value}"]')
        if link.count():
            link.first.click()
            page.wait_for_load_state()
            return carries(page, address, given)
    return False


def found(page: Page, address: str, given: dict[str, Any]) -> int:
    """Open the page that carries this form, at the address itself or above it: 0 found, else what the address answered."""
    first, where = 0, address
    while where:
        answer = page.goto(where)
        assert answer is not None
        first = first or answer.status
        if answer.status == 200 and (carries(page, address, given) or opened_by_a_link(page, address, given)):
            return 0
        where = where.rpartition("/")[0]
    assert first != 200, f"no form leads to {address} with {list(given)}"
    return first


def filled_and_sent(page: Page, address: str, given: dict[str, Any]) -> Response:
    """As a person does: type, choose, tick, press."""
    for name, value in given.items():
        fill(page.locator(f"[data-hand=field][name={name}]"), value)
    buttons = page.locator("button[data-hand=field]:not([type=button])")
    button = next(
        one.first
        for one in (buttons.and_(page.locator(".btn--go")), buttons.and_(page.locator(":not([name])")), buttons)
        if one.count()
    )
    with page.expect_response(lambda one: one.request.method == "POST" and urlsplit(one.url).path == address) as answered:
        button.click()
    page.wait_for_load_state()
    return answered.value


def fill(fields: Locator, value: Any) -> None:
    """One answer in its field, or several."""
    values = [str(one) for one in value] if isinstance(value, (list, tuple)) else [str(value)]
    kind = fields.first.evaluate("(one) => one.tagName === 'SELECT' ? 'select' : one.type")
    if kind in {"radio", "checkbox"}:
        for index in range(fields.count()):
            if (fields.nth(index).get_attribute("value") or "on") in values:
                fields.nth(index).check()
    elif kind == "select":
        fields.first.select_option(values)
    elif kind == "hidden":
        name, carried = fields.first.get_attribute("name"), fields.first.input_value()
        assert name == "key" or carried in values, (name, values)  # the key of a sending is the page's own
    else:
        fields.first.fill(values[0])
