"""谁看得到哪一页: every address of the program, found by itself, asked for by every role; and every move of every flow tried.

`addresses.txt` is what the institution expects: a new address or move that is not in it fails here, and so does one that
opened or closed for somebody. `KENTAN_WRITE_ADDRESSES=1` writes the table again, to be read before it is checked in.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver
from tests.factories.records import a_suggestion, a_talk, a_ticket, a_voice, county, unit, who
from tests.web.choosing.builders import a_preparation, a_topic
from tests.web.thread.builders import NAME, a_handed_on, a_held_talk, a_return_wanted, an_outcome, of_a_deputy

from deliberation.flow import Flow, Move
from kentan.ground.accounts.models import Account
from kentan.ground.ledger.models import Entry, Staged
from kentan.ground.network.actions import appoint
from kentan.ground.network.models import Code, Station
from kentan.stages.outcomes import actions as outcomes
from kentan.stages.outcomes import flow as outcomes_flow
from kentan.stages.outcomes.models import Bulletin
from kentan.stages.preparation import flow as preparation_flow
from kentan.stages.suggestions import actions as suggestions
from kentan.stages.suggestions import flow as suggestions_flow
from kentan.stages.talks import actions as talks
from kentan.stages.talks import flow as talks_flow
from kentan.stages.topics import flow as topics_flow

__all__ = ["county"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
GOLDEN = Path(__file__).with_name("addresses.txt")
ROLES = {
    "没登录的人": "", "代表": "deputy_one", "别的代表": "deputy_two", "联络员": "town_liaison", "别的联络员": "roads_liaison", "单位领导": "town_head",
    "镇人大": "town_clerk", "镇主席": "town_chair", "别的镇街": "street_clerk", "市人大": "city_clerk", "政府办": "gov", "领导": "leader", "审计员": "auditor",
    "管理员": "admin",
}  # fmt: skip
PHONE = "13805730000"
MARK = {
    200: "看",
    302: "登录",
    303: "登录",
    401: "登录",
    403: "—",
    404: "无",
    405: "写",
    400: "错",
    409: "改",
    410: "停",
    422: "错",
}
UNASKED = re.compile(r"^(api/v1/\^|elder|language|sign-out|demo|first-run|password|me|sign-in)")
"""Addresses whose answer depends on how one came, or that belong to everybody who signs in; they have tests of their own."""


def addresses() -> list[str]:
    """Every pattern of the program."""

    def walk(resolver: URLResolver, before: str) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            whole = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, whole)
            else:
                yield whole

    return sorted({one for one in walk(get_resolver(), "") if not UNASKED.match(one)})


def offices() -> None:
    """Two readers more than the small county has."""
    appoint(Account.objects.open("leader", "某领导"), "leader", unit("市人大常委会"))
    appoint(Account.objects.open("gov", "章某"), "gov_office", unit("市住建局"))


class Scene:
    """One of everything: what stands behind each address."""

    def __init__(self) -> None:
        offices()
        self.ticket = a_ticket("handling", phone=PHONE)
        self.talk = a_held_talk()
        self.suggestion = a_handed_on(self.talk, "handling")
        self.group = a_group(self.suggestion)
        self.outcome = an_outcome(self.suggestion)
        self.series = talks.open_series(by=who("town_clerk"), host=unit("盐官镇人大主席团"), title="一老一小")
        self.mediation = a_mediation(self.talk)
        self.preparation = a_preparation("frozen")
        self.topic = self.preparation.topic
        self.deputys = of_a_deputy()
        self.bulletin = issued(self.suggestion)
        code = Code.objects.filter(deputy__name="林一苇").get()
        seat = self.talk.seats.filter(role="citizen").get()
        self.known: dict[str, dict[str, Any]] = {
            "staff/talks": {"pk": self.talk.pk, "line": self.talk.utterances.first().pk, "seat_pk": seat.pk, "one": 1},
            "staff/talks/<int:pk>/mediations": {"pk": self.talk.pk, "one": self.mediation.pk, "side": self.mediation.parties.get().pk},
            "talks": {"pk": self.talk.pk}, "staff/series": {"pk": self.series.pk}, "series": {"pk": self.series.pk},
            "staff/suggestions": {"pk": self.suggestion.pk, "point": 1, "look": 1, "one": 1}, "suggestions": {"pk": self.suggestion.pk},
            "unit/together": {"pk": self.group.pk}, "unit/instructions": {"pk": 1}, "unit/suggestions": {"pk": self.suggestion.pk, "commitment": 1, "one": 1}, "deputy/suggestions": {"pk": self.deputys.pk, "one": self.deputys.replies.get().pk},
            "staff/outcomes": {"pk": self.outcome.pk}, "outcomes": {"pk": self.outcome.pk},
            "staff/bulletins": {"pk": self.bulletin.pk, "one": 1}, "leader/bulletins": {"pk": self.bulletin.pk},
            "staff/topics": {"pk": self.topic.pk, "version": 1}, "topics": {"pk": self.topic.pk, "version": 1},
            "staff/tickets": {"pk": self.ticket.pk}, "deputy/tickets": {"pk": self.ticket.pk}, "unit/tickets": {"pk": self.ticket.pk},
            "staff/voices": {"pk": self.ticket.voice.pk}, "staff/points/voices": {"pk": self.ticket.voice.pk},
            "staff/calls": {"pk": self.ticket.voice.pk}, "staff/people": {"pk": Account.objects.get(username="town_clerk").pk},
            "staff/stations": {"pk": Station.objects.get(name="盐官镇代表联络中心站").pk}, "staff/codes": {"token": code.token}, "c": {"token": code.token}, "poster": {"token": code.token},
            "r": {"written": self.ticket.voice.receipt, "receipt": self.ticket.voice.receipt, "n": 1}, "s": {"slip": seat.slip, "line": 1, "party": 1},
            "photo": {"pk": 1}, "api/v1/receipts": {"receipt": self.ticket.voice.receipt},
            "api/v1/tickets": {"ticket_id": self.ticket.pk, "move": "finish"}, "api/v1/talks": {"talk_id": self.talk.pk},
            "api/v1/suggestions": {"suggestion_id": self.suggestion.pk},
            "api/v1/desk": {"kind": "suggestions", "key": self.suggestion.pk, "move": "nothing"},
        }  # fmt: skip

    def filled(self, pattern: str) -> str:
        """A pattern with the keys of these records; a move's name stays one that no record has."""
        holder = max((one for one in self.known if pattern.startswith(f"{one}/")), key=len, default="")
        values = {**self.known.get(holder, {}), "name": "nothing"}
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), pattern)


def a_group(suggestion: Any) -> Any:
    """It is handled together with another one by the town's government."""
    return suggestions.handle_together(
        [suggestion, a_suggestion("handling")], by=who("town_liaison"), unit=unit("盐官镇政府"), title="路灯"
    )


def a_mediation(talk: Any) -> Any:
    """A mediation with one side."""
    by = who("town_clerk")
    made = talks.open_mediation(talk, by=by, subject="路灯的电费谁出")
    talks.set_party(made, by=by, name="村民", position=f"{NAME}说不出钱")
    return made


def issued(suggestion: Any) -> Bulletin:
    """A bulletin that leaders read."""
    chair = who("town_chair")
    bulletin = outcomes.draft(
        by=chair, host=unit("盐官镇人大主席团"), title="村口路灯", situation="三条反映", proposals="排查", recipients="报：市委。", suggestions=[suggestion],
    )  # fmt: skip
    for step in (outcomes.check, outcomes.sign, outcomes.issue):
        step(bulletin, by=chair)
    return bulletin


def client_of(role: str) -> Client:
    client = Client()
    if ROLES[role]:
        client.force_login(Account.objects.get(username=ROLES[role]))
    return client


def padded(text: str, width: int) -> str:
    """Left in a column of that many half-width cells."""
    return text + " " * (width - sum(1 if ord(letter) < 0x2E80 and letter != "—" else 2 for letter in text))


def line(name: str, cells: list[str]) -> str:
    columns = [padded(text, len(role) * 2 + 2) for role, text in zip(ROLES, cells, strict=True)]
    return (padded(name, 58) + "".join(columns)).rstrip()


def checked(kind: str, lines: list[str]) -> None:
    """Equal to the checked-in table, or written when asked to."""
    text = GOLDEN.read_text("utf-8") if GOLDEN.exists() else ""
    parts = {part.split("\n", 1)[0]: part.split("\n", 1)[1] for part in text.split("\n# ")[1:]}
    if os.environ.get("KENTAN_WRITE_ADDRESSES"):
        parts[kind] = "\n".join([line("", list(ROLES)), *lines]) + "\n"
        head = "谁看得到哪一页，谁走得了哪一步。看：打开；登录：先登录；—：无权；无：没有；写：只能提交。Written and checked by test_addresses.py.\n"
        GOLDEN.write_text(head + "".join(f"\n# {name}\n{part.strip(chr(10))}\n" for name, part in sorted(parts.items())), "utf-8")
        return
    assert lines == [one for one in parts.get(kind, "").split("\n")[1:] if one.strip()]


@pytest.mark.slow
def test_every_address_opens_for_exactly_the_roles_of_the_table() -> None:
    scene, found = Scene(), {}
    for role in ROLES:
        client = client_of(role)
        for pattern in addresses():
            answer = client.get(scene.filled(pattern))
            found[pattern, role] = MARK.get(answer.status_code, str(answer.status_code))
            if role == "没登录的人" and answer.status_code == 200 and not pattern.startswith(("s/", "r/")):
                body = answer.content.decode(errors="replace")
                assert NAME not in body, pattern
                assert PHONE not in body, pattern
                assert scene.ticket.voice.words not in body, pattern
            if answer.status_code == 200 and not pattern.startswith("api/v1/openapi") and "told" not in pattern:
                assert PHONE not in answer.content.decode(errors="replace"), (pattern, role)
    checked("addresses", [line(pattern or "(home)", [found[pattern, role] for role in ROLES]) for pattern in addresses()])


STARTS: dict[str, Any] = {
    "talks.Talk": {state: lambda state=state: a_talk(state) for state in ("draft", "approved", "announced", "in_progress", "adjourned")}
    | {"confirmed": lambda: a_held_talk("confirmed")},
    "suggestions.Suggestion": {state: lambda state=state: a_suggestion(state) for state in ("sorted", "assigned", "handling", "replied")}
    | {"return_requested": a_return_wanted},
    "topics.Topic": {state: lambda state=state: a_topic(state) for state in ("proposed", "screening", "shortlisted", "approved", "preparing")},
}  # fmt: skip
PAGES = {
    "talks.Talk": "/staff/talks/{}/{}", "suggestions.Suggestion": "/staff/suggestions/{}/{}", "topics.Topic": "/staff/topics/{}/{}",
    "talks.TalkSeries": "/staff/series/{}/{}", "talks.Mediation": "/staff/talks/{}/mediations/{}/{}",
    "outcomes.Outcome": "/staff/outcomes/{}/{}", "outcomes.Bulletin": "/staff/bulletins/{}/{}", "preparation.Preparation": "/staff/topics/{}/preparation/{}",
}  # fmt: skip
KINDS = {
    "talks.Talk": "talks", "talks.TalkSeries": "series", "talks.Mediation": "mediations", "suggestions.Suggestion": "suggestions",
    "topics.Topic": "topics", "preparation.Preparation": "preparations", "outcomes.Outcome": "outcomes", "outcomes.Bulletin": "bulletins",
}  # fmt: skip
UNITS = {"accept", "reply", "request_return"}
FLOWS: tuple[Flow, ...] = (
    talks_flow.TALK, talks_flow.SERIES, talks_flow.MEDIATION, suggestions_flow.SUGGESTION, topics_flow.TOPIC, outcomes_flow.OUTCOME, outcomes_flow.BULLETIN, preparation_flow.PREPARATION,
)  # fmt: skip


def start(flow: Flow, move: Move) -> Staged | None:
    """A record that stands where the move begins; None for the moves of the clock and of states that need a year."""
    if flow.name in STARTS:
        state = next((state for state in STARTS[flow.name] if state in move.sources), None)
        return STARTS[flow.name][state]() if state else None
    if flow.name == "talks.TalkSeries":
        return talks.open_series(by=who("town_clerk"), host=unit("盐官镇人大主席团"), title="一老一小")
    if flow.name == "talks.Mediation":
        made = a_mediation(a_talk())
        return talks.end_without(made, by=who("town_clerk"), reason="没谈拢") if move.name == "resume" else made
    if flow.name == "outcomes.Outcome":
        return an_outcome(a_suggestion("assigned"), is_public=move.name != "publish")
    if flow.name == "outcomes.Bulletin":
        chair = who("town_chair")
        made = outcomes.draft(
            by=chair, host=unit("盐官镇人大主席团"), title="路灯", situation="三条", proposals="查", recipients="报：市委。", suggestions=[a_suggestion("assigned")],
        )  # fmt: skip
        steps = {"sign": 1, "issue": 2, "send_back": 1}.get(move.name, 0)
        for step in (outcomes.check, outcomes.sign)[:steps]:
            step(made, by=chair)
        return made
    return a_preparation("frozen" if move.name == "revise" else "open")


def by_api(client: Client, flow: Flow, move: Move, record: Staged) -> bool:
    """Whether the API lets this one make the move or asks what is missing; a refusal changes nothing."""
    point, before = transaction.savepoint(), Entry.objects.count()
    address = f"/api/v1/desk/{KINDS[flow.name]}/{record.pk}/moves/{move.name}"
    status = client.post(address, {"given": {}}, content_type="application/json").status_code
    assert status in {200, 401, 403, 422}, (address, status)
    assert (Entry.objects.count() > before) == (status == 200), address
    transaction.savepoint_rollback(point)
    return status in {200, 422}


def tried(role: str, flow: Flow, move: Move, record: Staged) -> str:
    """能: the page shows the form and the API takes it; —: both refuse, and a post changes nothing."""
    key: Any = record.topic_id if flow.name == "preparation.Preparation" else record.pk  # type: ignore[attr-defined]
    keys = (record.talk_id, key) if flow.name == "talks.Mediation" else (key,)  # type: ignore[attr-defined]
    pages = [PAGES[flow.name].format(*keys, move.name)]
    if move.name in UNITS:
        pages.append(f"/unit/suggestions/{key}/{move.name}")
    if flow.name == "suggestions.Suggestion" and move.name == "rate":
        pages.append(f"/deputy/suggestions/{key}/rate")
    client = client_of(role)
    is_open = by_api(client, flow, move, record)
    assert any(client.get(page).status_code == 200 for page in pages) == is_open, (pages, role)
    if is_open:
        return "能"
    point, before = transaction.savepoint(), (record.state, Entry.objects.count())
    for page in pages:
        answer = client.post(page, {"words": "写一句话"})
        assert answer.status_code in {302, 401, 403, 404}, (page, answer.status_code)
    record.refresh_from_db()
    assert (record.state, Entry.objects.count()) == before, pages
    transaction.savepoint_rollback(point)
    return "—"


def by_hand() -> list[tuple[Flow, Move]]:
    """Moves that a person makes on a page: what the clock does and what a page does as part of another move has no page of its own."""
    without_page = {"lapse", "rate_unsatisfied", "coordinate", "prepare", "discuss", "close", "track"}
    return [(flow, move) for flow in FLOWS for move in flow.moves if move.name not in without_page]


@pytest.mark.slow
def test_every_move_of_every_flow_is_open_to_exactly_the_roles_of_the_table() -> None:
    offices()
    lines = []
    for flow, move in by_hand():
        point = transaction.savepoint()
        record = start(flow, move)
        assert record is not None, (flow.name, move.name)
        cells = [tried(role, flow, move, record) for role in ROLES]
        told = [move.allowed(who(ROLES[role]), record) for role in ROLES if ROLES[role]]
        assert [cell == "能" for cell in cells[1:]] == told, (flow.name, move.name, cells, told)
        lines.append(line(f"{flow.name} {move.name}", cells))
        transaction.savepoint_rollback(point)
    checked("moves", lines)


def test_nobody_reads_a_voice_that_was_not_released() -> None:
    offices()
    voice = a_voice("我家门口的路灯坏了。", phone=PHONE)
    for role in ("没登录的人", "别的代表", "别的联络员", "别的镇街", "领导", "审计员", "管理员"):
        for page in (
            f"/staff/voices/{voice.pk}",
            f"/staff/tickets/{voice.ticket.pk}",
            f"/deputy/tickets/{voice.ticket.pk}",
            f"/unit/tickets/{voice.ticket.pk}",
        ):
            answer = client_of(role).get(page)
            assert voice.words not in answer.content.decode(), (role, page)
