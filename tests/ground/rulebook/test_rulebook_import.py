"""An imported calendar lies over the shipped years, is seen at once, and is refused whole when it is wrong."""

from __future__ import annotations

from datetime import date

import pytest

from kentan.ground.accounts.actor import NOBODY, SYSTEM, Actor, Post
from kentan.ground.rulebook.actions import Imported, MayNotImport, import_calendar
from kentan.ground.rulebook.calendars import RowsError, shipped
from kentan.ground.rulebook.models import CalendarDay
from kentan.ground.rulebook.queries import calendar, promise, working_days_left

pytestmark = pytest.mark.django_db

CLERK = Actor("account", "1", "市人大代表工委 干部", (Post("city_staff", 1, 1),))
ADMINISTRATOR = Actor("account", "2", "系统管理员", (Post("system_admin", 1, 1),))
LIAISON = Actor("account", "3", "市交通运输局 联络员", (Post("liaison", 2, 1),))
YEAR_2027 = [
    (date(2027, 1, 1), "off"), (date(2027, 1, 2), "work"), (date(2027, 1, 4), "off"),
    (date(2027, 5, 1), "off"), (date(2027, 10, 1), "off"),
]  # fmt: skip


def test_without_an_import_the_shipped_years_are_the_calendar():
    assert calendar() == shipped()


def test_a_new_year_makes_its_dates_certain_and_may_move_them():
    before = promise("sug.reply", since=date(2026, 10, 3))
    assert (before.due, before.doubts) == (date(2027, 1, 4), ("value", "calendar"))
    told = import_calendar(YEAR_2027, by=CLERK, source="国办发明电〔2026〕试号")
    assert told == Imported(read=5, changed=5, years=(2027,))
    after = promise("sug.reply", since=date(2026, 10, 3))
    assert (after.due, after.doubts) == (date(2027, 1, 5), ("value",))


def test_a_later_notice_changes_single_days_of_a_known_year():
    import_calendar([(date(2026, 10, 8), "off"), (date(2026, 10, 11), "work")], by=ADMINISTRATOR)
    assert promise("sug.reply", since=date(2026, 7, 3)).due == date(2026, 10, 9)
    assert working_days_left(date(2026, 10, 12), date(2026, 10, 8)) == 4


def test_the_same_rows_again_change_nothing():
    import_calendar(YEAR_2027, by=SYSTEM)
    kept = list(CalendarDay.objects.values_list("pk", "date", "kind"))
    assert import_calendar(YEAR_2027, by=SYSTEM) == Imported(read=5, changed=0, years=())
    assert list(CalendarDay.objects.values_list("pk", "date", "kind")) == kept


def test_a_day_that_changes_its_kind_is_seen_at_once():
    import_calendar(YEAR_2027, by=CLERK)
    assert not calendar().is_working_day(date(2027, 1, 4))
    import_calendar([(date(2027, 1, 4), "work")], by=CLERK)
    assert calendar().is_working_day(date(2027, 1, 4))


def test_who_and_which_notice_stand_beside_each_day():
    import_calendar([(date(2026, 10, 8), "off")], by=CLERK, source="国办发明电〔2026〕试号")
    day = CalendarDay.objects.get()
    assert (str(day), day.source, day.imported_by) == ("2026-10-08 放假", "国办发明电〔2026〕试号", "市人大代表工委 干部")


@pytest.mark.parametrize("actor", [LIAISON, NOBODY])
def test_others_may_not_import_and_nothing_changes(actor):
    with pytest.raises(MayNotImport):
        import_calendar(YEAR_2027, by=actor)
    assert CalendarDay.objects.count() == 0


@pytest.mark.parametrize(
    ("rows", "problems"),
    [
        ([], ["no rows"]),
        ([(date(2026, 1, 1), "party")], ["row 1: kind must be off or work, not 'party'"]),
        ([(date(2026, 1, 1), "off"), (date(2026, 1, 1), "work")], ["row 2: 2026-01-01 is both off and work"]),
        (
            [(date(2027, 1, 1), "off"), (date(2027, 5, 1), "off")],
            ["2027-10-01 is not off: the notice of 2027 is not complete"],
        ),
    ],
)
def test_a_wrong_calendar_is_refused_whole(rows, problems):
    with pytest.raises(RowsError) as refused:
        import_calendar(rows, by=CLERK)
    assert (refused.value.problems, CalendarDay.objects.count()) == (problems, 0)


def test_a_calendar_at_hand_saves_the_queries(django_assert_num_queries):
    known = calendar()
    with django_assert_num_queries(1):
        promise("ticket.ack", since=date(2026, 4, 11))
    with django_assert_num_queries(0):
        promise("ticket.ack", since=date(2026, 4, 11), on=known)
        working_days_left(date(2026, 4, 13), date(2026, 4, 11), on=known)
