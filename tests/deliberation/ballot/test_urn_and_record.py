"""票箱和封存: spent once, reconciled, sealed with two keys; unlinkable; any change is found and named."""

from __future__ import annotations

import copy
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

import deliberation.verifier
from deliberation.ballot import (
    BallotError,
    CountRules,
    Event,
    Hall,
    MemoryUrn,
    Practice,
    card_hash,
    cast,
    close,
    issue_cards,
    lock,
    opening,
    sentences,
    sheet,
)
from deliberation.ballot.record import counted, sealed
from deliberation.ballot.urn import keys_for
from deliberation.verifier import verify

PROJECTS = ("口袋公园", "老年食堂", "停车场", "路灯")
PASSWORDS = {"总监票人沈": "seal-it-1", "监票人朱": "seal-it-2"}


class Dice:
    """Chance with a seed, in the shape of the module `secrets`."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)

    def token_bytes(self, count: int) -> bytes:
        return self.chance.randbytes(count)


LOCKS = tuple(lock(teller, word, chance=Dice(0)) for teller, word in PASSWORDS.items())
KEYS = keys_for(LOCKS, PASSWORDS)
PRACTICE = Practice(30, tuple((f"试投项目{number}", 7, 7) for number in range(1, 5)))


def an_event(dice: Dice, electorate: int = 30, **rules: Any) -> Event:
    locks = tuple(lock(teller, word, chance=dice) for teller, word in PASSWORDS.items())
    return Event("2027-01", "二〇二七年民生实事", PROJECTS, CountRules(electorate, 2, **rules), locks, practice=PRACTICE)


def voted(
    seed: int = 1, deputies: int = 30, **rules: Any
) -> tuple[Event, MemoryUrn, list[tuple[str, dict[str, str]]], list[str]]:
    """A meeting in which every deputy voted; who voted what in which order, and the spare cards, voided."""
    dice, chance, urn = Dice(seed), Random(seed), MemoryUrn()
    event = an_event(dice, deputies, **rules)
    cards = issue_cards(urn, deputies=deputies, chance=dice)
    order = []
    for code in cards[:deputies]:
        marks = {name: chance.choice(["yes", "no", ""]) for name in PROJECTS}
        order.append((code, marks))
        assert cast(event, urn, code, marks, chance=dice)
    for code in cards[deputies:]:
        assert urn.void_card(card_hash(code))
    return event, urn, order, cards


def a_record(seed: int = 1, deputies: int = 30, **rules: Any) -> dict[str, Any]:
    event, urn, _order, _cards = voted(seed, deputies, **rules)
    return close(event, urn, Hall(deputies, deputies), passwords=PASSWORDS)


def test_there_is_one_card_in_ten_to_spare_and_only_hashes_are_kept() -> None:
    urn = MemoryUrn()
    cards = issue_cards(urn, deputies=13, chance=Dice(1))
    assert (len(cards), len(set(cards)), urn.counts()) == (15, 15, (15, 0, 0))
    assert not any(code in json.dumps(list(urn.cards)) for code in cards)
    with pytest.raises(BallotError):
        issue_cards(urn, deputies=0, chance=Dice(1))


def test_a_card_is_spent_once_however_it_is_written() -> None:
    urn, dice = MemoryUrn(), Dice(1)
    event = an_event(dice)
    code = issue_cards(urn, deputies=1, chance=dice)[0]
    written = f"{code[:4]}-{code[4:8].lower()} {code[8:]}".replace("0", "o").replace("1", "l")
    assert [bool(cast(event, urn, one, {"路灯": "yes"}, chance=dice)) for one in (written, code, "nonsense")] == [
        True,
        False,
        False,
    ]
    assert (len(urn.ballots()), urn.void_card(card_hash(code))) == (1, False)


def test_a_sealed_record_holds_and_the_sheet_says_what_was_counted() -> None:
    record = a_record()
    assert verify(record) == []
    said = sheet(record)
    assert "应到 30　实到 30　发出 30　收回 30" in said
    assert record["digest"] in said


def test_nothing_in_the_record_tells_the_order_of_voting_or_the_card() -> None:
    event, urn, order, _cards = voted(7, 200)
    record = close(event, urn, Hall(200, 200), passwords=PASSWORDS)
    dump = json.dumps(record, ensure_ascii=False)
    assert not any(code in dump or card_hash(code) in dump for code, _marks in order)
    assert set(record["board"][0]) == {"id", "choices", "nonce", "commitment"}
    position = {
        ballot.id: place
        for place, ballot in enumerate(sorted(urn.papers.values(), key=lambda one: list(urn.papers).index(one.id)))
    }
    ranks = [position[row["id"]] for row in record["board"]]
    assert abs(spearman(ranks)) < bound(len(ranks))


def spearman(ranks: list[int]) -> float:
    """Rank correlation of a permutation with its own order."""
    n = len(ranks)
    return 1 - 6 * sum((place - rank) ** 2 for place, rank in enumerate(ranks)) / (n * (n * n - 1))


def bound(n: int) -> float:
    """What 99 of 100 random permutations stay below, found with a seed of its own."""
    chance, found = Random(99), []
    for _ in range(400):
        ranks = list(range(n))
        chance.shuffle(ranks)
        found.append(abs(spearman(ranks)))
    return sorted(found)[int(len(found) * 0.99)]


def test_the_urn_is_not_closed_while_a_card_is_missing_or_a_key_is_wrong() -> None:
    event, urn, _order, _cards = voted()
    urn.put_cards([card_hash("0000-0000-0000")])
    with pytest.raises(BallotError, match="对不上"):
        close(event, urn, Hall(30, 30), passwords=PASSWORDS)
    urn.void_card(card_hash("000000000000"))
    for passwords in ({}, {**PASSWORDS, "监票人朱": "seal-it-1"}):
        with pytest.raises(BallotError, match="口令不对"):
            close(event, urn, Hall(30, 30), passwords=passwords)
    alone = replace(event, locks=event.locks[:1])
    with pytest.raises(BallotError, match="两位监票人"):
        close(alone, urn, Hall(30, 30), passwords=PASSWORDS)
    assert verify(close(event, urn, Hall(30, 30), passwords=PASSWORDS)) == []
    with pytest.raises(BallotError, match="至少 8"):
        lock("谁", "short", chance=Dice(1))


def test_paper_ballots_lie_on_the_same_board_and_unclear_marks_are_judged() -> None:
    event, urn, _order, _cards = voted(3, 28)
    papers = ({"口袋公园": "yes"}, {"路灯": "yes+no"})
    keys = ("00" * 16, "ff" * 16)
    waiting = close(event, urn, Hall(30, 30, papers), passwords=PASSWORDS, paper_ids=keys)
    assert (waiting["decision"]["round"], verify(waiting)) == ("waiting", [])
    judged = Hall(30, 30, papers, ((keys[1], {"路灯": "yes"}),))
    record = close(event, urn, judged, passwords=PASSWORDS, paper_ids=keys)
    assert verify(record) == []
    assert record["totals"]["yes"]["路灯"] == waiting["totals"]["yes"]["路灯"] + 1
    with pytest.raises(BallotError, match="随机编号"):
        close(event, urn, judged, passwords=PASSWORDS, paper_ids=keys[:1])


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every leaf of a record."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from leaves(inner, (*path, place))
    else:
        yield path


def changed(record: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    """The record with one leaf changed."""
    copied: Any = copy.deepcopy(record)
    inner = copied
    for step in path[:-1]:
        inner = inner[step]
    value = inner[path[-1]]
    if isinstance(value, bool) or value is None:
        inner[path[-1]] = not value
    elif isinstance(value, int):
        inner[path[-1]] = value + 1
    else:
        inner[path[-1]] = ("0" if value[:1] != "0" else "1") + value[1:]
    return copied  # type: ignore[no-any-return]


def test_any_change_anywhere_is_found() -> None:
    record = a_record(5, 13)
    paths = list(leaves(record))
    assert len(paths) > 100
    missed = [path for path in paths if not verify(changed(record, path))]
    assert missed == []


def test_a_ballot_that_is_dropped_added_or_moved_is_found_at_its_place() -> None:
    record = a_record(5, 13)
    for change in ("drop", "add", "swap"):
        copied = copy.deepcopy(record)
        board = copied["board"]
        if change == "drop":
            del board[4]
        elif change == "add":
            board.append({**board[0], "id": "f" * 32})
        else:
            board[2], board[3] = board[3], board[2]
        places = [one["place"] for one in verify(copied)]
        assert places[0] == "digest"
        assert any(place.startswith(("board[", "head")) for place in places), change


def sealed_again(record: dict[str, Any], event: Event) -> dict[str, Any]:
    """The record sealed anew with its keys, which are laid open with it."""
    content = {name: record[name] for name in ("board", "head", "judged", "cards", "attendance", "totals", "decision")}
    return sealed(event, {one["teller"]: one["key"] for one in record["seals"]}, copy.deepcopy(content))


@pytest.mark.parametrize(
    ("forge", "places"),
    [
        (lambda record: record["totals"]["yes"].update(路灯=99), ["totals.yes.路灯"]),
        (lambda record: record["totals"]["no"].update(游泳池=9), ["totals.no.游泳池"]),
        (lambda record: record["decision"]["reasons"].__setitem__(1, "老年食堂 赞成 13 票，超过全体代表 13的半数，通过"), ["decision.reasons[1]"]),
        (lambda record: record["decision"]["reasons"].__setitem__(0, record["decision"]["reasons"][0][:-1] + "，主席团决定）"), ["decision.reasons[0]"]),
        (lambda record: record["decision"]["reasons"].append("老年食堂由主席团补选"), ["decision.reasons[5]"]),
        (lambda record: record["decision"]["reasons"].pop(), ["decision.reasons[4]"]),
        (lambda record: record["decision"].update(note="老年食堂入选"), ["decision.note"]),
        (lambda record: record["attendance"].update(electorate=3), ["attendance.electorate"]),
    ],
)  # fmt: skip
def test_a_forger_who_seals_again_is_given_away_by_the_count(forge: Callable[[Any], None], places: list[str]) -> None:
    event, urn, _order, _cards = voted(5, 13)
    record = close(event, urn, Hall(13, 13), passwords=PASSWORDS)
    assert len(record["decision"]["reasons"]) == 5
    assert verify(sealed_again(record, event)) == []
    forge(record)
    assert [one["place"] for one in verify(sealed_again(record, event))] == places


def test_the_verifier_carries_the_engines_own_sentences() -> None:
    for name in ("SENTENCES", "BASE_WORDS", "TITLES", "HALF", "MAJORITY", "STREET", "ADOPTED"):
        assert getattr(deliberation.verifier, name) == getattr(sentences, name), name


@pytest.mark.parametrize(
    "record",
    [None, [], "x", {}, {"kind": "ballot"}, {"kind": "ballot", "algorithm": "sha256"}, {"kind": "draw", "algorithm": "md5"}],
)
def test_what_is_no_record_is_said_and_never_raises(record: object) -> None:
    assert len(verify(record)) >= 1


def test_cutting_off_any_part_never_raises() -> None:
    record = a_record(5, 13)
    for path in leaves(record):
        copied: Any = copy.deepcopy(record)
        inner = copied
        for step in path[:-1]:
            inner = inner[step]
        del inner[path[-1]]
        assert verify(copied)


def test_the_verifier_is_one_file_that_runs_alone(tmp_path: Path) -> None:
    alone = tmp_path / "verifier.py"
    alone.write_text(Path(deliberation.verifier.__file__).read_text("utf-8"), "utf-8")
    record = tmp_path / "record.json"
    sound = a_record()
    record.write_text(json.dumps(sound, ensure_ascii=False), "utf-8")
    command = [sys.executable, "-I", "-S", str(alone), str(record)]
    assert subprocess.run(command, capture_output=True).returncode == 0
    assert subprocess.run([*command, "--digest", sound["digest"]], capture_output=True).returncode == 0
    assert subprocess.run([*command, "--digest", sound["head"]], capture_output=True).returncode == 1
    record.write_text(record.read_text("utf-8").replace("老年食堂", "老年食唐", 1), "utf-8")
    assert subprocess.run(command, capture_output=True).returncode == 1
    assert subprocess.run([*command[:-1], str(tmp_path / "none")], capture_output=True).returncode == 2


def a_meeting(chance: Random, seed: int) -> tuple[Event, dict[str, Any]]:
    """A random meeting under random rules, closed: few or many yes, papers more than were issued, too few present, unclear marks."""
    electorate, form = chance.randint(13, 20), chance.choice(["choose", "per_item"])
    rules: dict[str, Any] = {
        "form": form, "quorum_inclusive": chance.choice([True, False]), "event": chance.choice(["decision", "recommendation"]),
        "base": chance.choice(["electorate", "present", "returned", "valid"]), "tie": chance.choice(["revote_tied", "presidium"]),
        "shortfall": chance.choice(["separate_vote", "next_session", "leave_vacant"]),
        "round_kind": chance.choice(["first", "first", "tie_revote"]), "revote_requires_majority": chance.choice([True, False]),
        "majority": chance.choice([Fraction(1, 2), Fraction(1, 2), Fraction(1, 3), Fraction(2, 3)]),
    }  # fmt: skip
    event = Event(f"2027-{seed}", "试", PROJECTS, CountRules(electorate, chance.randint(1, 3), **rules), LOCKS, practice=PRACTICE)
    liking, unclear = chance.choice([0.1, 0.5, 0.5, 0.5, 0.9]), chance.choice([0, 0, 0, 0.1])
    count = electorate if chance.random() < 0.9 else electorate // 2
    papers = tuple(
        {name: "yes+no" if chance.random() < unclear else "yes" if chance.random() < liking else "no" for name in PROJECTS}
        for _ in range(count)
    )
    hall = Hall(count, count - (chance.random() < 0.05), papers)
    return event, sealed(event, KEYS, counted(event, MemoryUrn(), hall, paper_ids=[f"{number:032x}" for number in range(count)]))


def test_the_verifier_counts_and_explains_as_the_engine_does_on_generated_meetings() -> None:
    chance, heard, used = Random(3), set[str](), set[str]()
    patterns = {key: re.sub(r"\\\{\w+\\\}", ".+", re.escape(text)) for key, (text, _law) in sentences.SENTENCES.items()}
    for seed in range(400):
        event, record = a_meeting(chance, seed)
        assert verify(record) == [], event.rules
        heard.update(record["decision"]["reasons"])
    for key, pattern in patterns.items():
        used.update({key} if any(re.match(pattern, one) for one in heard) else ())
    assert set(patterns) - used == {"yes_above_valid"}, "papers that were counted cannot give more votes than there are papers"


def test_what_was_opened_does_not_change() -> None:
    event = an_event(Dice(1))
    assert opening(event) == opening(event)
    assert opening(event)["digest"] != opening(an_event(Dice(1), base="present"))["digest"]
