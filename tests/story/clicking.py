"""Clicking: what the stories do on pages. A form that is taken answers with a redirect; one that is refused changes nothing."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.test import Client

from tests.factories.pages import signed_in, text_of

OURS = {"network", "ledger", "rulebook", "voices", "topics", "preparation", "talks", "suggestions", "outcomes"}


def done(by: Client | str, address: str, **given: Any) -> str:
    """A form that was sent and taken: where it leads. `by` is a browser, or whoever signs in for it."""
    answer = (signed_in(by) if isinstance(by, str) else by).post(address, given)
    assert answer.status_code in {302, 303}, (address, answer.status_code, text_of(answer)[:600])
    return str(answer["Location"])


def refused(by: Client | str, address: str, status: int, says: str = "", /, **given: Any) -> None:
    """A form that was sent in vain: the answer says why, and no row of any stage is other than before."""
    client = signed_in(by) if isinstance(by, str) else by
    before = everything()
    answer = client.post(address, given)
    assert (answer.status_code, says in text_of(answer)) == (status, True), (answer.status_code, text_of(answer)[:600])
    assert everything() == before


def everything() -> list[list[tuple[object, ...]]]:
    """Every row of every stage and of the ground beneath, except accounts, sessions and throttles."""
    ours = [model for model in apps.get_models() if model._meta.app_label in OURS]
    return [sorted(model._base_manager.values_list(), key=repr) for model in ours]


def key_in(address: str) -> int:
    """The key at the end of an address: /staff/talks/7 and /staff/talks/7#last are 7."""
    return int(address.partition("#")[0].rstrip("/").rpartition("/")[2])
