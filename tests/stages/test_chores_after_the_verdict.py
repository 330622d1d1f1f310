"""What the clock does after a verdict: 未表态 for answers, 办结 after thirty days, telephones forgotten within a year."""

from __future__ import annotations

import pytest
from tests.factories.records import a_suggestion, a_ticket, moment, who

from kentan import chores
from kentan.ground.ledger.chain import verify_all
from kentan.stages.voices import actions as voices
from kentan.stages.voices.actions import importing
from kentan.stages.voices.models import Voice, VoiceContact

pytestmark = pytest.mark.django_db


def test_an_answer_that_nobody_rated_lapses_and_owes_nothing(county: None) -> None:
    suggestion = a_suggestion("replied")
    with moment("2026-12-01 09:00"):
        assert (chores.lapse_evaluations(), chores.lapse_evaluations()) == (1, 0)
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.due) == ("rated", None)


def test_a_rated_ticket_is_closed_after_thirty_days_and_its_telephone_is_forgotten_within_a_year(county: None) -> None:
    ticket = a_ticket("rated", phone="13800000001")
    with moment("2026-06-10 09:00"):
        assert chores.close_tickets() == 0
    with moment("2026-07-10 09:00"):
        assert (chores.close_tickets(), chores.close_tickets(), chores.forget_contacts()) == (1, 0, 0)
    ticket.refresh_from_db()
    assert (ticket.state, VoiceContact.objects.count()) == ("closed", 1)
    with moment("2027-07-09 09:00"):
        assert chores.forget_contacts() == 1
    assert (VoiceContact.objects.count(), verify_all()) == (0, [])


def test_erased_words_do_not_come_back_with_the_same_file(county: None) -> None:
    rows = [{"words": "楼下的垃圾三天没人收。", "id": "A1"}, {"words": "楼下的垃圾三天没人收。", "id": "A2"}]
    where = importing.Where("市长信箱", "digest")
    clerk = who("city_clerk")
    assert importing.store_rows(rows, by=clerk, where=where).summary == "read 2, stored 2, already 0, refused 0"
    voices.erase(Voice.objects.get(source_id="A1"), by=clerk)
    assert importing.store_rows(rows, by=clerk, where=where).summary == "read 2, stored 0, already 2, refused 0"
    assert Voice.objects.exclude(words="").count() == 1
