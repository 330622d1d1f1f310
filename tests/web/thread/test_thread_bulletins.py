"""民情专报: composed on evidence, checked, signed, numbered; read by leaders; 批示 and its feedback."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.factories.pages import signed_in
from tests.factories.records import SINCE, a_point, a_suggestion, a_voice, moment, row, unit
from tests.web.thread.builders import NAME, a_handed_on, a_held_talk, get, said_by

from kentan.ground.accounts.models import Account
from kentan.ground.ledger.chain import verify_all
from kentan.ground.ledger.models import Entry, EntryWords, Notice, Number
from kentan.ground.network.actions import appoint
from kentan.stages.outcomes.models import Bulletin, BulletinEvidence, Instruction
from kentan.stages.outcomes.queries import full_receipt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
STEPS = ("check", "sign", "issue")
WORDS = {
    "title": "村口路灯坏得久",
    "situation": "三个村都说到。",
    "problems": "坏了一个月。",
    "proposals": "由镇政府排查。",
    "recipients": "报：市委。",
}
HOST = "盐官镇人大主席团"
INSTRUCTED = "路灯的事请镇政府一月内办好。"


@pytest.fixture(autouse=True)
def leader(county: None) -> None:
    appoint(Account.objects.open("leader", "董立"), "leader", unit("市人大常委会"), since=SINCE)


def drafted(**changed: object) -> Bulletin:
    cited = changed.get("suggestions") or [a_suggestion("assigned").pk]
    answer = signed_in("town_clerk").post(
        "/staff/bulletins/new", WORDS | {"host": unit(HOST).pk} | changed | {"suggestions": cited}
    )
    assert answer.status_code == 302, answer.context["form"].errors
    return Bulletin.objects.latest("pk")


def walked(bulletin: Bulletin, *steps: str) -> Bulletin:
    for step in steps:
        answer = signed_in("town_chair").post(f"/staff/bulletins/{bulletin.pk}/{step}", {"words": "再核一遍数字。"})
        assert answer.status_code == 302, step
    bulletin.refresh_from_db()
    return bulletin


def everything() -> list[object]:
    kinds = (Bulletin, BulletinEvidence, Instruction, Number, Entry)
    return [list(kind._base_manager.order_by("pk").values()) for kind in kinds]


def test_what_no_bulletin_has_cited_is_offered_and_after_that_no_more() -> None:
    first = a_suggestion("assigned")
    form = signed_in("town_clerk").get("/staff/bulletins/new").context["form"]
    assert list(form.fields["suggestions"].queryset) == [first]
    drafted(suggestions=[first.pk])
    form = signed_in("town_clerk").get("/staff/bulletins/new").context["form"]
    assert list(form.fields["suggestions"].queryset) == []


def test_a_withdrawn_bulletin_gives_its_evidence_back() -> None:
    bulletin = walked(drafted(), "withdraw")
    form = signed_in("town_clerk").get("/staff/bulletins/new").context["form"]
    assert [one.pk for one in form.fields["suggestions"].queryset] == [bulletin.evidence.get().suggestion_id]


def test_it_is_walked_from_draft_to_issue_and_numbered_without_gaps() -> None:
    first, second = walked(drafted(), *STEPS), walked(drafted(), *STEPS)
    assert [(one.state, one.signed_on) for one in (first, second)] == [("issued", date(2026, 5, 25))] * 2
    texts = Number.objects.filter(subject__startswith="outcomes.Bulletin:").order_by("pk").values_list("text", flat=True)
    assert list(texts) == ["盐官人大民情专报〔2026〕1号", "盐官人大民情专报〔2026〕2号"]
    page = get(f"/staff/bulletins/{second.pk}", signed_in("town_clerk"))
    assert "2026 年第 2 期" in page
    assert "内部资料 注意保存" in page
    assert "盐官人大交〔2026〕2号 盐官镇政府" in page


def test_what_was_signed_goes_back_with_a_reason_and_is_signed_anew() -> None:
    bulletin = walked(drafted(), "check", "sign", "send_back")
    assert (bulletin.state, bulletin.signed_on) == ("drafting", None)
    answer = signed_in("town_chair").post(f"/staff/bulletins/{walked(bulletin, 'check').pk}/send_back", {"words": " "})
    assert (answer.status_code, "请写明理由。" in said_by(answer)) == (422, True)


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"suggestions": []}, "suggestions", "请至少选一条依据：建议或者成果。"), ({"title": ""}, "title", "请写标题。"),
        ({"situation": "机密★一年"}, "situation", "话里带有密级标志。这里不是涉密系统，不能收，也没有保存。"),
        ({"host": "0"}, "host", "请选编发机构。"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(changed, field, sentence) -> None:
    given = WORDS | {"host": unit(HOST).pk, "suggestions": [a_suggestion("assigned").pk]} | changed
    answer = signed_in("town_clerk").post("/staff/bulletins/new", given)
    assert (answer.status_code, answer.context["form"].errors.get(field)) == (422, [sentence])
    assert "由镇政府排查。" in said_by(answer)
    assert Bulletin.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "steps"), [("town_clerk", ("check",)), ("street_clerk", STEPS), ("town_liaison", STEPS), ("leader", STEPS)]
)
def test_only_the_issuing_body_moves_it_and_only_its_head_signs(name, steps) -> None:
    bulletin = drafted()
    before = everything()
    refused = [step for step in STEPS if step not in steps] or STEPS
    for step in refused if name != "town_clerk" else ("sign",):
        assert signed_in(name).post(f"/staff/bulletins/{bulletin.pk}/{step}").status_code == 403
    assert everything() == before


def test_the_second_of_two_clerks_gets_a_sentence() -> None:
    bulletin = walked(drafted(), "check")
    before = everything()
    answer = signed_in("town_clerk").post(f"/staff/bulletins/{bulletin.pk}/check")
    assert (answer.status_code, everything()) == (409, before)


@pytest.mark.parametrize("name", ["street_clerk", "deputy_one", "town_liaison", "admin", "auditor", ""])
def test_nobody_else_reads_it(name: str) -> None:
    bulletin = walked(drafted(), *STEPS)
    client = signed_in(name) if name else Client()
    for address in (f"/staff/bulletins/{bulletin.pk}", f"/leader/bulletins/{bulletin.pk}", "/leader/"):
        assert client.get(address).status_code in {302, 403}
        assert WORDS["title"] not in said_by(client.get(address))


def test_a_leader_is_told_lands_on_the_list_and_reads_only_what_was_issued() -> None:
    bulletin, waiting = walked(drafted(), *STEPS), drafted()
    assert Notice.objects.filter(account__username="leader").count() == 1
    notices = signed_in("leader").get("/notices").content.decode()
    assert f'<a href="/leader/bulletins/{bulletin.pk}">' in notices
    page = get("/leader/", signed_in("leader"))
    assert WORDS["title"] in page
    assert "盐官人大民情专报〔2026〕1号" in get(f"/leader/bulletins/{bulletin.pk}", signed_in("leader"))
    assert signed_in("leader").get(f"/leader/bulletins/{waiting.pk}").status_code == 403


def test_an_instruction_names_a_unit_and_a_day_and_is_answered_once() -> None:
    bulletin = walked(drafted(), *STEPS)
    answer = signed_in("leader").post(
        f"/leader/bulletins/{bulletin.pk}/instructions", {"words": INSTRUCTED, "unit": unit("盐官镇政府").pk}
    )
    assert answer.status_code == 302
    instruction = Instruction.objects.get()
    assert (instruction.due, instruction.unit, instruction.given_on) == (date(2026, 6, 25), unit("盐官镇政府"), date(2026, 5, 25))
    address = f"/staff/bulletins/{bulletin.pk}/instructions/{instruction.pk}"
    assert signed_in("street_clerk").post(address, {"feedback": "x"}).status_code == 403
    with moment("2026-06-10 09:00"):
        assert signed_in("town_clerk").post(address, {"feedback": "排查完了。"}).status_code == 302
    before = everything()
    again = signed_in("town_clerk").post(address, {"feedback": "又一次。"})
    assert (again.status_code, everything()) == (409, before)
    assert "已经记过了" in said_by(again)
    assert "排查完了。" in get(f"/leader/bulletins/{bulletin.pk}", signed_in("leader"))
    assert not EntryWords.objects.filter(text__contains="一月内").exists()


def test_the_unit_reads_its_instruction_is_told_and_answers_it_itself() -> None:
    bulletin = walked(drafted(), *STEPS)
    sent = {"words": INSTRUCTED, "unit": unit("盐官镇政府").pk}
    signed_in("leader").post(f"/leader/bulletins/{bulletin.pk}/instructions", sent)
    one, unit_page = Instruction.objects.get(), "/unit/instructions"
    assert Notice.objects.filter(account__username="town_liaison", entry__label="批示").count() == 1
    assert INSTRUCTED in get(unit_page, signed_in("town_liaison"))
    assert INSTRUCTED not in get(unit_page, signed_in("roads_liaison"))
    before = everything()
    assert signed_in("roads_liaison").post(f"{unit_page}/{one.pk}", {"feedback": "x"}).status_code == 404
    assert signed_in("town_liaison").post(f"{unit_page}/{one.pk}", {"feedback": " "}).status_code == 422
    assert everything() == before
    assert signed_in("town_liaison").post(f"{unit_page}/{one.pk}", {"feedback": "换好了。"}).status_code == 302
    again = signed_in("town_liaison").post(f"{unit_page}/{one.pk}", {"feedback": "又一次"})
    assert (again.status_code, "已经记过了" in said_by(again), "又一次" in said_by(again)) == (409, True, True)
    assert "换好了。" in get(f"/leader/bulletins/{bulletin.pk}", signed_in("leader"))
    assert Notice.objects.filter(account__username="town_clerk", entry__label="批示反馈").count() == 1


def test_the_city_reads_what_a_town_issued_and_not_what_it_drafts() -> None:
    issued, draft = walked(drafted(), *STEPS), drafted(title="还在写")
    assert WORDS["title"] in get(f"/staff/bulletins/{issued.pk}", signed_in("city_clerk"))
    assert signed_in("city_clerk").get(f"/staff/bulletins/{draft.pk}").status_code == 403
    assert "还在写" not in get("/staff/bulletins", signed_in("city_clerk"))
    assert (
        signed_in("city_clerk")
        .post(f"/staff/bulletins/{issued.pk}/instructions", {"leader": "我", "words": "x", "given_on": "2026-05-25"})
        .status_code
        == 403
    )


def test_staff_record_what_a_leader_wrote_on_paper_and_bad_days_are_refused() -> None:
    bulletin = walked(drafted(), *STEPS)
    address = f"/staff/bulletins/{bulletin.pk}/instructions"
    good = {"leader": "市委副书记", "words": "请研究。", "given_on": "2026-05-25"}
    refused = signed_in("town_clerk").post(address, good | {"given_on": "2026-05-26"})
    assert (refused.status_code, Instruction.objects.count()) == (422, 0)
    assert signed_in("town_clerk").post(address, good).status_code == 302
    assert (Instruction.objects.get().leader, Instruction.objects.get().due) == ("市委副书记", None)


def test_the_speaker_reads_that_his_words_were_carried_up_but_not_what_was_written() -> None:
    voice = a_voice()
    suggestion = a_suggestion("assigned", points=[a_point(voice)])
    walked(drafted(suggestions=[suggestion.pk]), *STEPS)
    found = full_receipt(voice.receipt)
    assert found is not None
    step = next(one for one in found.steps if one.step == "reported")
    assert (step.status, step.words) == ("done", "盐官人大民情专报〔2026〕1号")
    page = get(f"/r/{voice.receipt}")
    assert "盐官人大民情专报〔2026〕1号" in page
    assert WORDS["situation"] not in page


def test_the_chain_holds() -> None:
    bulletin = walked(drafted(), *STEPS)
    assert row(bulletin)["state"] == "issued"
    assert verify_all() == []


def test_two_bodies_each_have_a_bulletin_number_one() -> None:
    walked(drafted(), *STEPS)
    other = Bulletin.objects.create(
        state="signed", host=unit("人大海洲街道工委"), area=unit("人大海洲街道工委").area, title="停车", situation="两条", proposals="排查",
        recipients="报：街道。", drafted_by=Account.objects.get(username="street_clerk"), signed_on=date(2026, 5, 25),
    )  # fmt: skip
    assert signed_in("street_clerk").post(f"/staff/bulletins/{other.pk}/issue", {}).status_code == 302
    assert list(Number.objects.filter(text__contains="民情专报").order_by("text").values_list("text", flat=True)) == [
        "海洲人大民情专报〔2026〕1号", "盐官人大民情专报〔2026〕1号",
    ]  # fmt: skip


def test_before_it_goes_out_names_telephones_and_classifications_are_looked_for() -> None:
    clerk = signed_in("town_clerk")
    first, second, third = (a_handed_on(a_held_talk()) for _ in range(3))
    told = [
        (one.is_kept, one.found) for one in clerk.get(f"/staff/bulletins/{drafted(suggestions=[first.pk]).pk}").context["checks"]
    ]
    assert told == [(True, "")] * 4
    wrong = drafted(suggestions=[second.pk], situation=f"{NAME}说：打 13805730000 或 0573-87288110。", title="2026年8月3日第1期")
    page = clerk.get(f"/staff/bulletins/{wrong.pk}")
    told = [(one.is_kept, one.found) for one in page.context["checks"]]
    assert told == [(True, ""), (False, NAME), (False, "13805730000、0573-87288110"), (True, "")]
    assert "发出前检查" in page.content.decode()
    bare = clerk.post("/staff/bulletins/new", WORDS | {"host": unit(HOST).pk, "title": "机密★一年", "suggestions": [third.pk]})
    assert (bare.status_code, "不是涉密系统" in said_by(bare)) == (422, True)


def test_headings_are_chinese_for_a_reader_of_english_on_the_page_and_in_the_file() -> None:
    clerk, bulletin = signed_in("town_clerk"), drafted()
    chinese = clerk.get(f"/staff/bulletins/{bulletin.pk}.docx").content
    clerk.cookies["django_language"] = "en"
    assert "一、情况" in clerk.get(f"/staff/bulletins/{bulletin.pk}").content.decode()
    assert clerk.get(f"/staff/bulletins/{bulletin.pk}.docx").content == chinese
