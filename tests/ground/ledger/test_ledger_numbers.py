"""文号: per body, kind and year, without gaps, whatever happens at the same time or goes wrong."""

from __future__ import annotations

import pytest
from django.db import transaction
from tests.factories import records
from tests.ground.ledger.side_by_side import together

from kentan.ground.ledger import numbers
from kentan.ground.ledger.models import Number, Series

pytestmark = pytest.mark.django_db


def give(record: object, body: str = "盐官镇人大主席团", kind: str = "交办") -> str:
    return numbers.give(record, body=records.unit(body), kind=kind, word="盐官人大交").text


def test_numbers_of_one_body_follow_each_other(county: None) -> None:
    talks = [records.a_talk("draft") for _ in range(3)]
    assert [give(talk) for talk in talks] == ["盐官人大交〔2026〕1号", "盐官人大交〔2026〕2号", "盐官人大交〔2026〕3号"]


def test_each_body_kind_and_year_counts_for_itself(county: None) -> None:
    one, two, three, four = (records.a_talk("draft") for _ in range(4))
    found = [give(one), numbers.give(two, body=records.unit("市人大常委会"), kind="交办", word="海人大交").text]
    found.append(numbers.give(three, body=records.unit("盐官镇人大主席团"), kind="专报", word="盐官专报").text)
    with records.moment("2027-01-01 00:00"):
        found.append(give(four))
    assert found == ["盐官人大交〔2026〕1号", "海人大交〔2026〕1号", "盐官专报〔2026〕1号", "盐官人大交〔2027〕1号"]


def test_the_year_is_the_year_in_haining(county: None) -> None:
    with records.moment("2026-12-31 23:59"):
        assert give(records.a_talk("draft")) == "盐官人大交〔2026〕1号"


def test_a_record_is_numbered_once(county: None) -> None:
    talk = records.a_talk("draft")
    assert (give(talk), give(talk), Number.objects.count()) == ("盐官人大交〔2026〕1号", "盐官人大交〔2026〕1号", 1)
    assert numbers.number_of(talk) == "盐官人大交〔2026〕1号"
    assert numbers.number_of(records.a_talk("draft")) == ""


def test_what_is_rolled_back_gives_its_number_back(county: None) -> None:
    one, two = records.a_talk("draft"), records.a_talk("draft")
    with pytest.raises(RuntimeError), transaction.atomic():
        give(one)
        raise RuntimeError
    assert (give(two), Series.objects.get().last) == ("盐官人大交〔2026〕1号", 1)


@pytest.mark.django_db(transaction=True)
def test_numbers_given_at_once_have_no_gap_and_no_double_though_every_third_is_rolled_back(county: None) -> None:
    talks = [records.a_talk("draft") for _ in range(12)]

    def take(position: int) -> str:
        with transaction.atomic():
            text = give(talks[position])
            if position % 3 == 0:
                raise RuntimeError
        return text

    answers = together(*(lambda n=n: take(n) for n in range(12)))
    given = sorted(Number.objects.values_list("serial", flat=True))
    assert sum(isinstance(answer, RuntimeError) for answer in answers) == 4
    assert given == list(range(1, 9))
    assert sorted(answer for answer in answers if isinstance(answer, str)) == sorted(f"盐官人大交〔2026〕{n}号" for n in given)
