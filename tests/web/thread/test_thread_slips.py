"""发言条: a speaker's own lines, confirmed by himself, and what became of each."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories.records import a_seat, a_talk, an_utterance, moment, row, who
from tests.web.thread.builders import NAME, SAID, a_handed_on, a_held_talk, an_outcome, everything, first_line, get

from kentan.ground.accounts.models import Throttle
from kentan.stages.talks import actions as talks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def test_a_slip_lists_only_its_own_lines_word_for_word() -> None:
    talk = a_held_talk()
    seat = first_line(talk).seat
    page = get(f"/s/{seat.slip}")
    assert (SAID in page, "灯杆也歪了" in page) == (True, False)
    assert "一个月内换好。" in page  # how it was answered
    assert "还没有写进建议。" in page


def test_a_slip_is_found_as_a_person_types_it() -> None:
    slip = first_line(a_held_talk()).seat.slip
    assert SAID in get(f"/s/{slip.lower()[:5]}-{slip.lower()[5:]}")


def test_a_slip_says_what_became_of_the_words() -> None:
    talk = a_held_talk()
    suggestion = a_handed_on(talk)
    outcome = an_outcome(suggestion)
    html = Client().get(f"/s/{first_line(talk).seat.slip}").content.decode()
    assert (f'href="/suggestions/{suggestion.pk}"' in html, f'href="/outcomes/{outcome.pk}"' in html) == (True, True)


def test_a_suggestion_that_was_not_assigned_is_not_told() -> None:
    talk = a_held_talk()
    a_handed_on(talk, "sorted")
    assert "还没有写进建议。" in get(f"/s/{first_line(talk).seat.slip}")


def test_the_speaker_confirms_his_wording_once() -> None:
    talk = a_talk("in_progress")
    seat = a_seat(talk, name=NAME)
    line = an_utterance(talk, seat=seat)
    assert "是我说的，记得对" in get(f"/s/{seat.slip}")
    with moment("2026-05-25 15:00"):
        answer = Client().post(f"/s/{seat.slip}/{line.pk}")
    assert (answer.status_code, answer["Location"]) == (302, f"/s/{seat.slip}#u{line.pk}")
    confirmed = row(line)
    assert confirmed["confirmed"] == "link"
    Client().post(f"/s/{seat.slip}/{line.pk}")
    assert row(line) == confirmed
    assert "是我说的，记得对" not in get(f"/s/{seat.slip}")


def test_nobody_confirms_what_another_said() -> None:
    talk = a_talk("in_progress")
    mine, yours = a_seat(talk), a_seat(talk)
    line = an_utterance(talk, seat=yours)
    before = everything()
    assert Client().post(f"/s/{mine.slip}/{line.pk}").status_code == 404
    assert Client().get(f"/s/{yours.slip}/{line.pk}").status_code == 405
    assert everything() == before


def test_erased_words_are_gone_and_cannot_be_confirmed() -> None:
    talk = a_talk("in_progress")
    seat = a_seat(talk, name=NAME)
    line = an_utterance(talk, SAID, seat=seat)
    talks.erase_seat(seat, by=who("town_clerk"))
    page = get(f"/s/{seat.slip}")
    assert ("已依您的申请删除" in page, "三盏路灯" in page) == (True, False)
    assert Client().post(f"/s/{seat.slip}/{line.pk}").status_code == 404


def test_an_empty_slip_says_what_will_stand_there() -> None:
    assert "还没有记下您说的话。" in get(f"/s/{a_seat(a_talk('announced')).slip}")


def test_guessed_slips_are_counted_and_found_ones_are_not() -> None:
    slip = a_seat(a_talk("announced")).slip
    assert [Client().get(f"/s/{guess}").status_code for guess in ("XXXXXXXXXX", "0", slip)] == [404, 404, 200]
    assert list(Throttle.objects.values_list("door", "misses")) == [("slip", 2)]


def test_a_slip_is_kept_by_no_cache_and_no_search_engine() -> None:
    answer = Client().get(f"/s/{a_seat(a_talk('announced')).slip}")
    assert (answer["X-Robots-Tag"], "no-store" in answer["Cache-Control"]) == ("noindex", True)
