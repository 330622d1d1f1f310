"""链: every alteration is found, and the database refuses to make one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from tests.factories import records

from kentan.ground.ledger import chain
from kentan.ground.ledger.chain import Broken, verify_all
from kentan.ground.ledger.models import Chain, Entry, EntryWords, Number

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter(county: None) -> str:
    """The matter of one ticket that went all the way: seven entries."""
    ticket = records.a_ticket("rated")
    assert Entry.objects.filter(chain__matter=ticket.matter).count() == 7
    return ticket.matter


def tamper(statement: str, *values: object) -> None:
    """As somebody who owns the database and switches the trigger off."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_append_only")
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE ledger_entry ENABLE TRIGGER ledger_entry_append_only")


def test_an_untouched_ledger_verifies(matter: str) -> None:
    assert verify_all() == []


@pytest.mark.parametrize(
    "column_and_value",
    [
        "label = '别的动作'", "move = 'other'", "before = 'told'", "after = 'rated'", "actor_title = '别人'", "actor_kind = 'system'",
        "at = at + interval '1 microsecond'", "subject = 'voices.Ticket:0'", "digest = repeat('0', 64)", "actor_id = NULL",
    ],
)  # fmt: skip
def test_any_altered_fact_of_an_entry_is_found_at_its_place(matter: str, column_and_value: str) -> None:
    tamper(f"UPDATE ledger_entry SET {column_and_value} WHERE position = 4")  # noqa: S608  fixed words of this test
    found = [broken for broken in verify_all() if broken.reason == "hash"]
    assert found == [Broken(matter, 4, "hash")]


def test_an_altered_entry_with_a_recomputed_hash_breaks_at_the_next_one(matter: str) -> None:
    entry = Entry.objects.get(position=4)
    entry.label, entry.at = "别的动作", entry.at.astimezone(UTC)
    tamper("UPDATE ledger_entry SET label = %s, hash = %s WHERE position = 4", entry.label, chain.hash_of(entry, matter))
    assert verify_all() == [Broken(matter, 5, "hash")]


def test_a_removed_entry_is_found(matter: str) -> None:
    tamper("DELETE FROM ledger_notice")
    tamper("DELETE FROM ledger_entrywords WHERE entry_id IN (SELECT id FROM ledger_entry WHERE position = 3)")
    tamper("DELETE FROM ledger_entry WHERE position = 3")
    assert {broken.reason for broken in verify_all()} == {"hash", "head"}


def test_a_cut_off_end_is_found(matter: str) -> None:
    tamper("DELETE FROM ledger_notice")
    tamper("DELETE FROM ledger_entrywords WHERE entry_id IN (SELECT id FROM ledger_entry WHERE position = 7)")
    tamper("DELETE FROM ledger_entry WHERE position = 7")
    assert verify_all() == [Broken(matter, 6, "head")]


def test_altered_words_beside_an_entry_are_found(matter: str) -> None:
    words = EntryWords.objects.get(entry__move="finish")
    EntryWords.objects.filter(pk=words.pk).update(text="修好了五盏路灯。")
    assert verify_all() == [Broken(matter, words.entry.position, "words")]


def test_erased_words_leave_the_chain_whole(matter: str) -> None:
    EntryWords.objects.all().delete()
    assert verify_all() == []


def test_equal_words_have_different_digests(county: None) -> None:
    one, other = records.a_ticket("finished"), records.a_ticket("finished")
    digests = set(Entry.objects.filter(move="finish").values_list("digest", flat=True))
    assert (one.result == other.result, len(digests)) == (True, 2)


def test_chains_of_two_matters_are_apart(county: None) -> None:
    records.a_ticket("handling")
    other = records.a_ticket("handling")
    tamper("UPDATE ledger_entry SET label = 'x' WHERE chain_id = %s AND position = 2", Chain.objects.get(matter=other.matter).pk)
    assert {broken.matter for broken in verify_all()} == {other.matter}


REFUSED: list[tuple[str, Callable[[], object]]] = [
    ("update an entry", lambda: Entry.objects.filter(position=1).update(label="x")),
    ("update nothing but the same", lambda: Entry.objects.filter(position=1).update(label="收到")),
    ("delete an entry", lambda: Entry.objects.filter(position=1)._raw_delete("default")),
    ("save an entry again", lambda: Entry.objects.get(position=1, chain__matter__startswith="voices").save()),
    ("update a number", lambda: Number.objects.update(text="x")),
    ("delete a number", lambda: Number.objects.all()._raw_delete("default")),
]


@pytest.mark.parametrize(("what", "attempt"), REFUSED, ids=[what for what, _ in REFUSED])
def test_the_database_itself_refuses_to(county: None, what: str, attempt: Callable[[], object]) -> None:
    records.a_suggestion("assigned")
    entries, numbers = list(Entry.objects.values()), list(Number.objects.values())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        attempt()
    assert (list(Entry.objects.values()), list(Number.objects.values())) == (entries, numbers)


def test_two_entries_cannot_stand_at_one_place_of_a_chain(matter: str) -> None:
    entry = Entry.objects.get(position=7)
    entry.pk = None
    with pytest.raises(IntegrityError, match="one_entry_at_each_place_of_a_chain"), transaction.atomic():
        entry.save(force_insert=True)
