"""意见群体: found where they are, not found in noise, the same whatever the order, steady from refresh to refresh."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from tests.deliberation.opinion.halls import noise, two_camps

from deliberation.opinion import CoVotes, OpinionError, VoteTable, analyse, find_groups, fit_map


def agreement(labels: dict[str, int]) -> float:
    """Share of people whose group is that of most of their camp."""
    camps = [[label for person, label in labels.items() if int(person[1:]) % 2 == camp and label >= 0] for camp in (0, 1)]
    return sum(max(camp.count(label) for label in set(camp)) for camp in camps) / sum(map(len, camps))


def test_two_camps_are_found_and_told_apart() -> None:
    found = analyse(two_camps())
    assert (found.groups.status, found.groups.k) == ("found", 2)
    labels = dict(zip(found.participants, found.groups.labels.tolist(), strict=True))
    assert agreement(labels) > 0.97
    assert len({labels["p0"], labels["p1"]}) == 2


def test_what_both_camps_like_is_common_and_what_divides_them_is_named() -> None:
    found = analyse(two_camps())
    common = {found.statements[item.statement] for item in found.consensus if item.is_common}
    assert common == {f"s{number}" for number in range(0, 24, 2)}
    assert {found.statements[one.statement] for one in found.divisive} == {f"s{number}" for number in range(1, 24, 2)}
    assert all(one.difference > one.at_least > 0 for one in found.divisive)


@pytest.mark.parametrize("manner", [0.0, 1.0])
@pytest.mark.parametrize("people", [12, 30, 100])
def test_noise_has_no_groups_even_where_some_say_yes_to_everything(people: int, manner: float) -> None:
    found = [find_groups(noise(people, 25, seed, manner)).k for seed in range(8)]
    assert found == [1] * 8


def test_twenty_to_forty_nine_people_are_tentative_and_fewer_are_too_few() -> None:
    assert find_groups(two_camps(30)).status == "tentative"
    assert (find_groups(two_camps(12)).status, find_groups(two_camps(12)).reason) == ("too_few", "too_few_people")


def test_the_order_of_rows_and_the_sign_change_nothing_else() -> None:
    table = two_camps()
    cells = table.value.tocoo()
    seen = table.seen.tocoo()
    value = dict(zip(zip(cells.row.tolist(), cells.col.tolist(), strict=True), cells.data.tolist(), strict=True))
    events = [
        (table.participants[row], table.statements[column], int(value.get((row, column), 0)))
        for row, column in zip(seen.row.tolist(), seen.col.tolist(), strict=True)
    ]
    Random(3).shuffle(events)
    again = VoteTable.from_events(events)
    assert find_groups(again).labels.tolist() == find_groups(table).labels.tolist()
    mirrored = VoteTable.from_events([(who, what, -vote) for who, what, vote in events])
    assert find_groups(mirrored).labels.tolist() == find_groups(table).labels.tolist()


def test_a_later_vote_replaces_an_earlier_one() -> None:
    table = VoteTable.from_events([("a", "s1", 1), ("a", "s2", 1), ("a", "s1", -1)])
    assert (table.agree.nnz, table.disagree.nnz, table.seen.nnz) == (1, 1, 2)
    with pytest.raises(OpinionError):
        VoteTable.from_events([("a", "s1", 2)])


def test_tables_kept_vote_by_vote_are_those_of_all_votes_at_once() -> None:
    chance = Random(2)
    table = noise(30, 9, 4)
    rows = [dict(zip(row.indices.tolist(), row.data.astype(int).tolist(), strict=True)) for row in table.value]
    tables = CoVotes.of(table)
    for _ in range(300):
        person, statement = chance.randrange(30), chance.randrange(9)
        old, new = rows[person].get(statement), chance.choice([-1, 0, 1])
        tables.apply(rows[person], statement, old, new)
        rows[person][statement] = new
    again = CoVotes.of(
        VoteTable.from_events([(f"p{n}", f"s{what}", vote) for n, row in enumerate(rows) for what, vote in row.items()])
    )
    for name in ("together", "product", "first"):
        assert (getattr(tables, name) == getattr(again, name)).all()


@pytest.mark.parametrize(("people", "statements"), [(1, 1), (20, 40), (70_000, 3), (100, 70_000)])
def test_of_several_votes_of_one_person_on_one_statement_the_last_holds(people: int, statements: int) -> None:
    chance = np.random.default_rng(people)
    who, what, votes = chance.integers(0, people, 2000), chance.integers(0, statements, 2000), chance.integers(-1, 2, 2000)
    names = [[str(number) for number in range(many)] for many in (people, statements)]
    found = VoteTable.from_arrays(who, what, votes.astype(float), *names).value.tocoo()
    last = dict(zip(zip(who.tolist(), what.tolist(), strict=True), votes.tolist(), strict=True))
    assert dict(zip(zip(found.row.tolist(), found.col.tolist(), strict=True), found.data.tolist(), strict=True)) == last
    assert found.nnz == len(last)


def test_the_tables_of_two_halls_add_up() -> None:
    table = two_camps()
    half = np.arange(60)
    both = CoVotes.of(table.only(half)) + CoVotes.of(table.only(half + 60))
    whole = CoVotes.of(table)
    assert all((getattr(both, name) == getattr(whole, name)).all() for name in ("together", "product", "first"))


def test_the_tables_are_the_obvious_products() -> None:
    table = noise(25, 7, 1)
    seen, value = table.seen.toarray(), table.value.toarray()
    found = CoVotes.of(table)
    assert (found.together == seen.T @ seen).all()
    assert (found.product == value.T @ value).all()
    assert (found.first == value.T @ seen).all()


def test_the_map_separates_camps_and_few_votes_mean_the_centre_and_a_wide_ellipse() -> None:
    table = two_camps()
    shape = fit_map(table)
    axis = int(np.abs(shape.xy[::2].mean(axis=0) - shape.xy[1::2].mean(axis=0)).argmax())
    assert (np.sign(shape.xy[::2, axis]) != np.sign(shape.xy[1::2, axis])).mean() > 0.95
    few = table.per_person.argmin()
    assert shape.cov[few, 0] > np.median(shape.cov[:, 0])
    turned = fit_map(table, previous=shape)
    assert np.abs(turned.xy - shape.xy).max() < 1e-6
    assert (shape.cov[:, 0] * shape.cov[:, 1] - shape.cov[:, 2] ** 2 > 0).all()


@pytest.mark.parametrize(
    "events",
    [
        [], [("a", "s", 1)], [(f"p{n}", "s", 1) for n in range(40)], [(f"p{n}", f"s{m}", 1) for n in range(40) for m in range(9)],
        [(f"p{n}", f"s{m}", 0) for n in range(40) for m in range(9)], [("a", f"s{m}", 1) for m in range(300)],
        [(f"p{n}", f"s{m}", 1 if m else -1) for n in range(40) for m in range(2)],
    ],
)  # fmt: skip
def test_no_input_raises(events) -> None:
    found = analyse(VoteTable.from_events(events))
    assert found.groups.k == 1
    assert found.groups.reason in {"too_few_people", "nothing_to_differ_on", "groups_do_not_predict", "only_one_large_group"}
    assert len(found.groups.labels) == len(found.participants)
