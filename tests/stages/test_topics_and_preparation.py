"""选题与会前: evidence counts messages and people, the body decides, nothing begins unprepared, frozen is frozen."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from tests.factories import records

from kentan.ground.ledger.chain import verify_all
from kentan.ground.ledger.errors import NotAllowed, NoteNeeded, WrongState
from kentan.ground.ledger.models import Entry, Number
from kentan.stages.preparation import actions as preparation
from kentan.stages.preparation.errors import Unfit as Unready
from kentan.stages.preparation.models import Preparation
from kentan.stages.preparation.queries import checklist, digest_of
from kentan.stages.talks import actions as talks
from kentan.stages.talks.errors import Unprepared
from kentan.stages.topics import actions
from kentan.stages.topics.errors import Unfit
from kentan.stages.topics.models import Evidence, Topic
from kentan.stages.topics.queries import public_topics, weight
from kentan.stages.voices import actions as voices

pytestmark = pytest.mark.django_db


def propose(*heard: Any, by: str = "town_clerk", host: str = "盐官镇人大主席团", **given: Any) -> Topic:
    fields: dict[str, Any] = {"title": "村口路灯", "kind": "urgent_concern", "source": "citizen_cluster"}
    return actions.propose(heard or [records.a_voice()], by=records.who(by), host=records.unit(host), **(fields | given))


def a_topic(state: str = "approved") -> Topic:
    topic = propose()
    clerk = records.who("town_clerk")
    for name, reached in (("screen", "screening"), ("shortlist", "shortlisted"), ("approve", "approved")):
        if topic.state == state:
            break
        if name == "approve":
            actions.approve(topic, by=records.who("town_chair"), meeting="主席团第3次会议", on=date(2026, 5, 24))
        else:
            actions.move(topic, name, by=clerk)
        assert topic.state == reached
    return topic


def prepared(topic: Topic) -> Preparation:
    clerk = records.who("town_clerk")
    opened = preparation.open_preparation(topic, by=clerk)
    item = preparation.add_law(opened, by=clerk, law="城市照明管理规定", article="第五条", text="……")
    preparation.hold_study(opened, by=clerk, held_on=date(2026, 5, 20), attended="主席团成员 9 人", items=[item])
    preparation.record_field_work(
        opened, by=clerk, kind="inspection", title="夜查路灯", held_on=date(2026, 5, 21), place="盐官镇", findings=["三盏不亮", "两处太暗"],
    )  # fmt: skip
    return opened


def kept(topic: Topic) -> tuple[Any, ...]:
    return records.row(topic), Topic.objects.count(), Evidence.objects.count(), Entry.objects.count(), Number.objects.count()


def test_messages_are_counted_and_people_only_from_below(county: None) -> None:
    heard = [records.a_voice(phone="13800000001"), records.a_voice(phone="13800000001"), records.a_voice(phone="13800000002")]
    heard += [records.a_voice(), records.a_voice()]
    heard.append(voices.speak_by_proxy(by=records.who("town_clerk"), code=records.code(), words="老人说灯坏了。").voice)
    found = weight(propose(*heard))
    assert (found.messages, found.papers, found.people_at_least) == (6, 0, 4)
    assert weight(propose(*heard, people_stated=5)).people_at_least == 5


@pytest.mark.parametrize(
    ("given", "field"), [({"title": ""}, "title"), ({"title": "题" * 81}, "title"), ({"kind": "other"}, "kind"), ({"source": "rumour"}, "source"), ({"people_stated": 2}, "people_stated")],
)  # fmt: skip
def test_r69_a_topic_has_a_kind_a_statutory_source_and_evidence(county: None, given: dict[str, Any], field: str) -> None:
    topic = propose()
    before = kept(topic)
    voice = topic.evidence.get().voice
    with pytest.raises(Unfit) as refused:
        propose(voice, **given)
    assert (list(refused.value.fields), kept(topic)) == ([field], before)
    with pytest.raises(Unfit):
        actions.propose(
            [], by=records.who("town_clerk"), host=topic.host, title="村口路灯", kind="urgent_concern", source="citizen_cluster"
        )


def test_nobody_uses_voices_that_he_may_not_read(county: None) -> None:
    before = Topic.objects.count()
    with pytest.raises(NotAllowed):
        propose(records.a_voice(to="许三多"))
    with pytest.raises(NotAllowed):
        propose(by="deputy_one")
    assert Topic.objects.count() == before


def test_the_competent_body_approves_with_meeting_and_day(county: None) -> None:
    topic = a_topic("shortlisted")
    before = kept(topic)
    with pytest.raises(NotAllowed):
        actions.approve(topic, by=records.who("town_clerk"), meeting="主席团第3次会议", on=date(2026, 5, 24))
    for meeting, on in ((" ", date(2026, 5, 24)), ("主席团第3次会议", date(2026, 5, 26))):
        with pytest.raises(Unfit):
            actions.approve(topic, by=records.who("town_chair"), meeting=meeting, on=on)
    assert (kept(topic), list(public_topics())) == (before, [])
    topic.refresh_from_db()
    actions.approve(topic, by=records.who("town_chair"), meeting="主席团第3次会议", on=date(2026, 5, 25))
    assert (topic.meeting, topic.approved_on, list(public_topics())) == ("主席团第3次会议", date(2026, 5, 25), [topic])


def test_what_is_put_off_or_left_out_has_a_reason(county: None) -> None:
    topic = a_topic("screening")
    before = kept(topic)
    for name in ("defer", "reject"):
        with pytest.raises(NoteNeeded):
            actions.move(topic, name, by=records.who("town_clerk"))
    assert kept(topic) == before
    actions.move(topic, "defer", by=records.who("town_clerk"), note="等预算")
    assert topic.state == "deferred"


def test_merging_topics_links_the_evidence_and_deletes_nothing(county: None) -> None:
    one, other = a_topic("screening"), a_topic("screening")
    voice = one.evidence.get().voice
    actions.merge(one, by=records.who("town_clerk"), into=other)
    assert (one.state, one.merged_into, one.evidence.get().voice) == ("merged", other, voice)
    assert {row.voice for row in other.evidence.all()} >= {voice}
    with pytest.raises(Unfit):
        actions.merge(other, by=records.who("town_clerk"), into=other)


def test_nothing_is_frozen_before_the_checklist_is_complete(county: None) -> None:
    opened = preparation.open_preparation(a_topic(), by=records.who("town_clerk"))
    before = records.row(opened)
    with pytest.raises(Unready) as refused:
        preparation.freeze(opened, by=records.who("town_clerk"))
    assert "法条摘编、会前学法、视察或调研" in refused.value.fields["checklist"]
    assert (records.row(opened), opened.packs.count()) == (before, 0)


def test_field_work_is_numbered_and_becomes_evidence_by_its_number(county: None) -> None:
    prepared(a_topic())
    number = Number.objects.get()
    assert number.text == "盐官人大视察〔2026〕1号"
    topic = actions.propose(
        [], by=records.who("town_clerk"), host=records.unit("盐官镇人大主席团"), title="夜间太暗", kind="urgent_concern", source="committees", papers=[number],
    )  # fmt: skip
    assert (weight(topic).papers, topic.evidence.get().cites) == (1, number)


def test_a_frozen_pack_has_a_digest_of_its_content_and_takes_nothing_more(county: None) -> None:
    opened = prepared(a_topic())
    assert [step.is_done for step in checklist(opened)] == [True, True, True]
    pack = preparation.freeze(opened, by=records.who("town_clerk"))
    assert (pack.version, pack.digest) == (1, digest_of(pack.content))
    assert [row["words"] for row in json.loads(pack.content)["field"][0]["findings"]] == ["三盏不亮", "两处太暗"]
    with pytest.raises(WrongState):
        preparation.add_law(opened, by=records.who("town_clerk"), law="另一部法", article="第一条", text="……")
    with pytest.raises(NoteNeeded):
        preparation.revise(opened, by=records.who("town_clerk"), reason="")
    preparation.revise(opened, by=records.who("town_clerk"), reason="补一条法")
    preparation.add_law(opened, by=records.who("town_clerk"), law="另一部法", article="第一条", text="……")
    again = preparation.freeze(opened, by=records.who("town_clerk"))
    pack.refresh_from_db()
    assert (again.version, pack.digest == digest_of(pack.content), again.digest != pack.digest) == (2, True, True)
    assert verify_all() == []


def test_only_the_chair_waives_the_checklist_and_says_why(county: None) -> None:
    opened = preparation.open_preparation(a_topic(), by=records.who("town_clerk"))
    before = records.row(opened)
    with pytest.raises(NotAllowed):
        preparation.waive(opened, by=records.who("town_clerk"), reason="时间紧")
    opened.refresh_from_db()
    with pytest.raises(NoteNeeded):
        preparation.waive(opened, by=records.who("town_chair"), reason=" ")
    assert records.row(opened) == before
    preparation.waive(opened, by=records.who("town_chair"), reason="汛期，连夜商量")
    assert (opened.state, opened.waiver) == ("waived", "汛期，连夜商量")


def test_a_talk_on_a_topic_begins_only_when_it_is_prepared_and_adopts_the_frozen_pack(county: None) -> None:
    opened = prepared(a_topic())
    talk = records.a_talk("announced")
    talk.topic = opened.topic
    talk.save(update_fields=["topic"])
    before = records.row(talk)
    with pytest.raises(Unprepared):
        talks.move(talk, "start", by=records.who("town_clerk"))
    assert records.row(talk) == before
    pack = preparation.freeze(opened, by=records.who("town_clerk"))
    talks.move(talk, "start", by=records.who("town_clerk"))
    assert (talk.state, talk.pack) == ("in_progress", pack)


@pytest.mark.parametrize(("host", "state"), [("盐官镇人大主席团", "discussed"), ("市人大常委会", "preparing")])
def test_when_the_record_is_confirmed_the_hosts_own_topic_counts_as_discussed(county: None, host: str, state: str) -> None:
    opened = prepared(a_topic())
    preparation.freeze(opened, by=records.who("town_clerk"))
    Topic.objects.filter(pk=opened.topic.pk).update(host=records.unit(host))
    talk = records.a_talk("announced")
    talk.topic = Topic.objects.get(pk=opened.topic.pk)
    talk.save(update_fields=["topic"])
    for name in ("start", "adjourn", "confirm_record"):
        talks.move(talk, name, by=records.who("town_clerk"))
    assert (talk.state, Topic.objects.get(pk=opened.topic.pk).state) == ("confirmed", state)


def test_what_was_noted_about_erased_words_goes_with_them(county: None) -> None:
    voice = records.a_voice()
    topic = propose(voice)
    actions.add_evidence(topic, by=records.who("town_clerk"), voices=[], note="")
    Evidence.objects.update(note="王小明说他家门口最黑")
    voices.erase(voice, by=records.who("town_clerk"))
    assert (Evidence.objects.get().note, Evidence.objects.get().voice) == ("", voice)
