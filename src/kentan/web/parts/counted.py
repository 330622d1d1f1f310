"""每个数字点得开: the part of the public list that one figure of the overview counts, in the list's address."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext

from kentan.ground.network.models import Area, Organisation
from kentan.stages.outcomes.queries import counted
from kentan.stages.suggestions.models import Assignment, PointLink, Suggestion
from kentan.web.parts.belonging import number_of_rows
from kentan.web.parts.thread_pages import is_key

LIST = "/suggestions"
NARROWING = ("counted", "year", "area", "unit")


def address(**asked: str | int | Iterable[int] | None) -> str:
    """Where the list of these suggestions is; what is None is not asked for."""
    told = urlencode({name: value for name, value in asked.items() if value not in (None, ())}, doseq=True)
    return f"{LIST}?{told}" if told else LIST


def kept(asked: QueryDict) -> str:
    """The narrowing as it stands in the address, for the links that keep it."""
    return urlencode({name: asked.getlist(name) for name in NARROWING if name in asked}, doseq=True)


def fields(asked: QueryDict) -> list[tuple[str, str]]:
    """The same as hidden fields, for the form that searches within it."""
    return [(name, value) for name in NARROWING for value in asked.getlist(name)]


def narrowed(found: QuerySet[Suggestion], asked: QueryDict) -> tuple[QuerySet[Suggestion], list[str]]:
    """The suggestions that the address names, and the names of what it was narrowed to."""
    words = []
    if name := said_of(figure := asked.get("counted", "")):
        found, words = counted(found, figure), [name]
    if is_key(year := asked.get("year", "")) and len(year) == len("2026"):
        found, words = found.filter(assigned_on__year=int(year)), [*words, gettext("%(year)s 年交办的") % {"year": year}]
    if areas := Area.objects.filter(pk__in=[key for key in asked.getlist("area") if is_key(key)]):
        found, words = found.filter(area__in=areas), [*words, gettext("、").join(str(area) for area in areas)]
    if unit := Organisation.objects.filter(pk=key).first() if is_key(key := asked.get("unit", "")) else None:
        led = Assignment.objects.filter(unit=unit, role="lead", ended_at__isnull=True)
        found, words = found.filter(pk__in=led.values("suggestion")), [*words, gettext("%(unit)s主办的") % {"unit": unit}]
    return found, words


def with_originals(found: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """Each with the number of originals behind it."""
    links = PointLink.objects.filter(ended_at__isnull=True)
    said = Count("point__voice", distinct=True), Count("point__utterance", distinct=True)
    return found.annotate(originals=number_of_rows(links, "suggestion", *said))


def said_of(name: str) -> str:
    """What a figure counts, in words; empty for a name that counts nothing."""
    return {
        "replied": gettext("已经答复的"), "met": gettext("沟通过并答复的"), "finished": gettext("单位说办完了的"), "closed": gettext("办结的"),
        "implemented": gettext("回头看已经落实的"), "rated": gettext("评价过的"), "satisfied": gettext("评价满意和基本满意的"), "planned": gettext("答应了日期的"),
    }.get(name, "")  # fmt: skip
