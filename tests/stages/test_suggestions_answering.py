"""答复、评价、承诺、回头看: R22 to R39, each under its number. It is Monday, 2026-05-25; dates by hand."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories import records

from kentan.ground.ledger.errors import NotAllowed, WrongState
from kentan.ground.ledger.models import Entry
from kentan.ground.network.models import Deputy
from kentan.stages.suggestions import actions, flow
from kentan.stages.suggestions.errors import Unfit
from kentan.stages.suggestions.models import Addressee, Commitment, Contact, Evaluation, LookBack, Reply, Suggestion

pytestmark = pytest.mark.django_db


def kept(suggestion: Suggestion) -> tuple[object, ...]:
    """What a refusal must leave as it was."""
    tables = (Reply, Addressee, Evaluation, Commitment, LookBack, Contact, Entry)
    return records.row(suggestion), tuple(table.objects.count() for table in tables)


def signed(state: str, **more: object) -> Suggestion:
    """A deputy's suggestion with two who signed along."""
    lead, *others = Deputy.objects.order_by("pk")
    return records.a_suggestion(state, track="deputy_suggestion", lead_deputy=lead, cosigners=others, **more)


def test_r22_no_answer_goes_out_before_somebody_was_spoken_to(county: None) -> None:
    suggestion = records.a_suggestion("handling")
    before = kept(suggestion)
    with pytest.raises(Unfit) as refused:
        records.a_reply(suggestion)
    assert (list(refused.value.fields), kept(suggestion)) == (["contact"], before)
    records.a_contact(suggestion)
    records.a_reply(suggestion)
    assert suggestion.state == "replied"


def test_r22_a_contact_is_recorded_by_the_unit_that_made_it_with_words(county: None) -> None:
    suggestion = records.a_suggestion("handling", co=("市住建局",))
    before = kept(suggestion)
    given = {"kind": "phone", "on": date(2026, 5, 25), "words": "说过了"}
    for username, unit in (
        ("town_clerk", "盐官镇政府"),
        ("roads_liaison", "市交通运输局"),
        ("town_liaison", "市住建局"),
        ("deputy_one", "盐官镇政府"),
    ):
        with pytest.raises(NotAllowed):
            actions.record_contact(suggestion, by=records.who(username), unit=records.unit(unit), **given)
    for bad in ({"kind": "letter"}, {"words": " "}):
        with pytest.raises(Unfit):
            actions.record_contact(suggestion, by=records.who("town_liaison"), unit=records.unit("盐官镇政府"), **(given | bad))
    assert kept(suggestion) == before
    actions.record_contact(suggestion, by=records.who("homes_liaison"), unit=records.unit("市住建局"), **given)
    assert Contact.objects.get().unit == records.unit("市住建局")


@pytest.mark.parametrize(
    ("given", "field"),
    [({"outcome_class": "E"}, "outcome_class"), ({"outcome_class": ""}, "outcome_class"), ({"words": " "}, "words"), ({"number": ""}, "number"),
     ({"outcome_class": "B"}, "promise_due")],
)  # fmt: skip
def test_r23_an_answer_has_a_class_a_text_and_a_number(county: None, given: dict[str, str], field: str) -> None:
    suggestion = records.a_suggestion("handling")
    records.a_contact(suggestion)
    before = kept(suggestion)
    with pytest.raises(Unfit) as refused:
        records.a_reply(suggestion, **given)
    assert (list(refused.value.fields), kept(suggestion)) == ([field], before)


@pytest.mark.parametrize("username", ["town_liaison", "homes_head", "town_chair", "deputy_one"])
def test_r23_an_answer_is_signed_by_the_head_of_the_lead_unit(county: None, username: str) -> None:
    suggestion = records.a_suggestion("handling", co=("市住建局",))
    records.a_contact(suggestion)
    before = kept(suggestion)
    with pytest.raises(NotAllowed):
        actions.reply(suggestion, by=records.who(username), outcome_class="A", words="好了。", number="1号", signed_by="某")
    assert kept(suggestion) == before


def test_r24_every_deputy_who_signed_is_answered(county: None) -> None:
    suggestion = signed("replied")
    assert sorted(Addressee.objects.values_list("deputy__name", flat=True)) == ["周二南", "林一苇", "许三多"]
    assert {row.reply for row in Addressee.objects.all()} == {suggestion.replies.get()}


def test_r24_a_lead_deputy_who_is_named_twice_is_answered_once(county: None) -> None:
    lead = Deputy.objects.get(name="林一苇")
    records.a_suggestion("replied", track="deputy_suggestion", lead_deputy=lead, cosigners=[lead])
    assert [row.deputy for row in Addressee.objects.all()] == [lead]


def test_r24_where_no_deputy_signed_nobody_is_addressed(county: None) -> None:
    records.a_suggestion("replied")
    assert Addressee.objects.count() == 0


def test_r29_a_class_b_answer_opens_a_promise_and_a_look_back(county: None) -> None:
    suggestion = records.a_suggestion("handling")
    records.a_contact(suggestion)
    records.a_reply(suggestion, outcome_class="B", words="年底前装好。", promise_due=date(2026, 12, 15))
    promise, look = Commitment.objects.get(), LookBack.objects.get()
    assert (promise.words, promise.due, promise.unit, promise.kept_at) == (
        "年底前装好。",
        date(2026, 12, 15),
        records.unit("盐官镇政府"),
        None,
    )
    assert (look.due, look.held_on) == (date(2026, 12, 15), None)


@pytest.mark.parametrize("outcome_class", ["A", "C", "D"])
def test_r29_other_classes_promise_nothing(county: None, outcome_class: str) -> None:
    suggestion = records.a_suggestion("handling")
    records.a_contact(suggestion)
    records.a_reply(suggestion, outcome_class=outcome_class, promise_due=date(2026, 12, 15))
    assert (Commitment.objects.count(), LookBack.objects.count()) == (0, 0)


def test_r31_of_a_joint_suggestion_only_the_lead_deputy_gives_the_rating(county: None) -> None:
    suggestion = signed("replied")
    before = kept(suggestion)
    for username in ("deputy_two", "deputy_three", "town_clerk", "town_chair", "town_head", "admin"):
        with pytest.raises(NotAllowed):
            actions.evaluate(suggestion, by=records.who(username), attitude="satisfied", result="satisfied")
    assert kept(suggestion) == before
    actions.evaluate(suggestion, by=records.who("deputy_one"), attitude="satisfied", result="satisfied")
    assert Evaluation.objects.get().deputy == Deputy.objects.get(name="林一苇")


def test_r31_where_no_deputy_signed_the_host_rates_for_those_who_spoke(county: None) -> None:
    suggestion = records.a_suggestion("replied")
    before = kept(suggestion)
    for username in ("deputy_one", "town_head", "street_clerk", "city_clerk"):
        with pytest.raises(NotAllowed):
            actions.evaluate(suggestion, by=records.who(username), attitude="satisfied", result="satisfied")
    assert kept(suggestion) == before
    actions.evaluate(suggestion, by=records.who("town_clerk"), attitude="satisfied", result="mostly")
    assert (suggestion.state, suggestion.due, Evaluation.objects.get().deputy) == ("rated", None, None)


@pytest.mark.parametrize(
    ("attitude", "result", "fields"),
    [("", "satisfied", ["attitude"]), ("satisfied", "", ["result"]), ("no_verdict", "未表态", ["attitude", "result"])],
)
def test_r30_both_axes_are_chosen_and_silence_is_no_choice(county: None, attitude: str, result: str, fields: list[str]) -> None:
    suggestion = records.a_suggestion("replied")
    before = kept(suggestion)
    with pytest.raises(Unfit) as refused:
        records.an_evaluation(suggestion, attitude=attitude, result=result)
    assert (sorted(refused.value.fields), kept(suggestion)) == (fields, before)


@pytest.mark.parametrize(
    "given",
    [{"result": "unsatisfied"}, {"attitude": "unsatisfied"}, {"attitude": "unsatisfied", "result": "unsatisfied", "words": " "}],
)
def test_r32_not_satisfied_needs_words_on_either_axis(county: None, given: dict[str, str]) -> None:
    suggestion = records.a_suggestion("replied")
    before = kept(suggestion)
    with pytest.raises(Unfit) as refused:
        records.an_evaluation(suggestion, **given)
    assert (list(refused.value.fields), kept(suggestion)) == (["words"], before)


def test_r33_not_satisfied_opens_one_months_redo(county: None) -> None:
    suggestion = records.a_suggestion("replied")
    with records.moment("2026-05-29 23:00"):
        records.an_evaluation(suggestion, result="unsatisfied", words="只修了两盏")
    assert (suggestion.state, suggestion.due, suggestion.redo_count) == ("redo", date(2026, 6, 29), 1)
    assert suggestion.due_rule == "talkopinion.redo"


def test_r33_dissatisfaction_with_the_attitude_alone_opens_no_redo(county: None) -> None:
    suggestion = records.a_suggestion("replied")
    records.an_evaluation(suggestion, attitude="unsatisfied", words="没人来见面")
    assert suggestion.state == "rated"


def test_r34_the_second_time_it_is_coordinated_and_there_is_no_third_round(county: None) -> None:
    suggestion = records.a_suggestion("redo")
    again = records.a_reply(suggestion, number="盐政函〔2026〕2号", words="第三盏也修好了。")
    assert (again.is_redo, suggestion.state) == (True, "replied")
    records.an_evaluation(suggestion, result="unsatisfied", words="还是不亮")
    assert (suggestion.state, suggestion.due, suggestion.redo_count) == ("coordinated", None, 1)
    assert [reply.is_redo for reply in suggestion.replies.all()] == [False, True]
    with pytest.raises(WrongState):
        records.a_reply(suggestion, number="盐政函〔2026〕3号")
    assert [move.name for move in flow.SUGGESTION.open_to(records.who("town_clerk"), suggestion)] == ["close"]


def test_an_answer_is_never_changed_a_redo_adds_one(county: None) -> None:
    suggestion = records.a_suggestion("redo")
    first = records.row(suggestion.replies.get())
    records.a_reply(suggestion, words="重办的答复。", number="盐政函〔2026〕2号")
    assert records.row(suggestion.replies.order_by("pk")[0]) == first
    assert Evaluation.objects.get().reply_id == first["id"]


def test_r36_what_was_promised_is_followed_until_it_is_kept(county: None) -> None:
    suggestion = records.a_suggestion("handling")
    records.a_contact(suggestion)
    records.a_reply(suggestion, outcome_class="B", promise_due=date(2026, 12, 15))
    records.an_evaluation(suggestion, result="mostly")
    actions.close(suggestion, by=records.who("town_clerk"))
    assert suggestion.state == "tracked"
    before = kept(suggestion)
    with pytest.raises(Unfit):
        actions.close(suggestion, by=records.who("town_clerk"))
    with pytest.raises(NotAllowed):
        actions.close(suggestion, by=records.who("town_liaison"))
    with pytest.raises(NotAllowed):
        actions.keep_commitment(Commitment.objects.get(), by=records.who("homes_liaison"), words="装好了")
    with pytest.raises(Unfit):
        actions.keep_commitment(Commitment.objects.get(), by=records.who("town_liaison"), words=" ")
    assert kept(suggestion) == before
    actions.keep_commitment(Commitment.objects.get(), by=records.who("town_liaison"), words="装好了")
    with pytest.raises(Unfit):
        actions.keep_commitment(Commitment.objects.get(), by=records.who("town_liaison"), words="又说一遍")
    assert Commitment.objects.get().kept_words == "装好了"
    actions.close(suggestion, by=records.who("town_clerk"))
    assert suggestion.state == "closed"


def test_r39_looking_back_is_planned_only_where_there_is_an_answer(county: None) -> None:
    suggestion = records.a_suggestion("handling")
    before = kept(suggestion)
    with pytest.raises(Unfit):
        actions.plan_look_back(suggestion, by=records.who("town_clerk"), due=date(2026, 12, 1))
    with pytest.raises(NotAllowed):
        actions.plan_look_back(suggestion, by=records.who("town_liaison"), due=date(2026, 12, 1))
    assert kept(suggestion) == before


def test_r39_what_was_found_is_recorded_once_and_not_ahead_of_time(county: None) -> None:
    suggestion = records.a_suggestion("replied")
    look = actions.plan_look_back(suggestion, by=records.who("town_clerk"), due=date(2026, 6, 1))
    given = {"on": date(2026, 6, 1), "finding": "partly", "words": "三盏亮了两盏"}
    before = records.row(look)
    with pytest.raises(Unfit):
        actions.hold_look_back(look, by=records.who("town_clerk"), **given)
    with records.moment("2026-06-01 10:00"):
        for bad in ({"finding": ""}, {"finding": "fine"}, {"words": ""}):
            with pytest.raises(Unfit):
                actions.hold_look_back(look, by=records.who("town_clerk"), **(given | bad))
        with pytest.raises(NotAllowed):
            actions.hold_look_back(look, by=records.who("town_liaison"), **given)
        assert records.row(look) == before
        actions.hold_look_back(look, by=records.who("town_clerk"), **given)
        held = records.row(look)
        with pytest.raises(Unfit):
            actions.hold_look_back(look, by=records.who("town_clerk"), **(given | {"finding": "implemented"}))
    assert (held["finding"], held["held_on"], records.row(look)) == ("partly", date(2026, 6, 1), held)


def test_the_lists_ask_the_same_number_of_times_for_one_and_for_three(county: None, django_assert_num_queries: object) -> None:
    from kentan.stages.suggestions.queries import public_suggestions, staff_suggestions, unit_suggestions

    for n in (1, 2):
        for _ in range(n):
            records.a_suggestion("assigned", co=("市住建局",))
        for rows in (
            public_suggestions(),
            staff_suggestions(records.who("town_clerk")),
            unit_suggestions(records.who("town_liaison")),
        ):
            with django_assert_num_queries(2):  # type: ignore[operator]
                shown = [(str(row.host), str(row.area), [str(one) for one in row.current_units]) for row in rows]
            assert shown == [("盐官镇人大主席团", "盐官镇", ["盐官镇政府主办", "市住建局会办"])] * (1 if n == 1 else 3)
