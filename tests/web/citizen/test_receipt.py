"""我的话怎么样了: who owes what, why that day, what may be done with a receipt, and by nobody else."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from tests.factories.pages import a_picture, kept, text_of
from tests.factories.records import (
    WORDS,
    a_contact,
    a_point,
    a_reply,
    a_suggestion,
    a_ticket,
    a_voice,
    an_evaluation,
    code,
    moment,
    speaker,
    unit,
    who,
)

from kentan.ground.ledger.errors import NotAllowed
from kentan.stages.suggestions import actions as suggestions
from kentan.stages.voices import actions as voices
from kentan.stages.voices.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def page_of(ticket: Ticket) -> str:
    """The words of the receipt's page."""
    return text_of(Client().get(f"/r/{ticket.voice.receipt}"))


def test_the_page_says_who_owes_what_by_when_and_why() -> None:
    ticket = a_ticket("handling", place="村口东头")
    said = page_of(ticket)
    assert "盐官镇政府 应在 6月1日 周一 前办完并报结果。" in said
    assert "还有 5 个工作日" in said
    assert "从 5月26日 周二数起，数 5 个工作日。" in said
    assert "有人在办" in said
    assert WORDS in said
    assert "村口东头" in said


def test_a_fresh_receipt_says_that_it_was_kept_an_old_one_does_not() -> None:
    with moment("2026-05-25 08:55"):
        ticket = a_ticket()
    assert "收到了，一字不动地存好了。" in page_of(ticket)
    with moment("2026-05-25 09:30"):
        assert "收到了，一字不动地存好了。" not in page_of(ticket)


def test_an_overdue_duty_says_so_and_counts_the_days() -> None:
    ticket = a_ticket("handling")
    with moment("2026-06-04 09:00"):
        assert "已逾期 3 个工作日" in page_of(ticket)


@pytest.mark.parametrize("written", ["{receipt}", "{lower}", "{spaced}"])
def test_the_code_is_read_as_a_person_writes_it(written: str) -> None:
    receipt = a_voice().receipt
    typed = written.format(receipt=receipt, lower=receipt.lower(), spaced=f"{receipt[:5]} {receipt[5:]}")
    answer = Client().get("/r/", {"receipt": typed}, follow=True)
    assert (answer.status_code, WORDS in text_of(answer)) == (200, True)


def test_an_unknown_code_is_said_once_and_slowed_when_guessed() -> None:
    client = Client(headers={"user-agent": "guesser"})
    assert {client.get(f"/r/ZZZZZZZZ{n:02}").status_code for n in range(30)} == {404}
    slow = client.get("/r/ZZZZZZZZ99")
    assert (slow.status_code, int(slow["Retry-After"]) > 0) == (429, True)
    assert "试错太多次了" in text_of(slow)
    assert client.get(f"/r/{a_voice().receipt}").status_code == 200
    assert Client(headers={"user-agent": "another"}).get("/r/ZZZZZZZZ99").status_code == 404


@pytest.mark.parametrize("typed", ["../x", "a/b", "灯灯灯", "%00", " "])
def test_whatever_is_typed_is_answered(typed: str) -> None:
    assert Client().get("/r/", {"receipt": typed}, follow=True).status_code in {200, 404}


def test_no_verdict_is_chosen_beforehand_and_unspoken_is_no_choice() -> None:
    page = Client().get(f"/r/{a_ticket('told').voice.receipt}").content.decode()
    assert re.findall(r'name="verdict" value="(\w+)"( checked)?', page) == [
        ("satisfied", ""), ("mostly", ""), ("unsatisfied", ""),
    ]  # fmt: skip


def test_a_rating_is_kept_and_shown() -> None:
    ticket = a_ticket("told")
    answer = Client().post(f"/r/{ticket.voice.receipt}/rate", {"verdict": "satisfied", "remark": "修得快"})
    assert (answer.status_code, answer["Location"]) == (303, f"/r/{ticket.voice.receipt}")
    ticket.refresh_from_db()
    assert (ticket.state, ticket.verdict, ticket.verdict_words) == ("rated", "satisfied", "修得快")
    assert "您评价过了" in page_of(ticket)


def test_unsatisfied_asks_for_a_word_and_keeps_the_choice() -> None:
    ticket = a_ticket("told")
    before = kept(ticket)
    answer = Client().post(f"/r/{ticket.voice.receipt}/rate", {"verdict": "unsatisfied"})
    assert (answer.status_code, kept(Ticket.objects.get())) == (422, before)
    assert "请说一句哪里不满意" in text_of(answer)
    assert 'value="unsatisfied" checked' in answer.content.decode()


def test_a_second_rating_from_a_stale_page_changes_nothing() -> None:
    ticket = a_ticket("rated")
    before = kept(ticket)
    answer = Client().post(f"/r/{ticket.voice.receipt}/rate", {"verdict": "unsatisfied", "remark": "又坏了"})
    assert (answer.status_code, kept(Ticket.objects.get())) == (409, before)


def test_it_may_be_looked_at_again_once_with_a_reason() -> None:
    ticket = a_ticket("rated")
    address = f"/r/{ticket.voice.receipt}"
    assert "还没解决，请再看看" in page_of(ticket)
    assert Client().post(f"{address}/reopen", {"words": ""}).status_code == 422
    assert Client().post(f"{address}/reopen", {"words": "又坏了一盏"}).status_code == 303
    ticket.refresh_from_db()
    assert (ticket.state, ticket.reopened) == ("received", True)
    assert "还没解决，请再看看" not in page_of(ticket)


def test_photos_of_both_sides_stand_on_the_page_and_open() -> None:
    ticket = a_ticket("handling", photos=[a_picture()])
    voices.finish(ticket, by=who("town_liaison"), result="修好了。", scope="spot", photos=[a_picture("done.jpg")])
    page = Client().get(f"/r/{ticket.voice.receipt}").content.decode()
    shown = re.findall(r'src="(/r/[^"]+/photo/\d)"', page)
    assert shown == [f"/r/{ticket.voice.receipt}/photo/{n}" for n in (1, 2)]
    assert [Client().get(address).status_code for address in shown] == [200, 200]


def test_what_was_erased_is_gone_and_the_steps_stay() -> None:
    ticket = a_ticket("handling", place="村口东头", photos=[a_picture()])
    voices.erase(ticket.voice, by=who("town_clerk"))
    said = page_of(Ticket.objects.get())
    assert "原话和联系方式已依您的申请删除，办理的步骤还留着。" in said
    assert (WORDS in said, "村口东头" in said, "受理" in said) == (False, False, True)


def test_what_became_of_the_words_is_linked_once_it_is_assigned() -> None:
    voice = a_voice()
    suggestion = a_suggestion("sorted", points=[a_point(voice)])
    link = f'href="/suggestions/{suggestion.pk}"'
    assert link not in Client().get(f"/r/{voice.receipt}").content.decode()
    suggestions.assign(suggestion, by=who("town_chair"), units=suggestions.Units(unit("盐官镇政府"), ()))
    assert link in Client().get(f"/r/{voice.receipt}").content.decode()


def test_the_slip_is_large_and_carries_code_date_and_telephone() -> None:
    ticket = a_ticket("handling")
    receipt = ticket.voice.receipt
    said = text_of(Client().get(f"/r/{receipt}/slip"))
    assert f"{receipt[:5]} {receipt[5:]}" in said
    assert "盐官镇政府应在2026年6月1日 周一前办完并报结果。" in said
    assert "0573-0000 2612" in said


def test_a_receipt_is_never_kept_by_caches_on_the_way() -> None:
    answer = Client().get(f"/r/{a_voice().receipt}")
    assert "no-store" in answer["Cache-Control"]


def test_the_steps_cost_no_query_each(django_assert_num_queries) -> None:
    client, ticket = Client(), a_ticket("handling")
    client.get(f"/r/{ticket.voice.receipt}")
    with django_assert_num_queries(9):
        client.get(f"/r/{ticket.voice.receipt}")
    later = a_ticket("told", words="桥栏杆断了，要修。")
    with django_assert_num_queries(9):
        client.get(f"/r/{later.voice.receipt}")


def test_another_ones_receipt_is_not_opened_by_the_code_of_the_deputy() -> None:
    a_voice()
    assert Client().get(f"/r/{code().token}").status_code == 404


def test_the_holder_of_one_receipt_cannot_rate_another() -> None:
    mine, other = a_ticket("told"), a_ticket("told", words="桥栏杆断了，要修。")
    before = kept(other)
    with pytest.raises(NotAllowed):
        voices.rate(other, by=speaker(mine.voice), verdict="satisfied")
    assert kept(Ticket.objects.get(pk=other.pk)) == before


def test_a_message_that_became_a_suggestion_says_what_was_promised_and_by_when() -> None:
    ticket = a_ticket("told")
    voices.rate(ticket, by=speaker(ticket.voice), verdict="satisfied", remark="")
    suggestion = a_suggestion("handling", points=[a_point(ticket.voice)])
    a_contact(suggestion)
    a_reply(suggestion, outcome_class="B", words="六月底前换好。", promise_words="换三盏灯", promise_due=date(2026, 6, 30))
    an_evaluation(suggestion)
    page = text_of(Client().get(f"/r/{ticket.voice.receipt}"))
    assert "盐官镇政府 答应 6月30日 周二 前做到：换三盏灯" in page
    with moment("2026-06-29 09:00"):
        suggestions.keep_commitment(suggestion.commitments.get(), by=who("town_liaison"), words="三盏都换了")
        assert "答应 6月30日" not in text_of(Client().get(f"/r/{ticket.voice.receipt}"))
