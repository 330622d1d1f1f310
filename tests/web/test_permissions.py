"""谁能走哪一步: every move, tried by every role, on the pages and through the API.

The table is made from the flows and from real requests; `permissions.txt` is what the institution expects of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from tests.factories.pages import kept
from tests.factories.records import a_ticket, county, speaker, unit, who

from deliberation.flow import Move
from kentan.ground.accounts.actor import NOBODY, Actor
from kentan.ground.accounts.models import Account
from kentan.ground.network import actions as network
from kentan.stages.voices import actions, flow
from kentan.stages.voices.models import Ticket

__all__ = ["county"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
GOLDEN = Path(__file__).with_name("permissions.txt")
FACES = ("deputy", "unit", "staff")
ROLES = {
    "本人代表": "deputy_one", "别的代表": "deputy_two", "承办联络员": "town_liaison", "别的联络员": "roads_liaison",
    "本镇街人大": "town_clerk", "别的镇街人大": "street_clerk", "市人大": "city_clerk", "领导": "leader", "审计员": "auditor",
    "系统管理员": "admin", "没登录的人": "", "持回执的人": "receipt",
}  # fmt: skip
START = {
    "accept": "unit_pending", "decline": "unit_pending", "decide": "disputed", "finish": "handling", "confirm": "finished",
    "send_back": "finished", "rate": "told", "lapse": "told", "close": "rated", "reopen": "rated",
}  # fmt: skip
RECEIPT_PAGES = {"rate": "/r/{}/rate", "reopen": "/r/{}/reopen"}
MOVES: list[tuple[str, Move]] = [("ticket", move) for move in flow.TICKET] + [("voice", move) for move in flow.VOICE]


@dataclass(frozen=True, slots=True)
class Scene:
    """One ticket where the move starts, and a second one of the same deputy."""

    kind: str
    move: Move
    ticket: Ticket
    other: Ticket

    @property
    def record(self) -> Any:
        return self.ticket if self.kind == "ticket" else self.ticket.voice

    def sent(self) -> dict[str, Any]:
        """What a person fills in on the form of this move."""
        office = unit("市住建局").pk
        return {
            "relay": {"unit": "other", "other_unit": office}, "decide": {"unit": office}, "finish": {"words": "修好了", "scope": "spot"},
            "rate": {"verdict": "satisfied"}, "route_out": {"kind": "beyond"}, "join": {"receipt": self.other.voice.receipt},
            "release": {"title": "路灯", "extract": "三盏灯坏了"}, "withhold": {"reason": "request"}, "erase": {"sure": "on"},
        }.get(self.move.name, {"words": "写一句话"})  # fmt: skip


def scene(kind: str, move: Move) -> Scene:
    ticket, other = a_ticket(START.get(move.name, "received")), a_ticket(words="河边护栏断了。")
    if move.name == "withhold":
        actions.release(ticket.voice, by=who("town_clerk"), title="路灯", extract="三盏灯坏了")
    return Scene(kind, move, ticket, other)


def actor_of(role: str, ticket: Ticket) -> Actor:
    name = ROLES[role]
    return speaker(ticket.voice) if name == "receipt" else who(name) if name else NOBODY


def client_of(role: str) -> Client:
    client = Client()
    if ROLES[role] not in {"", "receipt"}:
        client.force_login(Account.objects.get(username=ROLES[role]))
    return client


def by_page(role: str, found: Scene) -> bool:
    """Whether any page of ours lets this role make the move."""
    name, client = found.move.name, client_of(role)
    addresses = (
        [f"/{face}/tickets/{found.ticket.pk}/{name}" for face in FACES]
        if found.kind == "ticket"
        else [f"/staff/voices/{found.record.pk}/{name}"]
    )
    if ROLES[role] == "receipt":
        addresses += [RECEIPT_PAGES[name].format(found.ticket.voice.receipt)] if name in RECEIPT_PAGES else []
    return any(made(found, lambda address=address: client.post(address, found.sent())) for address in addresses)


def by_api(role: str, found: Scene) -> bool:
    """Whether the API lets this role make the move."""
    name, client = found.move.name, client_of(role)
    sent = {**found.sent(), "words": "写一句话"}
    if name == "relay":
        sent = {"unit": sent["other_unit"]}
    address = f"/api/v1/tickets/{found.ticket.pk}/moves/{name}"
    if found.kind == "voice":
        address, sent = f"/api/v1/desk/voices/{found.record.pk}/moves/{name}", {"given": found.sent()}
    return made(found, lambda: client.post(address, sent, content_type="application/json"))


def made(found: Scene, send: Any) -> bool:
    """Send, look, and put everything back. A refusal must have left all as it was."""
    point = transaction.savepoint()
    before = kept(found.ticket)
    answer = send()
    after = kept(Ticket.objects.get(pk=found.ticket.pk))
    state = Ticket.objects.get(pk=found.ticket.pk).state if found.kind == "ticket" else after[1]["state"]
    is_made = answer.status_code in {200, 302, 303} and state == found.move.target
    transaction.savepoint_rollback(point)
    if not is_made:
        assert answer.status_code in {302, 401, 403, 404}, (found.move.name, answer.status_code, answer.content)
        assert after == before, found.move.name
    return is_made


def cell(role: str, found: Scene) -> str:
    """页 by a page, 接 by the API, — refused."""
    page = "页" if by_page(role, found) else ""
    api = "接" if by_api(role, found) else ""
    return page + api or "—"


@pytest.fixture
def leader(county: None) -> None:
    network.appoint(Account.objects.open("leader", "某领导"), "leader", unit("市人大常委会"))


def padded(text: str, width: int) -> str:
    """Left in a column of that many half-width cells."""
    return text + " " * (width - sum(1 if ord(letter) < 0x2E80 and letter != "—" else 2 for letter in text))


def line(kind: str, move: Move, cells: list[str]) -> str:
    columns = [padded(text, len(role) * 2 + 2) for role, text in zip(ROLES, cells, strict=True)]
    return (padded(f"{kind} {move.name}", 22) + padded(move.label, 20) + "".join(columns)).rstrip()


def expected() -> dict[str, str]:
    """The lines of the checked-in table, by record and move."""
    lines = [text for text in GOLDEN.read_text("utf-8").splitlines() if text.startswith(("ticket ", "voice "))]
    return {" ".join(text.split()[:2]): text for text in lines}


@pytest.mark.usefixtures("leader")
@pytest.mark.parametrize(("kind", "move"), MOVES, ids=lambda given: getattr(given, "name", given))
def test_each_role_may_make_exactly_the_moves_of_the_table(kind: str, move: Move) -> None:
    found = scene(kind, move)
    assert line(kind, move, [cell(role, found) for role in ROLES]) == expected()[f"{kind} {move.name}"]


@pytest.mark.usefixtures("leader")
@pytest.mark.parametrize(("kind", "move"), MOVES, ids=lambda given: getattr(given, "name", given))
def test_the_table_says_what_the_rules_say(kind: str, move: Move) -> None:
    found = scene(kind, move)
    ruled = [move.allowed(actor_of(role, found.ticket), found.record) for role in ROLES]
    told = [text != "—" for text in expected()[f"{kind} {move.name}"].split()[3:]]
    assert told == ruled


def test_the_table_knows_every_move_and_no_other() -> None:
    assert list(expected()) == [f"{kind} {move.name}" for kind, move in MOVES]
