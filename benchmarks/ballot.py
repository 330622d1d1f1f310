"""票决: counting 500 papers on 20 projects, and verifying a sealed record of 500. No peer library counts by this law."""

from __future__ import annotations

import secrets
import time
from random import Random

from deliberation.ballot import (
    Attendance,
    CountRules,
    Event,
    Hall,
    MemoryUrn,
    card_hash,
    cast,
    close,
    decide,
    issue_cards,
    lock,
    tally,
)
from deliberation.verifier import verify

PAPERS, PROJECTS = 500, [f"P{number:02}" for number in range(20)]


def best(task, times: int = 5) -> float:
    """CPU milliseconds, the best of several runs."""
    found = []
    for _ in range(times):
        begun = time.process_time()
        task()
        found.append((time.process_time() - begun) * 1000)
    return min(found)


def main() -> None:
    """Print the two figures."""
    chance = Random(1)
    rules = CountRules(electorate=PAPERS, seats=10, form="per_item")
    papers = [{name: chance.choice(["yes", "no", ""]) for name in PROJECTS} for _ in range(PAPERS)]
    seen = Attendance(PAPERS, PAPERS, PAPERS)
    counting = best(lambda: decide(rules, tally(rules, papers, projects=PROJECTS), seen))
    urn, words = MemoryUrn(), {"甲": "password-1", "乙": "password-2"}
    event = Event("1", "票决", tuple(PROJECTS), rules, tuple(lock(name, word, chance=secrets) for name, word in words.items()))
    cards = issue_cards(urn, deputies=PAPERS, chance=secrets, spare=0)
    for code, paper in zip(cards, papers, strict=True):
        cast(urn, code, paper, chance=secrets)
    assert not any(urn.void_card(card_hash(code)) for code in cards)
    record = close(event, urn, Hall(PAPERS, PAPERS), passwords=words)
    verifying = best(lambda: verify(record))
    print(f"count and decide {PAPERS} × {len(PROJECTS)}: {counting:.1f} ms CPU (goal 50)")
    print(f"verify a sealed record of {PAPERS}: {verifying:.1f} ms CPU (goal 1,000)")


if __name__ == "__main__":
    main()
