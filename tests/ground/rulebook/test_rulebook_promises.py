"""Which rule governs, what it promises, and what makes a promise provisional."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.clock import Period, Unit
from kentan.ground.rulebook import calendars, packs
from kentan.ground.rulebook.packs import Pack, read_pack
from kentan.ground.rulebook.precedence import PackUnknown, RuleUnknown, rulings
from kentan.ground.rulebook.promises import PeriodTooLong, Promise, promised

SHIPPED = packs.shipped()


def promise(code: str, since: date | datetime, *, among: tuple[Pack, ...] = SHIPPED, **more) -> Promise:
    return promised(code, since=since, packs=among, calendar=calendars.shipped(), **more)


def a_pack(name: str, jurisdiction: str, amount: int, *, since: str = "2020-01-01", more: str = "") -> Pack:
    text = (
        f'name = "{name}"\ntitle = "试"\njurisdiction = "{jurisdiction}"\nsince = {since}\n'
        '[rules."a.b"]\nlabel = "试"\ntrigger = "收到"\nunit = "month"\nconfirmed = true\n'
        f'article = "第一条"\nsource = "试"\namount = {amount}\n{more}'
    )
    return read_pack(text, f"{name}.toml")


def test_a_promise_of_the_national_law_is_whole_and_certain():
    found = promise("sug.reply", date(2026, 7, 3), named="national-2025")
    assert (found.rule, found.pack, found.article) == ("sug.reply", "national-2025", "《代表法》第五十一条")
    assert found.quote.startswith("自交办之日起三个月内答复")
    assert (found.start, found.due, found.confirmed, found.doubts) == (date(2026, 7, 3), date(2026, 10, 8), True, ())
    assert found.due_at.isoformat() == "2026-10-08T23:59:59+08:00"
    assert found.steps == (
        "7月3日 周五交办，当天不算。",
        "往后数 3 个月，是 10月3日 周六。",
        "10月3日 周六休息，顺延到下一个工作日 10月8日 周四。",
        "到 10月8日 周四为止。",
    )


@pytest.mark.parametrize(
    ("code", "since", "due"),
    [
        ("ticket.ack", date(2026, 4, 11), date(2026, 4, 13)),
        ("talkopinion.reply", date(2026, 5, 25), date(2026, 6, 25)),
        ("sug.return", date(2026, 5, 25), date(2026, 6, 4)),
        ("talk.announce", date(2026, 5, 20), date(2026, 5, 17)),
        ("special.report", date(2026, 6, 30), date(2026, 6, 10)),
        ("project.call", date(2026, 3, 1), date(2026, 9, 30)),
        ("project.call", date(2026, 9, 15), date(2026, 9, 30)),
        ("project.call", date(2026, 10, 1), date(2027, 9, 30)),
        ("talk.confirm", date(2026, 5, 20), date(2026, 5, 27)),
    ],
)
def test_the_dates_of_the_procedure_by_hand(code, since, due):
    assert promise(code, since).due == due


@pytest.mark.parametrize(
    ("since", "pack"),
    [
        (date(2016, 5, 27), "zj-2016"),
        (date(2023, 11, 23), "zj-2016"),
        (date(2023, 11, 24), "zj-2023"),
        (date(2026, 11, 25), "zj-2023"),
    ],
)
def test_the_pack_in_force_on_the_day_of_assignment_governs(since, pack):
    assert promise("sug.counit", since).pack == pack


def test_before_any_pack_the_one_nearest_in_time_speaks_but_is_not_certain():
    found = promise("sug.redo", date(2014, 3, 3))
    assert (found.pack, found.due, found.doubts) == ("zj-2016", date(2014, 4, 3), ("pack", "calendar"))


@pytest.mark.parametrize(
    ("code", "since", "named", "doubts"),
    [
        ("sug.reply", date(2026, 7, 3), "national-2025", ()),
        ("sug.reply", date(2026, 7, 3), "zj-2016", ("pack",)),
        ("sug.reply", date(2026, 7, 3), "zj-2023", ("value",)),
        ("sug.reply", date(2026, 7, 3), None, ("value",)),
        ("sug.reply", date(2026, 10, 9), "national-2025", ("calendar",)),
        ("sug.reply", date(2022, 3, 1), "zj-2016", ()),
        ("sug.reply", date(2022, 3, 1), "national-2025", ("pack",)),
        ("ticket.ack", date(2026, 12, 31), None, ("value", "calendar")),
    ],
)
def test_a_promise_is_provisional_for_an_unchecked_value_a_pack_not_in_force_or_a_missing_calendar(code, since, named, doubts):
    found = promise(code, since, named=named)
    assert (found.doubts, found.confirmed) == (doubts, not doubts)


def test_a_rule_that_the_named_pack_lacks_is_taken_by_precedence():
    assert promise("ticket.ack", date(2026, 4, 11), named="zj-2016").pack == "house-default"
    assert promise("sug.counit", date(2026, 4, 13), named="national-2025").pack == "zj-2023"


def test_the_nearest_jurisdiction_wins():
    among = (a_pack("nation", "national", 3), a_pack("county", "county", 1), a_pack("province", "province", 2))
    assert promise("a.b", date(2026, 1, 5), among=among).pack == "county"


def test_a_nearer_rule_is_never_longer_than_the_law_above_it():
    among = (a_pack("nation", "national", 3), a_pack("county", "county", 4))
    found = promise("a.b", date(2026, 1, 5), among=among)
    assert (found.pack, found.due) == ("nation", date(2026, 4, 7))


def test_the_law_above_binds_only_while_it_is_in_force():
    among = (a_pack("nation", "national", 3, since="2027-01-01"), a_pack("county", "county", 4))
    assert promise("a.b", date(2026, 1, 5), among=among).pack == "county"


def test_a_period_that_must_be_at_least_so_long_may_be_longer_below():
    among = (a_pack("nation", "national", 1, more="is_minimum = true\n"), a_pack("county", "county", 2))
    assert promise("a.b", date(2026, 1, 5), among=among).pack == "county"


def test_a_rule_of_towns_is_unknown_in_the_county_and_streets_count_as_towns():
    assert promise("town.notice", date(2026, 3, 11), level="street").due == date(2026, 3, 4)
    with pytest.raises(RuleUnknown):
        promise("town.notice", date(2026, 3, 11), level="county")


def test_what_does_not_exist_is_refused():
    with pytest.raises(RuleUnknown):
        promise("sug.nothing", date(2026, 3, 11))
    with pytest.raises(PackUnknown):
        promise("sug.reply", date(2026, 3, 11), named="zj-1999")
    with pytest.raises(ValueError, match="level"):
        promise("sug.reply", date(2026, 3, 11), level="galaxy")


def test_an_extension_is_six_months_from_the_assignment_and_never_three_plus_six():
    found = promise("sug.reply", date(2026, 3, 2), named="national-2025", is_extended=True)
    assert (found.due, found.confirmed) == (date(2026, 9, 2), True)


def test_a_period_set_by_decision_is_certain_and_stays_within_the_law():
    monday = date(2026, 3, 2)
    assert promise("sug.reply", monday, period=Period(1, Unit.MONTH)).doubts == ()
    assert promise("ticket.simple", monday, period=Period(40, Unit.WORKING_DAY)).due == date(2026, 4, 28)
    assert promise("opinion.reply", monday, period=Period(5, Unit.MONTH)).due == date(2026, 8, 3)
    with pytest.raises(PeriodTooLong):
        promise("sug.redo", monday, period=Period(2, Unit.MONTH))
    with pytest.raises(PeriodTooLong):
        promise("sug.reply", monday, period=Period(7, Unit.MONTH))


@pytest.mark.parametrize(
    ("instant", "start"),
    [
        (datetime(2026, 4, 10, 15, 59, 59, tzinfo=UTC), date(2026, 4, 10)),
        (datetime(2026, 4, 10, 16, 0, 0, tzinfo=UTC), date(2026, 4, 11)),  # midnight in Shanghai
        (datetime(2026, 4, 10, 20, 0, 0, tzinfo=timezone(timedelta(hours=-5))), date(2026, 4, 11)),
    ],
)
def test_an_instant_counts_as_its_day_in_shanghai(instant, start):
    assert promise("ticket.ack", instant).start == start


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        promise("ticket.ack", datetime(2026, 4, 10, 9, 0))


def test_the_sentences_say_what_is_not_certain():
    found = promise("sug.reply", date(2026, 10, 9), named="zj-2016")
    assert found.steps[-3:] == (
        "手上没有 2027 年的放假安排，先按周一到周五上班算，日子暂定。",
        "到 2027年1月11日 周一为止。",
        "所用规定在这一天并不施行，暂定。",
    )
    assert found.explained("en")[0] == "Assigned on Fri 9 October; that day does not count."


@given(
    st.sampled_from(sorted({code for pack in SHIPPED for code in pack.rules})),
    st.dates(date(2010, 1, 1), date(2035, 1, 1)),
)
def test_every_rule_promises_a_date_on_every_day(code, since):
    found = promise(code, since)
    before = rulings(code, since=since, packs=SHIPPED)[0].rule.direction == "before"
    assert (found.due < since) if before else (found.due >= since)
    assert found.confirmed == (not found.doubts)
    assert found.steps
