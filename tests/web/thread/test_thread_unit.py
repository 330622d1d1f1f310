"""单位的建议: the list, accepting, asking to return, contacts, the signed answer, promises kept."""

from __future__ import annotations

import pytest
from tests.factories.pages import signed_in
from tests.factories.records import a_contact, a_suggestion, moment, row, unit, who
from tests.web.thread.builders import a_handed_on, a_held_talk, a_promised, everything, get, of_a_deputy, said_by

from kentan.ground.network.models import Deputy
from kentan.stages.suggestions import actions
from kentan.stages.suggestions.models import Addressee, Commitment, Contact, LookBack, Reply, Suggestion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
ANSWER = {"outcome_class": "A", "words": "三盏都换了。", "number": "盐政函〔2026〕3号", "signed_by": "诸镇长"}


def offered(suggestion: Suggestion, name: str) -> list[str]:
    """The moves that this page offers, the one whose form stands ready first."""
    board = signed_in(name).get(f"/unit/suggestions/{suggestion.pk}").context["matter"].board
    return [button.move.name for button in ([board.opened] if board.opened else []) + list(board.others)]


def listed(name: str, query: str = "") -> list[Suggestion]:
    """The suggestions on this desk, in the order of the page."""
    groups = signed_in(name).get(f"/unit/suggestions{query}").context["groups"]
    return [row.suggestion for group in groups for row in group.rows]


def test_the_empty_list_says_what_will_stand_there() -> None:
    client = signed_in("town_liaison")
    assert "人大交办给本单位的建议会按期限排在这里。" in get("/unit/suggestions", client)
    assert "没有找到。" in get("/unit/suggestions?q=没有", client)


def test_each_unit_sees_what_it_leads_and_what_it_joins() -> None:
    suggestion = a_suggestion("assigned", co=("市住建局",))
    assert {name: listed(name) for name in ("town_liaison", "town_head", "homes_liaison", "roads_liaison")} == {
        "town_liaison": [suggestion], "town_head": [suggestion], "homes_liaison": [suggestion], "roads_liaison": [],
    }  # fmt: skip
    assert (listed("homes_liaison", "?show=co"), listed("homes_liaison", "?show=ours")) == ([suggestion], [])
    assert listed("town_liaison", "?show=ours") == [suggestion]
    assert signed_in("roads_liaison").get(f"/unit/suggestions/{suggestion.pk}").status_code == 403


def test_what_is_overdue_stands_first() -> None:
    later = a_suggestion("replied")
    with moment("2026-04-20 09:00"):
        late = a_suggestion("assigned")
    assert listed("town_liaison") == [late, later]
    assert listed("town_liaison", "?show=late") == [late]
    assert "逾期 1 件" in get("/unit/suggestions", signed_in("town_liaison"))


def test_more_rows_cost_no_more_queries(django_assert_num_queries) -> None:
    client = signed_in("town_liaison")
    a_suggestion("assigned")
    with django_assert_num_queries(13):
        client.get("/unit/suggestions")
    a_suggestion("replied", co=("市住建局",))
    a_suggestion("handling")
    with django_assert_num_queries(13):
        client.get("/unit/suggestions")


@pytest.mark.parametrize(
    ("state", "liaison", "head"),
    [
        ("assigned", ["accept", "request_return"], ["accept", "request_return"]), ("handling", [], ["reply"]), ("replied", [], []), ("redo", [], ["reply"]),
    ],
)  # fmt: skip
def test_only_the_moves_of_the_flow_are_offered_and_the_head_alone_signs(state, liaison, head) -> None:
    suggestion = a_suggestion(state, co=("市住建局",))
    assert (offered(suggestion, "town_liaison"), offered(suggestion, "town_head")) == (liaison, head)
    assert offered(suggestion, "homes_head") == []


def test_the_lead_unit_accepts() -> None:
    suggestion = a_suggestion("assigned")
    signed_in("town_liaison").post(f"/unit/suggestions/{suggestion.pk}/accept")
    assert row(suggestion)["state"] == "handling"


def test_a_return_is_asked_for_with_its_reason_and_in_time() -> None:
    suggestion, client = a_suggestion("assigned"), signed_in("town_liaison")
    assert "为什么不归本单位" in get(f"/unit/suggestions/{suggestion.pk}/request_return", client)
    before = everything()
    assert client.post(f"/unit/suggestions/{suggestion.pk}/request_return", {"words": ""}).status_code == 422
    with moment("2026-06-20 09:00"):
        answer = signed_in("town_liaison").post(f"/unit/suggestions/{suggestion.pk}/request_return", {"words": "归住建局管。"})
    assert (answer.status_code, "已经过了，请继续办。" in said_by(answer), "归住建局管。" in answer.content.decode()) == (
        422,
        True,
        True,
    )
    assert everything() == before
    client.post(f"/unit/suggestions/{suggestion.pk}/request_return", {"words": "归住建局管。"})
    assert row(suggestion)["state"] == "return_requested"
    assert "归住建局管。" in get(f"/staff/suggestions/{suggestion.pk}", signed_in("town_chair"))


def test_a_contact_is_recorded_in_the_units_own_name() -> None:
    suggestion = a_suggestion("handling", co=("市住建局",))
    given = {"kind": "visit", "on": "2026-05-25", "words": "一起到村口看过。"}
    signed_in("homes_liaison").post(f"/unit/suggestions/{suggestion.pk}/contacts", given)
    contact = Contact.objects.get()
    assert (contact.unit, contact.kind, contact.words) == (unit("市住建局"), "visit", "一起到村口看过。")
    assert "一起到村口看过。" in get(f"/unit/suggestions/{suggestion.pk}", signed_in("town_liaison"))


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"kind": ""}, "kind", "请选沟通方式。"), ({"words": ""}, "words", "请写明谈了什么。"), ({"on": ""}, "on", "请写哪一天。"),
        ({"on": "2026-05-26"}, "on", "这一天还没到。沟通过了再来记。"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_contact_is_said_beside_its_field(changed, field, sentence) -> None:
    suggestion = a_suggestion("handling")
    given = {"kind": "visit", "on": "2026-05-25", "words": "看过。"} | changed
    answer = signed_in("town_liaison").post(f"/unit/suggestions/{suggestion.pk}/contacts", given)
    assert (answer.status_code, answer.context["contact_form"].errors) == (422, {field: [sentence]})
    assert Contact.objects.count() == 0


def test_no_answer_goes_out_without_a_contact_and_the_words_are_kept() -> None:
    suggestion, client = a_suggestion("handling"), signed_in("town_head")
    before = everything()
    answer = client.post(f"/unit/suggestions/{suggestion.pk}/reply", ANSWER)
    assert answer.status_code == 422
    assert "还没有一次沟通记录，不能答复。请先和提出的人当面或电话沟通。" in said_by(answer)
    assert "三盏都换了。" in answer.content.decode()
    assert everything() == before


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"outcome_class": ""}, "outcome_class", "请选择答复类别。"), ({"words": ""}, "words", "请写答复。写清做了什么、什么时候做。"),
        ({"number": ""}, "number", "请写答复的文号。"), ({"signed_by": ""}, "signed_by", "请写签发人的姓名。"),
        ({"outcome_class": "B"}, "promise_due", "B 类答复是承诺，请写明哪一天前做到。"), ({"outcome_class": "D"}, "outcome_class", "请选择答复类别。"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_answer_is_said_beside_its_field(changed, field, sentence) -> None:
    suggestion = a_suggestion("handling")
    a_contact(suggestion)
    answer = signed_in("town_head").post(f"/unit/suggestions/{suggestion.pk}/reply", ANSWER | changed)
    assert (answer.status_code, answer.context["matter"].board.form.errors) == (422, {field: [sentence]})
    assert Reply.objects.count() == 0


def test_an_answer_is_signed_by_the_head_and_goes_to_each_deputy() -> None:
    deputy = Deputy.objects.get(name="林一苇")
    suggestion = a_suggestion("handling", track="deputy_suggestion", lead_deputy=deputy)
    a_contact(suggestion)
    client = signed_in("town_head")
    assert client.get(f"/unit/suggestions/{suggestion.pk}").context["matter"].board.form["signed_by"].initial == "某head"
    client.post(f"/unit/suggestions/{suggestion.pk}/reply", ANSWER)
    reply = Reply.objects.get()
    assert (reply.words, reply.number, reply.signed_by, reply.unit) == (
        "三盏都换了。",
        "盐政函〔2026〕3号",
        "诸镇长",
        unit("盐官镇政府"),
    )
    assert list(Addressee.objects.values_list("deputy", flat=True)) == [deputy.pk]
    assert "主送 林一苇代表" in get(f"/unit/suggestions/{suggestion.pk}", client)


def test_the_liaison_cannot_sign() -> None:
    suggestion = a_suggestion("handling")
    a_contact(suggestion)
    before = everything()
    assert signed_in("town_liaison").post(f"/unit/suggestions/{suggestion.pk}/reply", ANSWER).status_code == 403
    assert everything() == before


def test_a_stale_page_answers_nothing_twice_and_keeps_the_words() -> None:
    suggestion = a_suggestion("replied")
    before = everything()
    answer = signed_in("town_head").post(f"/unit/suggestions/{suggestion.pk}/reply", ANSWER)
    assert (answer.status_code, "三盏都换了。" in said_by(answer)) == (409, True)
    assert everything() == before


def test_a_promise_opens_a_look_back_and_is_kept_once() -> None:
    suggestion, client = a_promised(a_held_talk()), signed_in("town_liaison")
    promise = Commitment.objects.get()
    assert LookBack.objects.get().due == promise.due
    address = f"/unit/suggestions/{suggestion.pk}/commitments/{promise.pk}"
    assert client.post(address, {"words": ""}).context["keep_form"].errors == {"words": ["请写明怎么兑现的。"]}
    client.post(address, {"words": "三盏都亮了。"})
    assert row(promise)["kept_words"] == "三盏都亮了。"
    before = everything()
    answer = client.post(address, {"words": "换了四盏。"})
    assert (answer.status_code, "换了四盏。" in said_by(answer), everything() == before) == (409, True, True)
    assert "兑现了" in get(f"/suggestions/{suggestion.pk}")


def test_a_unit_does_not_keep_anothers_promise() -> None:
    suggestion = a_suggestion("handling", co=("市住建局",))
    a_contact(suggestion)
    signed_in("town_head").post(
        f"/unit/suggestions/{suggestion.pk}/reply", ANSWER | {"outcome_class": "B", "promise_due": "2026-06-30"}
    )
    before = everything()
    answer = signed_in("homes_liaison").post(
        f"/unit/suggestions/{suggestion.pk}/commitments/{Commitment.objects.get().pk}", {"words": "x"}
    )
    assert (answer.status_code, everything() == before) == (403, True)


def test_a_unit_reads_of_a_citizen_what_the_public_reads() -> None:
    suggestion = a_handed_on(a_held_talk())
    page = get(f"/unit/suggestions/{suggestion.pk}", signed_in("town_liaison"))
    assert ("周阿毛" in page, "我是〔姓名〕，" in page) == (False, True)


def test_the_raters_words_reach_the_unit() -> None:
    suggestion = a_suggestion("redo")
    assert "只修了两盏" in get(f"/unit/suggestions/{suggestion.pk}", signed_in("town_liaison"))


def test_a_deputys_suggestion_names_the_deputy() -> None:
    assert "领衔 林一苇代表" in get(f"/unit/suggestions/{of_a_deputy().pk}", signed_in("town_liaison"))


def test_a_list_says_we_to_the_unit_itself_and_shows_the_day_it_promised() -> None:
    mine = a_suggestion("assigned")
    assert "等我们，接件" in said_by(signed_in("town_liaison").get("/unit/suggestions"))
    assert "等盐官镇政府，接件" in said_by(signed_in("town_clerk").get("/staff/suggestions"))
    actions.accept(mine, by=who("town_liaison"))
    promised = a_promised(a_held_talk())
    actions.close(promised, by=who("town_clerk"))
    assert promised.state == "tracked"
    assert "6月30日" in said_by(signed_in("town_liaison").get("/unit/suggestions"))
