"""梳理与交办: the list, drafting, every move of the host, points in and out, look-backs."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories.pages import signed_in
from tests.factories.records import a_point, a_suggestion, a_voice, an_evaluation, moment, row, unit, who
from tests.web.thread.builders import (
    a_handed_on,
    a_held_talk,
    a_promised,
    a_return_wanted,
    everything,
    first_line,
    get,
    of_a_deputy,
    said_by,
)

from kentan.ground.network.models import Deputy
from kentan.stages.suggestions import actions
from kentan.stages.suggestions.models import LookBack, PointLink, Suggestion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def offered(suggestion: Suggestion, name: str) -> list[str]:
    """The moves that this page offers, the one whose form stands ready first."""
    board = signed_in(name).get(f"/staff/suggestions/{suggestion.pk}").context["matter"].board
    return [button.move.name for button in ([board.opened] if board.opened else []) + list(board.others)]


def drafted(*points: object, **changed: object) -> dict[str, object]:
    given = {
        "points": [point.pk for point in points], "title": "修好路灯", "ask": "三盏都修好。", "track": "talk_opinion",  # type: ignore[attr-defined]
        "host": unit("盐官镇人大主席团").pk,
    }  # fmt: skip
    return given | changed


def test_the_empty_list_says_how_a_suggestion_comes_about() -> None:
    client = signed_in("town_clerk")
    assert "从恳谈记录或民声里标出要点" in get("/staff/suggestions", client)
    assert "没有找到。" in get("/staff/suggestions?q=没有", client)
    assert "现在没有还没归入的要点。" in get("/staff/suggestions/new", client)


def test_what_is_due_stands_first_and_the_filters_count_what_they_show() -> None:
    late, later, waiting = a_suggestion("assigned"), a_suggestion("replied"), a_suggestion()
    with moment("2026-06-26 09:00"):
        context = signed_in("town_clerk").get("/staff/suggestions").context
    assert next([row.suggestion for row in group.rows] for group in context["groups"])[0] in {late, later}
    assert {name: n for name, _label, n in context["filters"]} == {
        "open": 3,
        "ours": 2,
        "late": 2,
        "returned": 0,
        "tracked": 0,
        "ended": 0,
    }
    context = signed_in("town_clerk").get("/staff/suggestions?show=ours").context
    assert {row.suggestion for group in context["groups"] for row in group.rows} == {later, waiting}
    assert [row.waits_for for group in context["groups"] for row in group.rows] == ["我们"] * 2


def test_each_body_sees_its_own_suggestions_and_the_city_all() -> None:
    suggestion = a_suggestion("assigned")
    seen = {
        name: [row.suggestion for group in signed_in(name).get("/staff/suggestions").context["groups"] for row in group.rows]
        for name in ("town_clerk", "street_clerk", "city_clerk")
    }
    assert seen == {"town_clerk": [suggestion], "street_clerk": [], "city_clerk": [suggestion]}


def test_more_rows_cost_no_more_queries(django_assert_num_queries) -> None:
    client = signed_in("town_clerk")
    a_suggestion("assigned")
    with django_assert_num_queries(12):
        client.get("/staff/suggestions")
    a_suggestion("replied", co=("市住建局",))
    a_suggestion()
    with django_assert_num_queries(12):
        client.get("/staff/suggestions")


def test_a_suggestion_is_drafted_from_chosen_points() -> None:
    talk, client = a_held_talk(), signed_in("town_clerk")
    said, told, left = a_point(first_line(talk)), a_point(a_voice()), a_point(a_voice())
    page = client.get(f"/staff/suggestions/new?point={said.pk}&point={told.pk}")
    assert page.content.decode().count("checked") == 2
    answer = client.post("/staff/suggestions/new", drafted(said, told))
    suggestion = Suggestion.objects.get()
    assert answer["Location"] == f"/staff/suggestions/{suggestion.pk}"
    assert (suggestion.state, suggestion.talk, suggestion.track) == ("sorted", talk, "talk_opinion")
    assert set(PointLink.objects.values_list("point", flat=True)) == {said.pk, told.pk}
    assert list(client.get("/staff/suggestions/new").context["form"].fields["points"].queryset) == [left]


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"points": []}, "points", "请至少选一条要点：没有原话的建议不能交办。"), ({"title": ""}, "title", "请写案由，一事一件，不超过 80 字。"),
        ({"ask": ""}, "ask", "请写具体意见。"),
        ({"track": "deputy_suggestion"}, "lead_deputy", "代表建议要有代表署名；没有署名的请用“恳谈意见”。"),
        ({"points": [0]}, "points", "选中的要点里有一条刚才已经归入别的建议，请重新选。"), ({"track": "x"}, "track", "请选轨道。"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_draft_is_said_beside_its_field_and_nothing_is_lost(changed, field, sentence) -> None:
    point = a_point(a_voice())
    answer = signed_in("town_clerk").post("/staff/suggestions/new", drafted(point, situation="坏了一个月", **changed))
    assert (answer.status_code, answer.context["form"].errors) == (422, {field: [sentence]})
    assert "坏了一个月" in answer.content.decode()
    assert Suggestion.objects.count() == 0


def test_a_point_that_another_clerk_took_meanwhile_is_not_taken_twice() -> None:
    point = a_point(a_voice())
    a_suggestion(points=[point])
    before = everything()
    answer = signed_in("town_clerk").post("/staff/suggestions/new", drafted(point, a_point(a_voice())))
    assert answer.context["form"].errors == {"points": ["选中的要点里有一条刚才已经归入别的建议，请重新选。"]}
    assert everything()["suggestions.PointLink"] == before["suggestions.PointLink"]


@pytest.mark.parametrize(
    ("state", "clerk", "chair"),
    [
        ("sorted", ["withdraw"], ["assign", "withdraw"]), ("assigned", [], []), ("handling", [], []), ("replied", ["rate"], ["rate"]), ("redo", [], []),
    ],
)  # fmt: skip
def test_only_the_moves_of_the_flow_are_offered(state, clerk, chair) -> None:
    suggestion = a_suggestion(state)
    assert (offered(suggestion, "town_clerk"), offered(suggestion, "town_chair")) == (clerk, chair)
    assert offered(suggestion, "city_clerk") == []


def test_a_return_offers_both_answers_to_those_who_assign() -> None:
    suggestion = a_return_wanted()
    assert (offered(suggestion, "town_clerk"), offered(suggestion, "town_chair")) == ([], ["refuse_return", "reassign"])


def test_open_promises_are_followed_before_it_is_closed() -> None:
    suggestion = a_promised(a_held_talk())
    assert offered(suggestion, "town_clerk") == ["track"]
    signed_in("town_clerk").post(f"/staff/suggestions/{suggestion.pk}/track")
    assert (row(suggestion)["state"], offered(suggestion, "town_clerk")) == ("tracked", [])


def test_a_deputys_suggestion_is_rated_by_the_deputy_alone() -> None:
    suggestion = of_a_deputy()
    before = everything()
    assert offered(suggestion, "town_clerk") == []
    answer = signed_in("town_clerk").post(
        f"/staff/suggestions/{suggestion.pk}/rate", {"attitude": "satisfied", "result": "satisfied"}
    )
    assert (answer.status_code, everything() == before) == (403, True)


def test_a_suggestion_is_assigned_with_its_number_and_its_date() -> None:
    suggestion, client = a_suggestion(), signed_in("town_chair")
    lead, co = unit("市交通运输局"), unit("市住建局")
    client.post(f"/staff/suggestions/{suggestion.pk}/assign", {"lead": lead.pk, "co": [co.pk]})
    assert [(one.unit, one.role) for one in suggestion.assignments.order_by("pk")] == [(lead, "lead"), (co, "co")]
    assert (row(suggestion)["state"], row(suggestion)["due"]) == ("assigned", date(2026, 6, 25))
    page = get(f"/staff/suggestions/{suggestion.pk}", client)
    assert "盐官人大交〔2026〕1号" in page
    assert "市交通运输局答复 6月25日 周四" in page


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [({}, "lead", "请选一个主办单位。"), ({"lead": "A", "co": ["A"]}, "co", "同一个单位不能既主办又会办")],
)
def test_units_that_do_not_fit_are_refused_beside_their_field(given, field, sentence) -> None:
    suggestion, pk = a_suggestion(), unit("市住建局").pk
    before = everything()
    filled = {name: ([pk] if isinstance(value, list) else pk) for name, value in given.items()}
    answer = signed_in("town_chair").post(f"/staff/suggestions/{suggestion.pk}/assign", filled)
    errors = answer.context["matter"].board.form.errors
    assert (answer.status_code, list(errors), errors[field][0].startswith(sentence)) == (422, [field], True)
    assert everything() == before


def test_a_return_is_refused_with_a_reason_or_answered_by_another_unit() -> None:
    suggestion, client = a_return_wanted(), signed_in("town_chair")
    before = everything()
    answer = client.post(f"/staff/suggestions/{suggestion.pk}/refuse_return", {"words": ""})
    assert (answer.status_code, everything() == before) == (422, True)
    client.post(f"/staff/suggestions/{suggestion.pk}/refuse_return", {"words": "归镇里管。"})
    assert row(suggestion)["state"] == "assigned"
    other = a_return_wanted()
    client.post(f"/staff/suggestions/{other.pk}/reassign", {"lead": unit("市住建局").pk})
    assert [(one.unit.short_name, one.ended_at is None) for one in other.assignments.order_by("pk")] == [
        ("盐官镇政府", False),
        ("市住建局", True),
    ]
    assert "改派" in get(f"/suggestions/{other.pk}")


def test_a_rating_has_no_preselected_value_and_unsatisfied_says_why() -> None:
    suggestion, client = a_suggestion("replied"), signed_in("town_clerk")
    page = client.get(f"/staff/suggestions/{suggestion.pk}").content.decode()
    assert page.count("checked") == 0
    before = everything()
    answer = client.post(f"/staff/suggestions/{suggestion.pk}/rate", {"attitude": "satisfied", "result": "unsatisfied"})
    assert (answer.status_code, answer.context["matter"].board.form.errors) == (422, {"words": ["请写明哪里不满意。"]})
    assert client.post(f"/staff/suggestions/{suggestion.pk}/rate", {}).status_code == 422
    assert everything() == before
    client.post(
        f"/staff/suggestions/{suggestion.pk}/rate", {"attitude": "satisfied", "result": "unsatisfied", "words": "只修了两盏"}
    )
    assert row(suggestion)["state"] == "redo"
    assert "只修了两盏" in get(f"/staff/suggestions/{suggestion.pk}", client)


def test_the_second_of_two_clerks_gets_a_sentence_and_keeps_his_words() -> None:
    suggestion, client = a_suggestion("replied"), signed_in("town_clerk")
    an_evaluation(suggestion)
    before = everything()
    given = {"attitude": "mostly", "result": "unsatisfied", "words": "位子不够"}
    answer = client.post(f"/staff/suggestions/{suggestion.pk}/rate", given)
    assert (answer.status_code, everything() == before) == (409, True)
    assert "这件事刚才已经被别人往前办了一步" in said_by(answer)
    assert "位子不够" in said_by(answer)


def test_points_are_separated_and_gathered_again_and_every_step_is_kept() -> None:
    talk, client = a_held_talk(), signed_in("town_clerk")
    suggestion = a_handed_on(talk, "sorted")
    point = PointLink.objects.get().point
    client.post(f"/staff/suggestions/{suggestion.pk}/points/{point.pk}/separate")
    assert [link.ended_at is None for link in PointLink.objects.all()] == [False]
    assert "现在没有归入的原话。" in get(f"/staff/suggestions/{suggestion.pk}", client)
    client.post(f"/staff/suggestions/{suggestion.pk}/gather", {"points": [point.pk]})
    assert [link.ended_at is None for link in PointLink.objects.order_by("pk")] == [False, True]
    assert "拆出要点" in get(f"/staff/suggestions/{suggestion.pk}", client)


def test_what_was_separated_meanwhile_is_said_and_changes_nothing() -> None:
    suggestion, client = a_suggestion(), signed_in("town_clerk")
    point = PointLink.objects.get().point
    client.post(f"/staff/suggestions/{suggestion.pk}/points/{point.pk}/separate")
    before = everything()
    answer = client.post(f"/staff/suggestions/{suggestion.pk}/points/{point.pk}/separate")
    assert (answer.status_code, "刚才已经拆出" in said_by(answer)) == (409, True)
    a_suggestion(points=[point])
    taken = everything()
    answer = client.post(f"/staff/suggestions/{suggestion.pk}/gather", {"points": [point.pk]})
    assert (answer.status_code, answer.context["gather_form"].is_valid()) == (422, False)
    assert (everything() == taken, before["suggestions.Point"] == taken["suggestions.Point"]) == (True, True)


def test_a_look_back_is_planned_and_held_once() -> None:
    suggestion, client = a_suggestion("replied"), signed_in("town_clerk")
    answer = client.post(f"/staff/suggestions/{suggestion.pk}/look-backs", {"due": "2026-05-24"})
    assert answer.context["plan_form"].errors == {"due": ["这一天已经过了，请选今天或以后的日子。"]}
    client.post(f"/staff/suggestions/{suggestion.pk}/look-backs", {"due": "2026-06-10"})
    look = LookBack.objects.get()
    held = {"on": "2026-05-25", "finding": "partly", "words": "还有一盏不亮。"}
    for changed, field in (({"on": "2026-06-01"}, "on"), ({"finding": ""}, "finding"), ({"words": ""}, "words")):
        answer = client.post(f"/staff/suggestions/{suggestion.pk}/look-backs/{look.pk}", held | changed)
        assert (answer.status_code, list(answer.context["hold_form"].errors)) == (422, [field])
    client.post(f"/staff/suggestions/{suggestion.pk}/look-backs/{look.pk}", held)
    assert (row(look)["finding"], row(look)["words"]) == ("partly", "还有一盏不亮。")
    before = everything()
    answer = client.post(f"/staff/suggestions/{suggestion.pk}/look-backs/{look.pk}", held | {"words": "都亮了。"})
    assert (answer.status_code, "都亮了。" in said_by(answer), everything() == before) == (409, True, True)


def test_no_look_back_before_an_answer() -> None:
    suggestion = a_suggestion("handling")
    answer = signed_in("town_clerk").post(f"/staff/suggestions/{suggestion.pk}/look-backs", {"due": "2026-06-10"})
    assert (answer.status_code, answer.context["plan_form"].errors) == (422, {"due": ["还没有答复，不能安排回头看。"]})


def test_the_log_tells_every_step_with_its_hand() -> None:
    suggestion = a_suggestion("handling")
    log = signed_in("town_clerk").get(f"/staff/suggestions/{suggestion.pk}").context["matter"].log
    assert [entry.label for entry in log] == ["梳理成件", "归入要点", "交办", "接件"]


def test_staff_read_the_very_words_of_a_voice_and_the_city_of_all() -> None:
    voice = a_voice("我家门口的路灯坏了，电话打了三次。")
    suggestion = a_suggestion("assigned", points=[a_point(voice)])
    assert voice.words[:6] in get(f"/staff/suggestions/{suggestion.pk}", signed_in("town_clerk"))
    assert voice.words[:6] not in get(f"/unit/suggestions/{suggestion.pk}", signed_in("town_liaison"))


def test_a_deputy_signs_a_draft() -> None:
    deputy = Deputy.objects.get(name="林一苇")
    point = a_point(a_voice())
    signed_in("town_clerk").post("/staff/suggestions/new", drafted(point, track="deputy_suggestion", lead_deputy=deputy.pk))
    assert Suggestion.objects.get().lead_deputy == deputy


def test_a_followed_suggestion_is_closed_when_its_promises_are_kept() -> None:
    suggestion = a_promised(a_held_talk())
    client = signed_in("town_clerk")
    client.post(f"/staff/suggestions/{suggestion.pk}/track")
    before = everything()
    answer = client.post(f"/staff/suggestions/{suggestion.pk}/close")
    assert (answer.status_code, everything() == before) == (409, True)
    actions.keep_commitment(suggestion.commitments.get(), by=who("town_liaison"), words="三盏都亮了。")
    assert offered(suggestion, "town_clerk") == ["close"]
    client.post(f"/staff/suggestions/{suggestion.pk}/close")
    assert row(suggestion)["state"] == "closed"
