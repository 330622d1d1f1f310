"""归并的决定: replayed they give the same groups, undone they are as never made, and no re-clustering breaks them."""

from __future__ import annotations

from random import Random

import pytest

from deliberation.consolidate.decisions import Decision, DecisionError, DecisionLog

GROUPS = [frozenset("ab"), frozenset("cde"), frozenset("f")]


def shown(log: DecisionLog, groups: list[frozenset[str]] = GROUPS) -> set[frozenset[str]]:
    return set(log.replay(groups))


def test_merge_split_and_move_do_what_they_say() -> None:
    merged = DecisionLog().add(Decision("merge", ("a", "f")), GROUPS)
    assert shown(merged) == {frozenset("abf"), frozenset("cde")}
    split = DecisionLog().add(Decision("split", ("c",)), GROUPS)
    assert shown(split) == {frozenset("ab"), frozenset("c"), frozenset("de"), frozenset("f")}
    moved = DecisionLog().add(Decision("move", ("c", "a")), GROUPS)
    assert shown(moved) == {frozenset("abc"), frozenset("de"), frozenset("f")}


def test_never_keeps_two_apart_whatever_is_proposed() -> None:
    log = DecisionLog().add(Decision("never", ("c", "d")), GROUPS)
    for groups in (GROUPS, [frozenset("abcdef")]):
        assert not any({"c", "d"} <= group for group in log.replay(groups))


def test_a_contradiction_is_refused_and_nothing_is_added() -> None:
    log = DecisionLog().add(Decision("never", ("a", "c")), GROUPS).add(Decision("merge", ("c", "d")), GROUPS)
    with pytest.raises(DecisionError, match="矛盾"):
        log.add(Decision("merge", ("b", "a")), GROUPS).add(Decision("merge", ("b", "d")), GROUPS)
    for wrong in (
        Decision("merge", ("a",)),
        Decision("never", ("a", "b", "c")),
        Decision("merge", ("a", "x")),
        Decision("split", ()),
    ):
        with pytest.raises(DecisionError):
            log.add(wrong, GROUPS)


def test_undone_is_as_never_made_and_the_log_only_grows() -> None:
    log = DecisionLog().add(Decision("merge", ("a", "f")), GROUPS)
    undone = log.add(Decision("undo", ()), GROUPS)
    assert shown(undone) == set(GROUPS)
    assert len(undone.decisions) == 2
    with pytest.raises(DecisionError, match="没有"):
        undone.add(Decision("undo", ()), GROUPS)


def test_the_later_of_two_decisions_about_a_pair_holds() -> None:
    log = DecisionLog().add(Decision("never", ("a", "b")), GROUPS).add(Decision("merge", ("a", "b")), GROUPS)
    assert frozenset("ab") in shown(log)


def random_groups(chance: Random, names: str) -> list[frozenset[str]]:
    """A random grouping."""
    label = {name: chance.randrange(5) for name in names}
    return [frozenset(name for name in names if label[name] == number) for number in set(label.values())]


def test_four_hundred_random_histories_are_never_broken_by_re_clustering() -> None:
    names = "abcdefghij"
    for seed in range(400):
        chance, log = Random(seed), DecisionLog()
        groups = random_groups(chance, names)
        for _ in range(chance.randrange(1, 9)):
            kind = chance.choice(["merge", "split", "move", "never", "undo"])
            ids = tuple(chance.sample(names, {"merge": 3, "split": 2, "undo": 0}.get(kind, 2)))
            before = log.decisions
            try:
                log = log.add(Decision(kind, ids), log.replay(groups))
            except DecisionError:
                assert log.decisions == before
        bound = log.constraints()
        again = random_groups(chance, names)
        for proposal in (groups, again, [frozenset(names)], [frozenset(name) for name in names]):
            found = log.replay(proposal)
            assert sorted(key for group in found for key in group) == sorted(names)
            where = {key: number for number, group in enumerate(found) for key in group}
            assert all(where[one] == where[other] for one, other in bound.together), seed
            assert all(where[one] != where[other] for one, other in bound.apart), seed
            assert set(DecisionLog(log.decisions).replay(proposal)) == set(found)
