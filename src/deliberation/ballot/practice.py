"""试投: before every real vote the hall votes once on projects that do not exist, counts by hand as well, and wipes it.

It shows people the card and the screen, and it is the one moment at which a server that changes papers is caught by everybody: the
hands say what the urn must say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from deliberation.ballot.errors import BallotError
from deliberation.ballot.event import Event, Practice
from deliberation.ballot.record import Hall, added, board_of, count
from deliberation.ballot.urn import Urn


def practice_event(event: Event) -> Event:
    """The same rules, locks and receipts, and as many projects, none of them real; with cards and an urn of its own."""
    projects = tuple(f"试投项目{number}" for number in range(1, len(event.projects) + 1))
    return replace(event, id=f"{event.id}-试投", title=f"{event.title}（试投）", projects=projects, practice=None)


def practised(event: Event, urn: Urn, by_hand: Mapping[str, int]) -> Event:
    """The event after its practice round, which then stands in the opening; the practice urn is wiped.

    `urn` holds the papers of `practice_event(event)`, `by_hand` the 赞成 per dummy project as the hall counted them (absent: 0).
    Raises BallotError when nobody practised or it is the real urn (which is then left as it is), when a name is unknown, and when
    urn and hands disagree: then nothing may be voted on.
    """
    dummy, hall = practice_event(event), Hall(present=0, issued=0)
    if not urn.counts()[1] or named(urn) & set(event.projects):
        raise BallotError("practice", "这不是试投的票箱：一张票也没有，或者票上是真的项目")
    votes, papers = added(dummy, urn, hall) if dummy.keeps == "sums" else count(dummy, board_of(dummy, urn, hall, ()), {})
    urn.wipe()
    if stray := sorted(set(by_hand) - set(dummy.projects)):
        raise BallotError("practice", f"试投里没有这个项目：{stray[0]}", item=stray[0])
    held = Practice(papers, tuple((name, yes, by_hand.get(name, 0)) for name, yes in votes.yes))
    if held.differences:
        raise BallotError("practice", f"试投数得不一样，不能票决：{'；'.join(held.differences)}", rows=held.rows)
    return replace(event, practice=held)


def named(urn: Urn) -> set[str]:
    """Every project that stands on a paper or in a sum."""
    return {name for one in urn.ballots() for name, _mark in one.choices} | {key.partition(":")[2] for key in urn.sums()}
