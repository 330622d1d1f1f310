"""The published working-day calendars, year by year, as the State Council's notices say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from deliberation.clock import Calendar
from kentan.ground.rulebook import calendars

# year: (days off on a Monday to Friday, weekend days that are worked), written down from the notices
PUBLISHED = {
    2019: (("01-01 02-04 02-05 02-06 02-07 02-08 04-05 05-01 05-02 05-03 06-07 09-13 "
           "10-01 10-02 10-03 10-04 10-07"), "02-02 02-03 04-28 05-05 09-29 10-12"),
    2020: (("01-01 01-24 01-27 01-28 01-29 01-30 01-31 04-06 05-01 05-04 05-05 06-25 06-26 "
           "10-01 10-02 10-05 10-06 10-07 10-08"), "01-19 04-26 05-09 06-28 09-27 10-10"),
    2021: (("01-01 02-11 02-12 02-15 02-16 02-17 04-05 05-03 05-04 05-05 06-14 09-20 09-21 "
           "10-01 10-04 10-05 10-06 10-07"), "02-07 02-20 04-25 05-08 09-18 09-26 10-09"),
    2022: (("01-03 01-31 02-01 02-02 02-03 02-04 04-04 04-05 05-02 05-03 05-04 06-03 09-12 "
           "10-03 10-04 10-05 10-06 10-07"), "01-29 01-30 04-02 04-24 05-07 10-08 10-09"),
    2023: (("01-02 01-23 01-24 01-25 01-26 01-27 04-05 05-01 05-02 05-03 06-22 06-23 09-29 "
           "10-02 10-03 10-04 10-05 10-06"), "01-28 01-29 04-23 05-06 06-25 10-07 10-08"),
    2024: (("01-01 02-12 02-13 02-14 02-15 02-16 04-04 04-05 05-01 05-02 05-03 06-10 09-16 09-17 "
           "10-01 10-02 10-03 10-04 10-07"), "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12"),
    2025: (("01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02 "
           "10-01 10-02 10-03 10-06 10-07 10-08"), "01-26 02-08 04-27 09-28 10-11"),
    2026: (("01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 "
           "10-01 10-02 10-05 10-06 10-07"), "01-04 02-14 02-28 05-09 09-20 10-10"),
}  # fmt: skip
WORKED = {2019: 250, 2020: 249, 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248}


def whole_year(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [day for number in range(366) if (day := first + timedelta(days=number)).year == year]


@pytest.mark.parametrize("year", PUBLISHED)
def test_a_published_year_is_off_and_worked_as_its_notice_says(year):
    shipped = calendars.shipped()
    weekdays_off = [f"{day:%m-%d}" for day in whole_year(year) if day.weekday() < 5 and not shipped.is_working_day(day)]
    weekends_worked = [f"{day:%m-%d}" for day in whole_year(year) if day.weekday() >= 5 and shipped.is_working_day(day)]
    assert (" ".join(weekdays_off), " ".join(weekends_worked)) == PUBLISHED[year]


@pytest.mark.parametrize("year", WORKED)
def test_a_published_year_has_its_number_of_working_days(year):
    assert sum(calendars.shipped().is_working_day(day) for day in whole_year(year)) == WORKED[year]


def test_the_years_that_no_notice_names_are_absent():
    assert calendars.shipped().years == frozenset(range(2019, 2027))


def test_a_file_may_carry_comments_more_columns_and_the_marks_of_a_spreadsheet():
    text = "\ufeff# 通知\r\ndate,name,kind\r\n2027-01-01,元旦,off\r\n\r\n2027-01-03,,work\r\n"
    assert calendars.read_rows(text) == [(date(2027, 1, 1), "off"), (date(2027, 1, 3), "work")]


def test_a_file_without_a_header_is_read_in_the_order_date_kind():
    assert Calendar.of(calendars.read_rows("2027-01-01,off\n")).years == {2027}


def test_every_bad_line_is_named():
    text = "date,kind\n2027-02-30,off\n2027-01-01,holiday\n2027-01-02,off\n2027-01-02,work\n2027-01-03\n"
    with pytest.raises(calendars.RowsError) as refused:
        calendars.read_rows(text)
    assert refused.value.problems == [
        "line 2: no date: '2027-02-30'",
        "line 3: kind must be off or work, not 'holiday'",
        "line 5: 2027-01-02 twice",
        "line 6: date,kind are needed",
    ]


@pytest.mark.parametrize("text", ["", "# 只有说明\n", "date,kind\n"])
def test_an_empty_file_is_refused(text):
    with pytest.raises(calendars.RowsError):
        calendars.read_rows(text)
