"""欠到哪一天: a record owes by a rule of the packs, with the explanation kept beside the date; or owes nothing more."""

from __future__ import annotations

from kentan.ground.ledger.models import Owing
from kentan.ground.moment import now
from kentan.ground.rulebook.queries import promise

FIELDS = ("due", "due_since", "due_rule", "due_pack", "due_confirmed", "due_steps")


def owe(record: Owing, rule: str) -> None:
    """From now on this date is owed, by this rule; the sentences that explain it are stored with it."""
    reckon(record, rule)
    record.save(update_fields=FIELDS)


def reckon(record: Owing, rule: str) -> None:
    """The same on a record that is yet to be stored."""
    made = promise(rule, since=now())
    record.due, record.due_since, record.due_rule = made.due, made.start, made.rule
    record.due_pack, record.due_confirmed, record.due_steps = made.pack, made.confirmed, "\n".join(made.steps)


def settle(record: Owing) -> None:
    """Nothing is owed any more."""
    record.due = record.due_since = None
    record.due_rule = record.due_pack = record.due_steps = ""
    record.due_confirmed = False
    record.save(update_fields=FIELDS)


def share(source: Owing, record: Owing) -> None:
    """The same date with the same explanation: a lead unit owes what its suggestion owes."""
    for name in FIELDS:
        setattr(record, name, getattr(source, name))
    record.save(update_fields=FIELDS)
