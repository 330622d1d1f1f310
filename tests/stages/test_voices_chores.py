"""按时钟: silence is recorded as 未表态 after seven days, practice vanishes, and doing it twice does it once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from tests.factories import records

from kentan import chores
from kentan.ground.accounts.actor import SYSTEM
from kentan.ground.ledger.chain import verify_all
from kentan.ground.ledger.errors import NotAllowed, WrongState
from kentan.ground.ledger.models import Entry
from kentan.stages.voices import actions
from kentan.stages.voices.models import PracticeVoice

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


def test_silence_is_recorded_the_day_after_the_seventh_and_not_before(county: None) -> None:
    ticket = records.a_ticket("told")
    with records.moment("2026-06-01 23:59"):
        assert chores.lapse_verdicts() == 0
    with records.moment("2026-06-02 00:00"):
        assert chores.lapse_verdicts() == 1
    ticket.refresh_from_db()
    assert (ticket.state, ticket.state_label, ticket.verdict, ticket.due) == ("no_verdict", "未表态", "", None)
    last = Entry.objects.order_by("pk").last()
    assert (last.move, last.actor_kind, last.actor_title, last.actor) == ("lapse", "system", "系统", None)
    assert verify_all() == []


def test_the_clock_acts_once_however_often_it_strikes(county: None) -> None:
    records.a_ticket("told")
    answered = records.a_ticket("received")
    actions.answer(answered, by=records.who("deputy_one"), words="去问了。")
    with records.moment("2026-06-02 08:00"):
        assert [chores.tick()["lapse_verdicts"] for _ in range(3)] == [2, 0, 0]
        entries = Entry.objects.count()
        chores.tick()
    assert (Entry.objects.count(), Entry.objects.filter(move="lapse").count()) == (entries, 2)


def test_who_has_rated_or_was_erased_is_left_alone(county: None) -> None:
    rated, erased, handling = records.a_ticket("rated"), records.a_ticket("told"), records.a_ticket("handling")
    actions.erase(erased.voice, by=records.who("town_clerk"))
    with records.moment("2026-07-01 08:00"):
        assert chores.lapse_verdicts() == 0
    for ticket, state in ((rated, "rated"), (erased, "told"), (handling, "handling")):
        ticket.refresh_from_db()
        assert ticket.state == state


def test_after_silence_a_verdict_comes_too_late_but_the_matter_can_be_reopened(county: None) -> None:
    ticket = records.a_ticket("told")
    with records.moment("2026-06-02 08:00"):
        chores.tick()
        ticket.refresh_from_db()
        with pytest.raises(WrongState):
            actions.rate(ticket, by=records.speaker(ticket.voice), verdict="satisfied")
        ticket.refresh_from_db()
        actions.reopen(ticket, by=records.speaker(ticket.voice), reason="灯又灭了。")
    assert ticket.state == "received"


def test_nobody_but_the_clock_records_silence(county: None) -> None:
    from kentan.ground.ledger.advance import advance
    from kentan.stages.voices import flow

    ticket = records.a_ticket("told")
    for username in ("city_clerk", "town_clerk", "deputy_one"):
        with pytest.raises(NotAllowed):
            advance(ticket, flow.LAPSE, by=records.who(username))
    advance(ticket, flow.LAPSE, by=SYSTEM)
    assert ticket.state == "no_verdict"


def test_practice_vanishes_at_midnight_in_haining(county: None) -> None:
    with records.moment("2026-05-25 23:59"):
        actions.rehearse(code=records.code(), words="练习一句")
        assert (chores.tick()["forget_practice"], PracticeVoice.objects.count()) == (0, 1)
    with records.moment("2026-05-26 00:00"):
        assert (chores.tick()["forget_practice"], chores.tick()["forget_practice"], PracticeVoice.objects.count()) == (1, 0, 0)


def test_two_clocks_at_once_record_one_silence(county: None) -> None:
    from kentan.ground.ledger.advance import advance
    from kentan.stages.voices import flow
    from kentan.stages.voices.models import Ticket

    ticket = records.a_ticket("told")
    stale = Ticket.objects.get(pk=ticket.pk)
    with records.moment("2026-06-02 00:00"):
        advance(ticket, flow.LAPSE, by=SYSTEM)
        with pytest.raises(WrongState):
            advance(stale, flow.LAPSE, by=SYSTEM)
        assert chores.lapse_verdicts() == 0


@pytest.mark.slow
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_the_days_are_hainings_whatever_zone_the_host_keeps(zone: str) -> None:
    chosen = [
        "tests/stages/test_voices_chores.py", "tests/ground/ledger/test_ledger_numbers.py", "tests/ground/accounts",
        "tests/stages/test_voices_moves.py::test_the_date_that_is_owed_follows_the_published_calendar",
        "tests/web/api/test_api_receipts.py::test_the_trace_of_a_new_voice",
    ]  # fmt: skip
    address = urlsplit(os.environ.get("KENTAN_DATABASE_URL", ""))
    own = urlunsplit(address._replace(path=f"{address.path}_{zone[:3].lower()}"))
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--create-db", "-m", "not slow", *chosen],
        cwd=ROOT, env=os.environ | {"TZ": zone, "KENTAN_DATABASE_URL": own}, capture_output=True, text=True, timeout=280,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-3000:]
