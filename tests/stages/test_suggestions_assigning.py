"""交办: R12 to R19, each under its number. It is Monday, 2026-05-25; dates by hand."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories import records

from kentan.ground.ledger.errors import NotAllowed, NoteNeeded, WrongState
from kentan.ground.ledger.models import Entry, Notice, Number
from kentan.ground.ledger.numbers import number_of
from kentan.stages.suggestions import actions, flow, rules
from kentan.stages.suggestions.errors import Unfit
from kentan.stages.suggestions.models import Assignment, Suggestion

pytestmark = pytest.mark.django_db
U = actions.Units


def kept(suggestion: Suggestion) -> tuple[object, ...]:
    """What a refusal must leave as it was."""
    return (
        records.row(suggestion),
        list(Assignment.objects.order_by("pk").values()),
        Entry.objects.count(),
        Number.objects.count(),
    )


def rows(suggestion: Suggestion) -> list[tuple[str, str, date | None, bool]]:
    return [(str(row.unit), row.role, row.due, row.ended_at is None) for row in suggestion.assignments.order_by("pk")]


def test_a_suggestion_is_assigned_with_number_units_and_date(county: None) -> None:
    suggestion = records.a_suggestion("assigned", co=("市住建局",))
    assert (suggestion.state, suggestion.assigned_on, suggestion.due) == ("assigned", date(2026, 5, 25), date(2026, 6, 25))
    assert number_of(suggestion) == "盐官人大交〔2026〕1号"
    assert rows(suggestion) == [("盐官镇政府", "lead", date(2026, 6, 25), True), ("市住建局", "co", date(2026, 6, 8), True)]
    assert sorted(Notice.objects.filter(entry__move="assign").values_list("account__username", flat=True)) == [
        "homes_head", "homes_liaison", "town_head", "town_liaison",
    ]  # fmt: skip
    assert Entry.objects.get(move="assign").note == "盐官镇政府、市住建局"


def test_r12_exactly_one_lead_and_co_units_that_all_differ(county: None) -> None:
    suggestion = records.a_suggestion("sorted")
    town, homes = records.unit("盐官镇政府"), records.unit("市住建局")
    before = kept(suggestion)
    for units in (U(town, (town,)), U(town, (homes, homes)), U(town, (homes, town))):
        with pytest.raises(Unfit):
            actions.assign(suggestion, by=records.who("town_chair"), units=units)
    assert kept(suggestion) == before


def test_r12_a_second_lead_is_refused_by_the_database(county: None) -> None:
    from django.db import IntegrityError, transaction

    suggestion = records.a_suggestion("assigned")
    with pytest.raises(IntegrityError, match="one_lead_unit_at_a_time"), transaction.atomic():
        Assignment.objects.create(
            suggestion=suggestion, unit=records.unit("市住建局"), role="lead", assigned_at=suggestion.assignments.get().assigned_at,
        )  # fmt: skip


def test_a_congress_body_is_never_assigned_anything(county: None) -> None:
    suggestion = records.a_suggestion("sorted")
    before = kept(suggestion)
    with pytest.raises(Unfit):
        actions.assign(suggestion, by=records.who("town_chair"), units=U(records.unit("市人大常委会")))
    with pytest.raises(Unfit):
        actions.assign(
            suggestion, by=records.who("town_chair"), units=U(records.unit("盐官镇政府"), (records.unit("人大海洲街道工委"),))
        )
    assert kept(suggestion) == before


@pytest.mark.parametrize("username", ["town_clerk", "deputy_one", "town_liaison", "town_head", "street_clerk", "admin"])
def test_only_the_congress_body_assigns_and_never_a_deputy(county: None, username: str) -> None:
    suggestion = records.a_suggestion("sorted")
    before = kept(suggestion)
    with pytest.raises(NotAllowed):
        actions.assign(suggestion, by=records.who(username), units=U(records.unit("盐官镇政府")))
    assert kept(suggestion) == before


@pytest.mark.parametrize(
    ("track", "assigned", "due"),
    [
        ("talk_opinion", "2026-05-25", date(2026, 6, 25)),
        ("talk_opinion", "2026-01-31", date(2026, 2, 28)),  # the month's end; that Saturday is worked
        ("talk_opinion", "2026-05-20", date(2026, 6, 22)),  # 20 June lies in 端午: rolled to Monday
        ("deputy_suggestion", "2026-05-25", date(2026, 8, 25)),
        ("deputy_suggestion", "2026-07-01", date(2026, 10, 8)),  # 1 October is a holiday: rolled to the 8th
        ("review_opinion", "2026-05-25", date(2026, 8, 25)),
        ("inspection_opinion", "2026-05-25", date(2026, 8, 25)),
        ("citizen_opinion", "2026-05-25", date(2026, 6, 25)),
    ],
)
def test_r13_the_day_of_assigning_is_not_counted(county: None, track: str, assigned: str, due: date) -> None:
    from kentan.ground.network.models import Deputy

    lead = Deputy.objects.get(name="林一苇") if track == "deputy_suggestion" else None
    with records.moment(f"{assigned} 23:30"):
        suggestion = records.a_suggestion("assigned", track=track, lead_deputy=lead)
    assert (suggestion.due_since, suggestion.due) == (date.fromisoformat(assigned), due)
    assert "当天不算" in suggestion.due_steps


def test_r14_a_return_is_asked_for_within_ten_days_with_a_reason(county: None) -> None:
    suggestion = records.a_suggestion("assigned")
    before = kept(suggestion)
    for reason in ("", "  "):
        with pytest.raises(Unfit):
            actions.request_return(suggestion, by=records.who("town_liaison"), reason=reason)
    with records.moment("2026-06-05 00:00"), pytest.raises(Unfit) as refused:
        actions.request_return(suggestion, by=records.who("town_liaison"), reason="归住建局。")
    assert "6月4日" in refused.value.fields["words"]
    assert kept(suggestion) == before
    with records.moment("2026-06-04 23:59"):
        actions.request_return(suggestion, by=records.who("town_liaison"), reason="归住建局。")
    assert suggestion.state == "return_requested"


def test_r14_a_unit_that_got_it_by_reassignment_has_its_own_ten_days(county: None) -> None:
    suggestion = records.a_suggestion("assigned")
    with records.moment("2026-06-04 09:00"):
        actions.request_return(suggestion, by=records.who("town_liaison"), reason="归住建局。")
        actions.reassign(suggestion, by=records.who("town_chair"), units=U(records.unit("市住建局")))
    with records.moment("2026-06-16 00:00"), pytest.raises(Unfit):
        actions.request_return(suggestion, by=records.who("homes_liaison"), reason="归交通局。")
    with records.moment("2026-06-15 23:59"):  # the tenth day is a Sunday
        actions.request_return(suggestion, by=records.who("homes_liaison"), reason="归交通局。")
    assert suggestion.state == "return_requested"


def test_r15_a_unit_cannot_forward_anything_by_itself(county: None) -> None:
    suggestion = records.a_suggestion("assigned")
    for username in ("town_liaison", "town_head"):
        assert [move.name for move in flow.SUGGESTION.open_to(records.who(username), suggestion)] == ["accept", "request_return"]
    actions.request_return(suggestion, by=records.who("town_liaison"), reason="归住建局。")
    before = kept(suggestion)
    with pytest.raises(NotAllowed):
        actions.reassign(suggestion, by=records.who("town_head"), units=U(records.unit("市住建局")))
    assert kept(suggestion) == before


def test_r16_a_refused_return_goes_back_to_the_same_unit_with_the_old_date(county: None) -> None:
    suggestion = records.a_suggestion("assigned", co=("市住建局",))
    before = rows(suggestion)
    with records.moment("2026-06-01 09:00"):
        actions.request_return(suggestion, by=records.who("town_liaison"), reason="归住建局。")
        with pytest.raises(Unfit):
            actions.refuse_return(suggestion, by=records.who("town_chair"), reason=" ")
        actions.refuse_return(suggestion, by=records.who("town_chair"), reason="路灯归镇里管。")
    assert (suggestion.state, suggestion.due, rows(suggestion)) == ("assigned", date(2026, 6, 25), before)


def test_r17_reassignment_writes_new_rows_and_counts_from_the_first_day(county: None) -> None:
    suggestion = records.a_suggestion("assigned", co=("市住建局",))
    with records.moment("2026-06-01 09:00"):
        actions.request_return(suggestion, by=records.who("town_liaison"), reason="归住建局。")
        before = kept(suggestion)
        with pytest.raises(Unfit):
            actions.reassign(
                suggestion, by=records.who("town_chair"), units=U(records.unit("市住建局"), (records.unit("市住建局"),))
            )
        assert kept(suggestion) == before
        actions.reassign(
            suggestion, by=records.who("town_chair"), units=U(records.unit("市住建局"), (records.unit("市交通运输局"),))
        )
    assert (suggestion.state, suggestion.assigned_on, suggestion.due) == ("assigned", date(2026, 5, 25), date(2026, 6, 25))
    assert rows(suggestion) == [
        ("盐官镇政府", "lead", date(2026, 6, 25), False), ("市住建局", "co", date(2026, 6, 8), False),
        ("市住建局", "lead", date(2026, 6, 25), True), ("市交通运输局", "co", date(2026, 6, 15), True),
    ]  # fmt: skip
    assert set(Notice.objects.filter(entry__move="reassign").values_list("account__username", flat=True)) == {
        "homes_head", "homes_liaison", "roads_head", "roads_liaison", "town_clerk",
    }  # fmt: skip
    assert Number.objects.count() == 1
    with pytest.raises(NotAllowed):
        actions.accept(suggestion, by=records.who("town_liaison"))


def test_r19_a_co_units_opinion_is_due_in_two_months_and_never_after_the_answer(county: None) -> None:
    from kentan.ground.network.models import Deputy

    signed = records.a_suggestion(
        "assigned", co=("市住建局",), track="deputy_suggestion", lead_deputy=Deputy.objects.get(name="林一苇"),
    )  # fmt: skip
    assert [row[2] for row in rows(signed)] == [date(2026, 8, 25), date(2026, 7, 27)]  # 25 July is a Saturday
    review = records.a_suggestion("assigned", co=("市住建局",), track="citizen_opinion")
    assert [row[2] for row in rows(review)] == [date(2026, 6, 25), date(2026, 6, 25)]


def test_r9_before_it_is_assigned_and_only_then_it_can_be_withdrawn_with_a_reason(county: None) -> None:
    suggestion = records.a_suggestion("sorted")
    with pytest.raises(NoteNeeded):
        actions.withdraw(suggestion, by=records.who("town_clerk"), reason=" ")
    actions.withdraw(suggestion, by=records.who("town_clerk"), reason="与另一件相同。")
    assert suggestion.state == "withdrawn"
    assigned = records.a_suggestion("assigned")
    before = kept(assigned)
    with pytest.raises(WrongState):
        actions.withdraw(assigned, by=records.who("town_clerk"), reason="与另一件相同。")
    assert kept(assigned) == before


def test_assigning_twice_is_refused_and_gives_no_second_number(county: None) -> None:
    suggestion = records.a_suggestion("sorted")
    stale = Suggestion.objects.get(pk=suggestion.pk)
    actions.assign(suggestion, by=records.who("town_chair"), units=U(records.unit("盐官镇政府")))
    before = kept(suggestion)
    with pytest.raises(WrongState):
        actions.assign(stale, by=records.who("town_chair"), units=U(records.unit("市住建局")))
    assert kept(suggestion) == before


def test_who_may_see_a_suggestion(county: None) -> None:
    suggestion = records.a_suggestion("assigned", co=("市住建局",))
    seeing = {name: rules.may_see(records.who(name), suggestion) for name in (
        "town_clerk", "town_chair", "city_clerk", "street_clerk", "town_liaison", "homes_liaison", "roads_liaison", "deputy_one", "admin",
    )}  # fmt: skip
    assert sorted(name for name, sees in seeing.items() if sees) == [
        "city_clerk",
        "homes_liaison",
        "town_chair",
        "town_clerk",
        "town_liaison",
    ]
