"""回执、只留合计、试投: what a voter may see again, what is kept at all, and the round before the real one."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any

import pytest
from tests.deliberation.ballot.test_urn_and_record import KEYS, LOCKS, PASSWORDS, PRACTICE, PROJECTS, Dice

from deliberation.ballot import (
    BallotError,
    CountRules,
    Event,
    Hall,
    MemoryUrn,
    VoteReceipt,
    card_hash,
    cast,
    close,
    find_own,
    issue_cards,
    opening,
    practice_event,
    practised,
    sheet,
    show_again,
)
from deliberation.ballot.record import sealed
from deliberation.ballot.urn import digest
from deliberation.verifier import meaning, verify

DEPUTIES = 13


def held(event: Event, marks: dict[str, str], seed: int = 1) -> tuple[MemoryUrn, list[str], list[VoteReceipt]]:
    """A meeting of thirteen who all mark the same; the spare cards are voided."""
    urn, dice = MemoryUrn(), Dice(seed)
    cards = issue_cards(urn, deputies=DEPUTIES, chance=dice)
    receipts = [cast(event, urn, code, marks, chance=dice) for code in cards[:DEPUTIES]]
    assert all(receipts)
    for code in cards[DEPUTIES:]:
        urn.void_card(card_hash(code))
    return urn, cards, [one for one in receipts if one]


def small(**more: Any) -> Event:
    return replace(Event("2027-01", "二〇二七年民生实事", PROJECTS, CountRules(DEPUTIES, 2), LOCKS, practice=PRACTICE), **more)


# Receipts


def test_without_receipts_nothing_leads_from_a_card_to_a_paper() -> None:
    event = small()
    urn, cards, receipts = held(event, {"路灯": "yes"})
    assert set(receipts) == {VoteReceipt("已投入票箱")}
    assert urn.links == {}
    with pytest.raises(BallotError, match="没有让票卡"):
        show_again(event, urn, cards[0])


def test_in_the_hall_a_card_shows_its_paper_again_until_the_close_and_never_after() -> None:
    event = small(receipts="hall")
    urn, cards, receipts = held(event, {"路灯": "yes", "停车场": "no"})
    assert {one.ballot for one in receipts} == {""}
    assert show_again(event, urn, cards[0].lower()) == {"路灯": "yes", "停车场": "no"}
    assert show_again(event, urn, cards[-1]) is None
    with pytest.raises(BallotError):
        close(event, urn, Hall(DEPUTIES, DEPUTIES), passwords={})
    assert show_again(event, urn, cards[0]), "a close that was refused changes nothing"
    record = close(event, urn, Hall(DEPUTIES, DEPUTIES), passwords=PASSWORDS)
    assert (show_again(event, urn, cards[0]), verify(record), record["opening"]["receipts"]) == (None, [], "hall")
    assert not any(card_hash(code) in json.dumps(record) for code in cards)


def test_a_public_receipt_finds_its_paper_and_notices_that_it_was_changed() -> None:
    event = small(receipts="public")
    urn, _cards, receipts = held(event, {"路灯": "yes"})
    record = close(event, urn, Hall(DEPUTIES, DEPUTIES), passwords=PASSWORDS)
    assert [find_own(record, one) for one in receipts] == [{"路灯": "yes"}] * DEPUTIES
    changed = copy.deepcopy(record)
    row = next(row for row in changed["board"] if row["id"] == receipts[0].ballot)
    row["commitment"] = "0" * 64
    assert [find_own(changed, receipts[0]), find_own(record, VoteReceipt("已投入票箱"))] == [None, None]


@pytest.mark.parametrize("more", [{"receipts": "all"}, {"keeps": "nothing"}, {"keeps": "sums", "receipts": "public"}])
def test_secrecy_that_cannot_be_is_refused(more: dict[str, str]) -> None:
    with pytest.raises(BallotError) as refused:
        small(**more)
    assert refused.value.code == "secrecy"


def test_the_opening_says_which_receipts_and_what_is_kept() -> None:
    words = {opening(small(**more))["digest"] for more in ({}, {"receipts": "hall"}, {"receipts": "public"}, {"keeps": "sums"})}
    assert len(words) == 4


# Sums only


def test_where_only_sums_are_kept_there_is_no_paper_and_the_record_says_so() -> None:
    event = small(keeps="sums")
    urn, _cards, _receipts = held(event, {"路灯": "yes", "停车场": "yes", "口袋公园": "no"})
    hall = Hall(DEPUTIES, DEPUTIES + 2, ({"路灯": "yes", "停车场": "yes", "老年食堂": "yes"}, {"老年食堂": "yes"}))
    record = close(event, urn, hall, passwords=PASSWORDS)
    assert (urn.ballots(), record["board"], record["head"]) == ([], [], "")
    assert record["totals"] == {
        "yes": {"口袋公园": 0, "老年食堂": 1, "停车场": 13, "路灯": 13}, "no": {"口袋公园": 13, "老年食堂": 0, "停车场": 0, "路灯": 0},
    }  # fmt: skip
    assert record["attendance"] == {"present": 13, "issued": 15, "returned": 15, "void": 1}
    assert record["decision"]["selected"] == ["停车场", "路灯"]
    assert "只留合计" in sheet(record)
    proves, beyond = meaning(record, {}, verify(record))
    assert "票、合计" not in proves[0]
    assert any("不能重新点票" in one for one in beyond)


def test_a_paper_that_chooses_too_many_is_void_in_the_sums_too() -> None:
    urn, _cards, _receipts = held(small(keeps="sums"), {"路灯": "yes", "停车场": "yes", "口袋公园": "yes"})
    assert urn.sums() == {"void": DEPUTIES}


def test_what_nobody_could_judge_later_is_refused_and_the_card_stays_good() -> None:
    event, urn, dice = small(keeps="sums"), MemoryUrn(), Dice(1)
    code = issue_cards(urn, deputies=1, chance=dice, spare=0)[0]
    with pytest.raises(BallotError, match="认不清"):
        cast(event, urn, code, {"路灯": "yes+no"}, chance=dice)
    assert (urn.counts(), urn.sums()) == ((1, 0, 0), {})
    assert cast(event, urn, code, {"路灯": "yes"}, chance=dice)
    assert cast(event, urn, code, {"路灯": "yes"}, chance=dice) is None
    for hall in (Hall(1, 1, ({"路灯": "yes+no"},)), Hall(1, 1, (), (("0", {"路灯": "yes"}),))):
        with pytest.raises(BallotError, match="先由监票人裁定"):
            close(event, urn, hall, passwords=PASSWORDS)


@pytest.mark.parametrize(
    ("forge", "place"),
    [
        (lambda record: record["totals"]["yes"].update(路灯=14), "totals.yes.路灯"),
        (lambda record: record["totals"]["no"].update(路灯=1), "totals.yes.路灯"),
        (lambda record: record["totals"]["no"].update(停车场=-1), "totals.no.停车场"),
        (lambda record: record["totals"]["yes"].update(游泳池=1), "totals.yes.游泳池"),
        (lambda record: record["attendance"].update(returned=12), "attendance.returned"),
        (lambda record: record["board"].append({"id": "0", "choices": {}, "nonce": "", "commitment": ""}), "attendance.returned"),
        (lambda record: record["decision"].update(selected=["停车场"]), "decision.selected"),
    ],
)  # fmt: skip
def test_sums_that_cannot_be_are_found_even_when_sealed_again(forge: Any, place: str) -> None:
    event = small(keeps="sums")
    urn, _cards, _receipts = held(event, {"路灯": "yes"})
    record = close(event, urn, Hall(DEPUTIES, DEPUTIES), passwords=PASSWORDS)
    content = {name: record[name] for name in ("board", "head", "judged", "cards", "attendance", "totals", "decision")}
    assert verify(sealed(event, KEYS, copy.deepcopy(content))) == []
    forge(content)
    assert place in [one["place"] for one in verify(sealed(event, KEYS, content))]


# Practice


@pytest.mark.parametrize("keeps", ["ballots", "sums"])
def test_the_practice_round_is_counted_by_hand_too_then_wiped_and_stands_in_the_opening(keeps: str) -> None:
    event = small(keeps=keeps, practice=None)
    dummy = practice_event(event)
    assert (len(dummy.projects), set(dummy.projects) & set(event.projects), dummy.rules) == (4, set(), event.rules)
    urn, cards, _receipts = held(dummy, {"试投项目1": "yes", "试投项目2": "no"})
    ready = practised(event, urn, {"试投项目1": DEPUTIES})
    assert (urn.counts(), urn.ballots(), urn.sums(), urn.links) == ((0, 0, 0), [], {}, {})
    assert opening(ready)["practice"] == {
        "papers": 13, "rows": [["试投项目1", 13, 13], ["试投项目2", 0, 0], ["试投项目3", 0, 0], ["试投项目4", 0, 0]],
    }  # fmt: skip
    real, _cards, _receipts = held(ready, {"路灯": "yes"}, seed=2)
    assert cast(ready, real, cards[0], {"路灯": "yes"}, chance=Dice(3)) is None, "a practice card opens no real urn"
    record = close(ready, real, Hall(DEPUTIES, DEPUTIES), passwords=PASSWORDS)
    assert verify(record) == []
    assert "试投项目1" not in json.dumps(record["totals"], ensure_ascii=False)


def test_without_practice_there_is_no_check_word_and_no_close() -> None:
    event = small(practice=None)
    with pytest.raises(BallotError, match="还没有试投"):
        opening(event)
    urn, _cards, _receipts = held(event, {"路灯": "yes"})
    with pytest.raises(BallotError, match="还没有试投"):
        close(event, urn, Hall(DEPUTIES, DEPUTIES), passwords=PASSWORDS)


def test_a_server_that_changes_papers_is_caught_by_the_hands_of_the_hall() -> None:
    event = small(practice=None)
    urn, _cards, _receipts = held(practice_event(event), {"试投项目1": "yes"})
    with pytest.raises(BallotError, match="试投项目1：票箱数出 13 票，会场数出 12 票"):
        practised(event, urn, {"试投项目1": 12})
    assert urn.counts() == (0, 0, 0)


def test_the_real_urn_an_empty_one_and_an_unknown_name_are_no_practice() -> None:
    event = small(practice=None)
    urn, _cards, _receipts = held(event, {"路灯": "yes"})
    with pytest.raises(BallotError, match="不是试投的票箱"):
        practised(event, urn, {"试投项目1": 0})
    assert (urn.counts(), len(urn.ballots())) == ((15, 13, 2), 13), "the real papers are left as they are"
    unused = MemoryUrn()
    issue_cards(unused, deputies=13, chance=Dice(1))
    with pytest.raises(BallotError, match="不是试投的票箱"):
        practised(event, unused, {})
    assert unused.counts() == (15, 0, 0)
    rehearsal, _cards, _receipts = held(practice_event(event), {})
    with pytest.raises(BallotError, match="没有这个项目：路灯"):
        practised(event, rehearsal, {"路灯": 1})


def test_the_verifier_asks_for_the_practice_of_a_new_record_and_reads_the_old_ones() -> None:
    event = small()
    urn, _cards, _receipts = held(event, {"路灯": "yes"})
    record = close(event, urn, Hall(DEPUTIES, DEPUTIES), passwords=PASSWORDS)
    wrong = replace(PRACTICE, rows=(("试投项目1", 7, 8),))
    for practice in (None, wrong):
        changed = copy.deepcopy(record)
        changed["opening"]["practice"] = practice and {"papers": 7, "rows": [list(row) for row in practice.rows]}
        assert "opening.practice" in [one["place"] for one in verify(changed)]
    old = {name: value for name, value in record.items() if name not in {"digest", "seals"}} | {"version": 1}
    content = {name: value for name, value in old["opening"].items() if name not in {"receipts", "keeps", "practice", "digest"}}
    old["opening"] = {**content, "digest": digest(content)}
    word = digest(old)
    seals = [{"teller": teller, "key": key, "seal": digest([key, word])} for teller, key in sorted(KEYS.items())]
    assert verify({**old, "digest": word, "seals": seals}) == []
    assert word in sheet({**old, "digest": word})
