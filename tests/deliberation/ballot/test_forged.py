"""重新封过的记录: a publisher who changes one thing and seals all anew, with every digest right; each check of the verifier on its own."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from tests.deliberation.ballot.test_urn_and_record import a_record

from deliberation.ballot.record import head_of
from deliberation.ballot.urn import digest
from deliberation.verifier import verify

Record = dict[str, Any]


@pytest.fixture(scope="module")
def sound() -> Record:
    return a_record(5, 13)


def sealed_anew(record: Record, *, is_opened: bool = True) -> Record:
    """Every digest and every seal computed again; the keys are laid open with the record."""
    if is_opened:
        record["opening"]["digest"] = digest({name: value for name, value in record["opening"].items() if name != "digest"})
    record["head"] = head_of(record["board"], "sha256")
    record["digest"] = digest({name: value for name, value in record.items() if name not in {"digest", "seals"}})
    for one in record["seals"]:
        one["seal"] = digest([one["key"], record["digest"]])
    return record


def twice(record: Record) -> None:
    record["opening"]["projects"].append("路灯")


def one_lock(record: Record) -> None:
    record["opening"]["locks"].pop()
    kept = record["opening"]["locks"][0]["teller"]
    record["seals"] = [one for one in record["seals"] if one["teller"] == kept]


def other_teller(record: Record) -> None:
    record["seals"][0]["teller"] = "某人"


def other_key(record: Record) -> None:
    record["seals"][0]["key"] = record["seals"][1]["key"]


def moved(record: Record) -> None:
    record["board"][2], record["board"][3] = record["board"][3], record["board"][2]


def same_number(record: Record) -> None:
    first, second = record["board"][:2]
    second["id"] = first["id"]
    second["commitment"] = digest([second["id"], second["choices"], second["nonce"]])


def timed(record: Record) -> None:
    record["board"][4]["at"] = "10:32"


def other_nonce(record: Record) -> None:
    record["board"][4]["nonce"] = "00" * 32


def more_cards(record: Record) -> None:
    record["cards"]["printed"] += 1


def one_paper_less(record: Record) -> None:
    del record["board"][-1]


def judged_nowhere(record: Record) -> None:
    record["judged"]["ff" * 16] = {"路灯": "yes"}


def one_void(record: Record) -> None:
    record["attendance"]["void"] += 1


def no_practice(record: Record) -> None:
    record["opening"]["practice"] = None


@pytest.mark.parametrize(
    ("forge", "place"),
    [
        (twice, "opening.projects"), (one_lock, "opening.locks"), (other_teller, "seals"), (other_key, "seals[0].key"),
        (moved, "board[3].id"), (same_number, "board[1].id"), (timed, "board[4]"), (other_nonce, "board[4].commitment"),
        (more_cards, "cards"), (one_paper_less, "attendance.returned"), (judged_nowhere, "judged"), (one_void, "attendance.void"),
        (no_practice, "opening.practice"),
    ],
)  # fmt: skip
def test_each_thing_that_cannot_be_is_found_at_its_place(sound: Record, forge: Callable[[Record], None], place: str) -> None:
    record = copy.deepcopy(sound)
    assert verify(sealed_anew(record)) == []
    forge(record)
    assert place in [one["place"] for one in verify(sealed_anew(record))]


def test_rules_that_were_changed_without_their_check_word_are_found_there(sound: Record) -> None:
    record = copy.deepcopy(sound)
    record["opening"]["title"] = "另一次票决"
    assert [one["place"] for one in verify(sealed_anew(record, is_opened=False))] == ["opening.digest"]
