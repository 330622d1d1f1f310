"""公开的记录: what anybody reads of talks, suggestions and outcomes, and what nobody does."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from tests.factories.records import a_point, a_suggestion, a_talk, a_voice, an_evaluation, moment, unit, who
from tests.web.thread.builders import NAME, a_handed_on, a_held_talk, a_promised, an_outcome, first_line, get, said_by

from kentan.stages.suggestions import actions
from kentan.stages.suggestions.models import Suggestion
from kentan.stages.talks import actions as talks
from kentan.stages.voices import actions as voices
from kentan.web.parts.thread_pages import leaf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def test_empty_lists_say_what_will_stand_there_and_who_makes_it_appear() -> None:
    assert "还没有公告的恳谈会。镇街人大或市人大公告以后" in get("/talks")
    assert "还没有交办的建议。" in get("/suggestions")
    assert "还没有公开的成果。" in get("/outcomes")
    assert "没有找到。" in get("/talks?q=没有的字")
    assert "没有找到。" in get("/suggestions?show=closed")


def test_a_talk_is_public_from_its_announcement_on() -> None:
    talk = a_talk("approved")
    assert Client().get(f"/talks/{talk.pk}").status_code == 404
    assert "路灯和停车" not in get("/talks")
    with moment("2026-05-11 09:00"):
        talks.announce(talk, by=who("town_clerk"))
    assert "路灯和停车" in get("/talks")
    assert "5月20日 周三 14:00 开始谈" in get(f"/talks/{talk.pk}")


@pytest.mark.parametrize("state", ["in_progress", "adjourned"])
def test_nothing_that_was_said_is_public_before_the_host_has_confirmed_the_record(state: str) -> None:
    talk = a_held_talk(state)
    page = get(f"/talks/{talk.pk}")
    assert ("三盏路灯" in page, "灯杆也歪了" in page) == (False, False)


def test_the_page_of_a_talk_walks_to_the_suggestion_and_the_outcome() -> None:
    talk = a_held_talk()
    suggestion = a_handed_on(talk)
    outcome = an_outcome(suggestion)
    answer = Client().get(f"/talks/{talk.pk}")
    page, html = said_by(answer), answer.content.decode()
    assert "记了 3 条发言，交办 1 件建议，带来 1 项改变" in page
    assert "单位当场答复 0 条，答应会后答复 1 条，说明不能办 0 条。" in page
    assert "最近一条应在 6月20日 周六 前答复。" in page
    assert "群众 1 位，人大代表 1 位，单位 1 位" in page
    assert (f'href="/suggestions/{suggestion.pk}"' in html, f'href="/outcomes/{outcome.pk}"' in html) == (True, True)
    assert page.count("未确认") == 3  # the count and the two lines that nobody confirmed


def test_no_citizens_name_stands_on_any_public_page() -> None:
    talk = a_held_talk()
    suggestion = a_handed_on(talk, "replied")
    outcome = an_outcome(suggestion)
    slip = talk.seats.get(role="deputy").slip
    pages = [
        "/",
        "/talks",
        f"/talks/{talk.pk}",
        "/suggestions",
        f"/suggestions/{suggestion.pk}",
        "/outcomes",
        f"/outcomes/{outcome.pk}",
        f"/s/{slip}",
    ]
    assert {page: NAME in Client().get(page).content.decode() for page in pages} == dict.fromkeys(pages, False)
    assert "我是〔姓名〕，村口三盏路灯坏了一个月" in get(f"/talks/{talk.pk}")
    assert "我是〔姓名〕，" in get(f"/suggestions/{suggestion.pk}")


def test_a_suggestion_is_public_from_its_assignment_on() -> None:
    suggestion = a_suggestion()
    assert Client().get(f"/suggestions/{suggestion.pk}").status_code == 404
    assert "修好村口路灯" not in get("/suggestions")


def test_the_page_of_a_suggestion_says_who_owes_what_and_why_that_day() -> None:
    suggestion = a_handed_on(a_held_talk())
    page = get(f"/suggestions/{suggestion.pk}")
    assert "盐官镇政府 应在 6月25日 周四 前答复" in page
    assert "为什么是这一天" in page
    assert "出自恳谈 路灯和停车" in page
    assert "单位还没有和提出的人沟通。" in page


def test_the_ribbon_has_seven_steps_with_one_present_and_each_past_one_leads_to_its_record() -> None:
    suggestion = a_handed_on(a_held_talk(), "handling")
    found = Client().get(f"/suggestions/{suggestion.pk}")
    ribbon = found.context["thread"].ribbon
    assert [(one.step.label, one.step.status) for one in ribbon] == [
        ("原话", "done"), ("要点", "done"), ("交办", "done"), ("答复", "now"), ("评价", "next"), ("回头看", "next"), ("改变", "next"),
    ]  # fmt: skip
    assert found.content.decode().count('aria-current="step"') == 1
    assert [one.anchor for one in ribbon if f'href="#{one.anchor}"' in found.content.decode()] == ["said", "said", "units"]


def test_an_answer_its_rating_and_its_promise_are_public_the_raters_words_are_not() -> None:
    suggestion = a_handed_on(a_held_talk(), "replied")
    an_evaluation(suggestion, result="unsatisfied", words="只修了两盏")
    page = get(f"/suggestions/{suggestion.pk}")
    assert "三盏都换了新灯。" in page
    assert "办理态度满意，办理结果不满意" in page
    assert "只修了两盏" not in page
    assert "一起到村口看过" not in page  # what was talked about stays between unit and speaker
    assert "沟通过 1 次" in page


def test_when_nothing_is_owed_by_law_the_promise_is_named() -> None:
    suggestion = a_promised(a_held_talk())
    assert "盐官镇政府 答应 6月30日 周二 前做到" in get(f"/suggestions/{suggestion.pk}")


def test_a_voice_shows_its_released_extract_and_otherwise_only_that_it_exists() -> None:
    voice = a_voice("我家门口的路灯坏了，电话打了三次。")
    suggestion = a_suggestion("assigned", points=[a_point(voice)])
    assert "（原话没有公开，只记一条）" in get(f"/suggestions/{suggestion.pk}")
    voices.release(voice, by=who("town_clerk"), title="路灯坏了", extract="门口的路灯坏了。")
    page = get(f"/suggestions/{suggestion.pk}")
    assert ("门口的路灯坏了。" in page, "电话打了三次" in page) == (True, False)


def test_an_outcome_walks_back_to_the_suggestions_and_the_words() -> None:
    talk = a_held_talk()
    suggestion = a_handed_on(talk)
    outcome = an_outcome(suggestion)
    html = Client().get(f"/outcomes/{outcome.pk}").content.decode()
    line = first_line(talk)
    assert (f'href="/suggestions/{suggestion.pk}"' in html, f'href="/talks/{talk.pk}#u{line.pk}"' in html) == (True, True)
    assert f'id="u{line.pk}"' in Client().get(f"/talks/{talk.pk}").content.decode()


def test_an_outcome_that_was_not_published_is_nowhere() -> None:
    talk = a_held_talk()
    suggestion = a_handed_on(talk)
    outcome = an_outcome(suggestion, is_public=False)
    assert Client().get(f"/outcomes/{outcome.pk}").status_code == 404
    pages = ["/outcomes", f"/talks/{talk.pk}", f"/suggestions/{suggestion.pk}"]
    assert [page for page in pages if "村口路灯管护办法" in get(page)] == []


def test_suggestions_are_found_by_words_by_number_and_by_where_they_stand() -> None:
    first, second = a_suggestion("assigned"), a_suggestion("replied", points=[a_point(a_voice("公交车太少了，等不到。"))])
    with moment("2026-06-30 09:00"):
        counts = {name: n for name, _label, n in Client().get("/suggestions").context["filters"]}
    assert counts == {"all": 2, "doing": 1, "late": 1, "replied": 1, "tracked": 0, "closed": 0}

    def found(query: str) -> list[object]:
        return [row.suggestion for row in Client().get(f"/suggestions?{query}").context["rows"]]

    assert found("show=replied") == [second]
    assert found("q=路灯 三盏") == [second, first]
    assert found("q=盐官人大交〔2026〕1号") == [first]
    assert found("q=没有") == []
    assert found("q=%00&show=x&after=x") == [second, first]
    assert found(f"after={second.pk}") == [first]


def test_pages_of_a_list_follow_each_other_without_gap_or_repeat(rf: RequestFactory) -> None:
    made = [a_suggestion("assigned") for _ in range(3)]
    with moment("2026-05-26 09:00"):
        made += [a_suggestion("assigned"), a_suggestion("sorted")]
    for by, expected in (("-assigned_on", [3, 2, 1, 0, 4]), ("due", [2, 1, 0, 3, 4])):
        seen, after = [], ""
        while after is not None:
            page = leaf(rf.get("/", {"after": after}), Suggestion.objects.all(), by=by, most=2)
            seen, after = [*seen, *page.rows], page.onward
        assert seen == [made[place] for place in expected]


def test_more_rows_cost_no_more_queries(django_assert_num_queries) -> None:
    lists = {"/talks": 2, "/suggestions": 5, "/outcomes": 1}
    an_outcome(a_handed_on(a_held_talk()))
    for address, most in lists.items():
        with django_assert_num_queries(most):
            Client().get(address)
    for _ in range(2):
        an_outcome(a_handed_on(a_held_talk()))
    for address, most in lists.items():
        with django_assert_num_queries(most):
            Client().get(address)


@pytest.mark.parametrize("more", [0, 3])
def test_more_lines_of_a_talk_cost_no_more_queries(django_assert_num_queries, more: int) -> None:
    talk = a_held_talk("in_progress")
    for number in range(more):
        seat = talks.seat(talk, by=who("town_clerk"), role="citizen", name=f"李{number}四", side="商户")
        talks.record(talk, by=who("town_clerk"), seat=seat, words="路窄。")
    for name in ("adjourn", "confirm_record"):
        talks.move(talk, name, by=who("town_clerk"))
    a_handed_on(talk)
    with django_assert_num_queries(13):
        Client().get(f"/talks/{talk.pk}")


def test_words_with_markup_are_shown_as_words() -> None:
    talk = a_talk("in_progress")
    seat = talks.seat(talk, by=who("town_clerk"), role="citizen", side="<b>村民</b>")
    line = talks.record(talk, by=who("town_clerk"), seat=seat, words="<script>alert(1)</script>路窄。")
    for name in ("adjourn", "confirm_record"):
        talks.move(talk, name, by=who("town_clerk"))
    actions.assign(a_suggestion(points=[a_point(line)]), by=who("town_chair"), units=actions.Units(unit("盐官镇政府")))
    html = Client().get(f"/talks/{talk.pk}").content.decode()
    assert ("<script>alert" in html, "<b>村民</b>" in html, "&lt;script&gt;alert" in html) == (False, False, True)


def test_whoever_meant_to_come_reads_that_it_was_called_off() -> None:
    told, never = a_talk("announced"), a_talk("approved")
    for talk in (told, never):
        talks.move(talk, "cancel", by=who("town_clerk"), note="台风，内部考虑。")
    page = get(f"/talks/{told.pk}")
    assert ("这场恳谈取消了。" in page, "报名来参加" in page, "内部考虑" in page) == (True, False, False)
    assert told.title not in get("/talks")
    assert Client().get(f"/talks/{never.pk}").status_code == 404
