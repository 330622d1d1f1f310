"""规定给几天: what a page says of days is what the rule says, in the reader's language; no sentence fixes a number of its own."""

from __future__ import annotations

import re
from datetime import date

import pytest
from babel.messages.pofile import read_po
from django.test import Client
from django.utils.translation import override

from kentan.command.catalogue import ENGLISH
from kentan.ground.moment import today
from kentan.ground.rulebook.precedence import RuleUnknown
from kentan.ground.rulebook.queries import length, promise
from kentan.web.parts.lasting import lasting, naming

PERIOD = re.compile(r"(?<!哪)[一二两三四五六七八九十\d]+ ?(个工作日|个月|日|天)(之?内|以内|前|里)|提前[一二两三四五六七八九十\d]")


def test_no_sentence_of_the_interface_fixes_a_period_of_its_own() -> None:
    with ENGLISH.open("rb") as file:
        said = [message.id for message in read_po(file) if isinstance(message.id, str)]
    assert len(said) > 1000
    assert [words for words in said if PERIOD.search(words)] == []


@pytest.mark.django_db
def test_the_words_name_the_length_that_the_date_is_counted_with() -> None:
    made = promise("ticket.simple", since=date(2026, 5, 20))
    assert length("ticket.simple", since=date(2026, 5, 20)) == f"{made.deadline.period.amount} 个工作日"
    assert length("ticket.simple", since=date(2026, 5, 20), language="en") == f"{made.deadline.period.amount} working days"


def test_a_hint_made_at_import_speaks_the_language_of_whoever_reads_it() -> None:
    hint = naming("开会 %(days)s前要公告。", "talk.announce")
    assert str(hint) == f"开会 {length('talk.announce', since=today())}前要公告。"
    with override("en"):
        assert str(hint) == f"Announce it {length('talk.announce', since=today(), language='en')} before."


def test_an_unknown_rule_has_no_length() -> None:
    with pytest.raises(RuleUnknown):
        length("ticket.nothing", since=date(2026, 5, 20))


@pytest.mark.django_db
def test_the_help_page_says_how_long_the_rules_give() -> None:
    page = Client().get("/help").content.decode()
    assert f"单位 {lasting('ticket.accept')}内接件，一般 {lasting('ticket.simple')}内办完" in page
