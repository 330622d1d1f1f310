"""The only door: every change of state in the system happens here and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC

from django.db import transaction

from deliberation.flow import Move
from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger import audiences, chain
from kentan.ground.ledger.errors import NotAllowed, NoteNeeded, WrongState
from kentan.ground.ledger.followers import followers_of
from kentan.ground.ledger.models import Chain, Entry, EntryWords, Notice, Staged
from kentan.ground.moment import now


@transaction.atomic
def advance(record: Staged, move: Move, *, by: Actor, note: str = "") -> Entry:
    """Check who may, swap the state, write the entry, queue the notices, call what follows.

    Raises NotAllowed, NoteNeeded or WrongState; then nothing has changed.
    """
    if not move.allowed(by, record):
        raise NotAllowed(move)
    if move.needs_note and not note.strip():
        raise NoteNeeded(move)
    before = record.state
    kept = type(record)._base_manager.filter(pk=record.pk, state=before, state__in=move.sources)
    if not kept.update(state=move.target):
        raise WrongState(move, before)
    record.state = move.target
    entry = write(record, move.name, move.label, by=by, note=note, before=before, after=move.target)
    tell(entry, record, move.tells)
    for action in followers_of(move):
        action(record, by=by)
    return entry


@transaction.atomic
def begin(record: Staged, *, by: Actor, label: str, note: str = "", tells: tuple[str, ...] = ()) -> Entry:
    """The first entry of a record that was just stored in its flow's first state."""
    entry = write(record, "begin", label, by=by, note=note, before="", after=record.state)
    tell(entry, record, tells)
    return entry


Begun = tuple[Staged, str]
"""A record that was just stored in its flow's first state, and the label of its first entry."""


@transaction.atomic(savepoint=False)
def begin_many(matters: Sequence[Sequence[Begun]], *, by: Actor) -> list[Entry]:
    """The first entries of many records that were just stored together; the records of one new matter follow each other on its chain.

    Nobody else can know a matter that was not there before, so no row is waited for. Nobody is told.
    """
    at, entries, links = now().astimezone(UTC), [], []
    for begun in matters:
        link = Chain(matter=begun[0][0].matter)
        for record, label in begun:
            link.length += 1
            entry = Entry(
                position=link.length, subject=subject_of(record), move="begin", label=label, before="", after=record.state,
                actor_kind=by.kind, actor_id=by.account, actor_title=by.title, at=at, previous=link.head,
            )  # fmt: skip
            entry.hash = link.head = chain.hash_of(entry, link.matter)
            entries.append((link, entry))
        links.append(link)
    Chain.objects.bulk_create(links)
    for link, entry in entries:
        entry.chain = link
    return Entry.objects.bulk_create([entry for _link, entry in entries])


@transaction.atomic
def remark(
    record: Staged, name: str, label: str, *, by: Actor, note: str = "", tells: tuple[str, ...] = (),
) -> Entry:  # fmt: skip
    """Something happened to the record that does not change its state: a contact, a look, a reminder."""
    entry = write(record, name, label, by=by, note=note, before=record.state, after=record.state)
    tell(entry, record, tells)
    return entry


def subject_of(record: Staged) -> str:
    """The name under which a record stands in the ledger."""
    return f"{record._meta.label}:{record.pk}"


def write(record: Staged, name: str, label: str, *, by: Actor, note: str, before: str, after: str) -> Entry:
    """Append one entry to the record's chain; writers of the same matter queue at the chain's row."""
    link = link_of(record.matter, is_new=not before and record.matter == subject_of(record))
    entry = Entry(
        chain=link, position=link.length + 1, subject=subject_of(record),
        move=name, label=label, before=before, after=after,
        actor_kind=by.kind, actor_id=by.account, actor_title=by.title,
        at=now().astimezone(UTC), previous=link.head,
    )  # fmt: skip
    salt = chain.fresh_salt() if note else ""
    entry.digest = chain.salted_digest(salt, note) if note else ""
    entry.hash = chain.hash_of(entry, link.matter)
    entry.save(force_insert=True)
    if note:
        EntryWords.objects.create(entry=entry, salt=salt, text=note)
    Chain.objects.filter(pk=link.pk).update(length=entry.position, head=entry.hash)
    return entry


def link_of(matter: str, *, is_new: bool) -> Chain:
    """The chain of a matter, locked; made when there is none. `is_new`: expected to be its first entry."""
    known = Chain.objects.select_for_update().filter(matter=matter)
    link = None if is_new else known.first()
    if link is None:
        Chain.objects.bulk_create([Chain(matter=matter)], ignore_conflicts=True)
        link = known.get()
    return link


def tell(entry: Entry, record: Staged, names: tuple[str, ...]) -> None:
    """Queue the notices of one entry; nobody is told of what he did himself."""
    accounts = audiences.of(record, names)
    Notice.objects.bulk_create(
        [Notice(entry=entry, account=account) for account in accounts if account.pk != entry.actor_id],
        ignore_conflicts=True,
    )
