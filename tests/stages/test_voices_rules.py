"""民声的规矩: the rules R1…R110 that touch a voice and its ticket, each under its number."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.factories import records

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.errors import NotAllowed, WrongState
from kentan.ground.ledger.models import Entry
from kentan.ground.network.models import Code
from kentan.stages.voices import actions, flow, intake, queries, rules
from kentan.stages.voices.errors import NotAcceptable
from kentan.stages.voices.models import ContactLook, Ticket, Voice

pytestmark = pytest.mark.django_db


def refused(ticket: Ticket) -> tuple[object, int]:
    """What a refusal must leave as it was."""
    return records.row(ticket), Entry.objects.count()


def test_r30_the_values_on_the_form_are_three_and_silence_is_none_of_them(county: None) -> None:
    ticket = records.a_ticket("told")
    assert ticket.verdict == ""
    before = refused(ticket)
    for verdict in ("", "no_verdict", "未表态", "very_satisfied"):
        with pytest.raises(NotAcceptable):
            actions.rate(ticket, by=records.speaker(ticket.voice), verdict=verdict)
    assert refused(ticket) == before


@pytest.mark.parametrize("remark", ["", "  \n", "\u200b"])
def test_r32_not_satisfied_needs_words(county: None, remark: str) -> None:
    ticket = records.a_ticket("told")
    before = refused(ticket)
    with pytest.raises(NotAcceptable) as error:
        actions.rate(ticket, by=records.speaker(ticket.voice), verdict="unsatisfied", remark=remark)
    assert (list(error.value.fields), refused(ticket)) == (["remark"], before)


def test_r84_words_with_a_mark_of_secrecy_are_taken_from_nobody(county: None) -> None:
    marked = "见机密★10年的文件。"
    ticket = records.a_ticket("received")
    before = refused(ticket)
    for attempt in (
        lambda: actions.answer(ticket, by=records.who("deputy_one"), words=marked),
        lambda: actions.relay(ticket, by=records.who("deputy_one"), unit=records.unit("盐官镇政府"), words=marked),
        lambda: actions.escalate_town(ticket, by=records.who("deputy_one"), words=marked),
        lambda: actions.escalate_city(ticket, by=records.who("town_clerk"), words=marked),
        lambda: actions.convert(ticket, by=records.who("town_clerk"), words=marked),
        lambda: actions.speak_by_proxy(by=records.who("town_clerk"), code=records.code(), words=marked),
        lambda: actions.rehearse(code=records.code(), words=marked),
        lambda: actions.release(ticket.voice, by=records.who("town_clerk"), title="文件", extract=marked),
    ):
        with pytest.raises(NotAcceptable):
            attempt()
    assert (refused(ticket), Voice.objects.count()) == (before, 1)


@pytest.mark.parametrize("stray", ["\x00", "\ud800", "\x1b[31m"])
def test_stray_characters_are_taken_from_nobody(county: None, stray: str) -> None:
    ticket = records.a_ticket("finished")
    before = refused(ticket)
    for attempt in (
        lambda: actions.confirm(ticket, by=records.who("deputy_one"), words=f"好{stray}了"),
        lambda: actions.send_back(ticket, by=records.who("deputy_one"), reason=f"没{stray}好"),
    ):
        with pytest.raises(NotAcceptable):
            attempt()
    assert refused(ticket) == before


def test_r89_who_may_see_a_voice(county: None) -> None:
    ticket = records.a_ticket("unit_pending")
    seeing = {name: rules.may_see(records.who(name), ticket.voice) for name in (
        "deputy_one", "deputy_two", "town_clerk", "town_chair", "street_clerk", "city_clerk", "town_liaison", "town_head",
        "roads_liaison", "admin", "auditor",
    )}  # fmt: skip
    assert sorted(name for name, sees in seeing.items() if sees) == [
        "city_clerk", "deputy_one", "town_chair", "town_clerk", "town_head", "town_liaison",
    ]  # fmt: skip
    assert rules.may_see(records.speaker(ticket.voice), ticket.voice)
    assert not rules.may_see(Actor.holder_of_code(ticket.voice.code.token), ticket.voice)
    with pytest.raises(NotAllowed):
        queries.ticket_for(records.who("deputy_two"), ticket.pk)


def test_r89_nothing_is_public_before_somebody_releases_an_extract(county: None) -> None:
    from kentan.stages.voices.queries.inboxes import released

    voice = records.a_voice()
    assert (voice.state, list(released())) == ("held", [])
    with pytest.raises(NotAllowed):
        actions.release(voice, by=records.who("deputy_one"), title="路灯坏了", extract="村口路灯坏了。")
    actions.release(voice, by=records.who("town_clerk"), title="路灯坏了", extract="村口路灯坏了。")
    assert list(released()) == [voice]
    with pytest.raises(NotAcceptable):
        actions.withhold(voice, by=records.who("town_clerk"), reason="不想公开")
    actions.withhold(voice, by=records.who("town_clerk"), reason="request")
    assert (list(released()), voice.withheld_for) == ([], "request")


def test_r97_looking_at_a_telephone_is_logged_first_and_not_for_the_unit(county: None) -> None:
    ticket = records.a_ticket("handling", phone="13812345678")
    for username in ("town_liaison", "deputy_two", "street_clerk", "admin"):
        with pytest.raises(NotAllowed):
            actions.look_at_contact(ticket.voice, by=records.who(username), reason="回访")
    assert ContactLook.objects.count() == 0
    assert actions.look_at_contact(ticket.voice, by=records.who("deputy_one"), reason="") == "13812345678"
    look = ContactLook.objects.get()
    assert (look.account.username, look.reason) == ("deputy_one", "未写事由")


def test_r105_what_is_said_at_a_counter_is_entered_by_staff_with_the_true_time(county: None) -> None:
    from datetime import datetime

    from kentan.ground.moment import SHANGHAI

    said_at = datetime(2026, 5, 24, 15, 30, tzinfo=SHANGHAI)
    for username in ("town_clerk", "city_clerk", "deputy_one"):
        heard = actions.speak_by_proxy(by=records.who(username), code=records.code(), words="老人家说路灯坏了。", said_at=said_at)
        voice = heard.voice
        assert (voice.channel, voice.entered_by.username, voice.said_at, voice.notice) == ("proxy", username, said_at, "")
        assert (voice.ticket.state, voice.ticket.due) == ("received", date(2026, 5, 26))
    for username in ("town_liaison", "deputy_two", "admin", "auditor"):
        with pytest.raises(NotAllowed):
            actions.speak_by_proxy(by=records.who(username), code=records.code(), words="老人家说路灯坏了。")
    with pytest.raises(NotAcceptable) as error:
        actions.speak_by_proxy(
            by=records.who("town_clerk"),
            code=records.code(),
            words="老人家说路灯坏了。",
            said_at=datetime(2026, 5, 25, 9, 1, tzinfo=SHANGHAI),
        )
    assert (list(error.value.fields), Voice.objects.count()) == (["said_at"], 3)


def test_a_proxy_voice_says_who_entered_it_or_is_refused_by_the_database(county: None) -> None:
    voice = records.a_voice()
    with pytest.raises(IntegrityError, match="a_proxy_voice_says_who_entered_it"), transaction.atomic():
        Voice.objects.filter(pk=voice.pk).update(channel="proxy")


def test_r109_a_ticket_is_reopened_once_and_within_thirty_days(county: None) -> None:
    ticket = records.a_ticket("rated")
    with records.moment("2026-06-25 09:00"):
        before = refused(ticket)
        with pytest.raises(NotAcceptable) as error:
            actions.reopen(ticket, by=records.speaker(ticket.voice), reason="又坏了。")
        assert "6月24日" in error.value.fields["words"]
        ticket.refresh_from_db()
        assert refused(ticket) == before
    with records.moment("2026-06-24 23:59"):
        actions.reopen(ticket, by=records.speaker(ticket.voice), reason="又坏了。")
        assert (ticket.state, ticket.verdict, ticket.reopened) == ("received", "", True)
        actions.answer(ticket, by=records.who("deputy_one"), words="再去看。")
        actions.rate(ticket, by=records.speaker(ticket.voice), verdict="satisfied")
        with pytest.raises(NotAllowed):
            actions.reopen(ticket, by=records.speaker(ticket.voice), reason="又坏了。")


def test_r110_a_unit_designated_after_a_dispute_cannot_return_it_again(county: None) -> None:
    ticket = records.a_ticket("disputed")
    actions.decide(ticket, by=records.who("town_clerk"), unit=records.unit("市住建局"))
    before = refused(ticket)
    with pytest.raises(NotAllowed):
        actions.decline(ticket, by=records.who("homes_liaison"), reason="也不归我。")
    ticket.refresh_from_db()
    assert refused(ticket) == before
    assert flow.TICKET.open_to(records.who("homes_liaison"), ticket) == (flow.ACCEPT,)


def test_r110_holds_too_when_the_dispute_went_up_to_the_city(county: None) -> None:
    ticket = records.a_ticket("disputed")
    actions.escalate_city(ticket, by=records.who("town_clerk"), words="两家都说不归自己。")
    actions.relay(ticket, by=records.who("city_clerk"), unit=records.unit("市住建局"))
    with pytest.raises(NotAllowed):
        actions.decline(ticket, by=records.who("homes_liaison"), reason="也不归我。")


def test_r110_does_not_bind_a_unit_that_nobody_disputed_about(county: None) -> None:
    ticket = records.a_ticket("received")
    actions.escalate_city(ticket, by=records.who("town_clerk"), words="跨镇。")
    actions.relay(ticket, by=records.who("city_clerk"), unit=records.unit("市住建局"))
    actions.decline(ticket, by=records.who("homes_liaison"), reason="归交通局。")
    assert ticket.state == "disputed"


def test_r110_ends_with_the_round_that_it_was_decided_in(county: None) -> None:
    ticket = records.a_ticket("disputed")
    actions.decide(ticket, by=records.who("town_clerk"), unit=records.unit("盐官镇政府"))
    actions.accept(ticket, by=records.who("town_liaison"))
    actions.finish(ticket, by=records.who("town_liaison"), result="换了灯。", scope="spot")
    actions.confirm(ticket, by=records.who("deputy_one"))
    actions.rate(ticket, by=records.speaker(ticket.voice), verdict="mostly")
    actions.reopen(ticket, by=records.speaker(ticket.voice), reason="又坏了。")
    actions.relay(ticket, by=records.who("deputy_one"), unit=records.unit("市住建局"))
    actions.decline(ticket, by=records.who("homes_liaison"), reason="这回归镇里。")
    assert ticket.state == "disputed"


@pytest.mark.parametrize("body", ["盐官镇人大主席团", "人大海洲街道工委", "市人大常委会"])
def test_a_congress_body_is_never_asked_to_handle(county: None, body: str) -> None:
    ticket = records.a_ticket("received")
    before = refused(ticket)
    with pytest.raises(NotAcceptable) as error:
        actions.relay(ticket, by=records.who("deputy_one"), unit=records.unit(body))
    assert (list(error.value.fields), refused(ticket)) == (["unit"], before)


def test_a_ticket_joins_only_another_one_that_is_open(county: None) -> None:
    ticket, other, closed = records.a_ticket("received"), records.a_ticket("handling"), records.a_ticket("rated")
    for target in (ticket, closed):
        with pytest.raises(NotAcceptable):
            actions.join(ticket, by=records.who("deputy_one"), same_as=target)
    actions.join(ticket, by=records.who("deputy_one"), same_as=other)
    assert (ticket.state, ticket.same_as, ticket.voice.words) == ("duplicate", other, records.WORDS)
    with pytest.raises(NotAcceptable):
        actions.join(records.a_ticket("received"), by=records.who("deputy_one"), same_as=ticket)


@pytest.mark.parametrize("kind", ["emergency", "petition", "lawsuit", "repeat", "secret", "beyond"])
def test_who_is_routed_out_reads_where_to_go(county: None, kind: str) -> None:
    ticket = records.a_ticket("received")
    actions.route_out(ticket, by=records.who("deputy_one"), kind=kind)
    found = queries.receipt(ticket.voice.receipt)
    assert (found.state, found.owed) == ("routed_out", None)
    assert ticket.get_route_out_display() in "\n".join(step.words for step in found.steps)
    with pytest.raises(WrongState):
        actions.answer(Ticket.objects.get(pk=ticket.pk), by=records.who("deputy_one"), words="好的。")


def test_a_suspended_deputy_acts_no_more_and_his_staff_act_in_his_stead(county: None) -> None:
    ticket = records.a_ticket("received")
    Code.objects.get(deputy__name="林一苇").deputy.__class__.objects.filter(name="林一苇").update(status="suspended")
    with pytest.raises(NotAllowed):
        actions.relay(ticket, by=records.who("deputy_one"), unit=records.unit("盐官镇政府"))
    ticket.refresh_from_db()
    actions.relay(ticket, by=records.who("town_clerk"), unit=records.unit("盐官镇政府"))
    assert ticket.state == "unit_pending"


@pytest.mark.parametrize(
    ("phone", "kept"),
    [
        ("13812345678", "13812345678"), (" 138 1234 5678 ", "13812345678"), ("１３８１２３４５６７８", "13812345678"), ("+86 13812345678", "13812345678"),
        ("0573-87228888", "0573-87228888"), ("057387228888", "057387228888"), ("010-12345678", "010-12345678"), ("", ""), ("  ", ""),
    ],
)  # fmt: skip
def test_a_telephone_is_taken_as_people_write_it(phone: str, kept: str) -> None:
    assert intake.accept(words="路灯坏了", phone=phone).phone == kept


@pytest.mark.parametrize(
    "phone", ["1381234567", "138123456789", "87228888", "12345", "138١٢٣٤٥٦٧٨", "abc", "+113812345678", "13812345678;drop"]
)
def test_a_telephone_that_cannot_be_called_is_refused_with_a_sentence(phone: str) -> None:
    with pytest.raises(NotAcceptable) as error:
        intake.accept(words="路灯坏了", phone=phone)
    assert error.value.fields == {"phone": "电话号码看起来不对。手机号是 11 位；座机请带区号。也可以不填。"}


def test_each_fault_has_its_own_sentence() -> None:
    found = {}
    for words, place in (("", "桥" * 121), ("灯", "桥\x00"), ("灯" * 5001, "秘密★"), ("灯\x00坏", ""), ("绝密★长期", "")):
        with pytest.raises(NotAcceptable) as error:
            intake.accept(words=words, place=place)
        found.update(dict.fromkeys(error.value.fields.items(), True))
    assert set(found) == {(field, intake.sentence(field, kind)) for field, kind in intake.SENTENCES}
