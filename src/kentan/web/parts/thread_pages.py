"""翻页: a list goes on after its last row, so that nothing is skipped or shown twice while rows are added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest

A_PAGE = 30


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a list: its rows, where the next one begins, whether it is the first."""

    rows: Sequence[Any]
    onward: int | None
    is_first: bool


def leaf(request: HttpRequest, found: QuerySet[Any], *, by: str, most: int = A_PAGE) -> Leaf:
    """The rows after `?after=<key>`, in the order of one field ("-starts_at" or "due", empty last), then newest first."""
    field, is_down = by.removeprefix("-"), by.startswith("-")
    ordered = found.order_by(*in_order(found, field, is_down=is_down))
    after = request.GET.get("after", "")
    anchor = found.model._default_manager.filter(pk=after).values(field).first() if is_key(after) else None
    if anchor is not None:
        ordered = ordered.filter(beyond(field, anchor[field], int(after), is_down=is_down))
    rows = list(ordered[: most + 1])
    return Leaf(rows[:most], rows[most - 1].pk if len(rows) > most else None, is_first=anchor is None)


def in_order(found: QuerySet[Any], field: str, *, is_down: bool) -> tuple[Any, ...]:
    """The order of `leaf`. What is never empty is ordered plainly, as its index is; for a key alone the index is the list."""
    if field == "pk":
        return ("-pk",)
    if not found.model._meta.get_field(field).null:
        return (f"-{field}" if is_down else field, "-pk")
    return (F(field).desc(nulls_last=True) if is_down else F(field).asc(nulls_last=True), "-pk")


def is_key(written: str) -> bool:
    """Whether this can be a row's key."""
    return written.isascii() and written.isdigit() and len(written) < 19  # noqa: PLR2004  a bigint has 19 digits


def beyond(field: str, value: object, pk: int, *, is_down: bool) -> Q:
    """The rows that stand after this one."""
    if value is None:
        return Q(**{f"{field}__isnull": True}, pk__lt=pk)
    side = "lt" if is_down else "gt"
    return Q(**{f"{field}__{side}": value}) | Q(**{field: value}, pk__lt=pk) | Q(**{f"{field}__isnull": True})


def asked(request: HttpRequest) -> str:
    """The words that are searched for, as typed; at most forty characters."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:40]


def told_apart(request: HttpRequest) -> str:
    """The other parts of the address, for the link to the next page."""
    kept = request.GET.copy()
    kept.pop("after", None)
    return kept.urlencode()
