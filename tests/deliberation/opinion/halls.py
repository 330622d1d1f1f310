"""Invented talks: two camps, or none."""

from __future__ import annotations

from random import Random

from deliberation.opinion import VoteTable


def two_camps(people: int = 120, statements: int = 24, seed: int = 1, share: float = 0.7) -> VoteTable:
    """Every second person is of the other camp; half of the statements divide them, half are liked by both."""
    chance, events = Random(seed), []
    for person in range(people):
        for statement in range(statements):
            if chance.random() > share:
                continue
            divides, camp = statement % 2, person % 2
            likes = 0.85 if not divides else (0.9 if (statement // 2 + camp) % 2 else 0.1)
            vote = 0 if chance.random() < 0.08 else (1 if chance.random() < likes else -1)
            events.append((f"p{person}", f"s{statement}", vote))
    return VoteTable.from_events(events)


def noise(people: int, statements: int, seed: int, manner: float = 0.0) -> VoteTable:
    """Nobody belongs to anything; with `manner` some people say yes more than others."""
    chance, events = Random(seed), []
    rates = [chance.uniform(0.2, 0.8) for _ in range(statements)]
    for person in range(people):
        shift = chance.gauss(0, manner)
        for statement in range(statements):
            if chance.random() < 0.7:
                rate = min(max(rates[statement] + 0.2 * shift, 0.03), 0.97)
                events.append((f"p{person}", f"s{statement}", 1 if chance.random() < rate else -1))
    return VoteTable.from_events(events)
