"""Clicking: what the stories do on pages. A form that is taken answers with a redirect; one that is refused changes nothing.

The same story is walked by two hands: `FormHand` sends the forms of the pages by itself and is quick, a browser's hand
(`tests/browser/hand.py`) looks for each form, fills it in and presses its button.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from django.apps import apps
from django.test import Client

from kentan.ground.network.models import Code
from kentan.stages.voices.models import Ticket
from tests.factories.pages import signed_in, text_of

OURS = {"network", "ledger", "rulebook", "voices", "topics", "preparation", "talks", "suggestions", "outcomes"}


class Hand(Protocol):
    """Whoever walks the story."""

    def send(self, by: Client | str, address: str, given: dict[str, Any]) -> tuple[int, str, str]:
        """Fill in the form of this address and send it: status, where it leads, what the answer says."""

    def speak(self, code: Code, given: dict[str, str], key: str) -> dict[str, Any]:
        """Say something through a code: `status` (201 stored, 200 it was there), `receipt`, `due`, `steps`."""

    def step(self, username: str, ticket: Ticket, name: str, given: dict[str, Any]) -> int:
        """One step of a 民情件: 200 made, else why not."""


class FormHand:
    """Django's own client, and the API for what telephones send."""

    def send(self, by: Client | str, address: str, given: dict[str, Any]) -> tuple[int, str, str]:
        answer = (signed_in(by) if isinstance(by, str) else by).post(address, given)
        return answer.status_code, answer.headers.get("Location", ""), text_of(answer)

    def speak(self, code: Code, given: dict[str, str], key: str) -> dict[str, Any]:
        answer = Client().post(
            "/api/v1/voices", {"code": code.token, **given}, content_type="application/json", headers={"Idempotency-Key": key}
        )
        assert answer.status_code in {200, 201}, answer.content
        return {"status": answer.status_code, **answer.json()}

    def step(self, username: str, ticket: Ticket, name: str, given: dict[str, Any]) -> int:
        sent = signed_in(username).post(f"/api/v1/tickets/{ticket.pk}/moves/{name}", given, content_type="application/json")
        return sent.status_code


hand: Hand = FormHand()


@contextmanager
def walked_by(other: Hand) -> Iterator[None]:
    """Inside, the story is walked by another hand."""
    global hand  # noqa: PLW0603  the steps of a story are plain functions; whose hand they use is told once, here
    before, hand = hand, other
    try:
        yield
    finally:
        hand = before


def done(by: Client | str, address: str, **given: Any) -> str:
    """A form that was sent and taken: where it leads. `by` is a browser, or whoever signs in for it."""
    status, leads_to, says = hand.send(by, address, given)
    assert status in {302, 303}, (address, status, says[:600])
    return leads_to


def refused(by: Client | str, address: str, status: int, says: str = "", /, **given: Any) -> None:
    """A form that was sent in vain: the answer says why, and no row of any stage is other than before."""
    before = everything()
    got, _leads_to, told = hand.send(by, address, given)
    assert (got, "".join(says.split()) in "".join(told.split())) == (status, True), (address, got, told[:600])
    assert everything() == before


def speak(code: Code, words: str, *, key: str, phone: str = "", place: str = "") -> dict[str, Any]:
    """A citizen says it through a code; the same key says the same thing once more."""
    return hand.speak(code, {"words": words, "place": place, "phone": phone}, key)


def move(username: str, ticket: Ticket, name: str, **given: Any) -> int:
    """One step of a ticket, for whoever signed in."""
    return hand.step(username, ticket, name, given)


def everything() -> list[list[tuple[object, ...]]]:
    """Every row of every stage and of the ground beneath, except accounts, sessions and throttles."""
    ours = [model for model in apps.get_models() if model._meta.app_label in OURS]
    return [sorted(model._base_manager.values_list(), key=repr) for model in ours]


def key_in(address: str) -> int:
    """The key at the end of an address: /staff/talks/7 and /staff/talks/7#last are 7."""
    return int(address.partition("#")[0].rstrip("/").rpartition("/")[2])
