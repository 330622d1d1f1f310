"""归并建议: what is one matter stands together; order and names change nothing; every pair has its reasons."""

from __future__ import annotations

from random import Random

import pytest
from tests.deliberation.consolidate.messages import a_matter_file

from deliberation.consolidate.clusters import propose
from deliberation.consolidate.copies import copy_groups
from deliberation.consolidate.decisions import Constraints
from deliberation.consolidate.similar import Item, TextIndex


def test_what_is_one_matter_stands_together_and_what_is_alone_stays_alone() -> None:
    items, matter = a_matter_file()
    for cluster in propose(items).clusters:
        assert len({matter[key] for key in cluster.ids}) == 1
    sizes = sorted((cluster.messages for cluster in propose(items).clusters), reverse=True)
    assert sizes[:3] == [3, 3, 3]


def test_messages_and_people_are_counted_apart_and_places_named() -> None:
    repeated = [Item(str(number), "文苑路的路灯坏了，晚上看不清路", sender="同一个人") for number in range(4)]
    other = Item("x", "文苑路的路灯坏了，晚上看不清楚路", sender="另一个人")
    found = propose([*repeated, other]).clusters[0]
    assert (found.messages, found.people, "文苑路" in found.places) == (5, 2, True)


def test_the_order_of_rows_and_the_names_of_ids_change_nothing() -> None:
    items, _matter = a_matter_file()
    plain = {frozenset(cluster.ids) for cluster in propose(items).clusters}
    shuffled = items[:]
    Random(4).shuffle(shuffled)
    assert {frozenset(cluster.ids) for cluster in propose(shuffled).clusters} == plain
    renamed = {item.id: f"z{number}" for number, item in enumerate(shuffled)}
    again = propose([Item(renamed[item.id], item.text, item.title, item.sender) for item in items])
    assert {frozenset(cluster.ids) for cluster in again.clusters} == {frozenset(renamed[key] for key in group) for group in plain}


def test_a_pair_says_why() -> None:
    items = [
        Item("a", "文苑路的路灯坏了一个月", sender="甲"),
        Item("b", "文苑路路灯坏了没人修", sender="甲"),
        Item("c", "河水发臭"),
    ]
    pair = propose(items).pairs[0]
    assert {pair[0], pair[1]} == {"a", "b"}
    assert "地点相同：文苑路" in pair[3]
    assert "同一个人" in pair[3]
    copied = propose([Item("a", "河水发臭一个月了"), Item("b", "河水发臭一个月了！")]).pairs[0]
    assert "文字几乎一样" in copied[3]


def test_what_people_decided_binds_the_proposal() -> None:
    items, _matter = a_matter_file()
    bound = Constraints(together=frozenset({("单0", "单1")}), apart=frozenset({("灯0", "灯1")}))
    found = [set(cluster.ids) for cluster in propose(items, bound).clusters]
    assert any({"单0", "单1"} <= group for group in found)
    assert not any({"灯0", "灯1"} <= group for group in found)


def test_the_nearest_are_those_of_a_search_over_everything() -> None:
    items, _matter = a_matter_file()
    index = TextIndex(items)
    whole = (index.matrix @ index.matrix.T).toarray()
    for row in range(len(items)):
        near = index.nearest([row], 3)[0]
        best = min((place for place in range(len(items)) if place != row), key=lambda place: -whole[row, place])
        assert near[0][1] == pytest.approx(whole[row, best], abs=1e-6)
    assert [one.place for one in index.neighbours(0, 3)] == [place for place, _score in index.nearest([0], 3)[0]]


@pytest.mark.parametrize("items", [[], [Item("a", "")], [Item("a", "，。"), Item("b", "！")], [Item("a", "同"), Item("b", "同")]])
def test_nothing_to_read_is_a_result(items) -> None:
    assert sum(cluster.messages for cluster in propose(items).clusters) == len(items)


def test_an_id_stands_once() -> None:
    with pytest.raises(ValueError, match="ids"):
        propose([Item("a", "x"), Item("a", "y")])


def test_copies_are_found_and_paraphrases_are_not() -> None:
    text = "盐官镇文苑路的路灯坏了一个月，晚上看不清路，老人不敢出门，请尽快修好"
    found = copy_groups([text, f"{text}！", "文苑路太黑了，晚上走路要打手电", "河水发臭"])
    assert found[0] == found[1]
    assert len(set(found.tolist())) == 3
