"""届内统计: the table of one term, on a page and as a file for a spreadsheet."""

from __future__ import annotations

import csv
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kentan.ground.moment import today
from kentan.ground.network.models import Term
from kentan.stages.suggestions.queries import count_from_talks
from kentan.stages.talks.queries import Row, held_talks, term_table, terms, total
from kentan.web.staff.offices import VOICES, frame, office

HEADS = (
    _("级别"), _("谁发起"), _("场次"), _("到场人次"), _("代表人次"), _("单位人次"), _("发言条数"), _("会上另说的事"),
    _("线上参加"), _("线上留言"), _("交办建议"),
)  # fmt: skip
BOM = "\ufeff"


def chosen(request: HttpRequest) -> Term | None:
    """The term that was asked for, else the one that runs; None when no term was ever entered."""
    asked, found = request.GET.get("term", ""), list(terms())
    named = next((term for term in found if str(term.pk) == asked), None)
    return named or next((term for term in found if term.since <= today()), None)


def lines(term: Term | None) -> list[tuple[Row, tuple[Any, ...]]]:
    """The table with its sum, each row with its cells."""
    found = term_table(held_talks(since=term.since, until=term.until) if term else held_talks())
    rows = [*found, total(found)] if found else []
    return [(row, (*sums_of(row), count_from_talks(row.keys))) for row in rows]


def sums_of(row: Row) -> tuple[int, ...]:
    """The figures of a row, in the order of HEADS."""
    return (
        row.talks, row.people, row.deputies, row.units, row.lines, row.voices, row.online_people, row.online_words,
    )  # fmt: skip


@office(*VOICES)
def table(request: HttpRequest) -> HttpResponse:
    """届内统计."""
    term = chosen(request)
    shown = {"term": term, "terms": list(terms()), "heads": HEADS, "rows": lines(term)}
    return render(request, "staff/thread/terms.html", frame(request, "talks", **shown))


@office(*VOICES)
def sheet(request: HttpRequest) -> HttpResponse:
    """The same rows as CSV, with a BOM so that an office's spreadsheet reads the Chinese."""
    term = chosen(request)
    answer = HttpResponse(BOM, content_type="text/csv; charset=utf-8")
    name = f"talks-{term.ordinal}" if term else "talks"
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(answer)
    writer.writerow([str(head) for head in HEADS])
    for row, cells in lines(term):
        writer.writerow([gettext(row.level), gettext(row.initiative) if row.initiative else "", *cells])
    return answer
