"""一行一个数: how many rows belong to each row of a list, asked for the rows that are shown; a join would first put the whole list together."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def number_of_rows(rows: QuerySet[Any], by: str, *counts: Count) -> Coalesce:
    """How many of `rows` have this list's row as their `by`; `counts` (added up) counts something else than rows."""
    total = sum(counts[1:], counts[0]) if counts else Count("pk")
    mine = rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(how_many=total).values("how_many")
    return Coalesce(Subquery(mine, output_field=IntegerField()), 0)
