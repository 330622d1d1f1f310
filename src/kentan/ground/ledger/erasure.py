"""依法删除: what goes and what stays when a person asks for his words to be erased.

Each model's `class Privacy` names in `erasable` the fields that go. The record, its links, its states and its times
stay; the chain keeps digests whose salt is gone, so it verifies and nothing can be guessed from it.
Source: 个人信息保护法 第四十七条; docs/decisions/0003.
"""

from __future__ import annotations

from django.db import models

from kentan.ground.ledger.models import EntryWords, Staged


def blank(record: models.Model) -> None:
    """Empty every erasable field of a record: text becomes empty, what may be null becomes null."""
    privacy = record.Privacy  # type: ignore[attr-defined]
    names = sorted(privacy.erasable)
    for name in names:
        setattr(record, name, None if record._meta.get_field(name).null else "")  # type: ignore[union-attr]
    record.save(update_fields=names)


def forget_notes(subjects: list[str]) -> None:
    """Drop words and salt of every entry of these records."""
    EntryWords.objects.filter(entry__subject__in=subjects).delete()


def forget_remarks(record: Staged, name: str) -> None:
    """Drop words and salt of one remark of a record, found by its name."""
    EntryWords.objects.filter(entry__chain__matter=record.matter, entry__move=name).delete()
