"""接口按自己的说明答话: asked everything that its own description allows, it never fails and answers as described.

Seeded and small, so that it asks the same each time; the schema is read in this process, nothing is served.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.factories import records
from tests.web.api.calls import signed_in

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
SMALL = settings(
    max_examples=60, derandomize=True, deadline=None, phases=[Phase.explicit, Phase.generate], database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.fixture
def described(county: None) -> Iterator[Any]:
    """The API as it describes itself, with something behind every address.

    As Django's own test client does, the connection of the test stays open between two requests.
    """
    records.a_ticket("unit_pending")
    records.a_talk()
    records.a_suggestion("assigned")
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    for signal in signals:
        signal.connect(close_old_connections)


def ask_everything(described: Any, **more: Any) -> dict[str, int]:
    """Ask each operation a fixed number of questions; how many of each were asked."""
    asked: dict[str, int] = {}
    for found in described.get_all_operations():
        operation = found.ok()

        @SMALL
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            asked[case.operation.label] = asked.get(case.operation.label, 0) + 1
            case.call_and_validate(checks=CHECKS, **more)

        ask()
    return asked


def operations(described: Any) -> set[str]:
    return {found.ok().label for found in described.get_all_operations()}


@pytest.mark.slow
@pytest.mark.django_db
def test_a_stranger_is_answered_as_described(described: Any) -> None:
    assert set(ask_everything(described)) == operations(described)


@pytest.mark.slow
@pytest.mark.django_db
def test_a_clerk_is_answered_as_described(described: Any) -> None:
    client, token = signed_in("city_clerk"), "0123456789abcdefghijklmnopqrstuv"
    cookies = {name: morsel.value for name, morsel in client.cookies.items()} | {"csrftoken": token}
    asked = ask_everything(described, cookies=cookies, headers={"X-CSRFToken": token})
    assert set(asked) == operations(described)
