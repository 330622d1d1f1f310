"""S6 in a real browser at phone size: one sentence from the scanned code to the rated result, by clicking, with and without script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.factories.records import code

from kentan.ground.ledger.chain import verify_all
from kentan.stages.voices.models import Ticket

Opened = Callable[..., Page]
SAID = "周末宣德路口堵死了，停车场的指示牌都褪色了。"


def become(page: Page, name: str) -> None:
    """The demo's role switcher."""
    page.goto("/demo")
    page.locator("button[name=account]").filter(has_text=name).first.click()


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_one_sentence_goes_from_the_code_to_the_rated_result(open_page: Opened, settings: Any, has_script: bool) -> None:
    settings.DEMO = True
    visitor = open_page(f"/c/{code().token}", java_script_enabled=has_script)
    visitor.get_by_label("您想说什么事？").fill(SAID)
    visitor.get_by_role("button", name="说完了").click()
    visitor.wait_for_url("**/r/*")
    receipt = visitor.url
    expect(visitor.locator(".owes__say")).to_contain_text("林一苇代表应在")

    deputy = open_page("/demo", java_script_enabled=has_script)
    become(deputy, "林一苇")
    expect(deputy.locator(".said").first).to_contain_text(SAID)
    deputy.get_by_label("盐官镇政府").first.check()
    deputy.get_by_role("button", name="转送", exact=True).first.click()
    ticket = Ticket.objects.get()
    assert (ticket.state, str(ticket.unit)) == ("unit_pending", "盐官镇政府")

    unit = open_page("/demo", java_script_enabled=has_script, viewport={"width": 1366, "height": 768})
    become(unit, "盐官镇政府")
    unit.locator("a.item").first.click()
    unit.get_by_role("button", name="接件").first.click()
    ticket.refresh_from_db()
    assert ticket.state == "handling"
    unit.goto(f"/unit/tickets/{ticket.pk}/finish")
    unit.locator("textarea[name=words]").fill("换了三块反光指示牌。")
    unit.locator("input[name=scope][value=street]").check()
    unit.get_by_role("button", name="报结果").first.click()
    ticket.refresh_from_db()
    assert (ticket.state, ticket.scope) == ("finished", "street")

    deputy.goto(f"/deputy/tickets/{ticket.pk}/confirm")
    deputy.get_by_role("button", name="去看过，办好了").first.click()
    visitor.goto(receipt)
    visitor.get_by_label("基本满意").check()
    visitor.get_by_role("button", name="评价").first.click()
    ticket.refresh_from_db()
    assert (ticket.state, ticket.verdict) == ("rated", "mostly")
    expect(visitor.locator(".trace")).to_contain_text("换了三块反光指示牌。")
    assert verify_all() == []
