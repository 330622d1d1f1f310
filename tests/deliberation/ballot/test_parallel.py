"""票箱前面人多: fifty threads at once; each card is spent once, and the board is what was acknowledged."""

from __future__ import annotations

import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from deliberation.ballot import CountRules, Event, MemoryUrn, card_hash, cast, issue_cards

THREADS = 50
CARDS = 20
EVENT = Event("2027-01", "二〇二七年民生实事", ("路灯",), CountRules(CARDS, 1), ())


class Slow(dict[str, str]):
    """Cards in a store that lets everybody else run between a look and a write, as every real store does."""

    def get(self, key: str, default: Any = None) -> Any:
        found = super().get(key, default)
        time.sleep(0.0005)
        return found


def at_once(work: Callable[[int], None]) -> None:
    """Fifty threads that start together."""
    gate = threading.Barrier(THREADS)

    def run(number: int) -> None:
        gate.wait()
        work(number)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_one_card_posted_fifty_times_at_once_is_one_paper() -> None:
    urn, accepted = MemoryUrn(cards=Slow()), list[int]()
    code = issue_cards(urn, deputies=1, chance=secrets)[0]

    def post(number: int) -> None:
        if cast(EVENT, urn, code, {f"X:{number}": "yes"}, chance=secrets):
            accepted.append(number)

    at_once(post)
    assert len(accepted) == 1
    assert [dict(one.choices) for one in urn.ballots()] == [{f"X:{accepted[0]}": "yes"}]
    assert urn.counts()[1] == 1


def test_the_board_is_what_was_acknowledged_while_others_post_the_same_cards_and_tellers_void_some() -> None:
    urn, accepted, voided = MemoryUrn(cards=Slow()), list[tuple[str, str]](), list[str]()
    codes = issue_cards(urn, deputies=CARDS, chance=secrets)

    def post(number: int) -> None:
        for step in range(6):
            code = codes[(number * 7 + step * 3) % len(codes)]
            if number % 10 == 0:
                voided.extend([code] if urn.void_card(card_hash(code)) else [])
            elif cast(EVENT, urn, code, {f"X:{number}-{step}": "yes"}, chance=secrets):
                accepted.append((code, f"X:{number}-{step}"))

    at_once(post)
    gone = Counter([*(code for code, _paper in accepted), *voided])
    assert gone == Counter(codes), "every card was spent or voided, once"
    assert sorted(name for one in urn.ballots() for name, _mark in one.choices) == sorted(paper for _code, paper in accepted)
    assert urn.counts() == (len(codes), len(accepted), len(voided))


def test_sums_without_papers_lose_no_vote_either() -> None:
    urn, accepted = MemoryUrn(cards=Slow()), list[str]()
    event, codes = replace(EVENT, keeps="sums"), issue_cards(urn, deputies=CARDS, chance=secrets)

    def post(number: int) -> None:
        for code in codes[number % 5 :: 5]:
            if cast(event, urn, code, {"路灯": "yes"}, chance=secrets):
                accepted.append(code)

    at_once(post)
    assert (sorted(accepted), urn.sums(), urn.ballots()) == (sorted(codes), {"yes:路灯": len(codes)}, [])
