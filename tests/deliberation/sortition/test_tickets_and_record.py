"""一千支签: every ticket, every chance and every byte."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from tests.deliberation.sortition.pools import QUOTAS, a_pool, a_problem

from deliberation.sortition import Problem, SortitionError, commit, draw, explain, lottery, nearly_sure, tickets
from deliberation.verifier import meaning, verify


def a_record(problem: Problem | None = None) -> dict:
    problem = problem or a_problem()
    found = lottery(problem)
    return json.loads(json.dumps(commit(problem, found, tickets(problem, found)), ensure_ascii=False))


def test_a_thousand_tickets_move_nobody_by_more_than_four_in_a_thousand_and_sit_like_people_alike() -> None:
    problem = a_problem()
    found = lottery(problem)
    book = tickets(problem, found)
    assert (len(book.tickets), book.max_shift <= 0.004) == (1000, True)
    assert Counter(person for ticket in book.tickets for person in ticket) == Counter(book.counts)
    for one in problem.types:
        seen = [book.counts[person] for person in one.members]
        assert max(seen) - min(seen) <= 1
    assert sum(book.counts.values()) == 12_000


def test_a_record_is_verified_without_a_solver_before_and_after_the_balls() -> None:
    record = a_record()
    assert verify(record) == []
    drawn = draw(record, "417")
    assert (verify(drawn), drawn["panel"]) == ([], record["tickets"][417])
    words = {"digest": record["digest"], "opening": record["pool_digest"]}
    assert (verify(drawn, words), meaning(drawn, words, [])[0][1:]) == (
        [], ["和报名库公布时的校验码一致", "和开签前拍下的校验码一致"],
    )  # fmt: skip
    assert [one["place"] for one in verify(drawn, {**words, "opening": record["digest"]})] == ["pool_digest"]
    for digits in ("", "41", "4170", "-01", "４１７", "abc"):
        with pytest.raises(SortitionError):
            draw(record, digits)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda r: r["tickets"][3].reverse() or r["tickets"].insert(0, r["tickets"].pop()), "digest"),
        (lambda r: r["problem"]["pool"].pop("p000"), "pool_digest"), (lambda r: r["problem"].update(size=11), "pool_digest"),
        (lambda r: r["chances"].update(p001=r["chances"]["p001"] + 1), "chances.p001"),
        (lambda r: r.update(digits="416"), "panel"), (lambda r: r.update(panel=r["tickets"][1]), "panel"),
        (lambda r: r.update(digest="0" * 64), "digest"), (lambda r: r.update(digits=None), "panel"),
    ],
)  # fmt: skip
def test_any_change_is_found_at_its_place(change, place) -> None:
    record = copy.deepcopy(draw(a_record(), "417"))
    change(record)
    assert place in [one["place"] for one in verify(record)]


def test_a_forged_ticket_that_breaks_a_quota_is_named_even_under_a_fresh_check_word() -> None:
    from deliberation.sortition.record import digest

    record = a_record()
    ticket = record["tickets"][0]
    women = [one.id for one in a_pool() if one.features["性别"] == "女"]
    ticket[:] = sorted(women[:12])
    record["digest"] = digest({"pool_digest": record["pool_digest"], "tickets": record["tickets"]})
    assert "tickets[0]" in [one["place"] for one in verify(record)]


def test_the_order_of_rows_never_changes_a_byte() -> None:
    pool = a_pool()
    Random(5).shuffle(pool)
    assert a_record(Problem(pool, QUOTAS[::-1], 12))["digest"] != ""
    assert a_record(Problem(pool, QUOTAS, 12)) == a_record()


def test_the_same_bytes_across_hash_seeds(tmp_path: Path) -> None:
    (tmp_path / "pool.csv").write_text(
        "id,镇街,年龄,性别\n" + "\n".join(",".join([one.id, *one.features.values()]) for one in a_pool()), "utf-8"
    )
    (tmp_path / "quotas.csv").write_text(
        "category,feature,min,max\n" + "\n".join(f"{one.category},{one.feature},{one.lo},{one.hi}" for one in QUOTAS), "utf-8"
    )
    source = str(Path(__file__).resolve().parents[3] / "src")
    command = "import sys; from kentan.command.lab import main; sys.exit(main(sys.argv[1:]))"
    arguments = ["draw", "pool.csv", "quotas.csv", "--size", "12", "--digits", "417", "--json"]
    found = {
        subprocess.run(
            [sys.executable, "-c", command, *arguments], cwd=tmp_path, capture_output=True, check=True,
            env={**os.environ, "PYTHONPATH": source, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }  # fmt: skip
    assert len(found) == 1


def test_a_person_is_told_his_own_chance() -> None:
    problem = a_problem(fixed=frozenset({"p003"}))
    book = tickets(problem, lottery(problem))
    said = explain(problem, book, "p001")
    assert said.sentence.startswith(f"您的中签机会是 {book.counts['p001']}/1000；全体最低 {min(book.counts.values())}/1000。")
    assert explain(problem, book, "p003").sentence == "您是固定成员，每支签上都有您"
    with pytest.raises(SortitionError):
        explain(problem, book, "nobody")


def test_who_is_nearly_sure_is_shown_as_a_warning() -> None:
    pool = [one for one in a_pool() if one.features["年龄"] != "18—35"]
    young = [one for one in a_pool() if one.features["年龄"] == "18—35"][:2]
    problem = Problem(pool + young, QUOTAS, 12)
    assert nearly_sure(problem, tickets(problem, lottery(problem))) == sorted(one.id for one in young)
