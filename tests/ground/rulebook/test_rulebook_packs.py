"""The shipped packs are whole and honest; a bad pack is refused with file and rule."""

from __future__ import annotations

import re
from datetime import date

import pytest

from deliberation.clock import Period, Unit
from kentan.ground.rulebook import packs
from kentan.ground.rulebook.packs import Extension, PackError, read_folder, read_pack

CATALOGUE = {
    "sug.notify", "sug.return", "sug.assign", "sug.contact", "sug.counit", "sug.reply", "sug.eval", "sug.redo",
    "visit.reply", "opinion.out", "opinion.reply", "special.report", "reception.notice", "town.notice", "town.papers",
    "hearing.papers", "comment.open", "appoint.postpone", "project.call",
    "ticket.ack", "ticket.close", "petition.object", "petition.ack", "petition.close",
}  # fmt: skip
OURS = {
    "ticket.accept", "ticket.dispute", "ticket.simple", "ticket.multi", "ticket.tell", "ticket.rate",
    "talk.announce", "talk.confirm", "utterance.confirm", "talkopinion.reply",
}  # fmt: skip
BY_NAME = {pack.name: pack for pack in packs.shipped()}
EVERY_RULE = [(pack.name, rule) for pack in packs.shipped() for rule in pack.rules.values()]

PACK = """
name = "test"
title = "试"
jurisdiction = "house"
since = 2020-01-01
[rules."a.b"]
label = "试"
trigger = "收到"
amount = 1
unit = "month"
confirmed = false
source = "试"
"""


def test_the_four_packs_are_shipped_with_their_days():
    assert {pack.name: (pack.jurisdiction, pack.since, pack.until) for pack in packs.shipped()} == {
        "national-2025": ("national", date(2025, 3, 11), None),
        "zj-2016": ("province", date(2016, 5, 27), date(2023, 11, 23)),
        "zj-2023": ("province", date(2023, 11, 24), None),
        "house-default": ("house", date(2000, 1, 1), None),
    }


def test_every_code_of_the_catalogue_and_of_the_procedure_has_a_rule():
    codes = {rule.code for _, rule in EVERY_RULE}
    assert sorted((CATALOGUE | OURS) - codes) == []


def test_the_house_and_the_unread_revision_confirm_nothing():
    confirmed = {name for name, rule in EVERY_RULE if rule.confirmed}
    assert confirmed == {"national-2025", "zj-2016"}


def test_the_revision_repeats_the_values_of_2016_and_quotes_nothing():
    def values(name: str) -> dict[str, object]:
        return {code: (rule.period, rule.extension, rule.direction) for code, rule in BY_NAME[name].rules.items()}

    assert values("zj-2023") == values("zj-2016")
    assert {rule.quote for rule in BY_NAME["zj-2023"].rules.values()} == {""}


@pytest.mark.parametrize(
    ("pack", "code", "period", "extension"),
    [
        ("national-2025", "sug.reply", Period(3, Unit.MONTH), Period(6, Unit.MONTH)),
        ("zj-2016", "sug.notify", Period(7, Unit.NATURAL_DAY), None),
        ("zj-2016", "sug.return", Period(10, Unit.NATURAL_DAY), None),
        ("zj-2016", "sug.counit", Period(2, Unit.MONTH), None),
        ("zj-2016", "sug.reply", Period(3, Unit.MONTH), Period(6, Unit.MONTH)),
        ("zj-2016", "sug.redo", Period(1, Unit.MONTH), None),
        ("zj-2016", "visit.reply", Period(3, Unit.MONTH), None),
        ("zj-2016", "opinion.out", Period(7, Unit.NATURAL_DAY), None),
        ("zj-2016", "opinion.reply", Period(3, Unit.MONTH), None),
        ("house-default", "ticket.ack", Period(1, Unit.WORKING_DAY), None),
        ("house-default", "ticket.simple", Period(5, Unit.WORKING_DAY), Period(15, Unit.WORKING_DAY)),
        ("house-default", "ticket.multi", Period(15, Unit.WORKING_DAY), None),
        ("house-default", "ticket.rate", Period(7, Unit.NATURAL_DAY), None),
        ("house-default", "talkopinion.reply", Period(1, Unit.MONTH), Period(3, Unit.MONTH)),
        ("house-default", "talk.confirm", Period(5, Unit.WORKING_DAY), None),
        ("national-2025", "petition.close", Period(60, Unit.NATURAL_DAY), Period(90, Unit.NATURAL_DAY)),
    ],
)
def test_the_values_are_those_of_the_catalogue(pack, code, period, extension):
    rule = BY_NAME[pack].rules[code]
    assert (rule.period, rule.extension and rule.extension.total) == (period, extension)


@pytest.mark.parametrize(("name", "rule"), EVERY_RULE, ids=lambda part: getattr(part, "code", part))
def test_a_rule_has_a_source_and_a_quote_names_its_number(name, rule):
    assert rule.source
    numbers = {1: "一", 2: "两|二", 3: "三", 7: "七|7", 10: "十", 20: "二十", 30: "30"}
    if rule.quote and rule.period:
        assert re.search(numbers[rule.period.amount], rule.quote)


def test_one_rule_may_go_under_a_second_name():
    simple, close = (BY_NAME["house-default"].rules[code] for code in ("ticket.simple", "ticket.close"))
    assert (close.period, close.extension) == (simple.period, simple.extension)


def test_a_small_pack_reads_as_written():
    rule = read_pack(PACK + 'extend = { amount = 2, unit = "month", needs = "同意" }\n', "test.toml").rules["a.b"]
    assert (rule.period, rule.extension) == (Period(1, Unit.MONTH), Extension(Period(2, Unit.MONTH), "同意"))


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('name = "test"', 'name = "other"', "calls itself"),
        ('jurisdiction = "house"', 'jurisdiction = "galaxy"', "jurisdiction"),
        ("since = 2020-01-01", "since = 2020-01-01\nuntil = 2019-01-01", "ends before it begins"),
        ("since = 2020-01-01", 'since = "2020"', "since must be a date"),
        ("amount = 1", "amount = 0", "a.b: amount"),
        ('unit = "month"', 'unit = "year"', "a.b: unit"),
        ("confirmed = false", "confirmed = true", "a.b: confirmed without an article"),
        ("confirmed = false", "confirmed = false\nquote = '原文'", "a.b: a quote without an article"),
        ("confirmed = false", "confirmed = 'no'", "a.b: confirmed must be true or false"),
        ("confirmed = false", "confirmed = false\nvalue = 3", "a.b: unknown value"),
        ("confirmed = false", "confirmed = false\nlevels = ['moon']", "a.b: levels"),
        ("confirmed = false", "confirmed = false\ndirection = 'sideways'", "a.b: direction"),
        ("amount = 1\nunit", "month = 13\nunit", "a.b: month"),
        ("label = ", "label = ''\nnote = ", "a.b: label must be a text"),
        ("amount = 1", "same_as = 'a.c'", "a.b: same_as"),
        ("[rules", "[[rules", "test.toml"),
        (
            "confirmed = false",
            "confirmed = false\nextend = { amount = 1, unit = 'month', needs = '同意' }",
            "a.b: the extended total is not longer",
        ),
    ],
)
def test_a_bad_pack_is_refused_with_file_and_rule(before, after, words):
    with pytest.raises(PackError, match=f"^test.toml.*{re.escape(words)}" if words != "test.toml" else "^test.toml"):
        read_pack(PACK.replace(before, after, 1), "test.toml")


def test_two_packs_of_one_place_on_the_same_day_are_refused(tmp_path):
    for name in ("one", "two"):
        text = PACK.replace('"test"', f'"{name}"').replace('"house"', '"province"')
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match="one and two"):
        read_folder(tmp_path)


def test_the_house_may_not_speak_where_a_law_does(tmp_path):
    (tmp_path / "test.toml").write_text(PACK, encoding="utf-8")
    law = PACK.replace('"test"', '"law"').replace('"house"', '"national"')
    (tmp_path / "law.toml").write_text(law, encoding="utf-8")
    with pytest.raises(PackError, match=r"a law already speaks of a\.b"):
        read_folder(tmp_path)
