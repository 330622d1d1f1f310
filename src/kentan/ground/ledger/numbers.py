"""编号: give the next 文号 of a body; a rolled-back transaction gives its number back, so there are no gaps."""

from __future__ import annotations

from django.db import models, transaction

from kentan.ground.ledger.models import Number, Series
from kentan.ground.moment import local, now
from kentan.ground.network.models import Organisation


@transaction.atomic
def give(record: models.Model, *, body: Organisation, kind: str, word: str, title: str = "") -> Number:
    """The next number of this body, kind and year: 海人大办〔2026〕24号. A record is numbered once."""
    subject = f"{record._meta.label}:{record.pk}"
    given = Number.objects.filter(subject=subject).first()
    if given:
        return given
    moment = now()
    year = local(moment).year
    Series.objects.bulk_create([Series(body=body, kind=kind, year=year)], ignore_conflicts=True)
    series = Series.objects.select_for_update().get(body=body, kind=kind, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return Number.objects.create(
        text=f"{word}〔{year}〕{series.last}号", series=series, serial=series.last, subject=subject,
        title=title[:200], given_at=moment,
    )  # fmt: skip


def word_of(body: Organisation, kind: str) -> str:
    """The letters before the year: 海人大交 + 恳谈 → 海人大恳谈; a body without letters of its own is called by its name."""
    return f"{body.document_word.removesuffix('交') or body.short_name}{kind}"


def number_of(record: models.Model) -> str:
    """The record's printed number; empty when it has none."""
    found = Number.objects.filter(subject=f"{record._meta.label}:{record.pk}").values_list("text", flat=True).first()
    return found or ""
