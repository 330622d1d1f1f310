"""会办、延期、并案 (R19, R21, R25): who may, until when, and that a refusal leaves everything as it was."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories.records import a_contact, a_point, a_suggestion, a_voice, county, moment, row, unit, who

from kentan.ground.ledger.chain import verify_all
from kentan.ground.ledger.errors import NotAllowed
from kentan.ground.ledger.models import Entry, Notice
from kentan.ground.network.models import Deputy
from kentan.stages.suggestions import actions
from kentan.stages.suggestions.errors import Unfit
from kentan.stages.suggestions.models import Addressee, Assignment, Extension, GroupMember, HandlingGroup, Reply, Suggestion

__all__ = ["county"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
WHY = "要等雨季过后才能开挖。"


def kept() -> list[object]:
    tables = (Suggestion, Assignment, Extension, HandlingGroup, GroupMember, Reply, Addressee, Entry, Notice)
    return [list(model.objects.order_by("pk").values()) for model in tables]


def of_deputies(title: str, lead: str, *cosigners: str) -> Suggestion:
    """A suggestion that deputies signed, handled by the town's government."""
    named = {name: Deputy.objects.get(name=name) for name in (lead, *cosigners)}
    made = a_suggestion(
        "handling", points=[a_point(a_voice(f"{title}的路灯坏了好几盏。"))], lead_deputy=named[lead],
        cosigners=[named[name] for name in cosigners],
    )  # fmt: skip
    a_contact(made)
    return made


# 会办意见


def test_a_co_unit_tells_the_lead_unit_what_it_thinks_and_may_say_it_anew_until_the_answer() -> None:
    suggestion = a_suggestion("handling", co=("市住建局",))
    co = suggestion.assignments.get(role="co")
    actions.give_opinion(co, by=who("homes_liaison"), words="路灯基础我们来做。")
    actions.give_opinion(co, by=who("homes_liaison"), words="路灯基础我们来做，下月动工。")
    co.refresh_from_db()
    assert co.opinion == "路灯基础我们来做，下月动工。"
    assert Notice.objects.filter(account__username="town_liaison", entry__label="会办意见").count() == 2
    a_contact(suggestion)
    actions.reply(
        suggestion, by=who("town_head"), outcome_class="A", words="修好了。", number="盐政函〔2026〕1号", signed_by="镇长"
    )
    before = kept()
    with pytest.raises(Unfit):
        actions.give_opinion(co, by=who("homes_liaison"), words="改主意了")
    assert kept() == before


@pytest.mark.parametrize("name", ["town_liaison", "roads_liaison", "town_clerk", "deputy_one"])
def test_nobody_else_speaks_for_the_co_unit(name: str) -> None:
    suggestion = a_suggestion("handling", co=("市住建局",))
    before = kept()
    for role in ("co", "lead"):
        with pytest.raises(NotAllowed):
            actions.give_opinion(suggestion.assignments.get(role=role), by=who(name), words="我来说")
    assert kept() == before


# 延期


def test_more_time_needs_the_assigning_bodys_consent_and_moves_both_dates() -> None:
    suggestion = a_suggestion("handling")
    assert (suggestion.due, actions.longest(suggestion)) == (date(2026, 6, 25), date(2026, 8, 25))
    asked = actions.request_extension(suggestion, by=who("town_liaison"), until=date(2026, 7, 31), reason=WHY)
    suggestion.refresh_from_db()
    assert suggestion.due == date(2026, 6, 25)
    actions.decide_extension(asked, by=who("town_chair"), is_granted=True)
    suggestion.refresh_from_db()
    assert (suggestion.due, suggestion.assignments.get(role="lead").due) == (date(2026, 7, 31), date(2026, 7, 31))
    assert suggestion.due_steps.splitlines()[-1] == "原定 6月25日，交办机构同意延到 7月31日。"
    assert verify_all() == []


@pytest.mark.parametrize(
    ("until", "is_taken"),
    [(date(2026, 6, 25), False), (date(2026, 6, 26), True), (date(2026, 8, 25), True), (date(2026, 8, 26), False)],
)
def test_the_new_day_lies_after_the_old_one_and_not_beyond_the_longest_of_the_rule(until: date, is_taken: bool) -> None:
    suggestion, by = a_suggestion("handling"), who("town_liaison")
    before = kept()
    if is_taken:
        assert actions.request_extension(suggestion, by=by, until=until, reason=WHY).until == until
        return
    with pytest.raises(Unfit) as refused:
        actions.request_extension(suggestion, by=by, until=until, reason=WHY)
    assert (list(refused.value.fields), kept()) == (["until"], before)


def test_a_refused_request_leaves_the_date_and_another_may_follow() -> None:
    suggestion, by = a_suggestion("handling"), who("town_liaison")
    asked = actions.request_extension(suggestion, by=by, until=date(2026, 7, 1), reason=WHY)
    with pytest.raises(Unfit):
        actions.request_extension(suggestion, by=by, until=date(2026, 7, 2), reason=WHY)
    with pytest.raises(Unfit):
        actions.decide_extension(asked, by=who("town_chair"), is_granted=False)
    actions.decide_extension(asked, by=who("town_chair"), is_granted=False, words="雨季前就能做。")
    suggestion.refresh_from_db()
    assert suggestion.due == date(2026, 6, 25)
    before = kept()
    with pytest.raises(Unfit):
        actions.decide_extension(asked, by=who("town_chair"), is_granted=True)
    assert kept() == before
    assert actions.request_extension(suggestion, by=by, until=date(2026, 7, 2), reason=WHY).decision == ""


def test_after_the_day_has_passed_nobody_asks_for_more_time() -> None:
    suggestion = a_suggestion("handling")
    with moment("2026-06-25 23:00"):
        assert actions.may_be_extended(suggestion)
    before = kept()
    with moment("2026-06-26 00:10"), pytest.raises(Unfit):
        actions.request_extension(suggestion, by=who("town_liaison"), until=date(2026, 7, 1), reason=WHY)
    assert kept() == before


@pytest.mark.parametrize("name", ["roads_liaison", "homes_liaison", "town_clerk", "deputy_one"])
def test_only_the_lead_unit_asks_and_only_who_assigns_decides(name: str) -> None:
    suggestion = a_suggestion("handling", co=("市住建局",))
    with pytest.raises(NotAllowed):
        actions.request_extension(suggestion, by=who(name), until=date(2026, 7, 1), reason=WHY)
    asked = actions.request_extension(suggestion, by=who("town_liaison"), until=date(2026, 7, 1), reason=WHY)
    before = kept()
    with pytest.raises(NotAllowed):
        actions.decide_extension(asked, by=who(name), is_granted=True)
    assert kept() == before


# 并案


def test_what_is_answered_together_is_answered_to_each_deputy_on_a_paper_of_its_own() -> None:
    one, other = of_deputies("东街", "林一苇", "周二南"), of_deputies("西街", "周二南")
    group = actions.handle_together([one, other], by=who("town_liaison"), unit=unit("盐官镇政府"), title="全镇路灯")
    given = {"outcome_class": "A", "words": "全镇路灯查了一遍，换了 31 盏。", "signed_by": "镇长"}
    numbers = {one.pk: "盐政函〔2026〕7号", other.pk: "盐政函〔2026〕8号"}
    replies = actions.reply_together(group, by=who("town_head"), numbers=numbers, **given)
    assert [(reply.suggestion, reply.number) for reply in replies] == [(one, "盐政函〔2026〕7号"), (other, "盐政函〔2026〕8号")]
    addressed = Addressee.objects.order_by("pk").values_list("reply__number", "deputy__name")
    assert list(addressed) == [("盐政函〔2026〕7号", "林一苇"), ("盐政函〔2026〕7号", "周二南"), ("盐政函〔2026〕8号", "周二南")]
    assert set(Suggestion.objects.values_list("state", flat=True)) == {"replied"}
    assert verify_all() == []


@pytest.mark.parametrize("numbers", [("盐政函〔2026〕7号", ""), ("盐政函〔2026〕7号", "盐政函〔2026〕7号")])
def test_all_are_answered_or_none(numbers: tuple[str, str]) -> None:
    one, other = of_deputies("东街", "林一苇"), of_deputies("西街", "周二南")
    group = actions.handle_together([one, other], by=who("town_liaison"), unit=unit("盐官镇政府"), title="全镇路灯")
    before = kept()
    given = {
        "outcome_class": "A",
        "words": "换了 31 盏。",
        "signed_by": "镇长",
        "numbers": dict(zip([one.pk, other.pk], numbers, strict=True)),
    }
    with pytest.raises(Unfit) as refused:
        actions.reply_together(group, by=who("town_head"), **given)
    assert f"number_{other.pk}" in refused.value.fields
    assert kept() == before


def test_one_whose_deputy_was_never_met_holds_all_of_them_back_and_is_named() -> None:
    one = of_deputies("东街", "林一苇")
    other = a_suggestion("handling", points=[a_point(a_voice("西街的路灯坏了好几盏。"))])
    group = actions.handle_together([one, other], by=who("town_liaison"), unit=unit("盐官镇政府"), title="全镇路灯")
    before = kept()
    with pytest.raises(Unfit, match=f"《{other.title}》：还没有一次沟通记录"):
        actions.reply_together(
            group, by=who("town_head"), outcome_class="A", words="换了。", signed_by="镇长", numbers={one.pk: "一号", other.pk: "二号"},
        )  # fmt: skip
    assert kept() == before


def test_a_group_that_shrinks_to_one_is_none_any_more() -> None:
    one, other = of_deputies("东街", "林一苇"), of_deputies("西街", "周二南")
    actions.handle_together([one, other], by=who("town_liaison"), unit=unit("盐官镇政府"), title="全镇路灯")
    with pytest.raises(Unfit):
        actions.handle_together([one, other], by=who("town_liaison"), unit=unit("盐官镇政府"), title="又一次")
    actions.handle_apart(one, by=who("town_liaison"))
    assert not GroupMember.objects.filter(ended_at=None).exists()
    assert actions.handle_together([one, other], by=who("town_liaison"), unit=unit("盐官镇政府"), title="再并").title == "再并"


def test_only_the_lead_unit_groups_what_it_handles() -> None:
    one, other = of_deputies("东街", "林一苇"), of_deputies("西街", "周二南")
    waiting = a_suggestion("assigned", points=[a_point(a_voice("南街的路灯坏了好几盏。"))])
    before = row(one), kept()
    for name, place in (("roads_liaison", "市交通运输局"), ("roads_liaison", "盐官镇政府"), ("town_clerk", "盐官镇政府")):
        with pytest.raises(NotAllowed):
            actions.handle_together([one, other], by=who(name), unit=unit(place), title="路灯")
    for chosen in ([one], [one, waiting]):
        with pytest.raises(Unfit):
            actions.handle_together(chosen, by=who("town_liaison"), unit=unit("盐官镇政府"), title="路灯")
    assert (row(one), kept()) == before
